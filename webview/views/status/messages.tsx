import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Button } from "../../toolkit.js";

/** What failed, and what the person should know of this trace. */
export function Messages() {
  const { store, model } = usePage();
  return (
    <div class="messages">
      <div role="alert">
        {model.failure !== null && (
          <div class="message failure">
            <p>{model.failure}</p>
            {store.host.offers.editor && (
              <Button text={labels.showLog} secondary onClick={() => store.run("showLog")} />
            )}
            <Dismiss onClick={() => store.dismissFailure()} />
          </div>
        )}
      </div>
      {model.notices.map((notice) => (
        <div class="message notice" key={notice} role="note">
          <p>{notice}</p>
          <Dismiss onClick={() => store.dismissNotice(notice)} />
        </div>
      ))}
    </div>
  );
}

function Dismiss({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" class="tool dismiss" aria-label={labels.dismiss} title={labels.dismiss} onClick={onClick}>
      ✕
    </button>
  );
}
