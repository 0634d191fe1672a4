const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Bytes as base64 with padding (RFC 4648, section 4). */
export function base64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let place = 0; place < bytes.length; place += 3) {
    const [first, second, third] = [bytes[place]!, bytes[place + 1], bytes[place + 2]];
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const digit = (shift: number) => digits[(group >> shift) & 63]!;
    const tail = (second === undefined ? "=" : digit(6)) + (third === undefined ? "=" : digit(0));
    groups.push(digit(18) + digit(12) + tail);
  }
  return groups.join("");
}
