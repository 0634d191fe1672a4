// FAST, below the toolkit, finds out whether `:focus-visible` is known by a style element of its own, as it is imported.
// Our content security policy refuses that. So the first style element that is asked for is a stand-in with a
// constructed sheet, which the policy has nothing against, and the answer is still a true one.

const createElement = document.createElement.bind(document);

document.createElement = ((name: string, options?: ElementCreationOptions) => {
  if (name !== "style") return createElement(name, options);
  restore();
  return Object.assign(createElement("template"), { sheet: new CSSStyleSheet() });
}) as typeof document.createElement;

/** Ends the pretence, whether or not the probe took place. */
export function restore(): void {
  Reflect.deleteProperty(document, "createElement");
}
