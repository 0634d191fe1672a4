import { useMemo } from "preact/hooks";
import type { PositionFacts } from "../../../src/attention/positions.js";
import { fill, labels } from "../../labels.js";
import { Dropdown } from "../../toolkit.js";
import { encodingName } from "./encodingText.js";

interface EncodingPickersProps {
  readonly positions: readonly PositionFacts[];
  readonly encoding: number;
  readonly head: number;
  readonly onEncoding: (encoding: number) => void;
  readonly onHead: (head: number) => void;
}

/** Which encoding, and which head of it, is in view, to pick another; nothing where there is one alone. */
export function EncodingPickers({ positions, encoding, head, onEncoding, onHead }: EncodingPickersProps) {
  const names = useMemo(() => positions.map((facts) => encodingName(facts, positions)), [positions]);
  const heads = positions[encoding]!.heads ?? 1;
  const headNames = useMemo(
    () => Array.from({ length: heads }, (_, index) => fill(labels.headNumber, { head: index + 1 })),
    [heads],
  );
  if (positions.length === 1 && heads === 1) return null;
  return (
    <div class="pickers">
      {positions.length > 1 && (
        <Dropdown label={labels.positionalEncoding} options={names} selected={encoding} onSelect={onEncoding} />
      )}
      {heads > 1 && <Dropdown label={labels.head} options={headNames} selected={head} onSelect={onHead} />}
    </div>
  );
}
