import * as vscode from "vscode";
import { encodeFor } from "../attention/encodeFor.js";

/** A button under a message. */
export interface Choice<T> {
  readonly title: string;
  readonly value: T;
}

const shows = {
  error: vscode.window.showErrorMessage,
  warning: vscode.window.showWarningMessage,
  information: vscode.window.showInformationMessage,
};

/**
 * Shows a sentence in the corner; may stay on screen for long.
 *
 * @returns the value of the button that is pressed, undefined if the message is closed
 */
export async function notify<T = never>(
  kind: "error" | "warning" | "information",
  sentence: string,
  choices: readonly Choice<T>[] = [],
): Promise<T | undefined> {
  return (await shows[kind](encodeFor("notification", sentence), ...choices))?.value;
}

/**
 * Asks a question in a modal dialog; closing it is no answer.
 *
 * @param detail lines below the question
 */
export async function ask<T>(question: string, detail: string, choices: readonly Choice<T>[]): Promise<T | undefined> {
  const options = { modal: true, detail: encodeFor("dialog", detail) };
  return (await vscode.window.showInformationMessage(encodeFor("notification", question), options, ...choices))?.value;
}

/** Shows a sentence in the status bar for four seconds. */
export function mention(sentence: string): void {
  vscode.window.setStatusBarMessage(encodeFor("statusBar", sentence), 4000);
}
