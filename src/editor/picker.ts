import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";

/** A row of a list, before its texts are encoded. */
export interface Row {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** The name of a codicon before the label. */
  readonly icon?: string;
  /** True if the row is a heading. */
  readonly heading?: boolean;
  readonly alwaysShow?: boolean;
  readonly buttons?: readonly vscode.QuickInputButton[];
}

/** An item of a quick pick, with the row that it shows. */
export type Item<R extends Row> = vscode.QuickPickItem & { readonly row: R };

/** The items that show rows. */
export function itemsOf<R extends Row>(rows: readonly R[]): Item<R>[] {
  return rows.map((row) => {
    const { label, description, detail, icon, heading, alwaysShow, buttons } = row;
    const text = encodeFor("picker", label);
    return {
      row,
      label: icon === undefined ? text : `$(${icon}) ${text}`,
      ...(description !== undefined && { description: encodeFor("picker", description) }),
      ...(detail !== undefined && { detail: encodeFor("picker", detail) }),
      ...(heading && { kind: vscode.QuickPickItemKind.Separator }),
      ...(alwaysShow && { alwaysShow }),
      ...(buttons && { buttons }),
    };
  });
}

/** A list whose rows are set, and set again, while it is shown. */
export function openPicker<R extends Row>(title: string | undefined, placeholder: string): vscode.QuickPick<Item<R>> {
  const list = vscode.window.createQuickPick<Item<R>>();
  list.title = title;
  list.placeholder = placeholder;
  list.matchOnDescription = list.matchOnDetail = list.keepScrollPosition = true;
  return list;
}

/**
 * Lets the person choose one of a few rows.
 *
 * @returns null if they choose none
 */
export async function pickRow<R extends Row>(rows: readonly R[], options: vscode.QuickPickOptions): Promise<R | null> {
  const { title } = options;
  const item = await vscode.window.showQuickPick(itemsOf(rows), {
    ...options,
    ...(title !== undefined && { title: encodeFor("picker", title) }),
    matchOnDetail: true,
  });
  return item?.row ?? null;
}

/**
 * Lets the person type a line.
 *
 * @param faultOf what is wrong with what was typed, as a sentence, or null
 * @returns undefined if they close the box
 */
export function typeLine(
  { title, prompt, placeHolder }: { readonly title: string; readonly prompt: string; readonly placeHolder: string },
  faultOf: (typed: string) => string | null,
): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    prompt: encodeFor("inputBox", prompt),
    placeHolder,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const fault = faultOf(typed);
      return fault === null ? null : encodeFor("inputBox", fault);
    },
  });
}
