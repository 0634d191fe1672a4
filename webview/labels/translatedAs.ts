/** Words in another language, nested as the original; those that it lacks, or that are no text, stay the original's. */
export function translatedAs<T>(original: T, translated: unknown): T {
  if (typeof original === "string") return (typeof translated === "string" ? translated : original) as T;
  if (typeof original !== "object" || original === null) return original;
  const of = (typeof translated === "object" && translated !== null ? translated : {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(original).map(([name, value]) => [name, translatedAs<unknown>(value, of[name])]),
  ) as T;
}
