import { labels } from "../labels.js";

/**
 * A key with the modifiers that are held for it: "Ctrl+Shift+z", "Alt+ArrowLeft"; a character by itself, whatever has to be
 * held to write it. On a Mac, Ctrl stands for ⌘.
 */
export type Chord = string;

/** The chord that is pressed. */
export function chordOf(event: KeyboardEvent): Chord {
  const control = event.ctrlKey || event.metaKey;
  // Alt Gr, by which many keyboards write brackets, is Ctrl and Alt.
  const writes = event.key.length === 1 && ((!control && !event.altKey) || event.getModifierState("AltGraph"));
  if (writes) return event.key;
  const held = `${control ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}`;
  return held + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

const MAC: Readonly<Record<string, string>> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };

/** What is written on the keys of a chord. */
export function keyNames(chord: Chord): readonly string[] {
  const names: Readonly<Record<string, string>> = { ...labels.keys.names, ...(isMac() ? MAC : {}) };
  return chord.split(/\+(?=.)/).map((key) => names[key] ?? key.toUpperCase());
}

/** A chord as titles have it: "Ctrl+Z", on a Mac "⌘Z". */
export function keyText(chord: Chord): string {
  return keyNames(chord).join(isMac() ? "" : "+");
}

export function isMac(): boolean {
  return navigator.userAgent.includes("Macintosh");
}
