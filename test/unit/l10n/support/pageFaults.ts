import ts from "typescript";
import { beyondBranches, branchesOf, declaringFunction, isWithinFunction, separatorOf } from "./sentenceSyntax.js";

/** The variables that hold a page's words, which another language may take the place of. */
const TABLES = new Set(["labels", "modelLabels"]);

/** What a person reads, or hears, of an element or of a component. */
const SPOKEN =
  /^(title|alt|placeholder|label|text|tip|hint|name|caption|numberLabel|aria-(label|description|roledescription|valuetext|placeholder))$/;

/** What a person reads of an element that is changed by hand. */
const SHOWN = /^(textContent|innerText|title|ariaLabel|ariaDescription|placeholder|alt)$/;

/**
 * Where a source of the page puts a sentence together from pieces, has a word that no translator sees, or takes a word
 * before it is known which language is spoken.
 *
 * @returns a line for each fault: `path:line what`
 */
export function pageFaults(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const faults: string[] = [];
  const tables = importedTables(source);
  const isLabel = (node: ts.Node): boolean =>
    isFilled(node) || (isAccess(node) && !isAccessed(node) && tables.has(rootOf(node)));
  const named = labelNames(source, isLabel);
  const isNamed = (node: ts.Node) =>
    ts.isIdentifier(node) &&
    isUse(node) &&
    named.some(({ text, within }) => text === node.text && within === declaringFunction(node));
  const tell = (node: ts.Node, what: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    faults.push(`${path}:${line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    const takes = isAccess(node) ? tables.has(rootOf(node)) && !isAccessed(node) : isTable(node, tables);
    if (takes && !isWithinFunction(node)) tell(node, "takes a word when the module loads");
    if (isLabel(node) || isNamed(node)) {
      const fault = joinedWith(node);
      if (fault !== null) tell(node, fault);
    }
    if (ts.isJsxText(node) && hasWord(node.text)) tell(node, "has a word that is not translated");
    for (const said of spokenBy(node)) {
      for (const part of branchesOf(said)) if (isWord(part)) tell(part, "has a word that is not translated");
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

/** The names of the tables that the source imports; `labels` is a usual name for other things. */
function importedTables(source: ts.SourceFile): ReadonlySet<string> {
  const names = source.statements
    .filter(ts.isImportDeclaration)
    .map(({ importClause }) => importClause?.namedBindings)
    .flatMap((bindings) => (bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : []))
    .map(({ name }) => name.text);
  return new Set(names.filter((name) => TABLES.has(name)));
}

type Access = ts.PropertyAccessExpression | ts.ElementAccessExpression;

function isAccess(node: ts.Node): node is Access {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** Whether a property of it is taken, or what it has is called, so that it is not yet a word. */
function isAccessed({ parent, ...node }: Access): boolean {
  return isAccess(parent) && parent.expression.getStart() === node.expression.getStart();
}

function rootOf(node: Access): string {
  let root: ts.Expression = node;
  while (isAccess(root) || ts.isNonNullExpression(root)) root = root.expression;
  return ts.isIdentifier(root) ? root.text : "";
}

/** A table that is taken as a whole: `const { layer } = labels`. */
function isTable(node: ts.Node, tables: ReadonlySet<string>): boolean {
  if (!ts.isIdentifier(node) || !tables.has(node.text)) return false;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) ? parent.initializer === node : ts.isSpreadAssignment(parent);
}

/** `fill(…)`, which makes text of a template. */
function isFilled(node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === "fill";
}

interface LabelName {
  readonly text: string;
  readonly within: ts.Node;
}

/** Constants that are words, in the function that declares them. */
function labelNames(source: ts.SourceFile, isLabel: (node: ts.Node) => boolean): LabelName[] {
  const names: LabelName[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const { name } = node;
      if (branchesOf(node.initializer).some(isLabel)) names.push({ text: name.text, within: declaringFunction(name) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function isUse({ parent }: ts.Identifier): boolean {
  return !ts.isVariableDeclaration(parent) && !isAccess(parent);
}

/** What a word is made part of, beyond conditions: null where it stands by itself, or between commas in a list. */
function joinedWith(node: ts.Node): string | null {
  const [, parent] = beyondBranches(node);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken) return "is added to text";
  if (ts.isTemplateSpan(parent)) return "is part of a text";
  if (!ts.isArrayLiteralExpression(parent)) return null;
  const separator = separatorOf(parent);
  return separator === null || separator === ", " || separator.includes("\n") ? null : "is joined with text";
}

/** What a node shows or says to a person that is written out in it. */
function spokenBy(node: ts.Node): readonly ts.Expression[] {
  if (ts.isJsxAttribute(node)) {
    if (!SPOKEN.test(node.name.getText()) || !node.initializer || isOwnName(node)) return [];
    const value = node.initializer;
    return ts.isJsxExpression(value)
      ? value.expression
        ? [value.expression]
        : []
      : ts.isStringLiteral(value)
        ? [value]
        : [];
  }
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) return node.expression ? [node.expression] : [];
  const isSet = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isSet && ts.isPropertyAccessExpression(node.left) && SHOWN.test(node.left.name.text)) return [node.right];
  if (ts.isCallExpression(node) && node.expression.getText().endsWith(".setAttribute")) {
    const [name, value] = node.arguments;
    return name && value && ts.isStringLiteralLike(name) && SPOKEN.test(name.text) ? [value] : [];
  }
  return [];
}

/** What components call `name` or `title` is an icon or an id, where no element is meant: `<Icon name="close" />`. */
function isOwnName(node: ts.JsxAttribute): boolean {
  const element = node.parent.parent.tagName.getText();
  return /^[A-Z]/.test(element) && /^(name|title|kind)$/.test(node.name.getText());
}

function isWord(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node)) return hasWord(node.text);
  return (
    ts.isTemplateExpression(node) &&
    hasWord([node.head, ...node.templateSpans.map((span) => span.literal)].map(({ text }) => text).join(" "))
  );
}

function hasWord(text: string): boolean {
  return /\p{L}/u.test(text);
}
