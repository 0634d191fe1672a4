import { english } from "./labels/english.js";
import { translatedAs } from "./labels/translatedAs.js";

/** Templates of one language, as `english` has them. */
export type Labels = typeof english;

/** Every word the page shows, in the language that was chosen before the page was mounted. */
export let labels: Labels = english;

/** Of the labels, as BCP 47 has it. */
let spoken = "en";

/** Chooses the language, and how it writes numbers; words that it lacks stay English. */
export function speak(translated: unknown, language: string): void {
  labels = translatedAs(english, translated);
  spoken = language;
}

/** Fills a template's slots. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : slot,
  );
}

/** A weight to three significant digits, written without an exponent; "n/a (NaN)" where it is none. */
export function formatWeight(weight: number): string {
  if (!Number.isFinite(weight)) return notANumber(weight);
  if (weight === 0) return "0";
  if (weight < 1e-6) return "< 0.000001";
  return weight.toPrecision(3);
}

/** A signed value to three significant digits, with a true minus sign; "n/a (NaN)" where it is none. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return notANumber(value);
  const size = Math.abs(value);
  const digits =
    size === 0 ? "0" : size < 1e-6 ? "0.000001" : size >= 1000 ? String(Math.round(size)) : size.toPrecision(3);
  return value < 0 ? `−${digits}` : digits;
}

/** A largest or summed weight: "n/a" where no weight is a number. */
export function formatStatistic(statistic: number): string {
  return Number.isFinite(statistic) ? formatWeight(statistic) : labels.noNumber;
}

/** A share of a whole in percent, to two significant digits. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 0.01) return `${percent.toExponential(1)} %`;
  return `${Number(percent.toPrecision(2))} %`;
}

/** The size of an error to two significant digits. */
export function formatError(error: number): string {
  if (Number.isNaN(error)) return "NaN";
  if (error === Infinity) return "∞";
  if (error === 0) return "0";
  return error < 1e-3 || error >= 1e4
    ? error.toExponential(1).replace(".0e", "e").replace("e+", "e")
    : String(Number(error.toPrecision(2)));
}

function notANumber(value: number): string {
  return fill(labels.noNumberOf, { value: Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞" });
}

/** Bytes as megabytes, of 10⁶ as the settings count them: whole from ten on, else to one digit after the point. */
export function formatMegabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return megabytes >= 10 ? formatCount(Math.round(megabytes)) : String(Math.ceil(megabytes * 10) / 10);
}

/** A count with its thousands apart. */
export function formatCount(count: number): string {
  return count < 1000 ? String(count) : count.toLocaleString(spoken);
}
