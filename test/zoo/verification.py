"""Sees with ONNX Runtime that a fixture is good before it is written."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from .reference import Attention


def run(path: Path, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
    return _session(path.read_bytes(), path).run(None, _fed(path, inputs))


def errors_of_attention(path: Path, inputs: dict[str, np.ndarray], attention: Sequence[Attention]) -> list[float]:
    """For each attention, how far the nearest of the graph's intermediate values is from it (largest difference), as
    ONNX Runtime computes it with its optimizations; infinity where none has its size, as where a fused operator does
    not offer its probabilities."""
    model = onnx.load(path, load_external_data=False)
    for node in model.graph.node:
        _offer_probabilities(node)
    known = {output.name for output in model.graph.output}
    names = [name for node in model.graph.node for name in node.output if name and name not in known]
    values = _values(model, names, path, inputs, optimized=False)
    nearest = [min(values, key=lambda name, a=a: _error(values[name], a.weights)) for a in attention]
    found = [n for n, a in zip(nearest, attention, strict=True) if np.isfinite(_error(values[n], a.weights))]
    optimized = _values(model, found, path, inputs, optimized=True)
    return [
        _error(optimized[name], a.weights) if name in optimized else float("inf")
        for name, a in zip(nearest, attention, strict=True)
    ]


def _values(
    model: onnx.ModelProto, names: Sequence[str], path: Path, inputs: dict[str, np.ndarray], optimized: bool
) -> dict[str, np.ndarray]:
    """What the graph computes by these names."""
    if not names:
        return {}
    extra = onnx.ModelProto()
    extra.graph.output.extend(onnx.ValueInfoProto(name=name) for name in sorted(set(names)))
    session = _session(model.SerializeToString() + extra.SerializeToString(), path, optimized)
    return dict(zip(sorted(set(names)), session.run(sorted(set(names)), _fed(path, inputs)), strict=True))


def operators(path: Path) -> Counter[str]:
    """How often each operator that matters to attention is there."""
    shown = ("Softmax", "Attention", "MultiHeadAttention", "GroupQueryAttention", "MatMulInteger", "MatMulNBits")
    model = onnx.load(path, load_external_data=False)
    nodes = [*model.graph.node, *(node for function in model.functions for node in function.node)]
    names = Counter(f"{n.domain}::{n.op_type}" if n.domain not in ("", "ai.onnx") else n.op_type for n in nodes)
    return Counter({name: count for name, count in names.items() if name.split("::")[-1] in shown})


def _offer_probabilities(node: onnx.NodeProto) -> None:
    if node.op_type == "Attention" and node.domain == "":
        mode, place = onnx.helper.make_attribute("qk_matmul_output_mode", 3), 3
    elif node.op_type == "GroupQueryAttention":
        mode, place = onnx.helper.make_attribute("qk_output", 2), 3
    else:
        return
    kept = [attribute for attribute in node.attribute if attribute.name != mode.name]
    del node.attribute[:]
    node.attribute.extend([*kept, mode])
    node.output.extend([""] * (place + 1 - len(node.output)))
    node.output[place] = f"{node.output[0]}.probabilities"


def _session(model: bytes, path: Path, optimized: bool = True) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    if not optimized:  # folding a constant that is an output fails in ONNX Runtime 1.30
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(path.parent))
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _fed(path: Path, inputs: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The inputs, and nothing (length 0) for the past's keys and values; floats in the type that the model wants."""
    graph = onnx.load(path, load_external_data=False).graph
    constants = {tensor.name for tensor in graph.initializer}
    fed = {}
    for value in graph.input:
        if value.name in constants:
            continue
        kind = onnx.helper.tensor_dtype_to_np_dtype(value.type.tensor_type.elem_type)
        sizes = [d.dim_value if d.HasField("dim_value") else None for d in value.type.tensor_type.shape.dim]
        if value.name in inputs:
            fed[value.name] = inputs[value.name].astype(kind)
        else:
            fed[value.name] = np.zeros([1, *(0 if size is None else size for size in sizes[1:])], kind)
    return fed


def _error(value: object, weights: np.ndarray) -> float:
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f" or value.size != weights.size:
        return float("inf")
    difference = np.abs(value.reshape(weights.shape).astype(np.float32) - weights).max()
    return float(difference) if np.isfinite(difference) else float("inf")
