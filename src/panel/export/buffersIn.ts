/** The buffers of the typed arrays in a message, each once: what a message can give away instead of having it cloned. */
export function buffersIn(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
    else for (const part of Object.values(value)) look(part);
  };
  look(message);
  return [...found];
}
