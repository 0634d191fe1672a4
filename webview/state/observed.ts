import { useLayoutEffect } from "preact/hooks";
import { useRedraw } from "./useRedraw.js";

/** A value that can be listened to. What a pointer changes lives in one of its own, so that only what shows it redraws. */
export class Observed<T> {
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Returns a function that stops listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The value, drawn anew whenever it changes. */
export function useObserved<T>(observed: Observed<T>): T {
  const redraw = useRedraw();
  const rendered = observed.value;
  useLayoutEffect(() => {
    // It may have changed between the rendering and this effect.
    if (!Object.is(observed.value, rendered)) redraw();
    return observed.listen(redraw);
  }, [observed]);
  return rendered;
}
