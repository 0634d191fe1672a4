/** A word and how often a text uses it. */
interface Count {
  readonly word: string;
  readonly times: number;
}

const wordPattern = /\p{Letter}[\p{Letter}\p{Mark}'’]*/gu;

/** The words of a text, the most frequent ones first; ties stand in alphabetical order. */
export function countWords(text: string): Count[] {
  const counts = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(wordPattern)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .map(([word, times]) => ({ word, times }))
    .sort((one, other) => other.times - one.times || one.word.localeCompare(other.word));
}

/** A row of blocks, as long as the word is frequent. */
export function drawBar({ word, times }: Count, longest: number, width = 40): string {
  const length = Math.round((times / longest) * width);
  return `${word.padStart(12)} ${"█".repeat(length)} ${times}`;
}

/** Prints the ten most frequent words of a text as bars. */
export function printMostFrequent(text: string): void {
  const counts = countWords(text).slice(0, 10);
  const longest = counts[0]?.times ?? 1;
  for (const count of counts) {
    console.log(drawBar(count, longest));
  }
}
