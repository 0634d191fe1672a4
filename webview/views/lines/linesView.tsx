import { useCallback, useContext, useEffect, useMemo, useRef } from "preact/hooks";
import { isFaint } from "../../../src/attention/attentionLeft.js";
import { isSpecial } from "../../../src/attention/tokens.js";
import { fill, labels } from "../../labels.js";
import { useShown } from "../../export/shown.js";
import { zoomByKey } from "../../matrix/gridKeys.js";
import { useCtrlWheel } from "../../matrix/useCtrlWheel.js";
import { useSize } from "../../matrix/useSize.js";
import { mapInView, tokenOf, unitsOfTokens, type AxisUnits } from "../../state/mapInView.js";
import { Observed } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { viewPainted } from "../../state/paintLedger.js";
import { ThemeContext, useDevicePixelRatio } from "../../theme/useTheme.js";
import { useRamp } from "../../theme/useRamp.js";
import { highlightedTokens } from "../matrix/highlighted.js";
import { headsText } from "../rowInHand/placeText.js";
import { leftOfHead } from "./headLines.js";
import { HeadLegend } from "./headLegend.js";
import { huesOn } from "./hues.js";
import { pinnedUnits } from "./inHand.js";
import { tokenAfterKey, tokenKey } from "./lineKeys.js";
import "./lines.css";
import { linesFigure } from "./linesFigure.js";
import { LineSentence } from "./lineSentence.js";
import type { LinesGeometry } from "./linesGeometry.js";
import { LinesPicture, type ShownLines } from "./linesPicture.js";
import { countText, LinesToolbar } from "./linesToolbar.js";
import { SideTitle } from "./sideTitle.js";
import { useLinesRoom } from "./useLinesRoom.js";
import { useLinesViewport } from "./useLinesViewport.js";
import { useShownLines } from "./useShownLines.js";

/** The heads in view as lines from queries to keys, each head by itself. */
export function LinesView() {
  const { store, model } = usePage();
  const theme = useContext(ThemeContext);
  const ramp = useRamp();
  const ratio = useDevicePixelRatio();
  const { look } = model;
  const { orientation, most, least } = look.lines;
  const map = mapInView(model);
  const { heads, recipe, queries, keys, several } = map;
  const hues = huesOn(theme);
  const shown = useShownLines(map, hues, ramp);
  const pane = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(pane);
  const room = useLinesRoom(map, orientation, size);
  const vertical = orientation === "vertical";
  const viewport = useLinesViewport(room?.extent ?? 1, room?.length ?? 1, !vertical, scroller);
  const { zoom, scrolled } = viewport;
  const geometry = useMemo((): LinesGeometry | null => {
    if (!room) return null;
    const longest = room.extent * zoom;
    return { ...room, orientation, zoom, scrolled, length: Math.min(room.length, Math.ceil(longest)) };
  }, [room, orientation, zoom, scrolled]);
  useCtrlWheel(scroller, viewport, geometry !== null && shown !== null);

  const isolated = useMemo(() => new Observed<number | null>(null), []);
  const pointedHead = useMemo(() => new Observed<number | null>(null), []);
  useEffect(() => {
    isolated.set(null);
    pointedHead.set(null);
  }, [shown?.heads]);
  const pinned = useMemo(() => pinnedUnits(look.pins, map), [look.pins, queries, keys]);
  const pin = pinned.at(-1);
  useEffect(() => {
    if (!room || !pin) return;
    if (pin.row !== null) viewport.reveal(room.queries, pin.row);
    else viewport.reveal(room.keys, pin.column!);
  }, [pinned, room]);
  const left = useMemo(() => (shown?.heads.length === 1 ? leftOfHead(shown.lines, 0) : null), [shown]);
  const ofQueries = useUnitClasses(queries, left);
  const ofKeys = useUnitClasses(keys, null);

  const painted = viewPainted(model, "lines");
  const onDrawn = useCallback(
    (drawn: ShownLines) => {
      if (drawn.heads === heads.heads) store.ledger.painted(painted);
    },
    [store, painted, heads],
  );
  const title = fill(labels.lines.picture, {
    place: headsText(heads, several),
    queries: queries.count,
    keys: keys.count,
  });
  const count = shown && countText(shown.lines.count, shown.lines.all, look.lines);
  useShown({
    figure: () =>
      shown &&
      geometry &&
      linesFigure({
        map,
        shown,
        geometry,
        pinned,
        pointed: store.pointed.value,
        theme,
        title: fill(shown.heads.length > 1 ? labels.lines.figureTitleOfHeads : labels.lines.figureTitle, {
          source: model.traced!.source.title,
          place: headsText(heads, several),
          count: shown.heads.length,
          queries: queries.count,
          keys: keys.count,
        }),
        count: count!,
      }),
    table: () => ({ kind: "pairs", count: most, least }),
  });
  const onKey = (event: KeyboardEvent) => {
    if (zoomByKey(event, viewport)) event.preventDefault();
    else {
      const { row, column } = store.pointed.value;
      const from = row === null && column === null ? (pin ?? store.pointed.value) : store.pointed.value;
      const to = room && tokenAfterKey(event, from, { ...room, orientation });
      if (to) {
        pointedHead.set(null);
        store.pointed.set(to);
        if (to.row !== null) viewport.reveal(room.queries, to.row);
        else viewport.reveal(room.keys, to.column!);
      }
      if (to || tokenKey(event, store, map)) event.preventDefault();
    }
  };
  return (
    <div class="lines">
      <LinesToolbar viewport={viewport} />
      <HeadLegend hues={hues} ramp={ramp} isolated={isolated} />
      <LineSentence
        map={map}
        recipe={recipe}
        tensors={model.tensors!}
        shown={shown}
        pinned={pinned}
        pointedHead={pointedHead}
      />
      <p class="caption lines-count">{count ?? "…"}</p>
      {geometry && <SideTitle at="start" map={map} geometry={geometry} />}
      <div class="lines-pane" ref={pane}>
        {geometry && shown && (
          <LinesPicture
            map={map}
            shown={shown}
            geometry={geometry}
            ratio={ratio}
            pinned={pinned}
            isolated={isolated}
            pointedHead={pointedHead}
            scroller={scroller}
            zoomed={geometry.length < room!.extent * zoom - 1}
            extent={Math.ceil(room!.extent * zoom)}
            label={title}
            hint={labels.lines.keysHint}
            classOf={{ queries: ofQueries, keys: ofKeys }}
            onScroll={() => viewport.onScroll()}
            onKey={onKey}
            onDrawn={onDrawn}
            onPick={({ row, column }, event) => {
              if (row === null && column === null) return;
              const one = {
                query: row === null ? null : tokenOf(queries, row),
                key: column === null ? null : tokenOf(keys, column),
              };
              if (event.ctrlKey || event.metaKey) store.togglePin(one);
              // A second click on the same token lets go of it.
              else store.pin(pinned.length === 1 && pin?.row === row && pin.column === column ? null : one);
            }}
          />
        )}
        {geometry && <SideTitle at="end" map={map} geometry={geometry} />}
      </div>
    </div>
  );
}

/**
 * A CSS class for each unit: whether it was edited, is special, lies in the editor's selection, or has little attention left.
 *
 * @param left `[units]` as in `AttentionMap`, of the queries of one head
 */
function useUnitClasses(axis: AxisUnits, left: Float32Array | null): (unit: number) => string {
  const { model } = usePage();
  const { tokens, side, units } = axis;
  const edited = model.edited[side];
  const selected = model.editorTokens[side];
  return useMemo(() => {
    // Where none stands for text, as a decoder's that were generated, standing for none is nothing special.
    const allSpecial = tokens.segments.every((segment) => segment === -1);
    const editedUnits = unitsOfTokens(axis, edited);
    const selectedUnits = unitsOfTokens(axis, highlightedTokens(tokens, selected));
    return (unit) => {
      const special = isSpecial(tokens, units.firsts[unit]!) && !allSpecial;
      const own = editedUnits.has(unit) ? "edited" : special ? "special" : "";
      const mark = isFaint(left?.[unit]) ? `faint ${own}` : own;
      return selectedUnits.has(unit) ? `selected ${mark}` : mark;
    };
  }, [axis, edited, selected, left]);
}
