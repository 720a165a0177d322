/* [data-seconds-left]: how long codes are still good, counted from when the page came. When
 * nothing is left, its data-over is said and the codes are struck through. */
export function startCountdown() {
  for (const place of document.querySelectorAll("[data-seconds-left]")) count(place);
}

function count(place) {
  const end = Date.now() + Number(place.dataset.secondsLeft) * 1000;
  const timer = setInterval(show, 1000);

  function show() {
    const left = Math.max(0, Math.round((end - Date.now()) / 1000));
    place.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    if (left > 0) return;
    clearInterval(timer);
    place.textContent = place.dataset.over;
    for (const list of document.querySelectorAll(".codes")) list.classList.add("over");
  }
  show();
}
