// The preview's script: shows one export, follows every save, and keeps the reader's place.
"use strict";

const at = (id) => document.getElementById(id);
const place = { output: "", format: new URLSearchParams(location.search).get("to") || "html" };
let exports_ = [];
let asked = 0;

const path = (output) => output.split("/").map(encodeURIComponent).join("/");
const get = (address) => fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));

function element(tag, words, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(words);
  return made;
}

function showFindings(findings, over) {
  const lines = findings.map((found) => {
    const line = element("p", "", { className: found.severity });
    if (found.place) line.append(element("code", found.place), " ");
    line.append(element("b", `${found.severity}[${found.code}]`), ` ${found.message}`);
    if (found.hint) line.append(element("small", ` (${found.hint})`));
    return line;
  });
  at("findings").replaceChildren(...lines);
  at("findings").hidden = !lines.length;
  at("findings").classList.toggle("over", over);
}

function showList() {
  at("exports").replaceChildren(...exports_.map((one) => {
    const line = document.createElement("li");
    const name = element("span", element("a", one.title, { href: "#" + path(one.output) }));
    name.append(element("small", `${one.output}${one.source ? "  from " + one.source : ""}`));
    line.append(name, element("span", one.state, { className: `state ${one.state}` }));
    return line;
  }));
}

function showChoice() {
  const choices = [element("option", "All exports", { value: "" })];
  for (const one of exports_) choices.push(element("option", one.title, { value: one.output }));
  at("export").replaceChildren(...choices);
  at("export").value = place.output;
  const one = exports_.find((e) => e.output === place.output);
  const shown = one ? one.formats.filter((f) => f === "html" || f === "pdf") : [];
  if (shown.length && !shown.includes(place.format)) place.format = shown[0];
  at("formats").replaceChildren(...shown.map((format) => {
    const button = element("button", format.toUpperCase(), { type: "button", onclick: () => choose(place.output, format) });
    button.setAttribute("aria-pressed", String(format === place.format));
    return button;
  }));
  at("downloads").replaceChildren(...(one ? one.formats : []).map((format) =>
    element("a", format.toUpperCase(), { href: `/files/${format}/${path(place.output)}?download`, download: "" })));
  at("exports").hidden = Boolean(one);
}

function showPage(version) {
  const frame = at("page");
  const top = frame.contentWindow ? frame.contentWindow.scrollY : 0;
  const open = frame.contentDocument ? [...frame.contentDocument.querySelectorAll("details[open]")].map((d) => d.id) : [];
  frame.onload = () => {
    for (const id of open) { const part = id && frame.contentDocument.getElementById(id); if (part) part.open = true; }
    frame.contentWindow.scrollTo({ top, behavior: "instant" });
  };
  frame.src = `/files/html/${path(place.output)}?${version}`;
}

function showPages(count, version) {
  const old = at("pages").children;
  for (let number = 1; number <= count; number += 1) {
    const source = `/pages/${number}/${path(place.output)}?${version}`;
    if (old[number - 1]) old[number - 1].src = source;
    else at("pages").append(element("img", "", { src: source, alt: `Page ${number}`, width: 850, height: 1100 }));
  }
  while (old.length > count) old[count].remove();
}

async function refresh() {
  const turn = ++asked;
  const plan = await get("/exports");
  if (turn !== asked) return;
  exports_ = plan.exports;
  showList();
  showChoice();
  const chosen = exports_.some((e) => e.output === place.output);
  at("page").hidden = !(chosen && place.format === "html");
  at("pages").hidden = !(chosen && place.format === "pdf");
  if (!chosen) {
    at("status").textContent = `${exports_.length} exports`;
    showFindings(plan.findings, false);
    return;
  }
  at("status").textContent = "rendering";
  const state = await get(`/state/${place.format}/${path(place.output)}`);
  if (turn !== asked) return;
  showFindings([...plan.findings, ...state.findings], !state.fresh);
  at("status").textContent = state.fresh ? "up to date" : state.there ? "failing: the last good state is shown" : "failing";
  if (!state.there) return;
  if (place.format === "html") showPage(state.version);
  else showPages(state.pages, state.version);
}

function choose(output, format) {
  if (output !== place.output) { at("pages").replaceChildren(); at("page").removeAttribute("src"); }
  Object.assign(place, { output, format });
  history.replaceState(null, "", output ? "#" + path(output) : location.pathname);
  failing(refresh());
}

function failing(work) {
  work.catch(() => { at("status").textContent = "no answer: is the preview still running?"; });
}

at("export").onchange = () => choose(at("export").value, place.format);
addEventListener("hashchange", () => choose(decodeURIComponent(location.hash.slice(1)), place.format));
place.output = decodeURIComponent(location.hash.slice(1));
new EventSource("/events").onmessage = () => failing(refresh());
