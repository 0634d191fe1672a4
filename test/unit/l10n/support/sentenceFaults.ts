import ts from "typescript";
import { beyondBranches, branchesOf, declaringFunction, isWithinFunction, separatorOf } from "./sentenceSyntax.js";

/**
 * Where a source puts a sentence together from pieces, asks for a translation of what nobody can translate, or gives a
 * person English alone. A translator needs whole templates, and the language is known only when a function runs.
 *
 * @returns a line for each fault: `path:line what`
 */
export function sentenceFaults(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const translated = translatedNames(source);
  const isTranslated = (name: ts.Identifier) =>
    translated.some(({ text, within }) => text === name.text && within === declaringFunction(name));
  const tell = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    faults.push(`${path}:${line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (isTranslation(node)) {
      const [template] = node.arguments;
      if (!template || !ts.isStringLiteralLike(template)) tell(node, "translates what is not written out");
      if (!isWithinFunction(node)) tell(node, "is said when the module loads");
    }
    if (isTranslation(node) || (ts.isIdentifier(node) && isUse(node) && isTranslated(node))) {
      const fault = joinedWith(node);
      if (fault !== null) tell(node, fault);
    }
    const spoken = spokenArgument(node);
    if (spoken) for (const part of branchesOf(spoken)) if (isBareText(part)) tell(part, "speaks English alone");
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** `l10n.t(…)` or `vscode.l10n.t(…)`. */
function isTranslation(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && /^(vscode\.)?l10n\.t$/.test(node.expression.getText());
}

/** A constant that is a whole translation, in the function that declares it. */
interface TranslatedName {
  readonly text: string;
  readonly within: ts.Node;
}

function translatedNames(source: ts.SourceFile): TranslatedName[] {
  const names: TranslatedName[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const { name } = node;
      if (branchesOf(node.initializer).some(isTranslation)) {
        names.push({ text: name.text, within: declaringFunction(name) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function isUse({ parent }: ts.Identifier): boolean {
  return !ts.isVariableDeclaration(parent) && !ts.isPropertyAccessExpression(parent);
}

/** What a translation is made part of, beyond conditions: null where it stands by itself. */
function joinedWith(node: ts.Node): string | null {
  const [, parent] = beyondBranches(node);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken) return "is added to text";
  // Between two wholes a sign may stand, as in `12 tokens · Encoder`; a word may not.
  if (ts.isTemplateSpan(parent) && /\p{L}/u.test(wordsOf(parent.parent))) return "is part of a text";
  if (isTranslation(parent)) return "fills a slot of another sentence";
  if (ts.isArrayLiteralExpression(parent) && separatorOf(parent)?.includes("\n") === false)
    return "is joined with text";
  return null;
}

/** Without the icons, such as `$(eye)`. */
function wordsOf({ head, templateSpans }: ts.TemplateExpression): string {
  const text = [head.text, ...templateSpans.map(({ literal }) => literal.text)].join(" ");
  return text.replace(/\$\([\w-]+\)/g, "");
}

/** What a person reads of a call: a failure's sentence, a step of a run, a message of the window. */
function spokenArgument(node: ts.Node): ts.Expression | null {
  if (ts.isNewExpression(node) && node.expression.getText() === "Failure") return node.arguments?.[1] ?? null;
  if (!ts.isCallExpression(node)) return null;
  const name = node.expression.getText();
  if (name === "notify") return node.arguments[1] ?? null;
  return /^(progress|ask|mention)$/.test(name) ? (node.arguments[0] ?? null) : null;
}

function isBareText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
}
