/* Steps are saved one after another, in the order they were made. */
let last = Promise.resolve();
let waiting = 0;

window.addEventListener("beforeunload", (event) => {
  if (waiting) event.preventDefault();
});

/* Resolves with the server's answer; rejects after the page has said what went wrong. */
export function save(url, fields) {
  waiting += 1;
  const step = last.then(() => send(url, fields));
  last = step.catch(() => {}).finally(() => (waiting -= 1));
  return step;
}

export const allSaved = () => last;

async function send(url, fields) {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of [].concat(value)) body.append(name, each);
  }
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    });
  } catch (error) {
    document.body.dispatchEvent(new CustomEvent("htmx:sendError"));
    throw error;
  }
  if (response.ok && response.headers.get("Content-Type").startsWith("application/json")) return response.json();
  // A redirect to the sign-in page comes back as a page: the session is over.
  const status = response.ok ? 401 : response.status;
  document.body.dispatchEvent(new CustomEvent("htmx:responseError", { detail: { xhr: { status } } }));
  throw new Error(`saving answered ${status}`);
}
