import { homedir } from "node:os";
import * as vscode from "vscode";
import { downloadedEncoders } from "../encoder/download/downloadedEncoders.js";
import type { EncoderLocation } from "../encoder/encoderLocation.js";
import { encoderAt } from "../encoder/encodersInFolder.js";
import { searchEncoders } from "../encoder/encoderSearch.js";
import { huggingFaceCacheFolder, searchHuggingFaceCache } from "../encoder/huggingFaceCache.js";
import { Failure } from "../protocol/failure.js";
import { browseEncoder } from "./browseEncoder.js";
import type { ChosenEncoder } from "./chosenEncoder.js";
import { downloadFromHub } from "./downloadFromHub.js";
import { encoderRows, type EncoderAction, type EncoderRow } from "./encoderRows.js";
import { searchRefresh } from "./limits.js";
import type { Log } from "./log.js";
import { itemsOf, openPicker, type Item } from "./picker.js";

export interface EncoderChoice {
  readonly chosen: ChosenEncoder;
  /** Absolute path of the folder that holds what was downloaded. */
  readonly store: string;
  readonly log: Log;
}

/**
 * Lets the person choose an encoder; the list fills while they look at it.
 *
 * @returns null where they choose none
 * @throws Failure
 */
export async function chooseEncoder(choice: EncoderChoice): Promise<EncoderLocation | null> {
  const row = await pick(choice);
  if (!row) return null;
  return row.encoder ?? (row.action === undefined ? null : act(row.action, choice));
}

function act(action: EncoderAction, { store }: EncoderChoice): Promise<EncoderLocation | null> {
  switch (action) {
    case "browseFolder":
    case "browseFile":
      return browseEncoder(action === "browseFolder");
    case "download":
      return downloadFromHub(store);
    case "trust":
      return Promise.resolve(vscode.commands.executeCommand("workbench.trust.manage")).then(() => null);
  }
}

async function pick(choice: EncoderChoice): Promise<EncoderRow | null> {
  const controller = new AbortController();
  const placeholder = vscode.l10n.t("Which encoder's attention is shown in this workspace");
  const list = openPicker<EncoderRow>(vscode.l10n.t("Choose Encoder"), placeholder);
  const ended = new Promise<EncoderRow | null>((resolve) => {
    // Before the first encoder is found there is nothing to accept.
    list.onDidAccept(() => list.selectedItems[0] && resolve(list.selectedItems[0].row));
    list.onDidHide(() => resolve(null));
  });
  try {
    const filling = fill(list, choice, controller.signal);
    list.show();
    filling.catch((thrown: unknown) => choice.log.error(`searching for encoders: ${String(thrown)}`));
    return await ended;
  } finally {
    controller.abort();
    list.dispose();
  }
}

async function fill(
  list: vscode.QuickPick<Item<EncoderRow>>,
  { chosen, store, log }: EncoderChoice,
  signal: AbortSignal,
): Promise<void> {
  const found: EncoderLocation[] = [];
  let current: string | null = null;
  let shown = -1;
  const show = () => {
    // Rows that are shown anew move under the hand of whoever is choosing.
    if (signal.aborted || found.length === shown) return;
    shown = found.length;
    const active = list.activeItems[0];
    list.items = itemsOf(encoderRows(found, current));
    // The row that the person is at, else the encoder in use.
    const kept = active === undefined ? current : keyOf(active.row);
    const again = kept === null ? undefined : list.items.find((item) => keyOf(item.row) === kept);
    if (again) list.activeItems = [again];
  };
  list.busy = true;
  const bundled = encoderAt(chosen.bundled, { where: "bundled", name: vscode.l10n.t("Bundled encoder") });
  current = await chosen.currentPath();
  found.push(...[await bundled].filter((encoder) => encoder !== null), ...(await chosen.recent.list()));
  show();
  const timer = setInterval(show, searchRefresh);
  try {
    await Promise.all(
      searches(store, signal).map(async (search) => {
        try {
          for await (const encoder of search) found.push(encoder);
        } catch (thrown) {
          log.warn(`searching for encoders: ${String(thrown)}`);
        }
      }),
    );
  } finally {
    clearInterval(timer);
    show();
    if (!signal.aborted) list.busy = false;
  }
}

function keyOf({ encoder, action }: EncoderRow): string | null {
  return encoder?.path ?? action ?? null;
}

function searches(store: string, signal: AbortSignal): AsyncGenerator<EncoderLocation>[] {
  const { workspaceFolders = [], isTrusted } = vscode.workspace;
  const onDisk = isTrusted ? workspaceFolders.filter(({ uri }) => uri.scheme === "file") : [];
  return [
    ...onDisk.map(({ uri }) => searchEncoders(uri.fsPath, { where: "workspace" }, signal)),
    searchHuggingFaceCache(huggingFaceCacheFolder(process.env, homedir()), signal),
    downloadedEncoders(store),
  ];
}

/**
 * The encoder at a path that a command was given.
 *
 * @throws Failure `encoderMissing`
 */
export async function encoderOf(path: string, { chosen }: EncoderChoice): Promise<EncoderLocation> {
  const where = path === chosen.bundled ? "bundled" : "recent";
  const encoder = await encoderAt(path, { where });
  if (encoder !== null) return encoder;
  throw new Failure("encoderMissing", vscode.l10n.t("There is no encoder at {0}; choose another one.", path));
}
