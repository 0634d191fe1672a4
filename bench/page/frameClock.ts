/** When something that was asked for was on screen, in milliseconds. */
export interface Shown {
  /** From the input to the end of the first frame after it in which something changed. */
  readonly first: number;
  /** From the input to the end of the frame in which all was as it should be. */
  readonly exact: number;
}

/** Tells when frames end, and what was in them. */
export class FrameClock {
  /** When the first complete picture was on screen, from the beginning of the navigation. */
  readonly firstPicture: Promise<number>;
  readonly #body: HTMLElement;
  #shown: Promise<Shown> | null = null;

  constructor(body: HTMLElement) {
    this.#body = body;
    this.firstPicture = this.#painted().then(endOfFrame);
  }

  /**
   * Waits for the next input of a kind, and for what it brings about.
   *
   * @param wanted "painted" for the whole page's report, "weight" for an exact number in the sentence
   */
  arm(input: "pointermove" | "keydown", wanted: "painted" | "weight"): void {
    this.#shown = new Promise((resolve) => {
      const heard = (event: Event) => void this.#watch(event.timeStamp, wanted).then(resolve);
      window.addEventListener(input, heard, { capture: true, once: true });
    });
  }

  /** What the input of `arm` brought about. */
  async shown(): Promise<Shown> {
    return this.#shown!;
  }

  /** Does something that the page is to answer with a picture. */
  act(action: () => void): Promise<Shown> {
    const shown = this.#watch(performance.now(), "painted");
    action();
    return shown;
  }

  async #watch(began: number, wanted: "painted" | "weight"): Promise<Shown> {
    let [changed, painted] = [false, false];
    const observer = new MutationObserver((records) => {
      changed = true;
      if (records.some(({ attributeName }) => attributeName === "data-painted")) painted = this.#isPainted();
    });
    observer.observe(this.#body, { subtree: true, childList: true, characterData: true, attributes: true });
    let first: number | null = null;
    for (;;) {
      const frame = await endOfFrame();
      if (changed) first ??= frame - began;
      const exact = wanted === "painted" ? painted && this.#isPainted() : document.querySelector(".sentence .weight");
      if (first !== null && exact) {
        observer.disconnect();
        return { first, exact: frame - began };
      }
      if (frame - began > 20_000) throw new Error(`nothing was ${wanted} for 20 s`);
    }
  }

  #isPainted(): boolean {
    return this.#body.dataset.painted !== undefined;
  }

  #painted(): Promise<void> {
    return new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!this.#isPainted()) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(this.#body, { attributeFilter: ["data-painted"] });
    });
  }
}

/** The end of the next frame: what comes after its drawing was handed on. */
function endOfFrame(): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(performance.now());
    };
    requestAnimationFrame(() => port2.postMessage(null));
  });
}
