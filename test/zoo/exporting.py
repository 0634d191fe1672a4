"""PyTorch's two exporters to ONNX."""

import io
import tempfile
import warnings
from contextlib import redirect_stdout
from pathlib import Path

import onnx
import torch

from .reference import Reference


def export(reference: Reference, exporter: str, opset: int) -> onnx.ModelProto:
    """A model with the reference's output alone. `exporter`: torchscript or dynamo."""
    axes = {name: dict(axes) for name, axes in reference.dynamic.items()}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.onnx"
        torch.onnx.export(
            reference.module.eval(),
            reference.tensors(),
            str(path),
            input_names=list(reference.inputs),
            output_names=[reference.output],
            opset_version=opset,
            **(
                {"dynamo": False, "dynamic_axes": axes}
                if exporter == "torchscript"
                else {
                    "dynamo": True,
                    "external_data": False,
                    "verbose": False,
                    "dynamic_shapes": (tuple(axes.get(name) for name in reference.inputs),),
                }
            ),
        )
        return stripped(onnx.load(path))


def stripped(model: onnx.ModelProto) -> onnx.ModelProto:
    """Without doc strings and stack traces, which name folders of the machine and are most of a small file."""
    del model.metadata_props[:]
    model.doc_string = ""
    _strip(model.graph)
    for function in model.functions:
        del function.metadata_props[:]
        function.doc_string = ""
        for node in function.node:
            _strip_node(node)
    return model


def _strip(graph: onnx.GraphProto) -> None:
    graph.doc_string = ""
    del graph.metadata_props[:]
    for value in [*graph.value_info, *graph.input, *graph.output, *graph.initializer]:
        value.doc_string = ""
        del value.metadata_props[:]
    for node in graph.node:
        _strip_node(node)


def _strip_node(node: onnx.NodeProto) -> None:
    node.doc_string = ""
    del node.metadata_props[:]
    for attribute in node.attribute:
        if attribute.type == onnx.AttributeProto.GRAPH:
            _strip(attribute.g)
