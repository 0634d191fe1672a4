import type { CodeServer } from "./codeServer.js";

export interface WorkbenchAddressOptions {
  /** The folder that is opened. */
  readonly workspace: string;
  /** The folder of an extension under development; only a server for a test run heeds it, and what is below. */
  readonly extension?: string | undefined;
  /** The module, without its ending, whose `run` is called in the extension host. */
  readonly tests?: string | undefined;
}

/** The address at which a server shows the workbench with a folder and with an extension under development. */
export function workbenchAddress(server: CodeServer, options: WorkbenchAddressOptions): string {
  const remote = (path: string) => `vscode-remote://${server.authority}${path}`;
  const payload = [
    ...(options.extension === undefined ? [] : [["extensionDevelopmentPath", remote(options.extension)]]),
    ...(options.tests === undefined ? [] : [["extensionTestsPath", remote(options.tests)]]),
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
  ];
  const query = new URLSearchParams({ tkn: server.token, folder: options.workspace, payload: JSON.stringify(payload) });
  return `http://${server.authority}/?${query.toString()}`;
}
