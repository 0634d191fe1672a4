const arrays = { Int32Array, Float32Array, Uint8Array } as const;

/** What JSON has no word for. */
type Tagged =
  { readonly $: keyof typeof arrays; readonly values: number[] } | { readonly $: "number"; readonly value: string };

/** JSON that keeps typed arrays, NaN and the infinities, by objects with the key `$`; objects of one's own have none. */
export function taggedJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === "number" && !Number.isFinite(one)) return { $: "number", value: String(one) } satisfies Tagged;
    const name = (Object.keys(arrays) as (keyof typeof arrays)[]).find((kind) => one instanceof arrays[kind]);
    return name ? ({ $: name, values: Array.from(one as Int32Array) } satisfies Tagged) : one;
  });
}

/** What `taggedJson` wrote. @throws SyntaxError */
export function fromTaggedJson(text: string): unknown {
  return JSON.parse(text, (_key, one: unknown) => {
    if (typeof one !== "object" || one === null || !("$" in one)) return one;
    const tagged = one as Tagged;
    return tagged.$ === "number" ? Number(tagged.value) : arrays[tagged.$].from(tagged.values);
  });
}
