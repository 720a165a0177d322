/* <canvas data-previews="URL"> in a form shows the picture that URL makes of the form, again
 * after each pause in typing. A text that cannot be printed leaves the last picture standing,
 * paler; the words beside it say why. Only the answer to the newest question is shown. */
const PAUSE = 400;

export function startPreviewing() {
  for (const canvas of document.querySelectorAll("[data-previews]")) follow(canvas, canvas.closest("form"));
}

function follow(canvas, form) {
  let timer = 0;
  let asked = 0;
  const show = async () => {
    const question = ++asked;
    const answer = await fetch(canvas.dataset.previews, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (question !== asked || !answer) return;
    canvas.classList.toggle("stale", answer.status !== 200);
    if (answer.status === 200) await draw(canvas, await answer.blob());
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE);
  });
  show();
}

async function draw(canvas, blob) {
  const picture = await createImageBitmap(blob);
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d").drawImage(picture, 0, 0);
  canvas.hidden = false;
}
