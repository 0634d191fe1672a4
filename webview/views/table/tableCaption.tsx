import { labels } from "../../labels.js";
import { Phrase } from "../../phrase.js";
import type { MapInView } from "../../state/mapInView.js";
import type { PageModel } from "../../state/pageModel.js";
import { TokenName } from "../../tokens/tokenName.js";
import { headsText } from "../rowInHand/placeText.js";
import type { Asked } from "../text/asked.js";
import { askedAxis } from "../text/pins.js";

/** What the table is of. */
export function captionOf(map: MapInView, look: PageModel["look"], { direction, units }: Asked) {
  const place = headsText(map.heads, map.several);
  const { caption, captionOfSeveral } = labels.table;
  if (units.length > 1)
    return <Phrase template={captionOfSeveral[direction][look.text.combine]} slots={{ place, count: units.length }} />;
  const { names } = askedAxis(map, direction);
  return <Phrase template={caption[direction]} slots={{ place, token: <TokenName of={names} token={units[0]!} /> }} />;
}
