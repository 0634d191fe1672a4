/**
 * This process's environment without npm's own variables: `npm start` passes its settings (such as
 * `ignore-scripts`) on as `npm_config_…`, and they would rule an npm that works in another folder.
 */
export function environmentWithoutNpm(added: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
  return { ...Object.fromEntries(kept), ...added };
}
