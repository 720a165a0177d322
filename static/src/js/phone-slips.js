/* Photographing slips: each photo is made small, sent, and answered while the next one is taken. */
import { startShooting } from "./phone-slips/shooting.js";

startShooting(document.getElementById("shoot"), document.getElementById("shots"), document.getElementById("roll"));
