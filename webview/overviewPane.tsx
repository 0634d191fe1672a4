import { useContext, useRef } from "preact/hooks";
import { labels } from "./labels.js";
import { LayoutContext } from "./layout.js";
import { useSize, useWindowHeight } from "./matrix/useSize.js";
import { HeadsOverview } from "./views/model/headsOverview.js";
import { KeyList } from "./views/rowInHand/keyList.js";

/** What the list of keys takes below or beside the thumbnails, with the gap between, in CSS pixels. */
const KEYS_HEIGHT = 172;
const KEYS_WIDTH = 228;
/** Where the page scrolls as a whole, thumbnails take this share of the window's height; alone, what is left of it. */
const NARROW_SHARE = 0.5;
const BESIDE_NARROW = 120;
/** But so much in any case, for there the page itself can scroll. */
const LEAST_NARROW = 420;
/** In a lower pane there is room for the thumbnails alone. */
const LEAST_WITH_KEYS = 400;

/** The heads' overview in the room that it has: by itself, or with the keys in hand beside another view. */
export function OverviewPane({ alone }: { readonly alone: boolean }) {
  const layout = useContext(LayoutContext);
  const area = useRef<HTMLDivElement>(null);
  const size = useSize(area);
  const windowHeight = useWindowHeight();
  const withKeys =
    !alone && (layout === "medium" || (layout === "wide" && size !== null && size.height >= LEAST_WITH_KEYS));
  const ofWindow = Math.max(LEAST_NARROW, alone ? windowHeight - BESIDE_NARROW : windowHeight * NARROW_SHARE);
  const room = size && {
    width: size.width - (withKeys && layout === "medium" ? KEYS_WIDTH : 0),
    height: layout === "narrow" ? ofWindow : size.height - (withKeys && layout === "wide" ? KEYS_HEIGHT : 0),
  };
  const panel = alone ? ({ id: "view", role: "tabpanel", "aria-label": labels.views.model } as const) : {};
  return (
    <div class="overview-area" ref={area} {...panel}>
      <div class="overview-pane">
        <HeadsOverview alone={alone} room={room} />
        {withKeys && <KeyList />}
      </div>
    </div>
  );
}
