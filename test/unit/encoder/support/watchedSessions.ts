import { InferenceSession, type Tensor } from "onnxruntime-node";
import { withholding } from "../../../../src/encoder/withheldOutputs.js";

type Create = (model: Uint8Array, options?: InferenceSession.SessionOptions) => Promise<InferenceSession>;

const runtime = InferenceSession as unknown as { create: Create };

/** Counts the runtime's sessions that are opened and released, and what is fetched of them, until it is restored. */
export class WatchedSessions {
  opened = 0;
  released = 0;
  /** The names fetched by each run into arrays, in order. */
  readonly fetched: (readonly string[])[] = [];
  /** No run ends before this. */
  hold: Promise<void> = Promise.resolve();
  readonly #create = runtime.create;

  constructor() {
    runtime.create = async (model, options) => {
      const session = await this.#create.call(runtime, model, options);
      this.opened++;
      return this.#watch(session);
    };
  }

  restore(): void {
    runtime.create = this.#create;
  }

  #watch(session: InferenceSession): InferenceSession {
    const release = session.release.bind(session);
    const run = session.run.bind(session);
    return Object.assign(session, {
      release: () => {
        this.released++;
        return release();
      },
      run: async (feeds: InferenceSession.FeedsType, fetches: Record<string, Tensor>) => {
        this.fetched.push(Object.keys(fetches).filter((name) => name !== withholding.name));
        try {
          return await run(feeds, fetches);
        } finally {
          await this.hold;
        }
      },
    });
  }
}
