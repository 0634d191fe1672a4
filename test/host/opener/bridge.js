// Lets a test outside VS Code arrange and read an editor: a request is one JSON action, the reply one JSON result.
// It listens on this machine alone, and only who can read the bridge's folder knows its port and its token.
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { actions } from "./actions.js";

/** Listens until what it gives is disposed. */
export async function startBridge(folder, workspace) {
  const token = randomBytes(16).toString("hex");
  const server = createServer(async (request, response) => {
    if (request.headers.authorization !== token) return void response.writeHead(403).end();
    const reply = await answer(workspace, await text(request));
    response.setHeader("content-type", "application/json").end(JSON.stringify(reply));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Every workspace of a server lies in a folder of its own.
  const name = workspace.path.split("/").at(-2);
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ port: server.address().port, token }));
  return { dispose: () => server.close() };
}

async function answer(workspace, body) {
  try {
    const { action, ...parameters } = JSON.parse(body);
    if (!Object.hasOwn(actions, action)) throw new Error(`there is no action ${action}`);
    return { ok: (await actions[action](parameters, workspace)) ?? null };
  } catch (error) {
    return { error: String(error) };
  }
}
