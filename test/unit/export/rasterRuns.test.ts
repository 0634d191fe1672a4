import assert from "node:assert/strict";
import fc from "fast-check";
import { rasterRuns } from "../../../src/export/rasterRuns.js";

/** Cells of few colours, so that neighbours are often alike. */
const rasters = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 6 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      cells: fc.array(fc.constantFrom([0, 0, 0, 0], [255, 128, 1, 255], [1, 2, 3, 51]), {
        minLength: rows * columns,
        maxLength: rows * columns,
      }),
    }),
  );

describe("a raster's rectangles", () => {
  it("cover each cell that is to be seen once, in its colour, and are as long as can be", () => {
    fc.assert(
      fc.property(rasters, ({ rows, columns, cells }) => {
        const size = { kind: "raster", x: 10, y: 20, width: 4 * columns, height: 2 * rows, rows, columns } as const;
        const runs = [...rasterRuns({ ...size, rgba: Uint8Array.from(cells.flat()) })];
        const covered = new Map<string, string>();
        for (const { x, y, width, height, fill, opacity } of runs) {
          assert.equal(height, 2);
          for (let left = x; left < x + width; left += 4) {
            assert.ok(!covered.has(`${left},${y}`));
            covered.set(`${left},${y}`, `${fill} ${opacity}`);
          }
        }
        const names = ["", "#ff8001 1", "#010203 0.2"];
        const seen = cells.flatMap(([red], cell): [string, string][] => {
          const place = `${10 + 4 * (cell % columns)},${20 + 2 * Math.floor(cell / columns)}`;
          return red === 0 ? [] : [[place, names[red === 255 ? 1 : 2]!]];
        });
        assert.deepEqual(Object.fromEntries(covered), Object.fromEntries(seen));
        for (const [place, run] of runs.entries()) {
          const next = runs[place + 1];
          const meets = next?.y === run.y && next.x === run.x + run.width;
          assert.ok(!meets || next.fill !== run.fill);
        }
      }),
    );
  });
});
