const visible = new Map([
  ["\n", "⏎"],
  ["\r", "␍"],
  ["\t", "⇥"],
  ["\u00a0", "⍽"],
]);

// Control characters, and the invisible ones that reorder or join what stands around them.
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u;

/**
 * A token's text such that a person sees all of it: white space as symbols, invisible and reordering characters by their
 * code points. A zero-width joiner inside an emoji stays, since the emoji is what it shows.
 */
export function tokenLabel(text: string): string {
  if (/\p{Extended_Pictographic}\u200d/u.test(text)) return text;
  let label = "";
  for (const character of text) {
    if (character === " ") label += "·";
    else if (visible.has(character)) label += visible.get(character)!;
    else if (invisible.test(character))
      label += `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
    else label += character;
  }
  return label;
}
