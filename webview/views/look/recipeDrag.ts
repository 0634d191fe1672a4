import { useContext, useEffect, useMemo } from "preact/hooks";
import type { Recipe } from "../../../src/attention/recipe.js";
import { PageContext } from "../../state/pageContext.js";
import type { PageStore } from "../../state/pageStore.js";
import { Gestures } from "./gestures.js";

/** A change that is followed by others waits so long for the picture of the one before, in milliseconds. */
const PATIENCE = 400;

/** Changes the recipe while a slider is dragged. */
export interface RecipeDrag {
  readonly gestures: Gestures;
  /** Changes it as soon as the page is up to date; of changes that wait, the last is made. */
  readonly change: (change: Partial<Recipe>) => void;
  /** Makes the change that waits, if any does. */
  readonly finish: () => void;
}

/** Drags of one control: each is undone as one, and none asks for pictures faster than they can be made. */
export function useRecipeDrag(control: keyof Recipe): RecipeDrag {
  const store = useContext(PageContext);
  const drag = useMemo(() => new PacedDrag(store, control), [store, control]);
  useEffect(() => () => drag.finish(), [drag]);
  return drag;
}

class PacedDrag implements RecipeDrag {
  readonly gestures: Gestures;
  readonly #store: PageStore;
  #next: { readonly change: Partial<Recipe>; readonly gesture: string } | null = null;
  #since = 0;
  #frame = 0;

  constructor(store: PageStore, control: keyof Recipe) {
    this.#store = store;
    this.gestures = new Gestures(control);
  }

  readonly change = (change: Partial<Recipe>): void => {
    const now = performance.now();
    this.#next = { change, gesture: this.gestures.name(now) };
    if (this.#frame === 0) this.#make(now);
  };

  readonly finish = (): void => {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#next) this.#apply();
  };

  #make(now: number): void {
    this.#frame = 0;
    if (!this.#next) return;
    if (this.#store.ledger.settled || now - this.#since > PATIENCE) this.#apply();
    // What is dragged on is looked at again in the next frame.
    this.#frame = requestAnimationFrame((time) => this.#make(time));
  }

  #apply(): void {
    const { change, gesture } = this.#next!;
    this.#next = null;
    this.#since = performance.now();
    this.#store.look({ recipe: { ...this.#store.model.value.look.recipe, ...change } }, gesture);
  }
}
