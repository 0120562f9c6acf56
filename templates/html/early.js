// Before the first paint: set the reader's colour scheme, and mark that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const scheme = localStorage.getItem("page.scheme");
    if (scheme === "dark" || scheme === "light") root.dataset.scheme = scheme;
  } catch { /* a browser may forbid storage */ }
})();
