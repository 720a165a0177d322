/* The counsellor's class grid. Without it the page is a form: boxes and buttons.
 * Every step is shown at once and saved behind; the server has the last word. */
import { startChoosing } from "./class-grid/choosing.js";
import { startFiltering } from "./class-grid/filtering.js";
import { startKeys } from "./class-grid/keys.js";
import { startMarking } from "./class-grid/marking.js";
import { startMoving } from "./class-grid/moving.js";

const grid = document.getElementById("grid");
if (grid) {
  const moving = startMoving(grid);
  const filtering = startFiltering(grid, moving);
  if (!("readonly" in grid.dataset)) {
    document.body.classList.add("ready");
    const choosing = startChoosing(grid);
    const marking = startMarking(grid, { choosing, filtering, moving });
    startKeys(grid, { choosing, filtering, marking, moving });
  }
}
