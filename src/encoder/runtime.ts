/**
 * ONNX Runtime, loaded when first needed.
 *
 * It throws what goes wrong; left to itself it would say it on standard error a second time.
 */
export async function loadRuntime(): Promise<typeof import("onnxruntime-node")> {
  const runtime = await import("onnxruntime-node");
  runtime.env.logLevel = "fatal";
  return runtime;
}
