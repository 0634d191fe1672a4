// FAST, below the toolkit, finds out whether `:focus-visible` is known by a style element of its own, as it is imported.
// Our content security policy refuses that. So the first style element that is asked for is a stand-in with a
// constructed sheet, which the policy has nothing against, and the answer is still a true one.

type CreateElement = (name: string, options?: ElementCreationOptions) => HTMLElement;

const createElement: CreateElement = Reflect.get(Document.prototype, "createElement");

Object.defineProperty(document, "createElement", {
  configurable: true,
  value: (name: string, options?: ElementCreationOptions) => {
    if (name !== "style") return createElement.call(document, name, options);
    endProbe();
    return Object.assign(createElement.call(document, "template"), { sheet: new CSSStyleSheet() });
  },
});

/** Ends the pretence, whether or not the probe took place. */
export function endProbe(): void {
  Reflect.deleteProperty(document, "createElement");
}
