import { isInvisible, named } from "../../attention/invisible.js";

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** What holds an emoji or a syllable together draws nothing, and is no sign of its own inside one. */
const JOINS = /\u200c|\u200d|\p{VS}|[\u{e0020}-\u{e007f}]/u;

/** A text as it is set: graphemes in order, composed, with controls and what else draws nothing by their code points. */
export function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text.normalize("NFC")), ({ segment }) => segment).flatMap((segment) => {
    const characters = Array.from(segment);
    const visible = characters.map((character, place) =>
      isInvisible(character) && !(place > 0 && JOINS.test(character)) ? named(character) : character,
    );
    return visible.every((character, place) => character === characters[place])
      ? [segment]
      : Array.from(visible.join(""));
  });
}
