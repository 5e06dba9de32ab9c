// What a click or a key does outside the box: taps, people, clock, panel.

import { begin, edit, forget, reply, unsend } from "./composer.js";
import { refreshPhone } from "./pieces.js";
import { remember, send, toast, words } from "./server.js";

const group = (data) => `/simulator/groups/${data.group}`;
const person = (data) => `/simulator/people/${data.person}`;
const entryOf = (element) => element.closest(".entry");
const advance = (seconds) => send("POST", `/page/advance/${seconds}`);

const COMMANDS = {
  reply: (it) => reply(entryOf(it)),
  edit: (it) => edit(entryOf(it)),
  unsend: (it) => unsend(entryOf(it)),
  forget: (it) => forget(it.closest(".phone")),
  choose: (it) => choose(it.dataset.key, it.dataset.value, it),
  join: ({ dataset }) => send("POST", `${group(dataset)}/members`, { person: dataset.person }),
  leave: ({ dataset }) => send("DELETE", `${group(dataset)}/members/${dataset.person}`),
  follow: ({ dataset }) => send("POST", `${person(dataset)}/follow`),
  block: ({ dataset }) => send("POST", `${person(dataset)}/block`),
  "invite-bot": ({ dataset }) => send("PUT", `${group(dataset)}/bot`),
  "remove-bot": ({ dataset }) => send("DELETE", `${group(dataset)}/bot`),
  try: ({ dataset }) => tryOut(dataset),
  advance: ({ dataset }) => advance(dataset.seconds),
  jump: ({ dataset }) => send("POST", `/page/jumps/${dataset.number}${location.search}`),
  play: ({ dataset }) => send("POST", `/page/scenarios/${dataset.name}/${dataset.how}`),
  stop: () => send("POST", "/page/scenarios/stop"),
  copy: async ({ dataset }) => {
    await navigator.clipboard.writeText(dataset.value);
    toast(words.copied);
  },
};

async function choose(key, value, it) {
  const phone = `#phone-${key.at(-1)}`;
  remember(key, value);
  // At once: what is typed before the phone is drawn anew is already this person's.
  if (key.startsWith("p")) document.querySelector(phone).dataset.person = value;
  it?.closest("[popover]")?.hidePopover();
  await refreshPhone(key.at(-1));
  document.querySelector(`${phone} textarea`)?.focus();
}

/** Fill a suggested text in where it belongs, typed by whom it belongs to; sending it is left to people. */
async function tryOut({ phone, person, text }) {
  await choose(`p${phone}`, person);
  document.querySelector(`.tabs [href="#phone-${phone}"]`).click();
  const place = document.getElementById(`phone-${phone}`);
  if (place.querySelector("textarea")) begin(place, text);
}

/** Tap a button of the bot's message; a date picker asks first, a keyboard opens with its text. */
async function tap(it) {
  const { tap: choice, mode, fill } = it.dataset;
  const message = entryOf(it).dataset.id;
  const params = mode ? await pick(it.dataset) : {};
  if (!params) return;
  const body = { person: it.closest(".phone").dataset.person, choice, params };
  if (fill) begin(it.closest(".phone"), fill);
  await send("POST", `/simulator/messages/${message}/taps`, body);
}

function pick({ mode, initial, min, max }) {
  const dialog = document.getElementById("picker");
  const field = dialog.querySelector("input");
  const iso = (text) => text.replace("t", "T");
  field.type = mode === "datetime" ? "datetime-local" : mode;
  Object.assign(field, { min: iso(min), max: iso(max), value: iso(initial) });
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    const settle = () => resolve(dialog.returnValue === "ok" ? { [mode]: field.value } : null);
    dialog.addEventListener("close", settle, { once: true });
  });
}

function carryOut(event) {
  const it = event.target.closest("[data-command], [data-tap], [data-open], .quoted");
  if (!it) return false;
  if (it.matches(".quoted")) {
    it.closest(".entries").querySelector(it.getAttribute("href"))?.scrollIntoView({ block: "center" });
  } else if (it.dataset.open) {
    open(it.dataset.open, "_blank", "noopener,noreferrer");
  } else if (it.dataset.tap) {
    tap(it);
  } else {
    COMMANDS[it.dataset.command](it);
  }
  return true;
}

document.addEventListener("click", (event) => {
  if (carryOut(event)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  const drawn = event.target.matches?.('[role="button"], [role="link"]');
  if (drawn && (event.key === "Enter" || event.key === " ") && carryOut(event)) event.preventDefault();
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const number = /^Digit([123])$/.exec(event.code)?.[1];
  if (number) document.querySelector(`#phone-${number} textarea`)?.focus();
  else if (event.code === "Period") advance(event.shiftKey ? 3600 : 600);
  else return;
  event.preventDefault();
});

document.addEventListener("change", ({ target }) => {
  if (target.dataset.choose) choose(target.dataset.choose, target.value, target);
  const { condition } = target.dataset;
  if (condition) send("PUT", `/simulator/conditions/${condition}`, { on: target.checked });
});

document.addEventListener("input", ({ target }) => {
  if (!target.matches(".find")) return;
  const wanted = target.value.toLowerCase();
  for (const each of target.parentElement.querySelectorAll("[data-find]")) {
    each.hidden = !each.dataset.find.includes(wanted);
  }
});
