import * as vscode from "vscode";
import type { CudaInstallation } from "../encoder/cuda/cudaInstallation.js";
import { cudaNeedsInWords } from "../encoder/cuda/cudaNeeds.js";
import { cudaPackage, hasCudaPackage, pinnedHashes } from "../encoder/cuda/cudaPackage.js";
import { installPackage } from "../encoder/cuda/installPackage.js";
import { findPackage, type NugetPackage } from "../encoder/cuda/nugetFeed.js";
import { followingFetch } from "../encoder/download/followingFetch.js";
import { proxiedFetch } from "../encoder/download/proxiedFetch.js";
import { maximumPackageBytes } from "../encoder/limits.js";
import { Failure } from "../protocol/failure.js";
import { ask, notify } from "./notification.js";
import { sizeLabel } from "./sizeLabel.js";
import { withPercentProgress } from "./percentProgress.js";
import { proxyPreferences } from "./proxySettings.js";
import { settings } from "./settings.js";

/**
 * Says what would be downloaded from where and what goes where, and installs ONNX Runtime's CUDA libraries where the person
 * agrees; offers to take them away where they are installed.
 *
 * @throws Failure
 */
export async function installCuda(installation: CudaInstallation): Promise<void> {
  const { platform, arch } = process;
  if (!hasCudaPackage(platform, arch)) {
    throw new Failure(
      "providerUnavailable",
      vscode.l10n.t(
        "CUDA support can be installed on Linux x64 alone and this is {0} {1}; choose another execution provider.",
        platform,
        arch,
      ),
    );
  }
  if (!(await wantsInstallation(installation))) return;
  const fetch = followingFetch(proxiedFetch(proxyPreferences(), process.env));
  const source = await withPercentProgress(vscode.l10n.t("Looking up {0}", cudaPackage.id), (signal) =>
    findPackage(settings().cudaFeed, { ...cudaPackage, pinned: pinnedHashes[cudaPackage.version] }, { fetch, signal }),
  );
  if (!(await agrees(source, installation))) return;
  await withPercentProgress(vscode.l10n.t("Installing CUDA support"), (signal, report) =>
    installPackage(installation, source, {
      fetch,
      signal,
      onProgress: (received, total) => {
        const part = received / (total ?? maximumPackageBytes);
        const of = total === null ? sizeLabel(received) : `${sizeLabel(received)} / ${sizeLabel(total)}`;
        report(part, of);
      },
      onUnpack: () => report(1, vscode.l10n.t("unpacking")),
    }),
  );
  const installed = await installation.installed();
  tell(
    vscode.l10n.t(
      "CUDA support is installed and is tried at the next run. {0}",
      cudaNeedsInWords(installed?.needs ?? cudaPackage.needs),
    ),
  );
}

/** Whether to go on: it is not installed, or is to be installed again. */
async function wantsInstallation(installation: CudaInstallation): Promise<boolean> {
  const installed = await installation.installed();
  if (installed === null) return true;
  const chosen = await ask(
    vscode.l10n.t("CUDA support for ONNX Runtime {0} is installed.", installed.version),
    [vscode.l10n.t("From {0}\nin {1}", installed.source, installation.folder), cudaNeedsInWords(installed.needs)].join(
      "\n",
    ),
    [
      { title: vscode.l10n.t("Install Again"), value: "install" },
      { title: vscode.l10n.t("Uninstall"), value: "uninstall" },
    ],
  );
  if (chosen !== "uninstall") return chosen === "install";
  await installation.uninstall();
  tell(vscode.l10n.t("CUDA support is uninstalled; the next run does without it."));
  return false;
}

async function agrees({ url, size, sha512, isPinned }: NugetPackage, installation: CudaInstallation): Promise<boolean> {
  const { version, needs, libraries } = cudaPackage;
  const detail = [
    vscode.l10n.t("Source: {0}", url),
    size === null
      ? vscode.l10n.t("Size: the feed does not say")
      : vscode.l10n.t("Size of the download: {0}", sizeLabel(size)),
    sha512 === null
      ? vscode.l10n.t("Hash: the feed publishes none, so that the download cannot be checked against one")
      : isPinned
        ? vscode.l10n.t("SHA-512, which comes with this extension: {0}…", sha512.slice(0, 16))
        : vscode.l10n.t(
            "SHA-512: {0}…, from the feed’s own catalog; this extension has none of its own for this version",
            sha512.slice(0, 16),
          ),
    vscode.l10n.t("Into: {0}", installation.folder),
    vscode.l10n.t("Unpacked: {0}, beside a copy of the bundled ONNX Runtime", libraries.join(", ")),
    cudaNeedsInWords(needs),
  ].join("\n");
  const question = vscode.l10n.t("Install CUDA support for ONNX Runtime {0}?", version);
  return (await ask(question, detail, [{ title: vscode.l10n.t("Install"), value: true }])) === true;
}

function tell(sentence: string): void {
  // Not awaited: it may stay on screen for long.
  void notify("information", sentence);
}
