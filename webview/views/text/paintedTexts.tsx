import { useContext, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { isFaint } from "../../../src/attention/attentionLeft.js";
import { heatMap } from "../../../src/attention/heatMap.js";
import { fill, labels } from "../../labels.js";
import { useShown } from "../../export/shown.js";
import { nothingPointed, type Pointed } from "../../matrix/pointed.js";
import { useSize } from "../../matrix/useSize.js";
import { mapInView } from "../../state/mapInView.js";
import { Observed, useObserved } from "../../state/observed.js";
import { usePage } from "../../state/pageContext.js";
import { viewPainted } from "../../state/paintLedger.js";
import { greyRamp } from "../../theme/ramp.js";
import { useRamp } from "../../theme/useRamp.js";
import { ThemeContext } from "../../theme/useTheme.js";
import { AttentionLeft, leftText, useAttentionLeft } from "../rowInHand/attentionLeft.js";
import { headsText } from "../rowInHand/placeText.js";
import { answerOf, type Answer } from "./answer.js";
import { AnswerSentence, answerText } from "./answerSentence.js";
import { useAskedWeights } from "./asked.js";
import { DirectionSwitch } from "./directionSwitch.js";
import { opaqueColour } from "./opaqueColour.js";
import { PinnedList } from "./pinnedList.js";
import { pinnedUnits } from "./pins.js";
import { askedTable } from "./askedTable.js";
import { stepColours } from "./stepColours.js";
import { askedAt, focusAt, pointedAt, type TextCursor } from "./textCursor.js";
import { textFigure } from "./textFigure.js";
import { TextLegend } from "./textLegend.js";
import { paintedText, textsInView } from "./textsInView.js";
import { TextWindow } from "./textWindow.js";
import { unitMarks, useUnitMarks } from "./unitMarks.js";
import { usePaint } from "./usePaint.js";

/** The texts of one map: what is asked of them, and what it says. */
export function PaintedTexts() {
  const { store, model } = usePage();
  const ramp = useRamp();
  const theme = useContext(ThemeContext);
  const map = mapInView(model);
  const { trace } = model.traced!;
  const texts = useMemo(() => textsInView(map, trace), [map.queries, map.keys, trace]);
  const cursors = useMemo(() => new Observed<TextCursor | null>(null), [texts]);
  const cursor = useObserved(cursors);
  const content = useRef<HTMLDivElement>(null);
  // What is measured of the text holds until its room changes.
  useSize(content);

  const asked = askedAt(model, texts, cursor);
  const weights = useAskedWeights(asked);
  const scale = map.recipe.scale;
  const painted = useMemo(
    () => weights && heatMap(weights, weights.length, { scale, scaledOver: "map" }),
    [weights, scale],
  );
  const left = useAttentionLeft();
  // What a query attends to is one row; the queries that attend to a key are marked one by one.
  const greyed = asked?.direction === "from" && asked.units.every((unit) => isFaint(left?.[unit]));
  const colours = useMemo(
    () => stepColours(greyed ? greyRamp(ramp) : ramp, opaqueColour(theme.foreground, theme.background)),
    [ramp, theme, greyed],
  );
  const faint = useMemo(() => (asked?.direction === "to" ? faintUnits(left) : []), [asked?.direction, left]);
  const target = asked ? texts.indexOf(paintedText(texts, asked.direction)) : 0;
  const marks = useUnitMarks(texts);
  const nodes = usePaint({ content, texts, colours, marks, asked, target, painted, faint });

  const focus = asked && focusAt(texts, asked, cursor);
  const alone = asked?.pinned && cursor && focus === null && !isPinned(cursor) ? cursor : null;
  const answer: Answer | null = asked && answerOf(map, model.look, asked, weights, focus);
  const said = alone ? aloneAnswer(alone) : answer;
  const spoken = said && (said.weight !== null || alone) ? answerText(said) : null;
  const pointed = asked ? pointedAt(asked, focus) : nothingPointed;
  useLayoutEffect(() => store.pointed.set(pointed), [pointed.row, pointed.column]);
  const ofQueries = asked?.direction === "from" ? asked.units : queryOf(pointed);
  useLayoutEffect(() => {
    if (spoken !== null) store.spoken.set({ ...pointed, text: spoken });
    else if (!asked) store.spoken.set(null);
  }, [spoken, asked === null]);
  useLayoutEffect(() => () => store.spoken.set(null), [store]);

  const done = viewPainted(model, "text");
  const waits = asked !== null && painted === null;
  useLayoutEffect(() => {
    if (!waits && nodes) store.ledger.painted(done);
  }, [store, done, waits, nodes]);
  useShown({
    figure: () =>
      nodes &&
      content.current &&
      textFigure({
        content: content.current,
        nodes,
        texts,
        painted: asked && painted ? { text: target, pixels: painted.pixels } : null,
        pinned: asked?.pinned
          ? { text: texts.findIndex(({ roles }) => roles.includes(asked.direction)), units: asked.units }
          : null,
        colours,
        theme,
        title: fill(labels.text.figureTitle, { place: headsText(map.heads, map.several) }),
        note: answer && painted ? noteOf(answer, leftText(left, ofQueries)) : labels.text.nothingPinned,
      }),
    table: () => askedTable(asked, model.look.text.combine, null),
  });

  function isPinned({ text, unit }: TextCursor): boolean {
    return texts[text]!.roles.includes(model.look.text.direction) && pinnedUnits(model).includes(unit);
  }

  /** A unit that has no weight here: one of the text that is not painted. */
  function aloneAnswer({ text, unit }: TextCursor): Answer {
    const { axis, roles } = texts[text]!;
    const query = roles.includes("from");
    return {
      template: query ? labels.text.queryAlone : labels.keyAlone,
      units: { [query ? "query" : "key"]: { of: axis.names, unit } },
      words: { place: headsText(map.heads, map.several) },
      weight: null,
    };
  }

  return (
    <div class="text-view">
      <div class="text-tools">
        <DirectionSwitch />
        <PinnedList />
      </div>
      <AnswerSentence
        answer={said}
        hint={model.look.text.direction === "from" ? labels.text.hint : labels.text.hintTo}
      />
      <TextWindow texts={texts} nodes={nodes} content={content} cursors={cursors} marks={marks} spoken={spoken} />
      <div class="text-foot">
        <AttentionLeft left={left} queries={ofQueries} />
        {painted && <TextLegend map={painted} weight={said?.weight ?? NaN} />}
        {texts.some(({ shown }) => shown.unread) && <span class="caption unread-note">{labels.text.unread}</span>}
        {unitMarks.map(
          (mark) =>
            marks[mark].some(({ size }) => size > 0) && (
              <span key={mark} class={`caption mark-note ${mark}`}>
                {labels.text.marks[mark]}
              </span>
            ),
        )}
      </div>
    </div>
  );
}

function noteOf(answer: Answer, left: string | null): string {
  return left === null ? answerText(answer) : fill(labels.left.after, { sentence: answerText(answer), left });
}

function queryOf({ row }: Pointed): readonly number[] {
  return row === null ? [] : [row];
}

/** The queries that have nearly all of their attention on tokens that were dropped. */
function faintUnits(left: Float32Array | null): readonly number[] {
  return left === null ? [] : Array.from(left.keys()).filter((unit) => isFaint(left[unit]));
}
