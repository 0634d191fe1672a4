/**
 * Which attention of an encoder-decoder: the encoder's own, the decoder's own, or the decoder's to the encoder. A model
 * that is only the one or the other has `encoder` alone.
 */
export type AttentionGroup = "encoder" | "decoder" | "cross";
