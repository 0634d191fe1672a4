import { labels } from "../../labels.js";
import { PIECE } from "./textNodes.js";
import type { TextInView } from "./textsInView.js";

/** The texts themselves: a paragraph a segment, one text node a piece, so that they are a handful of nodes at any length. */
export function RunningTexts({ texts }: { readonly texts: readonly TextInView[] }) {
  return (
    <>
      {texts.map(({ axis, shown }) => (
        <div key={axis.side} class="running-text">
          {texts.length > 1 && <div class="text-side">{labels.text.textOf[axis.side]}</div>}
          {shown.blocks.map((pieces, block) => (
            // Each paragraph runs in the direction of its own letters.
            <div key={block} class="text-block" dir="auto">
              {pieces.map((piece) => (
                <span key={piece} class={shown.pieces[piece]!.kind === "special" ? `${PIECE} special` : PIECE}>
                  {shown.pieces[piece]!.text}
                </span>
              ))}
            </div>
          ))}
        </div>
      ))}
    </>
  );
}
