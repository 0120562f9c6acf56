// The preview's script: shows one export, follows every save, and keeps the writer's place.
"use strict";

const SHOWN = ["html", "pdf"];
const PAUSE = 2000; // milliseconds without a save, after which the PDF is tried too
const FEW = 10; // exports that need no filter
const GRAVE = { error: ["error", "errors"], warning: ["warning", "warnings"], loss: ["loss", "losses"], note: ["note", "notes"] };

const at = (id) => document.getElementById(id);
const place = { output: outputInAddress(), format: new URLSearchParams(location.search).get("to") || "html" };
let exports_ = [];
let states = {};
let turn = 0; // the number of the newest request; older responses are ignored
let seen = 0; // the newest state from the server

const path = (output) => output.split("/").map(encodeURIComponent).join("/");

function outputInAddress() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
}

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

function element(tag, words, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(words);
  return made;
}

// Replace only children that differ, so that the focus survives a save.
function fill(parent, children) {
  const same = parent.children.length === children.length && children.every((child, n) => child.isEqualNode(parent.children[n]));
  if (!same) parent.replaceChildren(...children);
}

function say(words, kind = "") {
  at("status").className = kind;
  if (at("status").textContent !== words) at("status").textContent = words;
}

// --- findings ----------------------------------------------------------------------------------------------------

function showFindings(findings, over) {
  const counts = Object.entries(GRAVE).map(([severity, [one, many]]) => {
    const count = findings.filter((f) => f.severity === severity).length;
    return count && `${count} ${count === 1 ? one : many}`;
  });
  const panel = at("findings");
  const words = counts.filter(Boolean).join(", ");
  const wasClosed = panel.hidden;
  panel.hidden = !findings.length;
  if (panel.classList.toggle("over", over) || (wasClosed && findings.length <= 3)) panel.open = true;
  fill(panel.querySelector("summary"), [element("span", words)]);
  fill(at("lines"), findings.map(lineOf));
}

function lineOf(found) {
  const line = element("p", "", { className: found.severity });
  const where = found.place && element("code", found.place);
  if (where) line.append(found.link ? element("a", where, { href: found.link }) : where, " ");
  line.append(element("b", `${found.severity}[${found.code}]`), ` ${found.message}`);
  if (found.hint) line.append(element("small", `hint: ${found.hint}`));
  if (found.also) line.append(element("small", `also: ${found.also}`));
  return line;
}

// --- the list ----------------------------------------------------------------------------------------------------

function showList() {
  const wanted = at("filter").value.toLowerCase().split(/\s+/);
  const matching = exports_.filter((one) => {
    const words = `${one.title} ${one.output} ${one.source} ${states[one.output] || ""}`.toLowerCase();
    return wanted.every((word) => words.includes(word));
  });
  at("filter").hidden = exports_.length <= FEW;
  fill(at("exports"), matching.map((one) => {
    const state = states[one.output] || "checking";
    const name = element("span", element("a", one.title, { href: "#" + path(one.output) }));
    name.append(element("small", `${one.output} · ${one.source}`));
    const line = element("li", name);
    line.append(element("span", state, { className: `state ${state}` }));
    return line;
  }));
}

async function showStates(mine) {
  const found = await get("/states");
  if (mine !== turn) return;
  states = found;
  showList();
  if (Object.keys(found).length < exports_.length) await showStates(mine);
}

function showChoice(one) {
  const choices = exports_.map((e) => element("option", e.title, { value: e.output }));
  fill(at("export"), [element("option", "All exports", { value: "" }), ...choices]);
  at("export").value = one ? one.output : "";
  const shown = one ? one.formats.filter((format) => SHOWN.includes(format)) : [];
  if (shown.length && !shown.includes(place.format)) place.format = shown[0];
  fill(at("formats"), shown.map((format) => {
    const button = element("button", format.toUpperCase(), { type: "button", value: format });
    button.setAttribute("aria-pressed", String(format === place.format));
    return button;
  }));
  const downloads = one ? one.formats.map((format) =>
    element("a", format.toUpperCase(), { className: "download", href: `/files/${format}/${path(one.output)}?download`, download: "" })) : [];
  fill(at("downloads"), [element("span", "Download"), ...downloads]);
  at("downloads").hidden = !one;
  document.title = one ? `${one.title} – Preview` : "Preview";
}

// --- the web page ------------------------------------------------------------------------------------------------

// The writer's place: the topmost element with an id, unfolded answers, typed text.
function lookAt(frame) {
  const page = frame && frame.contentDocument;
  if (!page || !page.body) return null;
  const above = [...page.querySelectorAll("[id]")].filter((e) => e.getClientRects().length && e.getBoundingClientRect().top < 40);
  const last = above.pop();
  return {
    id: last && last.id,
    offset: last ? last.getBoundingClientRect().top : 0,
    top: frame.contentWindow.scrollY,
    open: [...page.querySelectorAll("details[open]")].map(nameOf),
    typed: [...page.querySelectorAll("input[id]")].filter((i) => i.value).map((i) => [i.id, i.value]),
  };
}

const nameOf = (details) => details.id || (details.querySelector("[id]") || {}).id;

function lookAgain(frame, look) {
  const page = frame.contentDocument;
  for (const part of page.querySelectorAll("details")) if (nameOf(part) && look.open.includes(nameOf(part))) part.open = true;
  for (const [id, value] of look.typed) {
    const input = page.getElementById(id);
    if (input) { input.value = value; input.dispatchEvent(new Event("input", { bubbles: true })); }
  }
  const anchor = look.top > 0 && look.id && page.getElementById(look.id);
  const top = anchor && anchor.getClientRects().length
    ? frame.contentWindow.scrollY + anchor.getBoundingClientRect().top - look.offset : look.top;
  frame.contentWindow.scrollTo({ top, behavior: "instant" });
}

// Load the new page behind the visible page, and swap them once it is complete.
function showPage(version) {
  const next = element("iframe", "", { title: "The web page", src: `/files/html/${path(place.output)}?${version}` });
  const mine = turn;
  next.onload = () => {
    if (mine !== turn) return next.remove();
    const old = at("page");
    const look = old && old.dataset.output === place.output && lookAt(old);
    next.dataset.output = place.output;
    if (look) lookAgain(next, look);
    const focused = old && document.activeElement === old;
    if (old) old.remove();
    next.id = "page";
    if (focused) next.focus();
    next.contentDocument.addEventListener("click", leave);
  };
  for (const waiting of at("frames").querySelectorAll("iframe:not(#page)")) waiting.remove();
  at("frames").append(next);
}

// Open external links in a new tab: the preview shows only its own pages.
function leave(event) {
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  open(link.href, "_blank", "noopener");
}

// --- the PDF -----------------------------------------------------------------------------------------------------

function showPages(sizes, version) {
  const old = at("pages").children;
  sizes.forEach(([width, height], number) => {
    const sheet = old[number] || at("pages").appendChild(newSheet(number + 1));
    const image = sheet.firstChild;
    Object.assign(image, { width: Math.round(width), height: Math.round(height) });
    image.src = `/pages/${number + 1}/${path(place.output)}?${version}`;
  });
  while (old.length > sizes.length) old[sizes.length].remove();
  showWords(version, turn);
}

function newSheet(number) {
  const sheet = element("div", element("img", "", { loading: "lazy", alt: `Page ${number}` }), { className: "sheet" });
  sheet.append(element("div", "", { className: "words" }));
  return sheet;
}

// The words over the pictures, page by page: invisible, to be selected and found.
async function showWords(version, mine) {
  for (const [number, sheet] of [...at("pages").children].entries()) {
    const words = await get(`/words/${number + 1}/${path(place.output)}?${version}`);
    if (mine !== turn) return;
    sheet.lastChild.replaceChildren(...words.map(placed));
    for (const span of sheet.lastChild.children) stretch(span);
  }
}

function placed(words) {
  const span = element("span", words.text + " ");
  const percent = (part) => `${100 * part}%`;
  Object.assign(span.style, { left: percent(words.left), top: percent(words.top), height: percent(words.height) });
  span.dataset.width = words.width;
  return span;
}

function stretch(span) {
  const box = span.parentNode.getBoundingClientRect();
  span.style.fontSize = `${(0.8 * span.getBoundingClientRect().height * 100) / box.width}cqw`;
  span.style.transform = `scaleX(${(span.dataset.width * box.width) / (span.getBoundingClientRect().width || 1)})`;
}

// --- following ---------------------------------------------------------------------------------------------------

async function refresh() {
  const mine = ++turn;
  const plan = await get("/exports");
  if (mine !== turn) return;
  exports_ = plan.exports;
  const one = exports_.find((e) => e.output === place.output);
  showChoice(one);
  at("list").hidden = Boolean(one);
  at("frames").hidden = !(one && place.format === "html");
  at("pages").hidden = !(one && place.format === "pdf");
  at("main").tabIndex = at("pages").hidden ? -1 : 0; // the keyboard scrolls pictures only with the focus
  if (!one) return showAll(plan, mine);
  if (!one.formats.includes(place.format)) return say("neither a web page nor a PDF: download its files");
  say(`making the ${place.format === "pdf" ? "PDF" : "web page"} …`);
  const state = await get(`/state/${place.format}/${path(place.output)}`);
  if (mine !== turn) return;
  showFindings(state.findings, !state.fresh);
  if (state.fresh) say("up to date");
  else say(state.there ? "failing: the last good state is shown" : "failing: see the findings", "failing");
  if (!state.there) return;
  if (place.format === "html") showPage(state.version);
  else showPages(state.sizes, state.version);
  if (place.format === "html" && one.formats.includes("pdf")) setTimeout(() => watchPdf(mine), PAUSE);
}

// Whether the PDF can be made, said while the web page is shown.
async function watchPdf(mine) {
  if (mine !== turn) return;
  const state = await get(`/state/pdf/${path(place.output)}`);
  if (mine !== turn || state.fresh) return;
  say("the PDF fails: see its findings", "failing");
}

function showAll(plan, mine) {
  showFindings(plan.findings, plan.findings.some((f) => f.severity === "error"));
  showList();
  if (place.output) say(`no export '${place.output}' any more: choose another`, "failing");
  else say(exports_.length === 1 ? "1 export" : `${exports_.length} exports`);
  return showStates(mine);
}

function choose(output, format) {
  if (output !== place.output) { at("pages").replaceChildren(); at("frames").replaceChildren(); }
  Object.assign(place, { output, format });
  const address = (format === "html" ? location.pathname : `?to=${format}`) + (output ? "#" + path(output) : "");
  if (output === outputInAddress()) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  follow();
}

const follow = () => refresh().catch(() => say("no answer: is the preview still running?", "lost"));

at("export").onchange = () => choose(at("export").value, place.format);
at("formats").onclick = (event) => { if (event.target.value) choose(place.output, event.target.value); };
at("filter").oninput = showList;
addEventListener("hashchange", () => choose(outputInAddress(), place.format));
addEventListener("popstate", () => { if (outputInAddress() !== place.output) choose(outputInAddress(), place.format); });

// Browsers limit connections to one server: a hidden tab closes its connection, and reconnects once visible.
let events = null;
function listen() {
  if (document.hidden) { if (events) events.close(); events = null; return; }
  if (events) return;
  events = new EventSource("/events");
  events.onmessage = ({ data }) => { if (data !== seen) { seen = data; follow(); } };
  events.onerror = () => { seen = 0; say("no answer: is the preview still running?", "lost"); };
}
document.addEventListener("visibilitychange", listen);
listen();
