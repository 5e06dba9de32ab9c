// The panel: its tabs, its forms, and a recorded day that is brought along.

import { send } from "./server.js";

const tabs = [...document.querySelectorAll('[role="tab"]')];

function open(tab) {
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", chosen);
    each.tabIndex = chosen ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
  }
  sessionStorage.setItem("tab", tab.id);
}

for (const tab of tabs) {
  tab.addEventListener("click", () => open(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs.at((tabs.indexOf(tab) + step) % tabs.length);
    open(next);
    next.focus();
  });
}
open(document.getElementById(sessionStorage.getItem("tab")) ?? tabs[0]);

const FORMS = {
  webhook: (values) => send("PATCH", "/simulator/channel", values),
  person: (values) => send("POST", "/simulator/people", { ...values, friend: true }),
  group: (values) => send("POST", "/simulator/groups", { ...values, members: [] }),
};

document.addEventListener("submit", async (event) => {
  const form = FORMS[event.target.dataset.form];
  if (!form) return;
  event.preventDefault();
  await form(Object.fromEntries(new FormData(event.target)));
});

document.addEventListener("change", async ({ target }) => {
  if (!target.matches("[data-replay]") || !target.files.length) return;
  const [file] = target.files;
  target.value = "";
  const query = new URLSearchParams(location.search);
  query.set("name", file.name);
  await send("POST", `/page/scenarios?${query}`, file);
});
