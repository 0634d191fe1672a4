// eslint-disable-next-line no-control-regex -- these are what a path must not hold
const unfit = /[\\:\x00-\x1f\x7f]/;

/** Whether a path that somebody else names stays in the folder it is relative to, on every system. */
export function isPlainPath(path: string): boolean {
  if (path.length === 0 || path.length > 400 || unfit.test(path)) return false;
  return path.split("/").every((segment) => segment !== "" && segment !== "." && segment !== "..");
}
