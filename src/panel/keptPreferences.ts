import * as v from "valibot";
import type * as vscode from "vscode";
import type { Preferences } from "../protocol/look.js";
import { rememberedPreferences } from "./pagePreferences.js";

const key = "preferences";

/** How the views are set in this workspace. */
export class KeptPreferences {
  readonly #memory: vscode.Memento;

  /** @param memory of the workspace */
  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  read(): Preferences {
    return v.parse(rememberedPreferences, this.#memory.get(key));
  }

  async keep(preferences: Preferences): Promise<void> {
    await this.#memory.update(key, preferences);
  }
}
