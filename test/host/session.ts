import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { Bridge } from "./bridge.js";
import { launchChromium } from "./browser.js";
import type { Cleanups } from "./cleanups.js";
import { startCodeServer, type CodeServer, type CodeServerOptions } from "./codeServer.js";
import { sampleFolder } from "./repository.js";
import { Workbench } from "./workbench.js";
import { workbenchAddress } from "./workbenchAddress.js";

export interface SessionOptions extends Omit<CodeServerOptions, "environment" | "isTestRun"> {
  readonly say: (line: string) => void;
}

export interface Room {
  readonly workbench: Workbench;
  /** What the workbench works on: a copy of the samples of its own. */
  readonly workspace: string;
  readonly bridge: Bridge;
  /** Loads the window again, and resolves once the new extension host answers. */
  reload(): Promise<void>;
}

/** A server and a browser that any number of workbenches are opened in, one after the other. */
export class Session {
  private constructor(
    readonly server: CodeServer,
    readonly browser: Browser,
    readonly bridgeFolder: string,
  ) {}

  static async start(options: SessionOptions, cleanups: Cleanups): Promise<Session> {
    const browser = await launchChromium(options.say);
    cleanups.add(() => browser.close());
    const bridgeFolder = await mkdtemp(join(tmpdir(), "attention-inspector-bridge-"));
    cleanups.add(() => rm(bridgeFolder, { recursive: true, force: true }));
    const server = await startCodeServer({ ...options, environment: { ATTENTION_INSPECTOR_BRIDGE: bridgeFolder } });
    cleanups.add(() => server.stop());
    return new Session(server, browser, bridgeFolder);
  }

  /** A workbench on a fresh copy of the samples. */
  async open(onConsole?: (line: string) => void, language?: string): Promise<Room> {
    const workspace = join(await mkdtemp(join(this.server.folder, "room-")), "samples");
    await cp(sampleFolder, workspace, { recursive: true });
    const address = workbenchAddress(this.server, { workspace });
    const { browser } = this;
    const workbench = await Workbench.open({ browser, address, language, ...(onConsole && { onConsole }) });
    const bridge = new Bridge(this.bridgeFolder, workspace);
    const reload = async () => {
      await bridge.forgetHost();
      await workbench.reload();
      await bridge.ready();
    };
    return { workbench, workspace, bridge, reload };
  }
}
