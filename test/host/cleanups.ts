/** What has to be undone when a program ends, last things first, whether it ended well or not. */
export class Cleanups {
  readonly #undone: (() => Promise<void>)[] = [];

  add(undo: () => Promise<void>): void {
    this.#undone.push(undo);
  }

  async run(): Promise<void> {
    for (let undo = this.#undone.pop(); undo !== undefined; undo = this.#undone.pop()) {
      // One thing that cannot be undone must not leave the others behind.
      await undo().catch((error: unknown) => {
        console.error(error);
      });
    }
  }
}
