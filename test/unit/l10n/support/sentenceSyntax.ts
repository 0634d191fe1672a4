import ts from "typescript";

/** What an expression may be, whichever way its conditions go. */
export function branchesOf(node: ts.Expression): ts.Expression[] {
  if (ts.isParenthesizedExpression(node)) return branchesOf(node.expression);
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(branchesOf);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [node.left, node.right].flatMap(branchesOf);
  }
  return [node];
}

/** What stands around an expression and is no condition, and that of its children which the expression is in. */
export function beyondBranches(node: ts.Node): readonly [child: ts.Node, parent: ts.Node] {
  let [child, { parent }] = [node, node];
  while (isBranch(child, parent)) [child, parent] = [parent, parent.parent];
  return [child, parent];
}

function isBranch(child: ts.Node, parent: ts.Node): boolean {
  if (ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent)) return true;
  if (ts.isConditionalExpression(parent)) return parent.condition !== child;
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
}

/** The function around a name in which it is a constant or a parameter; the source where it is that of none. */
export function declaringFunction(name: ts.Identifier): ts.Node {
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

/** Whether a node is looked at only when something runs, and not when its module or its class is loaded. */
export function isWithinFunction(node: ts.Node): boolean {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isFunctionLike(outer)) return true;
    if (ts.isPropertyDeclaration(outer) && !outer.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
      return true;
  }
  return false;
}

/** What an array is joined with, `""` where that is not written out; null where it is not joined. */
export function separatorOf({ parent }: ts.ArrayLiteralExpression): string | null {
  if (!ts.isPropertyAccessExpression(parent) || parent.name.text !== "join") return null;
  const [separator] = (parent.parent as ts.CallExpression).arguments;
  if (!separator) return ",";
  return ts.isStringLiteralLike(separator) ? separator.text : "";
}
