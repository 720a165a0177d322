/* htmx changes a part of a page. Its injected style and its use of eval are switched
 * off in base.html (meta htmx-config); here: what people must be told when it fails. */
import "htmx.org";

export function startParts() {
  document.body.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.status));
  document.body.addEventListener("htmx:sendError", () => say(0));
  document.body.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector('meta[name="csrf-token"]');
    if (token) event.detail.headers["X-CSRFToken"] = token.content;
  });
}

function say(status) {
  const box = document.getElementById("trouble");
  if (!box) return;
  box.hidden = false;
  const kind = status === 0 ? "offline" : status === 401 || status === 400 ? "expired" : "failed";
  for (const line of box.querySelectorAll("[data-trouble]")) {
    line.hidden = line.dataset.trouble !== kind;
  }
}
