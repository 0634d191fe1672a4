import * as v from "valibot";
import { executionProviders } from "../attention/trace.js";
import { Failure } from "../protocol/failure.js";

// The page shows a person's text, so what it sends is checked like any other input.

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const view = v.object({ layer: index, head: index });

export const ofTrace = v.object({ trace: index });
export const ofHead = v.object({ trace: index, layer: index, head: index });
export const ofQuery = v.object({ trace: index, layer: index, head: index, query: index });
export const headInView = view;
export const tokenToReveal = v.object({ token: index });
export const commandToRun = v.object({ command: v.picklist(["showAttention", "showLog"]) });

export const paintReport = v.object({
  trace: index,
  tokens: index,
  layers: index,
  heads: index,
  provider: v.picklist(executionProviders),
  milliseconds: v.number(),
  layer: index,
  head: index,
});

/** What a panel of an earlier window kept. */
export const pageState = v.object({
  source: v.object({
    uri: v.string(),
    title: v.string(),
    ranges: v.array(v.tuple([index, index])),
    fingerprint: v.string(),
  }),
  view,
});

/**
 * What the page sent, once it has the shape it must have.
 *
 * @throws Failure `badRequest`
 */
export function checked<Schema extends v.GenericSchema>(schema: Schema, message: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, message);
  if (result.success) return result.output;
  throw new Failure(
    "badRequest",
    "The attention panel sent a message that makes no sense.",
    v.summarize(result.issues),
  );
}
