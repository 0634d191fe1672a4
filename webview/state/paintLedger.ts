import { groupOf } from "../../src/attention/traceGroup.js";
import type { View } from "../../src/protocol/look.js";
import type { PaintReport } from "../../src/protocol/pageProtocol.js";
import { headsInView } from "./mapInView.js";
import type { PageModel } from "./pageModel.js";

/** A picture on the page, with all that tells it from another of its kind. */
export type Painted = `thumbnails ${string}` | `map ${string}` | `${Exclude<View, "model" | "matrix">} ${string}`;

/**
 * Tells when everything that should be on screen is: for the host, and as `data-painted` on the body for tests, where it
 * is missing while the page is out of date.
 */
export class PaintLedger {
  readonly #body: HTMLElement;
  readonly #report: (report: PaintReport) => void;
  readonly #painted = new Set<Painted>();
  #expected: readonly Painted[] = [];
  #pending: PaintReport | null = null;

  constructor(body: HTMLElement, report: (report: PaintReport) => void) {
    this.#body = body;
    this.#report = report;
  }

  /** Whether all that should be on screen is. */
  get settled(): boolean {
    return this.#pending === null;
  }

  /** Says what is to be on screen from now on. */
  expect(model: PageModel): void {
    const expected = picturesOf(model);
    if (expected.join() === this.#expected.join()) return;
    this.#expected = expected;
    this.#pending = reportOf(model);
    delete this.#body.dataset.painted;
    for (const picture of this.#painted) if (!expected.includes(picture)) this.#painted.delete(picture);
    this.#settle();
  }

  /** Says that a picture is on screen. One that is not wanted any more is ignored. */
  painted(picture: Painted): void {
    if (!this.#expected.includes(picture)) return;
    this.#painted.add(picture);
    this.#settle();
  }

  #settle(): void {
    if (!this.#pending || this.#painted.size < this.#expected.length) return;
    this.#body.dataset.painted = JSON.stringify(this.#pending);
    this.#report(this.#pending);
    this.#pending = null;
  }
}

function picturesOf(model: PageModel): readonly Painted[] {
  const { traced, look } = model;
  if (!traced) return [];
  if (look.open === "positions") return [`positions ${traced.trace.id}`];
  const beside = look.split > 0 || look.open === "model" ? [thumbnailsPainted(model)] : [];
  return look.open === "model" ? beside : [...beside, viewPainted(model, look.open)];
}

/** The thumbnails of the model in its state. */
export function thumbnailsPainted({ traced, look }: PageModel): Painted {
  return `thumbnails ${traced!.trace.id} ${look.view.group} ${JSON.stringify(look.recipe)}`;
}

/** A view of the map in the model's state. */
export function viewPainted({ traced, look }: PageModel, view: Exclude<View, "model" | "positions">): Painted {
  const map = JSON.stringify([traced!.trace.id, headsInView(look), look.recipe]);
  return view === "matrix" ? `map ${map}` : `${view} ${map}`;
}

function reportOf({ traced, look: { view } }: PageModel): PaintReport | null {
  if (!traced) return null;
  const { id, tokens, provider, timings } = traced.trace;
  const { layers, heads } = groupOf(traced.trace, view.group);
  return {
    trace: id,
    tokens: tokens.ids.length,
    layers,
    heads,
    provider: provider.used,
    milliseconds: Math.round(timings.run),
    ...view,
  };
}
