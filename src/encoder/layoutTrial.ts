import { layoutWith, maskConventions, type InputLayout } from "./inputLayout.js";
import { layoutOutcome, type LayoutOutcome, type LayoutTrial } from "./layoutOutcome.js";
import { maximumBatch } from "./limits.js";

/** A layout, and what a short run in it showed. */
export interface TriedLayout extends InputLayout {
  /** Whether any site's probabilities were those of the tokens. */
  readonly fits: boolean;
  /** Whether padding gets no attention of what is read. */
  readonly hidesPadding: boolean;
}

/** Sizes that the constants of a graph demand; null for any. */
export interface ConstantSizes {
  readonly length: number | null;
  readonly batch: number | null;
}

/**
 * Finds the layout of a model's inputs by short runs: that in which the attention of every site is as large as there are
 * tokens, and in which masks hide what they should. Most models need one run.
 *
 * @param declared what the model's file tells
 * @param constants sizes that the graph's own constants demand, whatever its file tells of its inputs
 */
export async function triedLayout(
  trial: LayoutTrial,
  declared: InputLayout,
  constants: ConstantSizes,
): Promise<TriedLayout> {
  const { inputs } = trial;
  const layouts = axesToTry(declared)
    .map((axes) => layoutWith(inputs, { ...declared, ...axes }))
    .filter(({ batch }) => batch <= maximumBatch);
  let best = await bestOf(layouts, trial, null);
  best ??= await withConstants(layouts, trial, constants);
  if (best === null) return { ...declared, fits: false, hidesPadding: false };
  const { layout } = best;
  const conventions = maskConventions(inputs).slice(1);
  const { hidesPadding, layout: found } = (await bestOf(
    conventions.map((mask) => ({ ...layout, mask })),
    trial,
    best,
  ))!;
  return { ...found, fits: true, hidesPadding };
}

/** The best outcome of runs of the sizes that a graph's constants demand; null if it takes others too. */
async function withConstants(
  layouts: readonly InputLayout[],
  trial: LayoutTrial,
  { length, batch }: ConstantSizes,
): Promise<LayoutOutcome | null> {
  if (length === null && batch === null) return null;
  const sized = (source: number | null) =>
    layouts.map((layout) => ({
      ...layout,
      batch: Math.max(layout.batch, batch ?? 1),
      lengths: { ...layout.lengths, source: layout.lengths.source ?? source },
    }));
  if (length !== null) {
    // Where twice as many can be read, it is the size of a block of local attention.
    for (const layout of sized(2 * length)) if ((await layoutOutcome(layout, trial)) !== null) return null;
  }
  return bestOf(sized(length), trial, null);
}

/** The best outcome of runs in these layouts and of one before; no more are tried once nothing is left to be wished for. */
async function bestOf(
  layouts: readonly InputLayout[],
  trial: LayoutTrial,
  before: LayoutOutcome | null,
): Promise<LayoutOutcome | null> {
  let best = before;
  for (const layout of layouts) {
    if (best !== null && best.fits === trial.sites.length && best.hidesMasked) break;
    const outcome = await layoutOutcome(layout, trial);
    if (outcome !== null && outcome.fits > 0 && (best === null || rank(outcome) > rank(best))) best = outcome;
  }
  return best;
}

function rank({ fits, hidesMasked, hidesPadding }: LayoutOutcome): number {
  return 4 * fits + (hidesMasked ? 2 : 0) + (hidesPadding ? 1 : 0);
}

/** What the file tells first, then whatever else there is: `[N, batch]` with masks of either kind. */
function axesToTry({ tokenAxis, maskAxis }: InputLayout): readonly Pick<InputLayout, "tokenAxis" | "maskAxis">[] {
  const others = [
    { tokenAxis: 1, maskAxis: 1 },
    { tokenAxis: 0, maskAxis: 1 },
    { tokenAxis: 0, maskAxis: 0 },
  ] as const;
  const isOther = (axes: (typeof others)[number]) => axes.tokenAxis !== tokenAxis || axes.maskAxis !== maskAxis;
  return [{ tokenAxis, maskAxis }, ...others.filter(isOther)];
}
