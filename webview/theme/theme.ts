import type { Rgb } from "./oklab.js";
import { divergingRamp, sequentialRamp, type Ramp } from "./ramp.js";

/** What the canvases need of VS Code's theme; all the rest is CSS. */
export interface Theme {
  readonly highContrast: boolean;
  readonly attention: Ramp;
  readonly positions: Ramp;
  /** CSS colours. */
  readonly foreground: string;
  readonly background: string;
  readonly focus: string;
  readonly selection: string;
}

const FALLBACKS = {
  dark: { background: "#1f1f1f", foreground: "#cccccc", high: "#ffe9a0", negative: "#4aa3ff", positive: "#ff9d4d" },
  light: { background: "#ffffff", foreground: "#3b3b3b", high: "#0b2363", negative: "#0a5bb5", positive: "#b4430a" },
};

/** Reads the theme from the variables and classes that VS Code puts on the document. */
export function readTheme(document: Document): Theme {
  const style = getComputedStyle(document.body);
  const kinds = document.body.classList;
  const light = kinds.contains("vscode-light") || kinds.contains("vscode-high-contrast-light");
  const highContrast = kinds.contains("vscode-high-contrast") || kinds.contains("vscode-high-contrast-light");
  const fallback = light ? FALLBACKS.light : FALLBACKS.dark;
  const variable = (name: string, otherwise: string) => style.getPropertyValue(`--vscode-${name}`).trim() || otherwise;
  const background = variable("editor-background", fallback.background);
  const colour = colourReader(document);
  // Each is made when it is first drawn with: the first picture waits for one at most.
  let attention: Ramp | null = null;
  let positions: Ramp | null = null;
  return {
    highContrast,
    get attention() {
      return (attention ??= sequentialRamp(
        colour(variable("attentionInspector-heatMapLow", background)),
        colour(variable("attentionInspector-heatMapHigh", fallback.high)),
      ));
    },
    get positions() {
      return (positions ??= divergingRamp(colour(fallback.negative), colour(background), colour(fallback.positive)));
    },
    foreground: variable("foreground", fallback.foreground),
    background,
    focus: variable("focusBorder", fallback.foreground),
    selection: highContrast
      ? variable("contrastActiveBorder", fallback.foreground)
      : variable("editor-selectionBackground", fallback.negative),
  };
}

/** Calls back after each change of the theme; returns a function that stops it. */
export function watchTheme(document: Document, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  const attributes = { attributeFilter: ["class", "style", "data-vscode-theme-kind", "data-vscode-theme-id"] };
  observer.observe(document.body, attributes);
  observer.observe(document.documentElement, attributes);
  return () => observer.disconnect();
}

/** Reads whatever colour CSS can write, by painting one pixel with it where it is not written as most are. */
function colourReader(document: Document): (css: string) => Rgb {
  let context: CanvasRenderingContext2D | null = null;
  return (css) => {
    if (/^#[\da-f]{6}$/i.test(css)) {
      const channel = (place: number) => parseInt(css.slice(place, place + 2), 16) / 255;
      return { red: channel(1), green: channel(3), blue: channel(5) };
    }
    context ??= onePixel(document);
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return { red: red! / 255, green: green! / 255, blue: blue! / 255 };
  };
}

function onePixel(document: Document): CanvasRenderingContext2D {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true })!;
}
