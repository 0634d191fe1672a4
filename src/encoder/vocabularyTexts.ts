import type { Tokenizer } from "tokenizers";
import { shortened } from "../attention/shortened.js";
import type { TokenRanges } from "./tokenRanges.js";
import { marksIn, wordMarks } from "./wordMarks.js";

/** What the tokens of a vocabulary are called, of bounded length. */
export class VocabularyTexts {
  readonly #tokenizer: Pick<Tokenizer, "idToToken">;
  readonly #wordMarks: ReadonlySet<string>;
  readonly #known = new Map<number, { readonly name: string; readonly marks: number }>();

  /** @param file the parsed tokenizer.json */
  constructor(tokenizer: Pick<Tokenizer, "idToToken">, file: unknown) {
    this.#tokenizer = tokenizer;
    this.#wordMarks = wordMarks(file);
  }

  /** A token's name in the vocabulary, or its id as `⟨7⟩` if it has none. */
  name(id: number): string {
    return this.#entry(id).name;
  }

  /** How many marks of a word's beginning a token is made of; 0 if it has anything else. */
  marks(id: number): number {
    return this.#entry(id).marks;
  }

  /** `[N]` the text of each token as `Tokens` has it; its name if it stands for none. */
  of(segment: string, ids: Int32Array, { starts, ends }: TokenRanges): string[] {
    return Array.from(ids, (id, token) => {
      const [start, end] = [starts[token]!, ends[token]!];
      return start === end ? this.name(id) : shortened(segment.slice(start, end));
    });
  }

  #entry(id: number) {
    let entry = this.#known.get(id);
    if (!entry) {
      const token = this.#tokenizer.idToToken(id) ?? "";
      entry = { name: token === "" ? `⟨${id}⟩` : shortened(token), marks: marksIn(token, this.#wordMarks) };
      this.#known.set(id, entry);
    }
    return entry;
  }
}
