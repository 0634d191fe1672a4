import { useContext } from "preact/hooks";
import { usePage } from "../state/pageContext.js";
import { palettes } from "./palettes.js";
import type { Ramp } from "./ramp.js";
import { ThemeContext } from "./useTheme.js";

/** The colours of weights: of the theme, or of the palette that was chosen. */
export function useRamp(): Ramp {
  const theme = useContext(ThemeContext);
  const { palette } = usePage().model.look;
  return palette === "theme" ? theme.attention : palettes()[palette];
}
