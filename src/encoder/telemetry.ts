/**
 * The environment in which ONNX Runtime sends nothing. Its official builds for Linux and macOS, from 1.29, otherwise queue
 * events in the person's cache folder and upload them (ONNX Runtime's docs/Privacy.md). It reads this once, when its native
 * part is loaded. Windows' builds do not know it: they write trace events (ETW), and onnxruntime-node cannot stop them.
 */
export const withoutTelemetry = { ORT_DISABLE_TELEMETRY: "1" } as const;
