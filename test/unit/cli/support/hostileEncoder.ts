import { bombMutators } from "../../../mutation/bombMutators.js";
import type { EncoderFiles } from "../../../mutation/mutant.js";
import { SeededRandom } from "../../../mutation/seededRandom.js";
import { specimens } from "../../../mutation/specimens.js";
import type { TemporaryFolder } from "../../encoder/support/temporaryFolder.js";

/** Always chooses the same place. */
class Fixed extends SeededRandom {
  constructor(readonly place: number) {
    super(0);
  }
  override below(end: number): number {
    return Math.min(this.place, end - 1);
  }
}

/**
 * Writes an encoder of the zoo with something hostile in it; gives its folder's path.
 *
 * @param bomb the name of one of the mutators; null for the encoder as it is
 * @param place which of the bomb's sizes, counted from 0
 */
export function hostileEncoder(folder: TemporaryFolder, bomb: string | null, place = 0): string {
  const { files } = specimens().find(({ name }) => name === "tokenizer-bert")!;
  const own: EncoderFiles = new Map(files);
  if (bomb !== null) bombMutators.find(({ name }) => name === bomb)!.mutate(own, new Fixed(place));
  for (const [name, content] of own)
    if (typeof content === "string" || "byteLength" in content) folder.write(`encoder/${name}`, content);
  return `${folder.path}/encoder`;
}
