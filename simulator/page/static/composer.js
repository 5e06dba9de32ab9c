// Writing: send, reply-quote, edit, unsend, attach.

import { draftSent, phones } from "./chats.js";
import { send, words } from "./server.js";

const phoneOf = (element) => element.closest(".phone");
const field = (phone) => phone.querySelector("textarea");

/** Show what is being answered or edited above the box. */
function setContext(phone, mode, entry) {
  phone.dataset.mode = mode;
  phone.dataset.target = entry.dataset.id;
  const context = phone.querySelector(".context");
  context.hidden = false;
  context.querySelector("b").textContent = words[mode === "edit" ? "editing" : "replying"];
  const card = entry.querySelector(".flex-message")?.getAttribute("aria-label");
  context.querySelector("q").textContent = card ?? entry.querySelector(".words")?.textContent ?? "";
  field(phone)?.focus();
}

export function forget(phone) {
  delete phone.dataset.mode;
  delete phone.dataset.target;
  phone.querySelector(".context").hidden = true;
}

export function reply(entry) {
  setContext(phoneOf(entry), "reply", entry);
}

export function edit(entry) {
  const phone = phoneOf(entry);
  setContext(phone, "edit", entry);
  field(phone).value = entry.dataset.text;
}

/** Open the keyboard with a text that a button gives (Postback action: fillInText). */
export function begin(phone, text) {
  forget(phone);
  field(phone).value = text;
  field(phone).dispatchEvent(new Event("input", { bubbles: true })); // kept as a draft
  field(phone).focus();
}

export function unsend(entry) {
  const person = phoneOf(entry).dataset.person;
  return send("DELETE", `/simulator/messages/${entry.dataset.id}?person=${person}`);
}

async function say(phone) {
  const { chat, person, mode, target } = phone.dataset;
  const text = field(phone).value;
  if (!text.trim()) return;
  field(phone).value = "";
  draftSent(phone);
  forget(phone);
  const done = mode === "edit"
    ? await send("PATCH", `/simulator/messages/${target}`, { person, text })
    : await send("POST", `/simulator/chats/${chat}/messages`, { person, text, quote: mode === "reply" ? target : "" });
  if (!done && !field(phone).value) field(phone).value = text;
}

async function attach(phone, file, kind) {
  const { chat, person } = phone.dataset;
  const query = new URLSearchParams({ person, kind, name: file.name });
  await send("POST", `/simulator/chats/${chat}/files?${query}`, file);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".composer")) return;
  event.preventDefault();
  say(phoneOf(event.target));
});

document.addEventListener("change", async (event) => {
  const { kind } = event.target.dataset;
  if (event.target.type !== "file" || !kind) return;
  for (const file of event.target.files) await attach(phoneOf(event.target), file, kind);
  event.target.value = "";
});

document.addEventListener("paste", (event) => {
  const image = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
  if (!event.target.matches(".composer textarea") || !image) return;
  event.preventDefault();
  attach(phoneOf(event.target), image, "image");
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") phones().filter((phone) => phone.dataset.mode).forEach(forget);
  if (!event.target.matches(".composer textarea") || event.isComposing) return;
  const phone = phoneOf(event.target);
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    event.target.form.requestSubmit();
  } else if (event.key === "ArrowUp" && !event.target.value) {
    const own = [...phone.querySelectorAll(".entry.own[data-text]")].at(-1);
    if (own && phone.querySelector(`[data-id="${own.dataset.id}"] [data-command="edit"]`)) edit(own);
    event.preventDefault();
  }
});
