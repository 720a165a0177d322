/* A pad to write one's name on: <div data-pad="ID of the hidden field"><canvas>.
 *
 * Strokes are kept as data and drawn again after every change of size, so that turning the
 * phone loses nothing. Touch and mouse events, because iOS 12 has no pointer events. */
const LINE_WIDTH = 3;

function pad(box) {
  const canvas = box.querySelector("canvas");
  const field = document.getElementById(box.getAttribute("data-pad"));
  const context = canvas.getContext("2d");
  let strokes = [];
  let current = null;
  /* The pad's size when the first stroke was drawn: all points are in its units. */
  let home = null;

  function scale() {
    return home ? Math.min(canvas.clientWidth / home.width, canvas.clientHeight / home.height) : 1;
  }

  function draw() {
    const sharp = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * sharp;
    canvas.height = canvas.clientHeight * sharp;
    context.scale(sharp * scale(), sharp * scale());
    context.lineWidth = LINE_WIDTH;
    context.lineCap = context.lineJoin = "round";
    context.strokeStyle = "#16252c";
    strokes.forEach(function (stroke) {
      context.beginPath();
      context.moveTo(stroke[0][0], stroke[0][1]);
      stroke.forEach(function (point) {
        context.lineTo(point[0], point[1]);
      });
      context.stroke();
    });
  }

  function keep() {
    field.value = strokes.length ? JSON.stringify(strokes) : "";
  }

  function point(event) {
    const finger = event.touches ? event.touches[0] : event;
    const corner = canvas.getBoundingClientRect();
    /* a page made larger by "larger text" is zoomed: measure in the pad's own pixels */
    const zoom = corner.width / canvas.clientWidth || 1;
    const x = (finger.clientX - corner.left) / zoom / scale();
    const y = (finger.clientY - corner.top) / zoom / scale();
    return [Math.round(x), Math.round(y)];
  }

  function start(event) {
    if (event.touches && event.touches.length > 1) return;
    event.preventDefault();
    if (!home) home = { width: canvas.clientWidth, height: canvas.clientHeight };
    current = [point(event)];
    strokes.push(current);
    draw();
  }

  function move(event) {
    if (!current) return;
    event.preventDefault();
    current.push(point(event));
    draw();
  }

  function end() {
    if (!current) return;
    current = null;
    keep();
  }

  function clear() {
    strokes = [];
    home = null;
    keep();
    draw();
  }

  canvas.addEventListener("touchstart", start, { passive: false });
  canvas.addEventListener("touchmove", move, { passive: false });
  canvas.addEventListener("touchend", end);
  canvas.addEventListener("touchcancel", end);
  canvas.addEventListener("mousedown", start);
  canvas.addEventListener("mousemove", move);
  window.addEventListener("mouseup", end);
  window.addEventListener("resize", draw);
  box.querySelector("[data-pad-clear]").addEventListener("click", clear);
  const fold = canvas.closest("details");
  if (fold) fold.addEventListener("toggle", draw);

  /* after an error the drawing comes back from the field */
  try {
    strokes = JSON.parse(field.value || "[]");
  } catch (error) {
    strokes = [];
  }
  draw();
}

export function startSigning() {
  const boxes = document.querySelectorAll("[data-pad]");
  for (let i = 0; i < boxes.length; i += 1) pad(boxes[i]);
}
