import type { Tokens } from "../../src/attention/tokens.js";

/** Code and prose in two languages, a token each between bars. */
const WORDS =
  "def| total|(|prices|,| rate|=|0|.|1|)|:|\n|    |# 가격|의| 합계|와| 세율|\n|    |sum| =| add|(|[|p| *| (|1| +| rate|)| for| p| in| prices|]|)|\n|    |return| round|(|sum|,| 2|)|\n|The| total| (|with| tax|)| is| rounded| so| that| it| can| be| paid|.|\n".split(
    "|",
  );

/** So many tokens of text between `<s>` and `</s>`, with their places in it. @param count 3 at least */
export function benchTokens(count: number): { readonly tokens: Tokens; readonly text: string } {
  const words = Array.from({ length: count - 2 }, (_, place) => WORDS[place % WORDS.length]!);
  const [starts, ends] = [new Int32Array(count).fill(-1), new Int32Array(count).fill(-1)];
  let offset = 0;
  for (const [place, word] of words.entries()) {
    starts[place + 1] = offset;
    offset += word.length;
    ends[place + 1] = offset;
  }
  const segments = new Int32Array(count);
  segments[0] = segments[count - 1] = -1;
  const tokens: Tokens = {
    ids: Int32Array.from({ length: count }, (_, place) => (place * 37) % 8192),
    texts: ["<s>", ...words, "</s>"],
    segments,
    starts,
    ends,
  };
  return { tokens, text: words.join("") };
}

const OPENS: Readonly<Record<string, string>> = { "(": ")", "[": "]" };

/** `[N]` for each bracket the token of the one that it belongs to; -1 elsewhere. */
export function bracketPartners({ texts }: Tokens): Int32Array {
  const partners = new Int32Array(texts.length).fill(-1);
  const open: number[] = [];
  for (const [token, text] of texts.entries()) {
    const sign = text.trim();
    if (OPENS[sign]) open.push(token);
    else if (open.length > 0 && sign === OPENS[texts[open.at(-1)!]!.trim()]) {
      const before = open.pop()!;
      partners[before] = token;
      partners[token] = before;
    }
  }
  return partners;
}
