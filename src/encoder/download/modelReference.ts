import * as l10n from "@vscode/l10n";
import { Failure } from "../../protocol/failure.js";

/** A model of the Hugging Face hub. */
export interface ModelReference {
  /** `org/name`, or `name` alone. */
  readonly id: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
}

const word = /^[\dA-Za-z](?:[\w.-]{0,94}[\w])?$/;

/**
 * Reads what a person typed: `org/name`, `name`, either with `@revision`, or the address of the model's page.
 *
 * @throws Failure `badRequest`
 */
export function parseModelReference(typed: string): ModelReference {
  const text = typed.trim();
  const page = /^https?:\/\/[^/]+\/([^/?#]+\/[^/?#]+)(?:\/tree\/([^?#]+?))?\/?(?:[?#].*)?$/.exec(text);
  const [, id = "", revision = "main"] = page ?? /^([^@]*)(?:@(.*))?$/s.exec(text) ?? [];
  if (!isModelId(id)) {
    throw new Failure(
      "badRequest",
      l10n.t("A model is named org/name, as on its page; put @revision after it for another than main."),
    );
  }
  if (!isRevision(revision)) {
    throw new Failure("badRequest", l10n.t("A revision is a branch, a tag or a commit, such as main or v1.0."));
  }
  return { id, revision };
}

/** By the hub's own rules: one or two words, in which no two dashes or dots follow each other. */
function isModelId(id: string): boolean {
  const words = id.split("/");
  return words.length <= 2 && words.every((part) => word.test(part)) && !/--|\.\./.test(id);
}

function isRevision(revision: string): boolean {
  return /^[\w./-]{1,200}$/.test(revision) && !/\.\.|\/\/|^[-/.]|[/.]$/.test(revision);
}
