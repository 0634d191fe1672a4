"""Small models of many families, exported in many ways, with the attention that PyTorch itself computes."""

import os

# ONNX Runtime reads it once, when it is imported, and otherwise uploads telemetry.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
