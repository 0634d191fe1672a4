import { useContext } from "preact/hooks";
import { palettes as paletteNames, type Palette } from "../../../src/protocol/look.js";
import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { palettes } from "../../theme/palettes.js";
import type { Ramp } from "../../theme/ramp.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { Segments } from "./segments.js";

/** Colours of a swatch: as many as the eye tells apart at its size. */
const COLOURS = 12;

/** The colours that weights may have. */
export function PalettePicker() {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const rampOf = (palette: Palette) => (palette === "theme" ? theme.attention : palettes()[palette]);
  return (
    <Segments
      label={labels.look.palette}
      kind="palettes"
      options={paletteNames}
      picked={model.look.palette}
      nameOf={(palette) => (
        <>
          <span class="swatch" aria-hidden="true" style={{ background: gradientOf(rampOf(palette)) }} />
          {labels.look.palettes[palette]}
        </>
      )}
      onPick={(palette) => store.look({ palette })}
    />
  );
}

function gradientOf(ramp: Ramp): string {
  const colours = Array.from({ length: COLOURS }, (_, place) => {
    const pixel = ramp[Math.round((255 * place) / (COLOURS - 1))]!;
    return `rgb(${pixel & 255}, ${(pixel >> 8) & 255}, ${(pixel >> 16) & 255})`;
  });
  return `linear-gradient(to right, ${colours.join(", ")})`;
}
