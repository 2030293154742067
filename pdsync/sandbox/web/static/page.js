// What the pages do better with a script. Without it every form still works: this only saves clicks.
"use strict";
document.documentElement.classList.add("js");

const said = document.getElementById("said");
const say = (words) => { said.textContent = ""; setTimeout(() => { said.textContent = words; }, 50); };

// Save a choice or a tick without leaving the page; screen readers are told.
async function save(button) {
  const form = button.form, data = new FormData(form);
  data.set(button.name, button.value);
  const answer = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(data), headers: { Accept: "application/json" },
  });
  if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer");
  const told = await answer.json();
  for (const field of document.querySelectorAll("input[name=revision]")) field.value = told.revision;
  say(told.said);
  if (!answer.ok) throw new Error(told.said);
}

document.addEventListener("change", (event) => {
  const select = event.target;
  if (!select.matches("select[data-dropdown]")) return;
  const button = select.parentElement.querySelector("button");
  select.dataset.saved ??= [...select.options].findIndex((each) => each.defaultSelected);
  save(button).then(
    () => { select.dataset.saved = select.selectedIndex; },
    (problem) => { select.selectedIndex = select.dataset.saved; say(`Not saved. ${problem.message}`); });
});

document.addEventListener("click", (event) => {
  const box = event.target.closest("button[role=checkbox]");
  if (box) {
    event.preventDefault();
    save(box).then(
      () => {
        const on = box.getAttribute("aria-checked") !== "true";
        box.setAttribute("aria-checked", on);
        box.value = box.value.replace(/^([^:]*:\d+):(on|off)/, `$1:${on ? "off" : "on"}`);
        box.closest(".para").classList.toggle("ticked", on);
      },
      (problem) => say(`Not saved. ${problem.message}`));
    return;
  }
  // A click on a paragraph opens it, unless something in it was meant, or text is being selected.
  if (event.target.closest("a, button, select, textarea, input, form, summary")) return;
  const pen = event.target.closest(".para")?.querySelector(":scope > .pen");
  if (pen && getSelection().isCollapsed && !unsaved()) pen.click();
});

// What was typed is not lost by a slip.
const changed = (field) => field.value !== field.defaultValue;
const unsaved = () => [...document.querySelectorAll("form:not([data-sent]) textarea")].some(changed);
addEventListener("beforeunload", (event) => { if (unsaved()) event.preventDefault(); });
document.addEventListener("submit", (event) => { event.target.dataset.sent = ""; keepPlace(); });

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.editing, form.adding, form.cell");
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  const plain = !(event.shiftKey || event.altKey || event.isComposing);
  if (event.key === "Enter" && plain && form.matches(".cell")) { event.preventDefault(); leave(form, "ArrowDown"); }
  if (event.key === "Escape" && !unsaved()) form.querySelector(".cancel")?.click();
});

// The page stays where it was when it is loaded again after saving.
const place = `place ${location.pathname}`;
const keepPlace = () => sessionStorage.setItem(place, scrollY);
document.addEventListener("click", (event) => { if (event.target.closest(".pen, .cancel")) keepPlace(); }, true);
const kept = sessionStorage.getItem(place);
sessionStorage.removeItem(place);
if (kept !== null) requestAnimationFrame(() => scrollTo({ top: kept, behavior: "instant" }));
const first = document.querySelector("textarea[autofocus]");
if (first) { first.focus({ preventScroll: kept !== null }); first.setSelectionRange(first.value.length, first.value.length); }

// In a Sheet the arrow keys move from cell to cell, Enter or a click opens one; what was typed is saved on the way.
const grid = document.querySelector(".grid[data-write]");
const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const cellAt = (name) => grid.querySelector(`td[data-cell="${name}"]`);
function beside(td, key) {
  const [down, right] = MOVES[key];
  if (right) {
    const next = right > 0 ? td.nextElementSibling : td.previousElementSibling;
    return next?.matches("td") ? next : null;
  }
  const rows = [...grid.rows], letters = td.dataset.cell.replace(/\d+/, "");
  for (let n = rows.indexOf(td.parentElement) + down; rows[n]; n += down) {
    const found = [...rows[n].cells].find((each) => each.dataset.cell?.replace(/\d+/, "") === letters);
    if (found) return found;
  }
  return null;
}
function openCell(td) {
  const form = document.querySelector("form.cell");
  if (form && unsaved()) return leave(form, null, td.dataset.cell);
  keepScroll();
  const url = new URL(location);
  url.searchParams.delete("said");
  url.searchParams.set("cell", td.dataset.cell);
  url.hash = "";
  url.pathname = url.pathname.replace(/\/write$/, "/edit");
  location = url;
}
function leave(form, key, name) {
  const from = cellAt(form.elements.cell.value);
  const next = name ?? (from && beside(from, key)?.dataset.cell);
  if (next) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "then", value: next }));
  keepScroll();
  form.requestSubmit();
}
const scroller = grid?.closest(".scroller");
const keepScroll = () => sessionStorage.setItem(`cells ${location.pathname}`, [scroller.scrollLeft, scroller.scrollTop]);
if (grid) {
  const [left, top] = (sessionStorage.getItem(`cells ${location.pathname}`) || "0,0").split(",");
  scroller.scrollTo(left, top);
  sessionStorage.removeItem(`cells ${location.pathname}`);
  const chosen = document.getElementById("chosen") ?? grid.querySelector("td[data-cell]");
  if (chosen) {
    grid.setAttribute("role", "grid");
    scroller.removeAttribute("tabindex");
    chosen.tabIndex = 0;
    if (chosen.id) chosen.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  }
  grid.addEventListener("click", (event) => {
    const td = event.target.closest("td[data-cell]");
    if (td && !event.target.closest("a, .over")) openCell(td);
  });
  grid.addEventListener("keydown", (event) => {
    const td = event.target.closest("td[data-cell]");
    if (!td || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === "F2") { event.preventDefault(); openCell(td); }
    const next = MOVES[event.key] && beside(td, event.key);
    if (!next) return;
    event.preventDefault();
    td.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  document.querySelector("#words")?.focus({ preventScroll: true });
}
// Google's links name a sheet behind the hash.
const gid = /^#gid=(\d+)$/.exec(location.hash);
if (gid && document.body.matches(".sheets")) {
  const url = new URL(location);
  url.searchParams.set("gid", gid[1]);
  url.hash = "";
  location.replace(url);
}
