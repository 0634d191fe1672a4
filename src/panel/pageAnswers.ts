import type { Handlers } from "../protocol/channel.js";
import type { PageMethods } from "../protocol/pageProtocol.js";
import type { ExportParts } from "./export/exportView.js";
import { checked, ofGroup, ofKey, ofMap, ofPairs, ofPositions, ofQuery, ofThumbnails } from "./pageMessages.js";

/** What answers a page that asks about traces, or to save what it shows; what makes no sense is a `badRequest`. */
export function pageAnswers(parts: ExportParts): Handlers<PageMethods> {
  const { traces } = parts;
  return {
    thumbnails: (request, call) => traces.call("thumbnails", checked(ofThumbnails, request), call),
    heatMap: (request, call) => traces.call("heatMap", checked(ofMap, request), call),
    attentionRow: (request, call) => traces.call("attentionRow", checked(ofQuery, request), call),
    attentionColumn: (request, call) => traces.call("attentionColumn", checked(ofKey, request), call),
    strongestPairs: (request, call) => traces.call("strongestPairs", checked(ofPairs, request), call),
    headStatistics: (request, call) => traces.call("headStatistics", checked(ofGroup, request), call),
    positionalEncoding: (request, call) => traces.call("positionalEncoding", checked(ofPositions, request), call),
    async exportView(request, call) {
      // What writes files is not loaded before it is asked for.
      const { exportView } = await import("./export/exportView.js");
      return exportView(request, call, parts);
    },
  };
}
