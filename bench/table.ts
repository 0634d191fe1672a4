import type { Measured, Unit } from "./benchmark.js";

/** What was measured, for a person to read. */
export function tableOf(name: string, { about, series, bars, facts }: Measured & { readonly about: string }): string {
  const wide = Math.max(...[...series, ...bars].map(({ what }) => what.length));
  const numbers = (...values: string[]) => values.map((value) => value.padStart(12)).join("");
  const lines = series.map(({ what, unit, minimum, median, maximum }) => {
    return `  ${what.padEnd(wide)}${numbers(...[minimum, median, maximum].map((value) => figure(value, unit)))}`;
  });
  const held = bars.map(({ what, unit, value, limit, passed }) => {
    const verdict = passed ? "PASS" : "FAIL";
    return `  ${what.padEnd(wide)}${numbers(figure(value, unit))}   at most ${figure(limit, unit)}   ${verdict}`;
  });
  const told = Object.entries(facts).map(([what, value]) => `  ${what}: ${value}`);
  const head = `  ${"".padEnd(wide)}${numbers("minimum", "median", "maximum")}`;
  return [`${name}: ${about}`, head, ...lines, ...held, ...told, ""].join("\n");
}

function figure(value: number, unit: Unit): string {
  return `${value.toFixed(unit === "×" ? 3 : 1)} ${unit}`;
}
