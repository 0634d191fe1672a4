import { labels } from "../../labels.js";
import { usePage } from "../../state/pageContext.js";
import { Segments } from "./segments.js";

/** Which attention of an encoder-decoder is in view, to pick another; nothing where there is one alone. */
export function GroupPicker() {
  const { store, model } = usePage();
  const groups = model.traced!.trace.groups.map(({ group }) => group);
  if (groups.length < 2) return null;
  return (
    <Segments
      label={labels.groups}
      kind="group-picker"
      options={groups}
      picked={model.look.view.group}
      nameOf={(group) => labels.groupNames[group]}
      titleOf={(group) => labels.groupTips[group]}
      onPick={(group) => store.lookAt({ ...model.look.view, group })}
    />
  );
}
