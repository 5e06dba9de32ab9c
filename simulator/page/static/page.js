// The page listens to the simulator's event stream and fetches again what has changed.

import "./commands.js";
import "./panel.js";
import { changedEntry, keepDrafts, newEntries, phones, toBottom, typing } from "./chats.js";
import { refresh, refreshPhones } from "./pieces.js";
import { hideToast, toast, words } from "./server.js";

const UPDATES = {
  message: ({ chat }) => newEntries(chat),
  edit: ({ chat, id }) => changedEntry(chat, id),
  unsend: ({ chat, id }) => changedEntry(chat, id),
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

function markTabs() {
  const links = new Map([...document.querySelectorAll(".tabs a")].map((a) => [a.hash.slice(1), a]));
  const seen = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      links.get(target.id)?.toggleAttribute("aria-current", isIntersecting);
    }
  }, { root: document.querySelector(".stage"), threshold: 0.6 });
  for (const id of links.keys()) seen.observe(document.getElementById(id));
  document.querySelector(".tabs").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    document.querySelector(link.hash).scrollIntoView({ inline: "start", block: "nearest" });
  });
}

phones().forEach((phone) => {
  keepDrafts(phone);
  toBottom(phone);
});
document.fonts?.ready.then(() => phones().forEach(toBottom));
markTabs();
tick();
listen();
