// What a page may ask for at once: it shows a person's text, so what it sends is bounded like any other input.

/** Heads of one map: 64 layers of 64 heads, as the encoder's process reckons with. */
export const mostHeads = 4096;
