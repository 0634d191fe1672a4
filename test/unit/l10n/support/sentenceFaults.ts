import ts from "typescript";

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

/** The function around a name in which it is a constant or a parameter; the source where it is that of none. */
function declaringFunction(name: ts.Identifier): ts.Node {
  let outer: ts.Node = name.parent;
  while (!ts.isSourceFile(outer) && !(ts.isFunctionLike(outer) && declares(outer, name.text))) outer = outer.parent;
  return outer;
}

function declares(outer: ts.SignatureDeclaration, text: string): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (isDeclaration && ts.isIdentifier(node.name) && node.name.text === text) found = true;
    if (node === outer || !ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(outer);
  return found;
}

function isUse({ parent }: ts.Identifier): boolean {
  return !ts.isVariableDeclaration(parent) && !ts.isPropertyAccessExpression(parent);
}

/** What a translation is made part of, beyond conditions: null where it stands by itself. */
function joinedWith(node: ts.Node): string | null {
  let [child, { parent }] = [node, node];
  while (isBranch(child, parent)) [child, parent] = [parent, parent.parent];
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken) return "is added to text";
  // Between two wholes a sign may stand, as in `12 tokens · Encoder`; a word may not.
  if (ts.isTemplateSpan(parent) && /\p{L}/u.test(wordsOf(parent.parent))) return "is part of a text";
  if (isTranslation(parent)) return "fills a slot of another sentence";
  if (ts.isArrayLiteralExpression(parent) && isJoinedInOneLine(parent)) return "is joined with text";
  return null;
}

function isBranch(child: ts.Node, parent: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== child;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
}

/** What an expression may be, whichever way its conditions go. */
function branchesOf(node: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return branchesOf(node.expression);
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(branchesOf);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [node.left, node.right].flatMap(branchesOf);
  }
  return [node];
}

/** Without the icons, such as `$(eye)`. */
function wordsOf({ head, templateSpans }: ts.TemplateExpression): string {
  const text = [head.text, ...templateSpans.map(({ literal }) => literal.text)].join(" ");
  return text.replace(/\$\([\w-]+\)/g, "");
}

/** Lines under one another are no sentence. */
function isJoinedInOneLine({ parent }: ts.ArrayLiteralExpression): boolean {
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== "join") return false;
  const [separator] = (parent.parent as ts.CallExpression).arguments;
  return !separator || !ts.isStringLiteralLike(separator) || !separator.text.includes("\n");
}

function isWithinFunction(node: ts.Node): boolean {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isFunctionLike(outer)) return true;
    if (ts.isPropertyDeclaration(outer) && !outer.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
      return true;
  }
  return false;
}

/** What a person reads of a call: a failure's sentence, a step of a run, a message of the window. */
function spokenArgument(node: ts.Node): ts.Expression | null {
  if (ts.isNewExpression(node) && node.expression.getText() === "Failure") return node.arguments?.[1] ?? null;
  if (!ts.isCallExpression(node)) return null;
  const name = node.expression.getText();
  return /^progress$|\.show\w+Message$|\.setStatusBarMessage$/.test(name) ? (node.arguments[0] ?? null) : null;
}

function isBareText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
}
