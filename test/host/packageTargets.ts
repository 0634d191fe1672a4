/** The native files of each platform that the extension is packaged for: the only ones that its package holds. */
export const packageTargets = {
  "linux-x64": ["onnxruntime-node/bin/napi-v6/linux/x64/*", "tokenizers/tokenizers.linux-x64-gnu.node"],
  "linux-arm64": ["onnxruntime-node/bin/napi-v6/linux/arm64/*", "tokenizers/tokenizers.linux-arm64-gnu.node"],
  "darwin-arm64": [
    "onnxruntime-node/bin/napi-v6/darwin/arm64/*.node",
    // The same library lies there twice; this is the name that the binding asks for.
    "onnxruntime-node/bin/napi-v6/darwin/arm64/libonnxruntime.1.dylib",
    "tokenizers/tokenizers.darwin-arm64.node",
  ],
  "win32-x64": ["onnxruntime-node/bin/napi-v6/win32/x64/*", "tokenizers/tokenizers.win32-x64-msvc.node"],
  "win32-arm64": ["onnxruntime-node/bin/napi-v6/win32/arm64/*", "tokenizers/tokenizers.win32-arm64-msvc.node"],
} as const satisfies Record<string, readonly string[]>;

export type PackageTarget = keyof typeof packageTargets;

/** All targets, for who wants to package for each. */
export const allTargets = Object.keys(packageTargets) as PackageTarget[];

export function isPackageTarget(name: string): name is PackageTarget {
  return Object.hasOwn(packageTargets, name);
}
