"""encoder.onnx and encoder.json as the extension reads them: outputs appended, the default head mask left away."""

import base64
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from .onnx_graph import appended

Key = tuple[str, int | None]


class ExportedModel:
    """The exported encoder of a folder. Raises FileNotFoundError before `export`."""

    def __init__(self, folder: Path):
        self.described = json.loads((folder / "encoder.json").read_text())
        self._bytes = (folder / "encoder.onnx").read_bytes()

    def plain(self) -> onnxruntime.InferenceSession:
        """The file as it is, whose head mask has a default."""
        return _session(self._bytes)

    def with_tensors(self, typed: bool = False) -> bytes:
        """The model without its default head mask, with the logits' nodes and every tensor of the table as an output.

        `typed`: outputs with type and shape, which onnx.checker wants and ONNX Runtime does not need.
        """
        tensors = self.described["tensors"]
        graphs = b"".join(base64.b64decode(tensor["graph"]) for tensor in tensors if "graph" in tensor)
        outputs = [_output(tensor, typed) for tensor in tensors if tensor["name"] not in self.described["outputs"]]
        without_default = self._bytes[: -self.described["inputs"]["headMask"]["defaultBytes"]]
        return without_default + graphs + appended(outputs=outputs)

    def values(
        self, session: onnxruntime.InferenceSession, tokens: np.ndarray, head_mask: np.ndarray
    ) -> dict[Key, np.ndarray]:
        """Every tensor by (kind, layer), from a session on `with_tensors`, ids [N] and a head mask [layers, heads]."""
        tensors, inputs = self.described["tensors"], self.described["inputs"]
        fed = {inputs["tokens"]: tokens[None], inputs["headMask"]["name"]: head_mask.astype(np.float32)}
        found = session.run([tensor["name"] for tensor in tensors], fed)
        return {(tensor["kind"], tensor["layer"]): value for tensor, value in zip(tensors, found, strict=True)}

    def session_with_tensors(self) -> onnxruntime.InferenceSession:
        """A session on `with_tensors`."""
        return _session(self.with_tensors())


def _output(tensor: dict, typed: bool) -> onnx.ValueInfoProto:
    if typed:
        return onnx.helper.make_tensor_value_info(tensor["name"], onnx.TensorProto.FLOAT, tensor["shape"])
    return onnx.ValueInfoProto(name=tensor["name"])


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # it warns of every input that has a default
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
