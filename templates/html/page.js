// The reader's tools. The page is whole without them: all that this adds is ways to find, fold and move.
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const tools = one(".tools"), status = one(".status"), text = one(".text"), field = one(".filter input");
  const contents = one(".contents"), keyboard = one(".keyboard");
  const questions = all(".question", text);
  const details = questions.map((question) => one("details", question));
  const say = (words) => { status.textContent = words; };
  const tool = (name) => one(`[data-tool="${name}"]`, tools);
  const stored = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(name);
      localStorage.setItem(name, value);
    } catch { /* a browser may forbid storage */ }
    return null;
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const show = (element) => element.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });

  // --- colour scheme
  const preferred = matchMedia("(prefers-color-scheme: dark)");
  const scheme = tool("scheme");
  const dark = () => (root.dataset.scheme || (preferred.matches ? "dark" : "light")) === "dark";
  const markScheme = () => scheme.setAttribute("aria-pressed", String(dark()));
  scheme.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    stored("page.scheme", root.dataset.scheme);
    markScheme();
  });
  preferred.addEventListener("change", markScheme);
  markScheme();

  // --- folding
  const visible = () => details.filter((_, n) => !questions[n].hidden);
  const allOpen = () => visible().every((d) => d.open);
  const markFolding = () => {
    const word = allOpen() ? tools.dataset.close : tools.dataset.open;
    one("span", tool("all")).textContent = tool("all").title = word;
  };
  const foldAll = () => {
    const open = !allOpen();
    visible().forEach((d) => { d.open = open; });
  };
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])", text);
    folded.forEach((d) => { d.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((d) => { d.open = false; }));

  // --- going to a question
  const reach = () => (tools.hidden ? 0 : tools.offsetHeight) + 24;
  const current = () => {
    let found = -1;
    questions.forEach((q, n) => { if (!q.hidden && q.getBoundingClientRect().top <= reach()) found = n; });
    const focused = questions.findIndex((q) => q.contains(document.activeElement));
    return focused >= 0 ? focused : found;
  };
  const goTo = (n) => {
    details[n].open = true;
    one("summary", details[n]).focus({ preventScroll: true });
    show(questions[n]);
  };
  const step = (by) => {
    let n = current() + by;
    while (questions[n]?.hidden) n += by;
    if (questions[n]) goTo(n);
  };
  const arrive = () => {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
    const target = id && document.getElementById(id);
    if (!target) return;
    all(".arrived").forEach((q) => q.classList.remove("arrived"));
    const question = target.closest(".question");
    if (target.closest("[hidden]")) filter("");
    for (let d = target.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
    if (!question) return;
    question.classList.add("arrived");
    one("summary", question).focus({ preventScroll: true });
    question.scrollIntoView({ behavior: "instant", block: "start" });
  };

  // --- the filter: every word of it must be in a question or its answer; accents, case and kinds of quotes do not count
  const plain = (words) => Array.from(words, (c) => {
    const bare = c.normalize("NFD")[0].toLowerCase();
    return { "’": "'", "‘": "'", "“": '"', "”": '"', " ": " ", "\n": " " }[bare] ?? bare.padEnd(c.length).slice(0, c.length);
  }).join("");
  const indexed = questions.map((question) => {
    const walker = document.createTreeWalker(one("details", question), NodeFilter.SHOW_TEXT);
    const parts = [];
    let words = "";
    while (walker.nextNode()) {
      parts.push({ node: walker.currentNode, start: words.length });
      words += plain(walker.currentNode.data);
    }
    return { parts, words, question: plain(one("summary", question).textContent).length };
  });
  const placeIn = (parts, offset) => {
    let n = parts.length - 1;
    while (parts[n].start > offset) n -= 1;
    return [parts[n].node, offset - parts[n].start];
  };
  const matches = ({ parts, words }, wanted) => wanted.flatMap((word) => {
    const found = [];
    for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + word.length)) {
      const range = new Range();
      range.setStart(...placeIn(parts, at));
      const [node, offset] = placeIn(parts, at + word.length - 1);
      range.setEnd(node, offset + 1);
      found.push({ at, range });
    }
    return found;
  });
  const anchorOf = (question) => one(".answer", question).id;
  const lineOf = (id) => contents && one(`a[href="#${CSS.escape(id)}"]`, contents)?.parentElement;
  const openedByFilter = new Set();
  const marks = globalThis.Highlight && CSS.highlights; // CSS Custom Highlight API: marks words and leaves the page be
  if (marks) {
    const rule = "::highlight(match) { color: var(--color-match-text); background-color: var(--color-match) }";
    document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length);
  }
  const hideRest = (filtering) => {
    const blocks = [...text.children];
    const holds = (block) => block.matches(".question:not([hidden])") || one(".question:not([hidden])", block);
    const levelOf = (block) => (block.matches(".heading") ? Number(block.className.match(/heading-(\d)/)[1]) : 9);
    blocks.forEach((block, n) => {
      if (block.matches(".question")) return;
      let wanted = !filtering || holds(block);
      if (!wanted && block.matches(".heading")) {
        const after = blocks.slice(n + 1);
        const end = after.findIndex((b) => levelOf(b) <= levelOf(block));
        wanted = after.slice(0, end < 0 ? undefined : end).some(holds);
      }
      block.hidden = !wanted;
    });
  };
  const filter = (typed) => {
    if (field.value !== typed) field.value = typed;
    const wanted = plain(typed).split(/\s+/).filter(Boolean);
    const ranges = [];
    let count = 0;
    questions.forEach((question, n) => {
      const fits = wanted.every((word) => indexed[n].words.includes(word));
      const found = fits && wanted.length ? matches(indexed[n], wanted) : [];
      question.hidden = !fits;
      count += Number(fits);
      ranges.push(...found.map((f) => f.range));
      const inAnswer = found.some((f) => f.at >= indexed[n].question);
      if (inAnswer && !details[n].open) { details[n].open = true; openedByFilter.add(n); }
      if (!inAnswer && openedByFilter.delete(n)) details[n].open = false;
      const line = lineOf(anchorOf(question));
      if (line) line.hidden = !fits;
    });
    hideRest(wanted.length > 0);
    if (marks) marks.set("match", new Highlight(...ranges));
    const filled = tools.dataset.count.replace("{count}", count).replace("{total}", questions.length);
    say(wanted.length ? (count ? filled : tools.dataset.none) : "");
    markFolding();
    follow();
  };

  // --- contents that follow the scroll
  const targets = contents ? all("a", contents).map((link) => {
    const element = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return { link, element: element?.closest(".question") || element };
  }).filter((t) => t.element) : [];
  const follow = () => {
    let here = targets.find((t) => t.element.offsetParent) || null;
    for (const target of targets) {
      if (target.element.offsetParent && target.element.getBoundingClientRect().top <= reach() + 40) here = target;
    }
    if (innerHeight + scrollY >= root.scrollHeight - 2 && scrollY > 0) {
      here = targets.filter((t) => t.element.offsetParent).pop() || here;
    }
    all("[aria-current]", contents || text).forEach((a) => a.removeAttribute("aria-current"));
    all(".current", contents || text).forEach((li) => li.classList.remove("current"));
    if (!here) return;
    here.link.setAttribute("aria-current", "true");
    for (let li = here.link.closest("li"); li; li = li.parentElement.closest("li")) li.classList.add("current");
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; follow(); });
  };
  if (contents) {
    const wide = matchMedia("(min-width: 64rem)");
    const fit = () => { one("details", contents).open = wide.matches; };
    wide.addEventListener("change", fit);
    fit();
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon, { passive: true });
  }

  // --- links to a heading or question: followed as always, and copied
  const addressOf = (link) => {
    const canonical = one("link[rel=canonical]");
    return location.protocol === "file:" && canonical ? canonical.href + link.hash : link.href;
  };
  text.addEventListener("click", async (event) => {
    const link = event.target.closest(".permalink");
    if (!link) return;
    try {
      await navigator.clipboard.writeText(addressOf(link));
      say(tools.dataset.copied);
    } catch {
      say(tools.dataset.notCopied);
    }
  });

  // --- keys: single keys only where nothing is typed, and never once the reader has switched them off
  const actions = {
    "/": () => field.focus(),
    n: () => step(1),
    p: () => step(-1),
    o: foldAll,
  };
  const single = keyboard && one("input", keyboard);
  const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const alongSummaries = (event) => {
    const shown = visible().map((d) => one("summary", d));
    const at = shown.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (at < 0 || to === undefined || !shown[to]) return;
    event.preventDefault();
    shown[to].focus();
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && field?.value) { filter(""); return; }
    alongSummaries(event);
    if (event.defaultPrevented || !single?.checked || typing(event.target) || !actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });

  // --- regions that scroll take the focus, others need not
  const fitRegions = () => all("[role=region]", text).forEach((region) => {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  });
  addEventListener("resize", fitRegions, { passive: true });
  fitRegions();

  // --- start
  tools.hidden = false;
  if (questions.length) {
    keyboard.hidden = false;
    single.checked = stored("page.keys") !== "off";
    single.addEventListener("change", () => stored("page.keys", single.checked ? "on" : "off"));
    tool("all").addEventListener("click", foldAll);
    tool("previous").addEventListener("click", () => step(-1));
    tool("next").addEventListener("click", () => step(1));
    details.forEach((d) => d.addEventListener("toggle", markFolding));
    field.addEventListener("input", () => filter(field.value));
    markFolding();
    if (field.value) filter(field.value);
  }
  addEventListener("hashchange", arrive);
  arrive();
  follow();
})();
