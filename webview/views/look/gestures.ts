/** Within so many milliseconds presses of a key are one gesture. */
const REST = 1000;

/** Of all gestures of the page: two controls of one name, one after the other, are two. */
let gesturesMade = 0;

/** Names the gestures made with one control, so that what belongs to one is undone as one. */
export class Gestures {
  readonly #control: string;
  #count = 0;
  #last = -Infinity;
  #held = false;

  constructor(control: string) {
    this.#control = control;
  }

  /** The pointer was pressed: all until it is let go is one gesture. */
  press(): void {
    this.#held = true;
    this.#count = ++gesturesMade;
  }

  release(): void {
    this.#held = false;
    this.#last = -Infinity;
  }

  /** The gesture that a change belongs to. @param now in milliseconds */
  name(now: number): string {
    if (!this.#held && now - this.#last > REST) this.#count = ++gesturesMade;
    this.#last = now;
    return `${this.#control} ${this.#count}`;
  }
}
