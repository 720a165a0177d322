/* Keys, only while the grid has the focus: letters typed elsewhere stay letters. */
import { shownRows } from "./rows.js";

const CHOICES = { 0: "000", 1: "100", 2: "110", 3: "111", n: "declined" };

export function startKeys(grid, { choosing, filtering, marking, moving }) {
  const plain = {
    a: () => choosing.all(),
    u: () => marking.why(),
    s: () => document.querySelector("#grid-source input:not(:checked)").click(),
    "/": () => filtering.focus(),
    "?": () => document.getElementById("keys").showModal(),
    escape: () => choosing.nobody(),
    arrowdown: () => moving.by(1),
    arrowup: () => moving.by(-1),
    arrowright: () => moving.sideways(1),
    arrowleft: () => moving.sideways(-1),
    home: () => moving.edge(false),
    end: () => moving.edge(true),
    pagedown: () => moving.by(10),
    pageup: () => moving.by(-10),
    " ": () => space(),
  };
  for (const [key, choice] of Object.entries(CHOICES)) plain[key] = () => marking.answer(choice);
  const shifted = {
    arrowdown: () => extend(1),
    arrowup: () => extend(-1),
    " ": () => choosing.flip(moving.row()),
    "?": plain["?"],
  };

  function extend(steps) {
    choosing.add(moving.row());
    const next = moving.by(steps);
    if (next) choosing.add(next);
  }

  function space() {
    const stop = document.activeElement;
    if (stop.matches(".c3")) marking.tick(stop);
    else choosing.flip(moving.row());
  }

  grid.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (event.isComposing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) return;
    const act = (event.shiftKey ? shifted[key] : null) || (event.shiftKey && key.startsWith("arrow") ? null : plain[key]);
    if (!act || !moving.row()) return;
    event.preventDefault();
    act();
  });

  /* Undo works anywhere on the page but in a field, which has an undo of its own. */
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches('input[type="search"], textarea');
    if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    marking.undo();
  });

  // Whoever comes with a keyboard can start at once.
  if (window.matchMedia("(hover: hover)").matches && !document.querySelector(".errsum")) {
    moving.to(shownRows(grid)[0], moving.firstMark);
    window.scrollTo(0, 0);
  }
}
