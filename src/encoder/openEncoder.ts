import type { EncoderIdentity, ExecutionProvider, ProviderReport } from "../attention/trace.js";
import { probeCuda } from "./cudaProbe.js";
import { identityOf, type EncoderDescription } from "./encoderDescription.js";
import { readEncoderFolder } from "./encoderFolder.js";
import { EncoderSessions } from "./encoderSessions.js";
import { chooseProvider } from "./executionProvider.js";
import { SegmentTokenizer } from "./segmentTokenizer.js";

/** An encoder whose files are read; its graph is loaded for what is asked of it. */
export interface OpenEncoder {
  readonly identity: EncoderIdentity;
  readonly description: EncoderDescription;
  readonly provider: ProviderReport;
  readonly tokenizer: SegmentTokenizer;
  readonly sessions: EncoderSessions;
}

/**
 * Opens the encoder in a folder.
 *
 * @throws Failure `encoderMissing`, `encoderDamaged`, `tokenizerDamaged`, `providerUnavailable`
 */
export async function openEncoder(path: string, asked: ExecutionProvider | "auto"): Promise<OpenEncoder> {
  const folder = await readEncoderFolder(path);
  const { description } = folder;
  const tokenizer = await SegmentTokenizer.fromJson(folder.tokenizer, description.vocabularySize);
  const provider = await chooseProvider(asked, () => probeCuda(folder));
  const sessions = new EncoderSessions(folder.model, description, provider.used);
  return { identity: identityOf(description), description, provider, tokenizer, sessions };
}
