import type { TextNodes } from "./textNodes.js";

/** The unit of the line below (1) or above (-1) that stands nearest to a unit; null where there is no such line. */
export function unitBeyondLine(
  nodes: TextNodes,
  text: number,
  unit: number,
  count: number,
  step: 1 | -1,
): number | null {
  const here = nodes.boxesOfUnit(text, unit).at(step > 0 ? -1 : 0);
  if (!here) return null;
  const middle = here.left + here.width / 2;
  let line: DOMRect | null = null;
  let nearest: { readonly unit: number; readonly distance: number } | null = null;
  for (let other = unit + step; other >= 0 && other < count; other += step) {
    const boxes = nodes.boxesOfUnit(text, other);
    for (const box of step > 0 ? boxes : [...boxes].reverse()) {
      if (onOneLine(box, here)) continue;
      line ??= box;
      if (!onOneLine(box, line)) return nearest!.unit;
      const distance = Math.max(0, box.left - middle, middle - box.right);
      if (!nearest || distance < nearest.distance) nearest = { unit: other, distance };
    }
  }
  return nearest?.unit ?? null;
}

function onOneLine(one: DOMRect, other: DOMRect): boolean {
  return Math.abs(one.top - other.top) < Math.min(one.height, other.height) / 2;
}
