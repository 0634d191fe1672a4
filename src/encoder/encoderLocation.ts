/** Where an encoder was found. */
export type EncoderPlace = "bundled" | "recent" | "workspace" | "cache" | "downloaded";

/** An encoder that lies on this machine, as far as names and sizes tell; whether it can be run is seen when it is opened. */
export interface EncoderLocation {
  /** What is asked for to open it: the .onnx file, or the folder of one that an encoder.json describes. Absolute. */
  readonly path: string;
  /** Where its config.json and tokenizer.json are, or would be. Absolute. */
  readonly folder: string;
  /** The .onnx file. Absolute. */
  readonly model: string;
  /** `org/name` where that is known, else what its folder or, alone, its file is called. */
  readonly name: string;
  /** "quantized", "encoder, int8", …; "" where the file's name says nothing. */
  readonly variant: string;
  /** Which half of an encoder-decoder in two files it is, by the names of both; left out if they tell of none. */
  readonly half?: "encoder" | "decoder";
  /** Of the model and of the external data beside it. */
  readonly bytes: number;
  readonly where: EncoderPlace;
}
