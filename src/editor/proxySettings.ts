import * as vscode from "vscode";
import type { ProxyPreferences } from "../encoder/download/proxyChoice.js";
import { ownSetting } from "./trustedSetting.js";

/** What VS Code's own settings say of proxies; those of a workspace count only where it is trusted. */
export function proxyPreferences(): ProxyPreferences {
  const configuration = vscode.workspace.getConfiguration("http");
  const valueOf = (key: string) =>
    vscode.workspace.isTrusted ? configuration.get<unknown>(key) : ownSetting(configuration, key);
  const text = (key: string) => {
    const value = valueOf(key);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const noProxy = valueOf("noProxy");
  const exempt = Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === "string") : [];
  return {
    // "off" keeps extensions from proxies altogether.
    proxy: valueOf("proxySupport") === "off" ? "" : text("proxy"),
    noProxy: exempt.length > 0 ? exempt : null,
    authorization: text("proxyAuthorization"),
    strictCertificates: valueOf("proxyStrictSSL") !== false,
  };
}
