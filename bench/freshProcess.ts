import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { childEnvironment } from "../src/encoder/childEnvironment.js";

/**
 * Runs a program of this folder in a process like the encoder's, which may collect its garbage when it likes to.
 *
 * @returns what it sent
 */
export async function freshProcess<Sent>(program: string, question: object): Promise<Sent> {
  const child = fork(join(__dirname, `${program}.cjs`), [JSON.stringify(question)], {
    execArgv: ["--expose-gc"],
    env: childEnvironment(process.env),
  });
  let sent: Sent | undefined;
  child.on("message", (message) => (sent = message as Sent));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0 || sent === undefined) throw new Error(`${program} ended with ${code} and measured nothing`);
  return sent;
}

/** The other side: what this process was asked. */
export function asked(): unknown {
  return JSON.parse(process.argv[2]!);
}

/** Sends what was measured to who asked, and ends. */
export function answer(measured: object): void {
  // A session that is not released keeps the process for a while.
  process.send!(measured, () => process.exit(0));
}
