/* Photos are sent one after another, in the order taken; the camera need not wait for the answers. */
import { shrunk } from "./shrinking.js";

export function startShooting(form, shots, roll) {
  if (!form) return;
  const input = form.elements.photo;
  let last = Promise.resolve();
  form.classList.add("ready");
  form.querySelector("[data-send]").hidden = true;

  function line(text, kind) {
    const row = document.createElement("li");
    row.className = `shot ${kind || ""}`;
    const said = document.createElement("span");
    said.className = "shot-said";
    said.textContent = text;
    row.appendChild(said);
    shots.insertBefore(row, shots.firstChild);
    return row;
  }

  function post(url, body) {
    return fetch(url, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
  }

  function answered(row, answer) {
    if (answer.ok) {
      return answer.text().then((html) => {
        const box = document.createElement("ol");
        box.innerHTML = html;
        Array.prototype.slice.call(box.children).forEach((each) => {
          shots.insertBefore(each, row);
          noteIn(each);
        });
        shots.removeChild(row);
        wire();
      });
    }
    if (answer.status !== 422) throw new Error(String(answer.status));
    return answer.json().then((found) => {
      row.className = "shot bad";
      row.firstChild.textContent = found.errors.join(" ");
    });
  }

  /* A slip that was received ticks its line in the list of the class. */
  function noteIn(shot) {
    const id = shot.getAttribute("data-in");
    const row = id && roll.querySelector(`[data-student="${id}"]`);
    if (!row) return;
    row.classList.add("in");
    row.querySelector("em").textContent = shot.querySelector(".shot-said").textContent;
  }

  function send(file, again) {
    const row = line(form.getAttribute("data-sending"));
    last = last
      .then(() => shrunk(file))
      .then((small) => {
        const body = new FormData(form);
        body.set("photo", small, "slip.jpg");
        body.set("again", again);
        return post(form.action, body);
      })
      .then((answer) => answered(row, answer))
      .catch(() => {
        row.className = "shot bad";
        row.firstChild.textContent = form.getAttribute("data-failed");
      });
  }

  function wire() {
    Array.prototype.slice.call(shots.querySelectorAll("[data-again]")).forEach((button) => {
      button.hidden = false;
      button.onclick = () => {
        form.elements.again.value = button.getAttribute("data-again");
        button.parentNode.parentNode.hidden = true;
        input.click();
      };
    });
  }

  input.addEventListener("change", () => {
    const again = form.elements.again.value;
    form.elements.again.value = "";
    Array.prototype.slice.call(input.files).forEach((file) => send(file, again));
    input.value = "";
  });
  shots.addEventListener("submit", (event) => {
    const own = event.target;
    const wrong = own.querySelector(".wrong");
    event.preventDefault();
    post(own.action, new FormData(own))
      .then((answer) => {
        const row = own.parentNode.parentNode;
        if (answer.ok) return answered(row, answer);
        return answer.json().then((found) => {
          wrong.textContent = found.errors.join(" ");
          wrong.hidden = false;
        });
      })
      .catch(() => {
        wrong.textContent = form.getAttribute("data-failed");
        wrong.hidden = false;
      });
  });
  wire();
}
