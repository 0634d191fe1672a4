import { StandInWindow } from "./standInWindow.js";

/** The window of all tests of exports: what is loaded with one keeps it. */
export const exportWindow = new StandInWindow();
