/**
 * The texts that a tokenizer.json puts in place of white space or before a word: "▁" of Metaspace and of Llama 2's
 * Prepend, "Ġ" of byte-level tokenizers.
 *
 * @param file the parsed tokenizer.json
 */
export function wordMarks(file: unknown): ReadonlySet<string> {
  const marks = new Set<string>();
  const add = (mark: unknown) => {
    if (typeof mark === "string" && Array.from(mark).length === 1 && mark.trim() !== "") marks.add(mark);
  };
  const walk = (part: unknown): void => {
    const { type, replacement, str_rep, prepend, pattern, content, normalizers, pretokenizers } = fieldsOf(part);
    if (type === "Metaspace") add(replacement ?? str_rep);
    if (type === "Prepend") add(prepend);
    if (type === "ByteLevel") add("Ġ");
    const { String: literal, Regex: expression } = fieldsOf(pattern);
    if (type === "Replace" && (isSpace(literal) || isSpace(expression))) add(content);
    // One level of nesting is all that there is in use, and a file cannot make this go deep.
    for (const list of [normalizers, pretokenizers]) if (Array.isArray(list) && type === "Sequence") list.forEach(walk);
  };
  const { normalizer, pre_tokenizer } = fieldsOf(file);
  walk(normalizer);
  walk(pre_tokenizer);
  return marks;
}

/** How many marks a token is made of; 0 if it has anything else. */
export function marksIn(token: string, marks: ReadonlySet<string>): number {
  if (token.length > longestMarks) return 0;
  const characters = Array.from(token);
  return characters.every((character) => marks.has(character)) ? characters.length : 0;
}

/** UTF-16 units of a token made of marks: vocabularies have runs of up to 64. */
const longestMarks = 256;

/** True for a pattern that matches white space alone, such as " " or " {2,}". */
function isSpace(pattern: unknown): boolean {
  return typeof pattern === "string" && /^(?:[ \t\n+*]|\\s|\{\d*,?\d*\})+$/.test(pattern);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
