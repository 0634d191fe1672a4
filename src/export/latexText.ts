import { isInvisible, named } from "../attention/invisible.js";

/** What TeX takes for a command, or sets as another sign, and the signs of token labels that few fonts have. */
const SIGNS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
  "'": "\\textquotesingle{}",
  "`": "\\textasciigrave{}",
  // Beside each other these become a dash or a quotation mark.
  "-": "{-}",
  ",": "{,}",
  // At a row's beginning it would be an argument of the line break before.
  "[": "{[}",
  "]": "{]}",
  "*": "{*}",
  "·": "\\textperiodcentered{}",
  "␣": "\\textvisiblespace{}",
  "⍽": "\\textvisiblespace{}",
  "⏎": "$\\hookleftarrow$",
  "⇥": "$\\rightarrow$",
  "∅": "$\\emptyset$",
  "◌": "$\\circ$",
  "⟨": "$\\langle$",
  "⟩": "$\\rangle$",
  ...Object.fromEntries(Array.from("₀₁₂₃₄₅₆₇₈₉", (subscript, digit) => [subscript, `$_{${digit}}$`])),
};

const BOUND = new Map(Object.entries(SIGNS));

/** Text as LaTeX sets it sign for sign; what draws nothing is named, as `⟨1B⟩`. Other scripts stay as they are. */
export function latexText(text: string): string {
  const visible = Array.from(text, (character) => (isInvisible(character) ? named(character) : character)).join("");
  return Array.from(visible, (character) => BOUND.get(character) ?? character).join("");
}
