import type * as vscode from "vscode";
import type { Port } from "../protocol/channel.js";
import type { Log } from "../editor/log.js";

/** A port over the messages between the extension host and a webview. */
export function webviewPort(webview: vscode.Webview, log: Log): Port {
  return {
    post: (message) => {
      webview.postMessage(message).then(undefined, (error: unknown) => log.warn(`page: ${String(error)}`));
    },
    listen: (listener) => {
      const subscription = webview.onDidReceiveMessage(listener);
      return () => void subscription.dispose();
    },
  };
}
