/** A colour as `#rrggbb`, all opaque; how far a mark covers what lies below is its `opacity`. */
export type Colour = `#${string}`;

/** Which face a text is set in: `token` one width for all, `label` as running text. */
export type FontFamily = "token" | "label";

interface Covering {
  /** In (0, 1]; 1 where it is left out. */
  readonly opacity?: number;
}

export interface RectangleMark extends Covering {
  readonly kind: "rectangle";
  /** Left edge. */
  readonly x: number;
  /** Upper edge. */
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Null for an outline alone. */
  readonly fill: Colour | null;
  /** A line of width 1 on the edge, half of it inside. */
  readonly stroke?: Colour;
}

interface Stroked extends Covering {
  readonly stroke: Colour;
  readonly width: number;
  /** Lengths of a dash and of the gap after it; solid where it is left out. */
  readonly dash?: readonly [number, number];
}

export interface LineMark extends Stroked {
  readonly kind: "line";
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** One cubic Bézier curve. */
export interface CurveMark extends Stroked {
  readonly kind: "curve";
  /** x and y of the start, of both control points, and of the end. */
  readonly points: readonly [number, number, number, number, number, number, number, number];
}

export interface TextMark extends Covering {
  readonly kind: "text";
  readonly x: number;
  readonly y: number;
  /** One line, as it is: white space counts. */
  readonly text: string;
  /** Of the font. */
  readonly size: number;
  /** What of the text stands at `x`. */
  readonly anchor: "start" | "middle" | "end";
  /** What of the text stands at `y`. */
  readonly baseline: "alphabetic" | "middle" | "top";
  /** Degrees clockwise about (x, y). */
  readonly rotate: number;
  readonly fill: Colour;
  readonly weight: "normal" | "bold";
  readonly family: FontFamily;
}

/** Cells of one size each, with hard edges: no writer smooths them. */
export interface RasterMark {
  readonly kind: "raster";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rows: number;
  readonly columns: number;
  /** `[rows, columns, 4]` red, green, blue and opacity, not premultiplied. */
  readonly rgba: Uint8Array;
}

export type Mark = RectangleMark | LineMark | CurveMark | TextMark | RasterMark;

/**
 * What a view shows, as marks from the lowest to the uppermost. Lengths are CSS pixels, y runs down; what lies outside
 * `width` × `height` is cut off. All of it can be cloned from the page to the extension host.
 */
export interface Figure {
  readonly width: number;
  readonly height: number;
  readonly background: Colour;
  /** What is shown, in a few words. */
  readonly title: string;
  readonly marks: readonly Mark[];
}
