import { bombMutators } from "./bombMutators.js";
import { byteMutators } from "./byteMutators.js";
import { graphMutators } from "./graphMutators.js";
import type { EncoderFiles, Mutator } from "./mutant.js";
import { SeededRandom } from "./seededRandom.js";
import type { Specimen } from "./specimens.js";
import { tokenizerMutators } from "./tokenizerMutators.js";

/** One damaged encoder. */
export interface MutantCase {
  readonly number: number;
  readonly specimen: Specimen;
  readonly mutator: string;
  readonly files: EncoderFiles;
  /** The longest sequence that is asked for, in tokens. */
  readonly maximumTokens: number;
}

const mutators: readonly Mutator[] = [...byteMutators, ...graphMutators, ...bombMutators, ...tokenizerMutators];
const weights = mutators.reduce((sum, { weight }) => sum + weight, 0);

/** The case of a number: the same for the same seed, whatever cases are made besides. */
export function mutantCase(specimens: readonly Specimen[], seed: number, number: number): MutantCase {
  const random = new SeededRandom(seed * 1_000_003 + number);
  for (;;) {
    const specimen = random.of(specimens);
    const mutator = weighted(random);
    const files: EncoderFiles = new Map(specimen.files);
    if (mutator.mutate(files, random)) {
      const maximumTokens = random.of([512, 512, 512, 2048, 17, 16, 5, 3]);
      return { number, specimen, mutator: mutator.name, files, maximumTokens };
    }
  }
}

function weighted(random: SeededRandom): Mutator {
  let left = random.below(weights);
  return mutators.find(({ weight }) => (left -= weight) < 0)!;
}
