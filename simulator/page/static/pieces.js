// Exchanging pieces of the page without losing focus, open lists, or what is half typed.

import { elements, piece } from "./server.js";
import { keepDrafts, toBottom } from "./chats.js";

const FOCUSABLE = "a[href], button, input, textarea, select, summary, [tabindex]";
const shown = new Map();
const turns = new Map();
const due = new Set();
let soon;

/** Ask for a piece again; many changes in a row cost one request. */
export function refresh(...names) {
  names.forEach((name) => due.add(name));
  soon ??= setTimeout(async () => {
    soon = undefined;
    const asked = [...due];
    due.clear();
    await Promise.all(asked.map(fetchPiece));
  }, 40);
}

async function fetchPiece(name) {
  const place = document.querySelector(`[data-piece="${name}"]`);
  const html = await piece(name);
  if (!place || shown.get(name) === html) return;
  shown.set(name, html);
  const unfolded = [...place.querySelectorAll("details[open]")].map((each) => each.id);
  keepingFocus(place, () => {
    place.replaceChildren(elements(html));
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  });
  place.dispatchEvent(new CustomEvent("exchanged", { bubbles: true }));
}

/** Fetch one phone anew: other people, another chat, another typist. */
export async function refreshPhone(number) {
  const before = document.getElementById(`phone-${number}`);
  if (!before) return location.reload();
  const turn = (turns.get(`${number}`) ?? 0) + 1;
  turns.set(`${number}`, turn);
  const html = await piece(`phones/${number}`, seen(before));
  if (!html) return location.reload();
  if (turns.get(`${number}`) !== turn) return; // asked again meanwhile: this answer is old
  const old = document.getElementById(`phone-${number}`);
  const fresh = elements(html).firstElementChild;
  const open = old.querySelector("[popover]:popover-open") !== null;
  const find = old.querySelector(".find")?.value ?? "";
  keepingFocus(old, () => old.replaceWith(fresh), fresh);
  keepDrafts(fresh);
  toBottom(fresh);
  if (open) fresh.querySelector("[popover]").showPopover();
  if (open && find) {
    const field = fresh.querySelector(".find");
    field.value = find;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Who types here stays so, although nobody chose it and the person may have left. */
function seen({ dataset: { number, person } }) {
  const chosen = new URLSearchParams(location.search).get(`p${number}`);
  return chosen || !person ? {} : { [`p${number}`]: person };
}

export const refreshPhones = () =>
  Promise.all([...document.querySelectorAll(".phone")].map((each) => refreshPhone(each.dataset.number)));

function keepingFocus(place, exchange, fresh = place) {
  const at = [...place.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  exchange();
  if (at >= 0) fresh.querySelectorAll(FOCUSABLE)[at]?.focus({ preventScroll: true });
}
