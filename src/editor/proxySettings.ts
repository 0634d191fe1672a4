import * as vscode from "vscode";
import type { ProxyPreferences } from "../encoder/download/proxyChoice.js";

/** What VS Code's own settings say of proxies. */
export function proxyPreferences(): ProxyPreferences {
  const configuration = vscode.workspace.getConfiguration("http");
  const text = (key: string) => {
    const value = configuration.get(key);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const noProxy: unknown = configuration.get("noProxy");
  const exempt = Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === "string") : [];
  return {
    // "off" keeps extensions from proxies altogether.
    proxy: configuration.get("proxySupport") === "off" ? "" : text("proxy"),
    noProxy: exempt.length > 0 ? exempt : null,
    authorization: text("proxyAuthorization"),
    strictCertificates: configuration.get("proxyStrictSSL") !== false,
  };
}
