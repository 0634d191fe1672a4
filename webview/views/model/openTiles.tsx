import { useContext } from "preact/hooks";
import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { useShown } from "../../export/shown.js";
import { fill, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { useRamp } from "../../theme/useRamp.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { Legend } from "../status/legend.js";
import type { TilesPicture } from "./drawTiles.js";
import type { TileMark } from "./tileMarks.js";
import { sortName } from "./sortControls.js";
import { tilesFigure } from "./tilesFigure.js";
import { tilesNotes } from "./tilesNote.js";

interface OpenTilesProps {
  readonly picture: TilesPicture | null;
  readonly markOf: (head: LayerAndHead) => TileMark;
}

/** What belongs to the thumbnails where they are the view that is open: what they are exported as, and their scale. */
export function OpenTiles({ picture, markOf }: OpenTilesProps) {
  const { model } = usePage();
  const ramp = useRamp();
  const theme = useContext(ThemeContext);
  const { by } = model.look.sort;
  const notes = tilesNotes(model);
  useShown({
    figure: () => {
      if (!picture) return null;
      const { heads, order } = picture;
      const counts = { layers: order.heads.length / heads, heads };
      const title =
        by === "place"
          ? fill(labels.heads.figureTitle, counts)
          : fill(labels.heads.figureSorted, { ...counts, statistic: sortName(by) });
      return tilesFigure(picture, markOf, ramp, theme, title, notes);
    },
    table: () => ({ kind: "statistics" }),
  });
  return (
    <Legend
      title={labels.scaleTitle}
      description={notes[1]!}
      ramp={ramp}
      ticks={["0", "", labels.heads.largestOfEach]}
      marker={null}
    />
  );
}
