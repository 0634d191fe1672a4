// Tests that load onnxruntime-node by themselves, and all programs that a run of the tests starts, send nothing.
import { withoutTelemetry } from "../../src/encoder/telemetry.js";

Object.assign(process.env, withoutTelemetry);
