/** Signs that begin a formula; East Asian editions of Excel take the full-width and small forms for the same. */
const STARTS = "=+\\-@＝＋－＠﹦﹢﹣﹫";

/** A cell that a spreadsheet would compute, or whose first sign it would drop to find one: white space and quotes go first. */
const FORMULA = new RegExp(`^(?:[\\t\\r\\n]|[\\s"]*[${STARTS}])`, "u");

/**
 * The same after a sign that some locale or import splits cells at: there, quotes around our own cell do not count,
 * because they do not begin a cell.
 */
const AFTER_SEPARATOR = new RegExp(`([,;|\\t\\r\\n][\\s"]*)(?=[${STARTS}])`, "gu");

/** A text of which a spreadsheet computes nothing, whatever it splits cells at: "'" stands before what begins a formula. */
export function spreadsheetText(text: string): string {
  const parted = text.replaceAll(AFTER_SEPARATOR, "$1'");
  return FORMULA.test(parted) ? `'${parted}` : parted;
}
