import type { AttentionGroup } from "../../../attention/attentionGroup.js";
import type { PositionKind, PositionPart, PositionPlace } from "../../../attention/positions.js";

/** A value of the graph (or of what `fragment` adds) that holds a part of an encoding for the positions at hand. */
export interface EncodingPart {
  readonly part: PositionPart;
  readonly name: string;
}

/** How a graph tells its model where tokens stand. */
export interface FoundEncoding {
  /** `table`: a table of numbers, learned or sinusoidal; only the numbers tell which. */
  readonly kind: PositionKind | "table";
  readonly place: PositionPlace;
  readonly group: AttentionGroup;
  /** The layers whose queries and keys or whose scores it changes; of embeddings, the first layer that reads them. */
  readonly layers: readonly number[];
  readonly parts: readonly EncodingPart[];
  /** Of its first part, without the batch: numbers where the graph tells them, else `N` and `heads`. */
  readonly shape: readonly (number | string)[];
  /** The heads of the queries that it changes; null where it changes none, or where only a run tells. */
  readonly heads: number | null;
  /** Whether it depends on what is read too, so that each layer has its own. */
  readonly ofContent: boolean;
}

/** What was found of positions in a graph. */
export interface PositionalEncodings {
  readonly encodings: readonly FoundEncoding[];
  /** Why there is none, as a sentence for the person; null where there is one. */
  readonly reason: string | null;
  /** A serialized `ModelProto` of nodes that compute what fused operators do not offer; null where none are needed. */
  readonly fragment: Uint8Array | null;
}
