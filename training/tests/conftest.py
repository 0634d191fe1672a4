"""Has ONNX Runtime, which some tests import by themselves, send nothing."""

import attention_encoder  # noqa: F401
