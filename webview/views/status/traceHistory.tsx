import { useRef } from "preact/hooks";
import { encodeFor } from "../../../src/attention/encodeFor.js";
import type { KeptTrace } from "../../../src/protocol/pageProtocol.js";
import { Popover } from "../../dialogs/popover.js";
import { useDialog } from "../../dialogs/useDialog.js";
import { Icon } from "../../icon.js";
import { fill, formatCount, formatMegabytes, labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import "./traceHistory.css";

/** The source's name; where traces are kept, a button that lists them to go back to. */
export function TraceHistory() {
  const { store, model } = usePage();
  const { opened, close } = useDialog("history");
  const button = useRef<HTMLButtonElement>(null);
  const title = encodeFor("page", model.source!.title);
  if (model.kept.traces.length === 0) {
    return (
      <h1 title={title}>
        <bdi>{title}</bdi>
      </h1>
    );
  }
  return (
    <>
      <h1>
        <button
          ref={button}
          type="button"
          class="history-button"
          aria-haspopup="dialog"
          aria-expanded={opened !== null}
          aria-label={fill(labels.history.button, { title })}
          title={fill(labels.history.button, { title })}
          onClick={() => (opened ? close() : store.dialog.set({ kind: "history" }))}
        >
          <bdi>{title}</bdi>
          <Icon name="down" />
        </button>
      </h1>
      {opened && (
        <Popover
          anchor={button}
          role="dialog"
          kind="history"
          label={labels.history.title}
          first="[aria-current]"
          onClose={close}
        >
          <KeptTraceList
            onShow={(trace) => {
              close();
              button.current!.focus();
              store.showTrace(trace);
            }}
          />
        </Popover>
      )}
    </>
  );
}

/** The newest first, as one goes back. */
function KeptTraceList({ onShow }: { readonly onShow: (trace: number) => void }) {
  const { store, model } = usePage();
  const { traces, bound } = model.kept;
  const list = useRef<HTMLUListElement>(null);
  const used = traces.reduce((sum, { bytes }) => sum + bytes, 0);
  const forget = (trace: number) => {
    // Its button goes with it, and the focus would go to nowhere.
    const buttons = [...list.current!.querySelectorAll<HTMLElement>(".forget")];
    const place = buttons.indexOf(document.activeElement as HTMLElement);
    (buttons[place + 1] ?? buttons[place - 1] ?? list.current!.closest<HTMLElement>(".popover"))?.focus();
    store.forgetTrace(trace);
  };
  return (
    <>
      <div class="section-head">
        <h2>{labels.history.title}</h2>
        <span class="caption" title={labels.history.memoryTip}>
          {fill(labels.history.memory, { used: formatMegabytes(used), bound: formatMegabytes(bound) })}
        </span>
      </div>
      <ul ref={list}>
        {[...traces].reverse().map((kept) => (
          <KeptTraceItem
            key={kept.trace}
            kept={kept}
            shown={kept.trace === model.traced?.trace.id}
            onShow={onShow}
            onForget={forget}
          />
        ))}
      </ul>
      <p class="hint">{labels.history.memoryTip}</p>
    </>
  );
}

interface KeptTraceItemProps {
  readonly kept: KeptTrace;
  readonly shown: boolean;
  readonly onShow: (trace: number) => void;
  readonly onForget: (trace: number) => void;
}

function KeptTraceItem({ kept, shown, onShow, onForget }: KeptTraceItemProps) {
  const { trace, title, excerpt, encoder, tokens, bytes } = kept;
  const facts = fill(tokens === 1 ? labels.history.factsOfOne : labels.history.facts, {
    encoder,
    tokens: formatCount(tokens),
    megabytes: formatMegabytes(bytes),
  });
  return (
    <li class="kept-trace">
      <button type="button" class="show" aria-current={shown ? "true" : undefined} onClick={() => onShow(trace)}>
        <span class="kept-mark" aria-hidden="true">
          {shown && <Icon name="check" />}
        </span>
        <bdi class="kept-title">{title}</bdi>
        <bdi class="kept-excerpt">{excerpt}</bdi>
        <span class="kept-facts">{facts}</span>
      </button>
      <button
        type="button"
        class="tool forget"
        aria-label={fill(labels.history.forget, { title, excerpt })}
        title={labels.history.forgetTip}
        onClick={() => onForget(trace)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
