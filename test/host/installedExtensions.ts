import { cp, mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { repository } from "./repository.js";

/**
 * Puts extensions among the installed ones of a server that has not run yet: the development-only one in `opener/`, and
 * a checkout as it lies there. Extensions "under development" would not do: VS Code's page takes only one, and only in
 * a mode for its own tests, in which it shows neither notifications nor dialogs.
 */
export async function placeExtensions(extensionsFolder: string, checkout: string | undefined): Promise<void> {
  await mkdir(extensionsFolder, { recursive: true });
  const openerFolder = join(extensionsFolder, "attention-inspector-development.opener-0.0.0");
  await cp(join(repository, "test", "host", "opener"), openerFolder, { recursive: true });
  if (checkout === undefined) return;
  const link = join(extensionsFolder, "attention-inspector.attention-inspector-0.0.0");
  await symlink(checkout, link, "junction");
}
