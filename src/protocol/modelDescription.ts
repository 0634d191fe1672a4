import type { AttentionGroup } from "../attention/attentionGroup.js";
import type { PositionKind, PositionPlace } from "../attention/positions.js";

/** What is asked for to have a model described. */
export interface DescribeRequest {
  /** Absolute path of an .onnx file. */
  readonly path: string;
}

/** The first entries of a list that a file may make as long as it likes. */
export interface Listed<T> {
  readonly entries: readonly T[];
  /** How many there are in all. */
  readonly total: number;
}

/** An .onnx file as its graph tells of it, without its weights. Names in it have been made fit to be shown as text. */
export interface ModelDescription {
  /** The file's, without its folder. */
  readonly name: string;
  /** Of the file alone, without the weights beside it. */
  readonly bytes: number;
  /** "pytorch 2.13.0"; "" where the file does not say. */
  readonly producer: string;
  readonly operatorSets: Listed<OperatorSet>;
  /** How many nodes the graph has. */
  readonly nodes: number;
  /** Without those that have a default. */
  readonly inputs: Listed<ValueFacts>;
  readonly outputs: Listed<ValueFacts>;
  /** Files beside it that hold its weights, as it names them. */
  readonly externalFiles: Listed<string>;
  readonly sites: Listed<SiteFacts>;
  readonly blocked: Listed<BlockedFacts>;
  readonly positions: Listed<PositionFacts>;
  /** Why it has no positional encoding, as a sentence; null where it has one. */
  readonly noPositions: string | null;
  /** Why it cannot be run as it is, in one sentence that says what to do; null where nothing is known against it. */
  readonly fault: string | null;
}

export interface OperatorSet {
  /** "ai.onnx", "com.microsoft", … */
  readonly domain: string;
  readonly version: number;
}

/** An input or output of a graph. */
export interface ValueFacts {
  readonly name: string;
  /** "int64", "float32", …; null where the file does not say. */
  readonly type: string | null;
  /** A number, a name such as `batch_size`, or null an axis; null where not even the rank is known. */
  readonly shape: readonly (number | string | null)[] | null;
}

/** Where attention is computed, and how; null where only a run tells. */
export interface SiteFacts {
  readonly group: AttentionGroup;
  /** Among its group's, from 0. */
  readonly layer: number;
  readonly node: string;
  readonly operator: string;
  readonly heads: number | null;
  /** Fewer than `heads` where queries share keys and values. */
  readonly keyHeads: number | null;
  readonly headDimension: number | null;
  /** What query · keyᵀ is multiplied by. */
  readonly scale: number | null;
  readonly mask: readonly ("padding" | "causal" | "local" | "other")[];
  readonly bias: "none" | "relative" | "alibi" | "disentangled" | "other";
}

/** How the model tells where tokens stand. */
export interface PositionFacts {
  /** `table`: numbers of which only a run tells whether they are learned or sinusoidal. */
  readonly kind: PositionKind | "table";
  readonly place: PositionPlace;
  readonly group: AttentionGroup;
  /** The layers it acts on, from 0. */
  readonly layers: readonly number[];
  /** Numbers where the graph tells them, else what they stand for: `N`, `heads`. */
  readonly shape: readonly (number | string)[];
}

/** What looks like attention and was not recognised. */
export interface BlockedFacts {
  readonly node: string;
  readonly operator: string;
  /** A sentence, which may lack its stop. */
  readonly reason: string;
}
