import type { AttentionGroup } from "./attentionGroup.js";

/** What a run proved of one attention site. */
export interface SiteSeal {
  readonly group: AttentionGroup;
  /** Among its group's, from 0. */
  readonly layer: number;
  /**
   * max |probabilities · value − context| over the site's own result, divided by max |context| where that is over 1; null
   * where the graph has no context to compare with.
   */
  readonly contextError: number | null;
  /** max |1 − Σ probabilities| over the rows that attend to anything. */
  readonly rowSumError: number;
  /** Rows whose weights are all 0: every key is masked, and nothing is attended to. Rows of NaN prove nothing. */
  readonly emptyRows: number;
  /** Whether both errors are within the tolerance. */
  readonly proven: boolean;
  /**
   * True if the result is proven and rows sum to less than 1, never to more: the rest goes to no token, as with attention
   * sinks or gates after the softmax. Such a site is neither `proven` nor unproven; left out otherwise.
   */
  readonly belowOne?: true;
  /** Why it is not, as a sentence for the person; null where it is. */
  readonly reason: string | null;
}

/** Whether the attention of a run is what its encoder really computed with. */
export interface Seal {
  /** The largest of the sites' errors. */
  readonly contextError: number;
  readonly rowSumError: number;
  /** What the errors were held to: it depends on the precision in which the encoder computes. */
  readonly tolerance: number;
  /** How many of each head's rows were checked, spread evenly, of how many; all where it is left out. */
  readonly checkedRows?: { readonly checked: number; readonly of: number };
  readonly sites: readonly SiteSeal[];
}
