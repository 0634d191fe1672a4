import { homedir } from "node:os";
import { basename } from "node:path";
import * as v from "valibot";
import * as vscode from "vscode";
import { liesIn } from "../encoder/containment.js";
import type { EncoderLocation } from "../encoder/encoderLocation.js";
import { Failure } from "../protocol/failure.js";
import { bundledValue, encoderSettingPath, portablePath, type PathPlaces } from "./encoderSetting.js";
import { RecentEncoders, rememberedEncoder, type RememberedEncoder } from "./recentEncoders.js";
import { settings } from "./settings.js";

const key = "chosenEncoder";

/** The encoder that this window's runs use: what the setting says, else what was chosen here, else the bundled one. */
export class ChosenEncoder implements vscode.Disposable {
  readonly bundled: string;
  readonly recent: RecentEncoders;
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #configuration: vscode.Disposable;

  /** Fires when another one is to be used from now on. */
  readonly onDidChange = this.#changed.event;

  constructor(context: Pick<vscode.ExtensionContext, "workspaceState" | "globalState">, bundled: string) {
    this.bundled = bundled;
    this.recent = new RecentEncoders(context.globalState);
    this.#memory = context.workspaceState;
    this.#configuration = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("attentionInspector.encoder")) this.#changed.fire();
    });
  }

  /** What it is called in a few words, or null for the bundled one. */
  get label(): string | null {
    const path = this.#pathOr(settings().encoder);
    if (path === this.bundled) return null;
    const chosen = this.#chosen;
    if (chosen?.path !== path) return basename(path);
    return chosen.variant === "" ? chosen.name : `${chosen.name} (${chosen.variant})`;
  }

  /**
   * Absolute path of the folder or .onnx file.
   *
   * @throws Failure `encoderMissing` where the setting names no path; `workspaceUntrusted`
   */
  async path(): Promise<string> {
    const path = this.#path();
    await this.checkTrust(path);
    return path;
  }

  /** The path, or null where there is none that may be used. */
  async currentPath(): Promise<string | null> {
    return this.path().catch(() => null);
  }

  /**
   * What lies in a workspace that is not trusted is not opened, wherever its path comes from.
   *
   * @throws Failure `workspaceUntrusted`
   */
  async checkTrust(path: string): Promise<void> {
    if (vscode.workspace.isTrusted || path === this.bundled) return;
    const folders = places().folders.map((folder) => folder.path);
    if (!(await liesIn(path, folders))) return;
    throw new Failure(
      "workspaceUntrusted",
      vscode.l10n.t("{0} lies in a workspace that you have not trusted; trust it, or choose another encoder.", path),
    );
  }

  /**
   * Uses an encoder from now on. Where the setting has a say it is changed, for nothing else would have an effect.
   *
   * @throws Failure `workspaceUntrusted`
   */
  async choose(encoder: EncoderLocation): Promise<void> {
    const { path, name, variant } = encoder;
    await this.checkTrust(path);
    const isBundled = path === this.bundled;
    const remembered: RememberedEncoder | undefined = isBundled ? undefined : { path, name, variant };
    await this.#memory.update(key, remembered);
    if (!isBundled) await this.recent.add(encoder);
    if (settings().encoder !== "") await changeSetting(isBundled ? bundledValue : path);
    this.#changed.fire();
  }

  dispose(): void {
    this.#configuration.dispose();
    this.#changed.dispose();
  }

  #path(): string {
    const { encoder } = settings();
    if (encoder === bundledValue) return this.bundled;
    if (encoder !== "") return encoderSettingPath(encoder, places());
    return this.#chosen?.path ?? this.bundled;
  }

  /** The path, or this in its place where the setting names none. */
  #pathOr(written: string): string {
    try {
      return this.#path();
    } catch {
      return written;
    }
  }

  get #chosen(): RememberedEncoder | null {
    return v.parse(v.fallback(v.nullable(rememberedEncoder), null), this.#memory.get(key));
  }
}

async function changeSetting(path: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("attentionInspector");
  const { workspaceFolderValue, workspaceValue } = configuration.inspect<string>("encoder") ?? {};
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  // The value of a workspace that is not trusted does not count: changing it would have no effect.
  const target = !vscode.workspace.isTrusted
    ? Global
    : workspaceFolderValue !== undefined
      ? WorkspaceFolder
      : workspaceValue !== undefined
        ? Workspace
        : Global;
  await configuration.update("encoder", target === Global ? path : portablePath(path, places()), target);
}

function places(): PathPlaces {
  const onDisk = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  return { home: homedir(), folders: onDisk.map(({ name, uri }) => ({ name, path: uri.fsPath })) };
}
