"""A small way to write an ONNX graph node by node, with names chosen by hand."""

from collections.abc import Iterable

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from .fixed_point import fixed_point

#: Old enough for every runtime of the last years, new enough for LayerNormalization.
_OPSET = 17
_IR_VERSION = 8


def appended(
    nodes: Iterable[onnx.NodeProto] = (),
    initializers: Iterable[onnx.TensorProto] = (),
    outputs: Iterable[onnx.ValueInfoProto] = (),
) -> bytes:
    """What a model's bytes are followed by to get these too: parsers merge concatenated messages.

    https://protobuf.dev/programming-guides/encoding/#last-one-wins
    """
    graph = onnx.GraphProto(node=nodes, initializer=initializers, output=outputs)
    return onnx.ModelProto(graph=graph).SerializeToString(deterministic=True)


class OnnxGraph:
    """Nodes and initializers in the order in which they are added; a node is named after its one output."""

    def __init__(self, name: str):
        self._name = name
        self._nodes: list[onnx.NodeProto] = []
        self._initializers: dict[str, onnx.TensorProto] = {}

    def node(self, operator: str, inputs: list[str], output: str, **attributes: object) -> str:
        """Add a node and return the name of its output."""
        self._nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, value: np.ndarray) -> str:
        """Add an initializer once and return its name."""
        self._initializers.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str, value: Tensor) -> str:
        """Add a weight and return its name. A matrix [in, out] is stored in 16 bits where that loses nothing."""
        if value.ndim == 2:
            integers, scale = fixed_point(value, 0)
            if torch.equal(integers.float() * scale, value):
                stored = self.constant(f"{name}.int16", integers.numpy())
                whole = self.node("Cast", [stored], f"{name}.integers", to=TensorProto.FLOAT)
                return self.node("Mul", [whole, self.constant(f"{name}.scale", scale.numpy())], name)
        return self.constant(name, value.detach().numpy())

    def fragment(self) -> bytes:
        """The nodes alone, to be appended to the bytes of a model that has what they read."""
        return appended(nodes=self._nodes)

    def model(
        self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], description: str
    ) -> onnx.ModelProto:
        """The whole, checked. Raises onnx.checker.ValidationError where the graph is wrong."""
        graph = helper.make_graph(
            self._nodes, self._name, inputs, outputs, initializer=list(self._initializers.values()), doc_string=description
        )
        model = helper.make_model(
            graph, producer_name="attention_encoder", ir_version=_IR_VERSION,
            opset_imports=[helper.make_opsetid("", _OPSET)],
        )
        onnx.checker.check_model(model, full_check=True)
        return model
