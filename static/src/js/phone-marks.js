/* A class post taps marks: shown at once, saved behind, undone one step. */
import { startTapping } from "./phone-marks/tapping.js";

startTapping(document.getElementById("marks"));
