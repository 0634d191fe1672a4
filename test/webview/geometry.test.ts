import assert from "node:assert/strict";
import { coveredBy, labelledIndices, labelStep, uncovered } from "../../webview/matrix/axisGeometry.js";
import { shrink } from "../../webview/matrix/shrink.js";
import { runsOf } from "../../webview/matrix/runs.js";
import { cellAt, fitCells, scrollTo, visibleSpan } from "../../webview/matrix/viewport.js";
import { headOrder } from "../../webview/views/model/headOrder.js";
import { fitTiles, flowTiles, gridSize, tileAt, tileCorner } from "../../webview/views/model/tileGeometry.js";
import { strongestKeys } from "../../webview/views/rowInHand/strongestKeys.js";
import { valueRaster } from "../../webview/views/positions/valueRaster.js";

const viewport = { rows: 10, columns: 20, cellWidth: 8, cellHeight: 5, left: 12, top: 7, width: 100, height: 30 };

describe("A viewport", () => {
  it("finds the cell at a point, and none beside the matrix", () => {
    assert.deepEqual(cellAt(viewport, 0, 0), { row: 1, column: 1 });
    assert.deepEqual(cellAt(viewport, 3.9, 2.9), { row: 1, column: 1 });
    assert.deepEqual(cellAt(viewport, 4, 3), { row: 2, column: 2 });
    assert.equal(cellAt(viewport, 0, 43), null);
    assert.equal(cellAt({ ...viewport, left: 0 }, -1, 0), null);
  });

  it("shows the cells that are partly on screen too", () => assert.deepEqual(visibleSpan(20, 8, 12, 100), [1, 14]));

  it("scrolls no farther than needed", () => {
    assert.equal(scrollTo(5, 10, 20, 100), 20);
    assert.equal(scrollTo(1, 10, 20, 100), 10);
    assert.equal(scrollTo(12, 10, 20, 100), 30);
    assert.equal(scrollTo(12, 200, 0, 100), 2400);
  });

  it("fits cells of whole device pixels where they are large, and as square as asked", () => {
    const room = { rows: 10, columns: 10, width: 217, height: 400, largest: 44, ratio: 1 };
    assert.deepEqual(fitCells({ ...room, aspect: 1 }), { cellWidth: 21, cellHeight: 21 });
    assert.deepEqual(fitCells({ ...room, aspect: Infinity }), { cellWidth: 21, cellHeight: 40 });
    assert.deepEqual(fitCells({ ...room, aspect: 1, ratio: 2 }), { cellWidth: 21.5, cellHeight: 21.5 });
    assert.deepEqual(fitCells({ ...room, aspect: 1, rows: 100, columns: 100 }), {
      cellWidth: 2.17,
      cellHeight: 2.17,
    });
    assert.equal(fitCells({ ...room, aspect: 1, rows: 2, columns: 2 }).cellWidth, 44);
    assert.deepEqual(fitCells({ ...room, aspect: 2, columns: 20 }), { cellWidth: 10, cellHeight: 21 });
    assert.deepEqual(fitCells({ ...room, aspect: 2, columns: 100 }), { cellWidth: 2.17, cellHeight: 16 });
  });
});

describe("An axis", () => {
  it("thins labels until there is room for each", () => {
    assert.deepEqual([44, 10, 9, 5, 2, 1, 0.4].map(labelStep), [1, 1, 2, 3, 10, 20, 50]);
    assert.deepEqual(labelledIndices(512, 1, 0, 512).slice(0, 3), [0, 20, 40]);
  });

  it("labels no index off the screen", () => {
    for (const scrolled of [0, 3, 17, 250]) {
      for (const index of labelledIndices(100, 12, scrolled, 300)) {
        assert.ok((index + 0.5) * 12 >= scrolled && (index + 0.5) * 12 <= scrolled + 300);
      }
    }
  });

  it("clears the labels beside the one that is pointed at where its ground covers them, and no others", () => {
    assert.deepEqual(coveredBy(5, 20), [5]);
    assert.deepEqual(coveredBy(5, 10), [5]);
    assert.deepEqual(coveredBy(5, 7), [4, 5, 6]);
    assert.deepEqual(coveredBy(5, 5), [3, 4, 5, 6, 7]);
  });

  it("lets labels in hand drive out those that they would cover", () => {
    assert.deepEqual(uncovered([0, 5, 10, 15], [7, 8], 2.2), [[0, 15], [7]]);
    assert.deepEqual(uncovered([0, 1, 2], [1], 20), [[0, 2], [1]]);
  });
});

describe("A raster", () => {
  it("keeps the strongest cell of those that share a pixel, whichever its sign", () => {
    const raster = { rows: 2, columns: 4, bytes: Uint8Array.of(0, 9, 3, 0, 0, 0, 0, 7), zero: 0, unreadable: null };
    assert.deepEqual([...shrink(raster, 1, 2).bytes], [9, 7]);
    const signed = { rows: 1, columns: 4, bytes: Uint8Array.of(128, 20, 130, 129), zero: 128, unreadable: null };
    assert.deepEqual([...shrink(signed, 1, 2).bytes], [20, 130]);
    assert.equal(shrink(raster, 5, 5), raster);
  });

  it("is made smaller as a cell-by-cell look at it would, whatever its size and part", () => {
    let state = 7;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    for (let turn = 0; turn < 200; turn++) {
      const [rows, columns] = turn % 10 === 0 ? [1 + random(8), 129 + random(90)] : [1 + random(40), 1 + random(40)];
      const bytes = Uint8Array.from({ length: rows * columns }, () => random(256));
      const unreadable = Uint8Array.from({ length: rows * columns }, () => Number(random(9) === 0));
      const [height, width] = [1 + random(rows), 1 + random(columns)];
      const [top, left] = [random(height), random(width)];
      const part = { top, left, rows: 1 + random(height - top), columns: 1 + random(width - left) };
      const shown = shrink({ rows, columns, bytes, zero: 0, unreadable }, height, width, part);
      for (let cell = 0; cell < part.rows * part.columns; cell++) {
        const [line, across] = [top + Math.floor(cell / part.columns), left + (cell % part.columns)];
        const covered = Array.from(bytes.keys()).filter(
          (place) =>
            Math.floor((Math.floor(place / columns) * height) / rows) === line &&
            Math.floor(((place % columns) * width) / columns) === across,
        );
        assert.equal(shown.bytes[cell], Math.max(...covered.map((place) => bytes[place]!)));
        assert.equal(shown.unreadable![cell], Number(covered.some((place) => unreadable[place] === 1)));
      }
    }
  });

  it("of signed values has zero in the middle", () => {
    const { raster, maximum } = valueRaster(Float32Array.of(-2, 0, 1, 2), 2, 2);
    assert.deepEqual([...raster.bytes], [1, 128, 192, 255]);
    assert.equal(maximum, 2);
    assert.deepEqual([...valueRaster(new Float32Array(2), 1, 2).raster.bytes], [128, 128]);
  });
});

describe("Small things", () => {
  it("runs are of neighbours", () => {
    assert.deepEqual(runsOf(new Set([5, 3, 4, 9])), [
      [3, 6],
      [9, 10],
    ]);
    assert.deepEqual(runsOf(new Set()), []);
  });

  it("tiles fit where they can, and can be hit where they cannot", () => {
    for (const [layers, heads, width, height] of [
      [4, 8, 384, 320],
      [12, 12, 300, 300],
      [32, 32, 400, 300],
      [48, 64, 280, 200],
      [1, 1, 900, 900],
    ] as const) {
      const geometry = fitTiles(layers, heads, { width, height }, 72);
      assert.ok(geometry.tile >= 12 && geometry.tile <= 72);
      const size = gridSize(geometry);
      if (geometry.tile > 12) assert.ok(size.width <= width && size.height <= height, JSON.stringify(size));
    }
  });

  it("tiles in a row of their own fill the room, with their captions", () => {
    for (const [count, width, height] of [
      [144, 900, 700],
      [144, 300, 300],
      [3, 900, 700],
      [3072, 280, 300],
    ] as const) {
      const geometry = flowTiles(count, { width, height }, 160);
      const size = gridSize(geometry);
      assert.ok(size.width <= width && geometry.tile >= 40 && geometry.tile <= 160);
      assert.ok(geometry.rows * geometry.columns >= count && (geometry.rows - 1) * geometry.columns < count);
      if (geometry.tile > 40) assert.ok(size.height <= height, JSON.stringify(size));
      const larger = gridSize(flowTiles(count, { width, height }, geometry.tile));
      assert.deepEqual(larger, size);
    }
    assert.equal(flowTiles(3, { width: 900, height: 700 }, 160).tile, 160);
  });

  it("points are on the tiles that are drawn there", () => {
    const geometry = flowTiles(10, { width: 200, height: 400 }, 160);
    for (let place = 0; place < 10; place++) {
      const { x, y } = tileCorner(geometry, place);
      assert.equal(tileAt(geometry, 10, x + 1, y + 1), place);
      assert.equal(tileAt(geometry, 10, x + geometry.tile - 1, y + geometry.tile - 1), place);
    }
    const { width, height } = gridSize(geometry);
    assert.equal(tileAt(geometry, 10, width + 20, 10), null);
    assert.equal(tileAt(geometry, 10, 10, height + 20), null);
  });

  it("heads are sorted by a number, those without one last, equal ones by place", () => {
    const places = (values: Float32Array | null, descending: boolean) =>
      headOrder(2, 2, values, descending).heads.map(({ layer, head }) => 2 * layer + head);
    assert.deepEqual(places(null, true), [0, 1, 2, 3]);
    assert.deepEqual(places(Float32Array.of(NaN, 1, 3, 1), true), [2, 1, 3, 0]);
    assert.deepEqual(places(Float32Array.of(NaN, 1, 3, 1), false), [1, 3, 2, 0]);
    const order = headOrder(2, 2, Float32Array.of(NaN, 1, 3, 1), true);
    assert.deepEqual(
      order.heads.map((head) => order.placeOf(head)),
      [0, 1, 2, 3],
    );
  });

  it("of equal weights the earlier key comes first", () => {
    assert.deepEqual(strongestKeys(Float32Array.of(0.1, 0.3, 0.3, 0.2, 0.1), 4), [1, 2, 3, 0]);
    assert.deepEqual(strongestKeys(Float32Array.of(1), 5), [0]);
  });
});
