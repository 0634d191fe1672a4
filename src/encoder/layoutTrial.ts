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

/**
 * Finds the layout of a model's inputs by short runs: that in which the attention of every site is as large as there are
 * tokens, and in which masks hide what they should. Most models need one run.
 *
 * @param declared what the model's file tells
 * @param constantLength how many tokens the graph's own constants demand; null if none do
 */
export async function triedLayout(
  trial: LayoutTrial,
  declared: InputLayout,
  constantLength: number | null,
): Promise<TriedLayout> {
  const { inputs } = trial;
  const layouts = axesToTry(declared)
    .map((axes) => layoutWith(inputs, { ...declared, ...axes }))
    .filter(({ batch }) => batch <= maximumBatch);
  let best = await bestOf(layouts, trial, null);
  best ??= await withConstantLength(layouts, trial, constantLength);
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

/** The best outcome of runs on as many tokens as a graph's constants demand; null if it takes other numbers too. */
async function withConstantLength(
  layouts: readonly InputLayout[],
  trial: LayoutTrial,
  length: number | null,
): Promise<LayoutOutcome | null> {
  if (length === null) return null;
  const withLength = (source: number) =>
    layouts.map((layout) => ({ ...layout, lengths: { ...layout.lengths, source: layout.lengths.source ?? source } }));
  // Where twice as many can be read, it is the size of a block of local attention.
  for (const layout of withLength(2 * length)) if ((await layoutOutcome(layout, trial)) !== null) return null;
  return bestOf(withLength(length), trial, null);
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
