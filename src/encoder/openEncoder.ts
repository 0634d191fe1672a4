import type { EncoderIdentity, ExecutionProvider, ProviderReport } from "../attention/trace.js";
import { identityOf, type EncoderDescription } from "./encoderDescription.js";
import { readEncoderFolder, type EncoderFolder } from "./encoderFolder.js";
import { EncoderSessions } from "./encoderSessions.js";
import { EncoderSession } from "./encoderSession.js";
import { chooseProvider } from "./executionProvider.js";
import { wholeHeadMask } from "./headMask.js";
import { tryProvider, type OpenTrial } from "./providerTrial.js";
import { SegmentTokenizer } from "./segmentTokenizer.js";
import { tensorsOf } from "./tensorTable.js";

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
  const provider = await chooseProvider(asked, (wanted) => tryProvider(wanted, trialOf(folder)));
  const sessions = new EncoderSessions(folder.model, description, provider.used);
  return { identity: identityOf(description), description, provider, tokenizer, sessions };
}

/** Opens a folder's encoder to be run on one token. */
export function trialOf({ model, description }: EncoderFolder): OpenTrial {
  return async (provider, options) => {
    const { specialTokens, layers, heads } = description;
    const session = await EncoderSession.open(
      model,
      description,
      provider,
      tensorsOf(description, ["attention"]),
      options,
    );
    return {
      run: () => session.run(Int32Array.of(specialTokens.begin.id), wholeHeadMask(layers, heads)),
      endProfiling: () => session.endProfiling(),
      release: () => session.release(),
    };
  };
}
