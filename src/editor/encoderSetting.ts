import { isAbsolute, normalize } from "node:path";
import * as l10n from "@vscode/l10n";
import { expandHome } from "../encoder/expandHome.js";
import { Failure } from "../protocol/failure.js";

/** The value of the setting that asks for the encoder that comes with the extension. */
export const bundledValue = "bundled";

/** What the variables in a path stand for. */
export interface PathPlaces {
  readonly home: string;
  /** The workspace's folders on this machine, in order. */
  readonly folders: readonly { readonly name: string; readonly path: string }[];
}

/**
 * The absolute path that a value of `attentionInspector.encoder` names: `~`, `${userHome}`, `${workspaceFolder}` and
 * `${workspaceFolder:name}` are expanded.
 *
 * @throws Failure `encoderMissing`
 */
export function encoderSettingPath(value: string, { home, folders }: PathPlaces): string {
  const unusable = (sentence: string) => new Failure("encoderMissing", sentence);
  const expanded = expandHome(value, home).replace(
    /\$\{(\w+)(?::([^}]*))?\}/g,
    (variable, kind: string, name?: string) => {
      if (kind === "userHome") return home;
      if (kind !== "workspaceFolder") {
        throw unusable(
          l10n.t(
            "The setting attentionInspector.encoder ({0}) cannot be used, for {1} stands for nothing here; correct it or choose an encoder.",
            value,
            variable,
          ),
        );
      }
      const folder = name === undefined ? folders[0] : folders.find((one) => one.name === name);
      if (!folder) {
        throw unusable(
          l10n.t(
            "The setting attentionInspector.encoder ({0}) cannot be used, for there is no folder {1} on this machine; correct it or choose an encoder.",
            value,
            variable,
          ),
        );
      }
      return folder.path;
    },
  );
  if (!isAbsolute(expanded)) {
    throw unusable(
      l10n.t(
        "The setting attentionInspector.encoder ({0}) cannot be used, for it must be an absolute path; correct it or choose an encoder.",
        value,
      ),
    );
  }
  return normalize(expanded);
}

/** A path as it is written into the workspace's settings: relative to the folder where there is one it lies in. */
export function portablePath(path: string, { folders }: Pick<PathPlaces, "folders">): string {
  const [folder] = folders;
  if (!folder || folders.length > 1 || !/^[\\/]/.test(path.slice(folder.path.length))) return path;
  if (!path.startsWith(folder.path)) return path;
  return `\${workspaceFolder}${path.slice(folder.path.length).replaceAll("\\", "/")}`;
}
