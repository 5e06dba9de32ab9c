// What stands in the chats: new entries, edits, unsends, notifications, and where one has scrolled.

import { elements, piece } from "./server.js";

const NEAR = 120;
const busy = new Map();

export const phones = () => [...document.querySelectorAll(".phone")];
const showing = (chat) => phones().filter((phone) => phone.dataset.chat === chat);
const list = (phone) => phone.querySelector(".entries");

export function toBottom(phone) {
  list(phone).scrollTop = list(phone).scrollHeight;
}

/** Show what is new in a chat, on every phone that has it open. */
export function newEntries(chat) {
  return Promise.all(showing(chat).map(catchUp));
}

async function catchUp(phone) {
  if (busy.has(phone)) return busy.set(phone, true);
  busy.set(phone, false);
  const last = [...phone.querySelectorAll("[data-id]")].at(-1)?.dataset.id ?? "0";
  const html = await piece(`chats/${phone.dataset.chat}/entries`, { seen_by: phone.dataset.person, after: last });
  append(phone, elements(html), last);
  const again = busy.get(phone);
  busy.delete(phone);
  return again ? catchUp(phone) : undefined;
}

function append(phone, fresh, last) {
  const entries = list(phone);
  const near = entries.scrollHeight - entries.scrollTop - entries.clientHeight < NEAR;
  const own = fresh.querySelector(".own") !== null;
  const notices = [...fresh.querySelectorAll("[data-notice]")].map((each) => each.dataset.notice);
  if (!fresh.querySelector("[data-id]") || !phone.isConnected) return;
  phone.querySelectorAll(".choices, .typing").forEach((each) => each.remove());
  fresh.querySelectorAll("[data-id]").forEach((each) => each.classList.toggle("fresh", last !== "0"));
  entries.append(fresh);
  if (near || own) toBottom(phone);
  if (notices.length) notify(phone, notices.at(-1));
}

/** Show a notification as the phone's lock screen would: a card is told by its altText. */
function notify(phone, text) {
  const place = phone.querySelector(".notification");
  const banner = document.createElement("p");
  banner.textContent = text;
  banner.addEventListener("animationend", () => banner.remove());
  place.replaceChildren(banner);
}

/** Show under one's own messages how many have read them. */
export function readAgain(chat) {
  return Promise.all(showing(chat).map(async (phone) => {
    const told = await piece(`chats/${chat}/reads`, { seen_by: phone.dataset.person });
    for (const [id, label] of Object.entries(told ? JSON.parse(told) : {})) {
      const place = phone.querySelector(`[data-id="${id}"] .read`);
      if (place) place.textContent = label;
    }
  }));
}

/** Draw one entry anew after an edit or an unsend. */
export function changedEntry(chat, id) {
  return Promise.all(showing(chat).map(async (phone) => {
    const html = await piece(`entries/${id}`, { seen_by: phone.dataset.person });
    const fresh = elements(html).querySelector("[data-id]");
    const old = phone.querySelector(`[data-id="${id}"]`);
    if (fresh && old) old.replaceWith(fresh);
  }));
}

export function typing(chat) {
  for (const phone of showing(chat)) {
    phone.querySelectorAll(".typing").forEach((each) => each.remove());
    list(phone).append(elements('<li class="typing"><i></i><i></i><i></i></li>'));
    toBottom(phone);
  }
}

/** Keep what is half typed through a reload. */
export function keepDrafts(phone) {
  const field = phone.querySelector("textarea");
  if (!field) return;
  const key = `draft-${phone.dataset.number}`;
  field.value = sessionStorage.getItem(key) ?? "";
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
}

export function draftSent(phone) {
  sessionStorage.removeItem(`draft-${phone.dataset.number}`);
}
