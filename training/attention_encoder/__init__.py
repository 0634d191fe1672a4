"""The recipe of the bundled encoder: corpus, tokenizer, training, evaluation, export."""

import os

# ONNX Runtime reads it once, when it is imported, and otherwise uploads telemetry.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
