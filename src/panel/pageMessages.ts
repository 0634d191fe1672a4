import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { combinations } from "../attention/headSet.js";
import { executionProviders } from "../attention/trace.js";
import { attentionGroups, tokenSides } from "../attention/traceGroup.js";
import { Failure } from "../protocol/failure.js";
import { mostHeads } from "./limits.js";
import { recipe } from "./pagePreferences.js";

// The page shows a person's text, so what it sends is checked like any other input.

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const group = v.picklist(attentionGroups);
const place = { group, layer: index, head: index };

const heads = v.object({
  group,
  heads: v.pipe(v.array(v.object({ layer: index, head: index })), v.minLength(1), v.maxLength(mostHeads)),
  combine: v.picklist(combinations),
});
const map = { trace: index, heads, recipe };

export const ofTrace = v.object({ trace: index });
export const ofGroup = v.object({ trace: index, group });
export const ofThumbnails = v.object({ trace: index, group, recipe });
export const ofMap = v.object(map);
export const ofQuery = v.object({ ...map, query: index });
export const ofKey = v.object({ ...map, key: index });
export const ofPairs = v.object({ ...map, count: v.pipe(index, v.minValue(1)) });
export const ofPositions = v.object({ trace: index, encoding: index, head: index });
export const headInView = v.object(place);
export const tokenToReveal = v.object({ token: index, side: v.picklist(tokenSides) });
export const commandToRun = v.object({ command: v.picklist(["showAttention", "showLog"]) });

export const paintReport = v.object({
  trace: index,
  tokens: index,
  layers: index,
  heads: index,
  provider: v.picklist(executionProviders),
  milliseconds: v.number(),
  ...place,
});

export const modelPaintReport = v.object({
  name: v.string(),
  sites: index,
  rows: index,
  blocked: index,
  failure: v.nullable(v.string()),
});

/** What a panel of an earlier window kept. */
export const pageState = v.object({
  source: v.object({
    uri: v.string(),
    title: v.string(),
    ranges: v.array(v.tuple([index, index])),
    fingerprint: v.string(),
  }),
  // A panel kept by an earlier version names no group.
  view: v.object({ ...place, group: v.optional(group, "encoder") }),
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
    l10n.t("The attention panel sent a message that makes no sense."),
    v.summarize(result.issues),
  );
}
