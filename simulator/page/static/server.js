// Speaking with the simulator: what people do goes to the control API, pieces of HTML come back from /page.

export const words = JSON.parse(document.body.dataset.words);
const toastBox = document.getElementById("toast");
let toastEnds;

export function toast(text, seconds = 4) {
  toastBox.textContent = text;
  toastBox.classList.add("shown");
  clearTimeout(toastEnds);
  if (seconds) toastEnds = setTimeout(() => toastBox.classList.remove("shown"), seconds * 1000);
}

export function hideToast() {
  toastBox.classList.remove("shown");
}

/** Send what a person does; gives the answer, or null after telling the person why it could not be done. */
export async function send(method, path, body) {
  const raw = body instanceof Blob;
  const answer = await fetch(path, {
    method,
    headers: raw ? { "Content-Type": body.type || "application/octet-stream" }
      : body ? { "Content-Type": "application/json" } : {},
    body: raw ? body : body && JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  toast(typeof said.message === "string" ? said.message : `${answer.status} ${path}`);
  return null;
}

/** Fetch a piece of the page as HTML, seen as the address says. */
export async function piece(path, extra = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(extra)) query.set(name, value);
  const answer = await fetch(`/page/${path}?${query}`);
  return answer.ok ? answer.text() : "";
}

/** Keep a choice (who types, which chat) in the address, where a reload finds it. */
export function remember(key, value) {
  const query = new URLSearchParams(location.search);
  query.set(key, value);
  history.replaceState(null, "", `?${query}${location.hash}`);
}

export function elements(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
