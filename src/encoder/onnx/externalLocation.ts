import { isAbsolute } from "node:path";
import * as l10n from "@vscode/l10n";
import { shownName } from "../../attention/shownName.js";

/** What ONNX Runtime takes for an address in its own memory, where it stands in place of a file's name. */
const MEMORY_ADDRESS = "_ORT_MEM_ADDR_";

/**
 * What is wrong with the name of a file that holds weights, as a sentence; null where nothing is.
 *
 * @param model the model's name, and
 * @param tensor that of a tensor, as they are shown
 */
export function locationFault(location: string, model: string, tensor: string): string | null {
  const file = shownName(location);
  if (location === "") {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which is no name; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  if (location.includes("\0")) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which has a NUL character in it; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  if (location.includes(MEMORY_ADDRESS)) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which stands for an address in memory; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  if (/^[a-zA-Z]:/.test(location) || location.startsWith("/") || isAbsolute(location)) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which is absolute; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  if (location.includes("\\")) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which has a backslash in it; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  if (location.split("/").includes("..")) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which leads out of its folder; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  // Windows reads a colon as a stream within a file, or as a device.
  if (process.platform === "win32" && location.includes(":")) {
    return l10n.t(
      "{0} cannot be used: its tensor {1} names the file {2}, which has a colon in it; such files are never opened, so export it anew with its data beside it.",
      model,
      tensor,
      file,
    );
  }
  return null;
}
