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
  const query = new URLSearchParams({ tkn: server.token, folder: options.workspace });
  const underDevelopment = { extensionDevelopmentPath: options.extension, extensionTestsPath: options.tests };
  const payload = Object.entries(underDevelopment)
    .filter(([, path]) => path !== undefined)
    .map(([key, path]) => [key, `vscode-remote://${server.authority}${path}`]);
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://${server.authority}/?${query.toString()}`;
}
