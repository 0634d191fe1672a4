import fc from "fast-check";

const pieces = [
  // Hangul, composed and decomposed
  ..."한국어가각힣뷁".split(""),
  "커피".normalize("NFD"),
  "ᄒ",
  "ᅡ",
  "ᆫ",
  // emoji: joined, with skin tones, flags, keycaps, variation selectors, and joiners alone
  "👨‍👩‍👧‍👦",
  "👩🏽‍💻",
  "🇰🇷",
  "1️⃣",
  "❤️",
  "😀",
  "\u200d",
  "\ufe0f",
  // combining marks
  "é".normalize("NFD"),
  "Z̸̢̛͔",
  "\u0301",
  // white space and line ends
  "\t",
  "\r\n",
  "\n",
  "\r",
  " ",
  "   ",
  "\u00a0",
  "\u3000",
  "\u2028",
  // right to left, with overrides
  "שלום",
  "مرحبا",
  "\u202e",
  "\u200f",
  // lone surrogates, in both orders
  "\ud800",
  "\udfff",
  "\udc00\ud83d",
  // control characters, and the last code points
  "\u0000",
  "\u001b",
  "\u007f",
  "\u0085",
  "\ufeff",
  "\uffff",
  "\u{10ffff}",
  // astral Chinese
  "\u{2a6d6}",
  "\u{20bb7}野家",
  // what special tokens look like
  "<s>",
  "</s>",
  "<mask>",
  "<pad>",
  // words, code, digits
  "the coffee",
  "and tea",
  "const x = 0;",
  "don't",
  "12345",
  "aaaaaaaa",
];

/** Text that is hard to keep offsets in: pieces above, and anything else, in any order; possibly empty. */
export const hardText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...pieces) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
      { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
      // Any UTF-16 unit at all, halves of pairs included.
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) },
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));
