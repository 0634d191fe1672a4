/** Records of cells, read as RFC 4180 says: an independent reader, for the tests of what writes them. */
export function parseCsv(csv: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  // A quote inside a cell that is not quoted is none of RFC 4180's; comments are such.
  for (let match = cell.exec(csv); match; match = cell.exec(csv)) {
    const [, quoted, plain = "", end] = match;
    records.at(-1)!.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\r\n") records.push([]);
    if (cell.lastIndex === csv.length) break;
  }
  if (cell.lastIndex !== csv.length) throw new Error(`no CSV at ${cell.lastIndex}`);
  // The last line ends too.
  return records.slice(0, -1);
}
