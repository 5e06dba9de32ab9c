// The page listens to the simulator's event stream and fetches again what has changed.

import "./commands.js";
import "./panel.js";
import { changedEntry, keepDrafts, newEntries, phones, readAgain, toBottom, typing } from "./chats.js";
import { refresh, refreshPhones } from "./pieces.js";
import { hideToast, toast, words } from "./server.js";

const UPDATES = {
  message: ({ chat }) => newEntries(chat),
  edit: ({ chat, id }) => changedEntry(chat, id),
  unsend: ({ chat, id }) => changedEntry(chat, id),
  read: ({ chat }) => readAgain(chat),
  loading: ({ chat }) => typing(chat),
  person: peopleChanged,
  group: peopleChanged,
  ledger: () => refresh("ledger", "conditions"),
  quota: () => refresh("conditions"),
  faults: () => refresh("conditions"),
  webhooks: () => refresh("conditions", "delivery"),
  channel: () => refresh("settings"),
  scenario: () => refresh("scenarios"),
  clock: () => refresh("clock"),
};

let peopleSoon;
function peopleChanged() {
  peopleSoon ??= setTimeout(() => {
    peopleSoon = undefined;
    return phones().length === 3 ? refreshPhones() : location.reload();
  }, 60);
}

function listen() {
  const stream = new EventSource(`/simulator/events?after=${document.body.dataset.seen}`);
  let lost = false;
  for (const [kind, then] of Object.entries(UPDATES)) {
    stream.addEventListener(kind, (event) => then(JSON.parse(event.data)));
  }
  stream.addEventListener("error", () => {
    lost = true;
    toast(words.lost_connection, 0);
  });
  // After a loss the simulator may be another one: everything is read anew.
  stream.addEventListener("open", () => {
    hideToast();
    if (lost) location.reload();
    document.body.dataset.live = "true";
  });
  addEventListener("pagehide", () => stream.close());
}

let minute;
function tick() {
  clearTimeout(minute);
  const { second, running } = document.querySelector("#clock .now").dataset;
  if (running === "true") minute = setTimeout(() => refresh("clock"), (60.2 - second) * 1000);
}

document.getElementById("clock").addEventListener("exchanged", tick);

/** Switching the language keeps everybody in place. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-language]");
  if (!link) return;
  event.preventDefault();
  const query = new URLSearchParams(location.search);
  query.set("lang", link.dataset.language);
  location.search = query;
});

const days = document.getElementById("panel-scenarios");

/** While a day is played, keep it in view, and within its list the step that is played. */
function follow(asked = false) {
  const steps = days.querySelector(".progress");
  if (!steps || days.hidden) return;
  const now = steps.querySelector(".now");
  const at = now ?? [...steps.querySelectorAll(".done, .missed")].at(-1);
  steps.scrollTop = (at?.offsetTop ?? 0) - steps.clientHeight / 2;
  const { offsetTop, offsetHeight } = steps.closest(".scenarios > li");
  const cut = offsetTop < days.scrollTop || offsetTop + offsetHeight > days.scrollTop + days.clientHeight;
  if (cut && (now || asked)) days.scrollTop = offsetTop - 8;
}

days.addEventListener("exchanged", () => follow());

/** On a small screen a newcomer first sees what there is to try. */
function greet() {
  if (location.hash || !document.querySelector(".tries") || document.querySelector(".entry")) return;
  document.getElementById("panel").scrollIntoView({ behavior: "instant", inline: "start", block: "nearest" });
}

const tabs = document.querySelector(".tabs");

function markTabs() {
  for (const link of tabs.querySelectorAll("a")) {
    const { left, right, width } = document.querySelector(link.hash).getBoundingClientRect();
    const shown = Math.min(right, innerWidth) - Math.max(left, 0) > 0.6 * width;
    if (shown) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

document.querySelector(".stage").addEventListener("scroll", markTabs, { passive: true });
addEventListener("resize", markTabs);
tabs.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.hash);
  document.querySelector(link.hash).scrollIntoView({ inline: "start", block: "nearest" });
});

phones().forEach((phone) => {
  keepDrafts(phone);
  toBottom(phone);
});
document.fonts?.ready.then(() => phones().forEach(toBottom));
greet();
follow(true);
markTabs();
tick();
listen();
