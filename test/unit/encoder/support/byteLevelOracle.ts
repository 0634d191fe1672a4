/** Where a byte-level tokenizer's tokens stand, worked out from their bytes alone. */
export interface ByteLevelOracle {
  /**
   * UTF-16 ranges `[start, end]` of the tokens: of a token that is part of a character, the whole character's.
   *
   * @throws Error where the tokens' bytes are not the text's.
   */
  ranges(text: string, ids: readonly number[]): readonly (readonly [number, number])[];
}

interface TokenizerFile {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

/** GPT-2's alphabet: printable Latin-1 characters stand for themselves, the other bytes for U+0100 and on. */
function byteOfCharacter(): ReadonlyMap<string, number> {
  const printable = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
  let next = 256;
  return new Map(
    Array.from({ length: 256 }, (_, byte) => [String.fromCharCode(printable(byte) ? byte : next++), byte]),
  );
}

export function byteLevelOracle(json: string): ByteLevelOracle {
  const { model } = JSON.parse(json) as TokenizerFile;
  const bytes = byteOfCharacter();
  const names = new Map(Object.entries(model.vocab).map(([name, id]) => [id, name]));
  return {
    ranges(text, ids) {
      // For every byte of the text, the character it belongs to.
      const owners: (readonly [byte: number, start: number, end: number])[] = [];
      for (let start = 0; start < text.length;) {
        const character = String.fromCodePoint(text.codePointAt(start)!);
        const end = start + character.length;
        // TextEncoder reads a lone surrogate as U+FFFD, as the tokenizer's binding does.
        for (const byte of new TextEncoder().encode(character)) owners.push([byte, start, end]);
        start = end;
      }
      let place = 0;
      const ranges = ids.map((id) => {
        const first = place;
        for (const character of names.get(id)!) {
          if (owners[place++]?.[0] !== bytes.get(character)) throw new Error(`token ${id} is not what stands there`);
        }
        return [owners[first]![1], owners[place - 1]![2]] as const;
      });
      if (place !== owners.length) throw new Error(`tokens have ${place} bytes of ${owners.length}`);
      return ranges;
    },
  };
}
