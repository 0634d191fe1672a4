/** Tensors that an encoder computes once in a run. */
export const encoderKinds = ["tokenEmbedding", "positionalEncoding", "embedding", "logits"] as const;

/** Tensors that every layer computes once, in the order of computation. */
export const layerKinds = [
  "query",
  "key",
  "value",
  "products",
  "scores",
  "attention",
  "context",
  "attentionOutput",
  "addNorm1",
  "feedForward",
  "addNorm2",
] as const;

export type EncoderKind = (typeof encoderKinds)[number];
export type LayerKind = (typeof layerKinds)[number];

/**
 * Everything that an encoder can be asked for, for N tokens, d dimensions and H heads of d_k dimensions.
 *
 * - `tokenEmbedding` `[N, d]` times √d; `positionalEncoding` `[N, d]`; `embedding` `[N, d]`: their sum
 * - `query`, `key`, `value` `[H, N, d_k]`
 * - `products` `[H, N, N]`: query · keyᵀ; `scores` `[H, N, N]`: products / √d_k; `attention` `[H, N, N]`: their softmax
 * - `context` `[H, N, d_k]`: attention · value, nothing where the head mask switches the head off
 * - `attentionOutput`, `addNorm1`, `feedForward`, `addNorm2` `[N, d]`; the last layer's `addNorm2` is the last hidden state
 * - `logits` `[N, vocabulary size]`: what stands at each token, were it masked
 */
export type TensorKind = EncoderKind | LayerKind;
