import { bar, series, type Benchmark, type Series } from "./benchmark.js";
import { bertBase } from "./bertBaseGraph.js";
import { bertBaseModel } from "./bertBaseModel.js";
import { freshProcess } from "./freshProcess.js";
import type { AskedOpening, Opened, WayToOpen } from "./openingProcess.js";

const ways = { path: "plain, from the path", bytes: "plain, from bytes", ours: "ours, with all attention" } as const;

/** Opening must add no more than that to `InferenceSession.create(path)`. */
const bars = { milliseconds: 150, megabytes: 20 };

/** What it costs to open a model so that its attention can be had. */
export const opening: Benchmark = {
  name: "opening",
  about: "opening BERT-base, each time in a fresh process",
  measure: async ({ rounds, log }) => {
    const model = await bertBaseModel("out/bench");
    const opened: Record<WayToOpen, Opened[]> = { path: [], bytes: [], ours: [] };
    const open = (way: WayToOpen) => freshProcess<Opened>("openingProcess", { model, way } satisfies AskedOpening);
    // So that the file is in the system's cache for all.
    await open("bytes");
    for (let round = 0; round < rounds; round++) {
      log(`opening: round ${round + 1} of ${rounds}`);
      for (const way of turned(Object.keys(ways) as WayToOpen[], round)) opened[way].push(await open(way));
    }
    const expected = 1 + bertBase.layers;
    if (opened.ours.some(({ outputs }) => outputs !== expected)) throw new Error("not all attention became outputs");

    const minimum = (way: WayToOpen, of: (one: Opened) => number) => Math.min(...opened[way].map(of));
    const added = (of: (one: Opened) => number) => minimum("ours", of) - minimum("path", of);
    return {
      series: (Object.keys(ways) as WayToOpen[]).flatMap((way) => seriesOf(ways[way], opened[way])),
      bars: [
        bar(
          "time added",
          "ms",
          added(({ milliseconds }) => milliseconds),
          bars.milliseconds,
        ),
        bar(
          "resident memory added",
          "MB",
          added(({ resident }) => resident),
          bars.megabytes,
        ),
        bar(
          "peak memory added",
          "MB",
          added(({ peak }) => peak),
          bars.megabytes,
        ),
      ],
      facts: {},
    };
  },
};

function seriesOf(way: string, opened: readonly Opened[]): Series[] {
  const ofFiles = opened.flatMap((one) => one.ofFiles ?? []);
  const reading = opened.map((one) => one.reading);
  return [
    series(
      `${way}: time`,
      "ms",
      opened.map(({ milliseconds }) => milliseconds),
    ),
    ...(reading.some((time) => time > 0) ? [series(`${way}: of it, finding attention`, "ms", reading)] : []),
    series(
      `${way}: resident after`,
      "MB",
      opened.map(({ resident }) => resident),
    ),
    ...(ofFiles.length > 0 ? [series(`${way}: of it, pages of files`, "MB", ofFiles)] : []),
    series(
      `${way}: peak`,
      "MB",
      opened.map(({ peak }) => peak),
    ),
  ];
}

/** So that none is always the one after the same other. */
function turned<T>(list: readonly T[], round: number): T[] {
  const begin = round % list.length;
  return [...list.slice(begin), ...list.slice(0, begin)];
}
