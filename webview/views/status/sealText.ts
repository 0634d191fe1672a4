import type { Seal, SiteSeal } from "../../../src/attention/seal.js";
import { fill, formatError, labels } from "../../labels.js";

/** What a seal says in a few words, and in full. */
export interface SealText {
  readonly proven: boolean;
  readonly text: string;
  readonly sentences: readonly string[];
  /** What is unproven, site by site, the worst first. */
  readonly sites: readonly string[];
}

/** More sites than this are counted, not listed. */
const LISTED = 8;

/** A seal in words; `several` where a layer's number alone does not tell the site. */
export function sealText(seal: Seal, several: boolean): SealText {
  const { sites, tolerance } = seal;
  const partial = sites.filter(({ belowOne }) => belowOne === true);
  const unproven = sites
    .filter(({ proven, belowOne }) => !proven && belowOne !== true)
    .sort((one, other) => errorOf(other) - errorOf(one));
  const empty = sites.reduce((sum, { emptyRows }) => sum + emptyRows, 0);
  const sentences = [
    sites.length === 0
      ? labels.nothingSealed
      : fill(unproven.length > 0 ? labels.unsealed : partial.length > 0 ? labels.sealedBelowOne : labels.sealed, {
          count: sites.length,
          unproven: unproven.length,
          partial: partial.length,
          context: formatError(seal.contextError),
          rows: formatError(seal.rowSumError),
          tolerance: formatError(tolerance),
        }),
    ...(seal.checkedRows && seal.checkedRows.checked < seal.checkedRows.of
      ? [fill(labels.someRowsSealed, seal.checkedRows)]
      : []),
    ...(empty > 0 ? [fill(empty === 1 ? labels.oneEmptyRow : labels.emptyRows, { count: empty })] : []),
  ];
  const [worst] = unproven;
  const listed = [...unproven, ...partial];
  const left = listed.length - LISTED;
  const named = [
    ...listed.slice(0, LISTED).map((site) => inFull(site, tolerance, several)),
    ...(left > 0 ? [fill(labels.moreSites, { count: left })] : []),
  ];
  if (worst === undefined && partial[0] !== undefined) {
    const short = fill(labels.belowOne, { layer: layerOf(partial[0], several) });
    const text = partial.length === 1 ? short : fill(labels.andOthers, { short, count: partial.length - 1 });
    return { proven: true, text, sentences, sites: named };
  }
  if (worst === undefined && sites.length > 0) {
    const error = Math.max(seal.contextError, seal.rowSumError);
    return { proven: true, text: fill(labels.proven, { error: formatError(error) }), sentences, sites: [] };
  }
  return {
    proven: false,
    text: worst === undefined ? labels.unprovenAll : inShort(worst, unproven.length - 1, tolerance, several),
    sentences,
    sites: named,
  };
}

function inShort(site: SiteSeal, others: number, tolerance: number, several: boolean): string {
  const template = isFigure(site, tolerance) ? labels.unproven : labels.unprovenSite;
  const short = fill(template, { error: figureOf(site), layer: layerOf(site, several) });
  return others === 0 ? short : fill(labels.andOthers, { short, count: others });
}

function inFull(site: SiteSeal, tolerance: number, several: boolean): string {
  const slots = { layer: capital(layerOf(site, several)), error: figureOf(site), reason: site.reason ?? "" };
  return fill(isFigure(site, tolerance) ? labels.unprovenFigure : labels.unprovenReason, slots).trim();
}

function layerOf({ group, layer }: SiteSeal, several: boolean): string {
  return fill(several ? labels.layersOf[group] : labels.layerAlone, { layer: layer + 1 });
}

/** The larger error; NaN, which is the worst, counts as infinite. */
function errorOf({ contextError, rowSumError }: SiteSeal): number {
  const error = Math.max(contextError ?? 0, rowSumError);
  return Number.isNaN(error) ? Infinity : error;
}

function figureOf({ contextError, rowSumError }: SiteSeal): string {
  return formatError(Math.max(contextError ?? 0, rowSumError));
}

/** Whether a site is unproven by an error, and not because there was nothing to compare with. */
function isFigure(site: SiteSeal, tolerance: number): boolean {
  return site.belowOne !== true && errorOf(site) > tolerance;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
