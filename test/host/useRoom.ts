import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { Cleanups } from "./cleanups.js";
import { installCodeServer } from "./codeServerInstall.js";
import { logFolder, repository } from "./repository.js";
import { Session, type Room } from "./session.js";

const cleanups = new Cleanups();
let session: Promise<Session> | undefined;

// Read while mocha loads the first file that uses a room, this is a hook around all files.
after(() => cleanups.run());

async function sharedSession(): Promise<Session> {
  const installation = await installCodeServer(console.log);
  return Session.start({ installation, name: "workbench-server", checkout: repository, say: console.log }, cleanups);
}

/**
 * A workbench of its own for the tests of a `describe` block, on a fresh copy of the samples, with the extension and
 * the bridge there. Call it in the block, and what it gives in the tests. A failed test leaves a screenshot.
 *
 * @param language of the window; English where it is left out
 */
export function useRoom(language?: string): () => Room {
  let room: Room | undefined;
  before(async () => {
    const opened = await (session ??= sharedSession());
    room = await opened.open((line) => {
      appendFileSync(join(logFolder, "workbench-console.log"), `${line}\n`);
    }, language);
    await room.bridge.ready();
  });
  afterEach(async function () {
    if (this.currentTest?.state !== "failed") return;
    const name = this.currentTest.fullTitle().replace(/[^\p{L}\p{N}]+/gu, "-");
    await room?.workbench.screenshot(`failed-${name.slice(0, 80)}`);
  });
  after(async () => {
    await room?.workbench.close();
  });
  return () => {
    if (room === undefined) throw new Error("a room is there for tests and hooks only");
    return room;
  };
}
