import { useContext } from "preact/hooks";
import type { View } from "../src/protocol/look.js";
import { labels } from "./labels.js";
import { LayoutContext, shareOfRoom } from "./layout.js";
import { OverviewPane } from "./overviewPane.js";
import "./panes.css";
import { Splitter } from "./splitter.js";
import { usePage } from "./state/pageContext.js";
import { LinesView } from "./views/lines/linesView.js";
import { AttentionMatrix } from "./views/matrix/attentionMatrix.js";
import { PositionsView } from "./views/positions/positionsView.js";
import { KeyList } from "./views/rowInHand/keyList.js";
import { TableView } from "./views/table/tableView.js";
import { TextView } from "./views/text/textView.js";

/** The heads' overview and the view that is open, side by side or one above the other; and the keys in hand. */
export function Panes() {
  const { model } = usePage();
  const layout = useContext(LayoutContext);
  const { open, split } = model.look;
  const alone = open === "model" || open === "positions";
  const overview = open === "model" || (open !== "positions" && split > 0);
  // In one column, what is open comes first.
  const last = !alone && layout === "narrow";
  return (
    <div
      class={`panes ${alone ? "alone" : ""} ${overview ? "" : "no-overview"}`}
      style={{ "--split": String(alone ? 1 : shareOfRoom(split, layout)) }}
    >
      {overview && !last && <OverviewPane alone={open === "model"} />}
      {!alone && layout !== "narrow" && <Splitter layout={layout} />}
      {open !== "model" && (
        <section class="view-pane" id="view" role="tabpanel" aria-label={labels.views[open]}>
          <OpenView open={open} />
        </section>
      )}
      {last && <KeyList />}
      {overview && last && <OverviewPane alone={false} />}
    </div>
  );
}

function OpenView({ open }: { readonly open: Exclude<View, "model"> }) {
  switch (open) {
    case "matrix":
      return <AttentionMatrix />;
    case "lines":
      return <LinesView />;
    case "text":
      return <TextView />;
    case "table":
      return <TableView />;
    case "positions":
      return <PositionsView />;
  }
}
