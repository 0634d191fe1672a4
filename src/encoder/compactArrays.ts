/**
 * A message with every typed array in a buffer of its own.
 *
 * Node's advanced serialization hands out views on the whole message as it was received; such a view posted on to a
 * webview would take all of that buffer with it.
 */
export function withCompactArrays(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    if (value.byteLength === value.buffer.byteLength || value instanceof DataView) return value;
    return (value as Uint8Array).slice();
  }
  if (Array.isArray(value)) return value.map(withCompactArrays);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withCompactArrays(entry)]));
}
