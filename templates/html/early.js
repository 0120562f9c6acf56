// Before anything is painted: the colour scheme that the reader chose, and that a script runs.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const scheme = localStorage.getItem("page.scheme");
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  } catch { /* a browser may forbid storage */ }
})();
