"""A small way to write an ONNX graph node by node, with names chosen by hand."""

from collections.abc import Iterable

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

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
        """Add a weight, as float16 where that loses nothing, and return the name of its float32 value."""
        exact = value.detach().numpy()
        half = exact.astype(np.float16)
        if not np.array_equal(half.astype(np.float32), exact):
            return self.constant(name, exact)
        return self.node("Cast", [self.constant(f"{name}.float16", half)], name, to=TensorProto.FLOAT)

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
