import type { LayerAndHead } from "../../../src/attention/headSet.js";
import { mapInView } from "../../state/mapInView.js";
import { sameHead } from "../../state/looks.js";
import type { PageStore } from "../../state/pageStore.js";

/** What is done with heads that are chosen among all. */
export const headChoice = {
  /** Brings a head into view alone; where no view of it is open, opens its map. */
  open(store: PageStore, { layer, head }: LayerAndHead): void {
    const { view, open } = store.model.value.look;
    const next = { view: { ...view, layer, head }, set: [] };
    store.look(open === "model" ? { ...next, open: "matrix" } : next);
  },

  /** Shows all heads of a layer together, by themselves or beside those that are shown. */
  layer(store: PageStore, layer: number, adding: boolean): void {
    const { view, set } = store.model.value.look;
    const { heads } = mapInView(store.model.value).group;
    const ofLayer = Array.from({ length: heads }, (_, head) => ({ layer, head }));
    const others = set.filter((one) => !ofLayer.some((other) => sameHead(one, other)));
    store.look({
      view: { ...view, layer, head: view.layer === layer ? view.head : 0 },
      set: adding ? [...others, ...ofLayer] : ofLayer,
    });
  },

  /** Shows all heads together. */
  all(store: PageStore): void {
    const { layers, heads } = mapInView(store.model.value).group;
    const set = Array.from({ length: layers * heads }, (_, index) => {
      return { layer: Math.floor(index / heads), head: index % heads };
    });
    store.look({ set });
  },
};
