import { randomUUID } from "node:crypto";
import { constants, rmSync } from "node:fs";
import { access, link, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Failure } from "../protocol/failure.js";
import { batches } from "./batches.js";
import { exitCodes } from "./exitCodes.js";

/** Where something will be written: whole, or not at all. */
export interface OutputFile {
  readonly path: string;
  /** Whether what is there already may be replaced. */
  readonly force: boolean;
}

/** File systems that know no hard links say so in one of these ways. */
const noLinks: readonly unknown[] = ["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"];

const signals = { SIGINT: exitCodes.cancelled, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Checks, before the work is done, that its result could be written.
 *
 * @throws Failure `cannotWrite`
 */
export async function outputFile(path: string, force: boolean): Promise<OutputFile> {
  const wanted = resolve(path);
  const there = await stat(wanted).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw cannotWrite(path, error);
  });
  if (there !== null && !there.isFile())
    throw new Failure("cannotWrite", `${path} exists and is no file; name another one with --out.`);
  if (there !== null && !force) throw exists(path);
  // What a link names is replaced, not the link.
  const real = there === null ? wanted : await realpath(wanted);
  await access(dirname(real), constants.W_OK).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT")
      throw new Failure("cannotWrite", `The folder of ${path} does not exist; make it first.`);
    throw cannotWrite(path, error);
  });
  return { path: real, force };
}

/**
 * Writes a file beside the wanted one and gives it its name once it is whole. A signal that ends the program, an error and
 * a full disk all leave nothing behind.
 *
 * @throws Failure `cannotWrite`
 */
export async function writeOutput({ path, force }: OutputFile, chunks: Iterable<Uint8Array | string>): Promise<void> {
  const part = join(dirname(path), `.attention-inspector-${randomUUID()}.part`);
  const endings = Object.entries(signals).map(([signal, code]) => {
    const end = () => {
      rmSync(part, { force: true });
      process.exit(code);
    };
    process.once(signal, end);
    return { signal, end };
  });
  try {
    const file = await open(part, "wx");
    try {
      for (const batch of batches(chunks)) await file.appendFile(batch);
      await file.sync();
    } finally {
      await file.close();
    }
    if (force) await rename(part, path);
    else await nameAnew(part, path);
  } catch (thrown) {
    throw codeOf(thrown) === "" ? thrown : cannotWrite(path, thrown);
  } finally {
    await rm(part, { force: true }).catch(() => undefined);
    for (const { signal, end } of endings) process.off(signal, end);
  }
}

/** A link, unlike a rename, never replaces what somebody else has put there meanwhile. */
async function nameAnew(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") throw exists(path);
    if (!noLinks.includes(codeOf(error))) throw error;
    await rename(part, path);
  }
}

function exists(path: string): Failure {
  return new Failure("cannotWrite", `${path} exists already; --force replaces it.`);
}

function cannotWrite(path: string, error: unknown): Failure {
  const code = codeOf(error);
  const why = code === "ENOSPC" ? "the disk is full" : code;
  return new Failure(
    "cannotWrite",
    `${path} cannot be written (${why}); name another place with --out.`,
    String(error),
  );
}

/** The system's code of an error; "" where it is none of the system's. */
function codeOf(error: unknown): string {
  if (error instanceof Failure || !(error instanceof Error)) return "";
  return (error as NodeJS.ErrnoException).code ?? "";
}
