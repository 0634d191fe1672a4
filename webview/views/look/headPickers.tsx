import { useCallback, useMemo } from "preact/hooks";
import { fill, labels } from "../../labels.js";
import { mapInView } from "../../state/mapInView.js";
import { usePage } from "../../state/pageContext.js";
import { Dropdown } from "../../toolkit.js";

/** Which layer and which head is in view, to pick another. */
export function HeadPickers() {
  const { store, model } = usePage();
  const { layers, heads } = mapInView(model).group;
  const layerNames = useMemo(() => numbered(labels.layerNumber, "layer", layers), [layers]);
  const headNames = useMemo(() => numbered(labels.headNumber, "head", heads), [heads]);
  const pickLayer = useCallback((layer: number) => store.lookAt({ ...store.model.value.look.view, layer }), [store]);
  const pickHead = useCallback((head: number) => store.lookAt({ ...store.model.value.look.view, head }), [store]);
  return (
    <div class="pickers">
      <Dropdown label={labels.layer} options={layerNames} selected={model.look.view.layer} onSelect={pickLayer} />
      <Dropdown label={labels.head} options={headNames} selected={model.look.view.head} onSelect={pickHead} />
    </div>
  );
}

function numbered(template: string, slot: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => fill(template, { [slot]: index + 1 }));
}
