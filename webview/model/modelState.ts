import { useEffect, useState } from "preact/hooks";
import type { ModelDescription } from "../../src/protocol/modelDescription.js";
import type { ModelHostEvents } from "../../src/protocol/modelPageProtocol.js";
import type { ModelHost } from "./modelHost.js";

/** What the host last told the page. */
export interface ModelState {
  /** The name of the file that is being read, or null. */
  readonly reading: string | null;
  readonly description: ModelDescription | null;
  /** In place of a description. */
  readonly failure: ModelHostEvents["failed"] | null;
}

/** Listens to the host, once told that the page is ready. */
export function useModelState(host: ModelHost): ModelState {
  const [state, setState] = useState<ModelState>({ reading: null, description: null, failure: null });
  useEffect(() => {
    const stops = [
      host.on("reading", ({ name }) => setState((before) => ({ ...before, reading: name }))),
      host.on("described", (description) => setState({ reading: null, description, failure: null })),
      host.on("failed", (failure) => setState({ reading: null, description: null, failure })),
    ];
    host.emit("ready", {});
    return () => stops.forEach((stop) => stop());
  }, [host]);
  return state;
}
