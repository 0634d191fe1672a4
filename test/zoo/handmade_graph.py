"""A graph written by hand, node by node, and the same in NumPy."""

from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper

HEADS, SIZE, DIMENSION, VOCABULARY, LENGTH = 4, 32, 8, 60, 9


class HandmadeGraph:
    """Collects nodes and weights; every weight that is added is returned as an array too, for NumPy."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.inputs: list[onnx.ValueInfoProto] = []

    def input(self, name: str, shape: list[str | int], kind: int = TensorProto.INT64) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def weight(self, name: str, array: np.ndarray) -> np.ndarray:
        self.weights.append(onnx.numpy_helper.from_array(array, name))
        return array

    def drawn(self, name: str, shape: tuple[int, ...], deviation: float) -> np.ndarray:
        return self.weight(name, (self.random.standard_normal(shape) * deviation).astype(np.float32))

    def node(self, operator: str, inputs: list[str], name: str, domain: str = "", **attributes: Any) -> str:
        """A node of one output, which bears its name."""
        self.nodes.append(helper.make_node(operator, inputs, [name], name=f"node_{name}", domain=domain, **attributes))
        return name

    def model(self, output: str, opset: int) -> onnx.ModelProto:
        outputs = [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", "sequence", SIZE])]
        graph = helper.make_graph(self.nodes, "main", self.inputs, outputs, self.weights)
        domains = [helper.make_opsetid("", opset), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=domains, ir_version=10, producer_name="onnx.helper")

    def embedding(self) -> np.ndarray:
        """Token embeddings of random ids: the value `x0`, and its array [N, size]; `self.ids` int64 [1, N]."""
        self.input("input_ids", ["batch", "sequence"])
        self.ids = self.random.integers(0, VOCABULARY, (1, LENGTH))
        table = self.drawn("embedding", (VOCABULARY, SIZE), 1)
        self.node("Gather", ["embedding", "input_ids"], "x0")
        return table[self.ids[0]]

    def projection(self, x: str, array: np.ndarray, name: str, size: int, deviation: float) -> np.ndarray:
        """x · W as the value `name`."""
        weight = self.drawn(f"{name}.weight", (array.shape[-1], size), deviation / array.shape[-1] ** 0.5)
        self.node("MatMul", [x, f"{name}.weight"], name)
        return array @ weight

    def residual(self, layer: int, x: np.ndarray, context: str, array: np.ndarray) -> np.ndarray:
        """Projects the context, adds and normalizes: the value `x{layer + 1}`."""
        projected = self.projection(context, array, f"out{layer}", SIZE, 1)
        self.node("Add", [f"x{layer}", f"out{layer}"], f"sum{layer}")
        gain = self.weight(f"norm{layer}.weight", np.ones(SIZE, np.float32))
        self.node("LayerNormalization", [f"sum{layer}", f"norm{layer}.weight"], f"x{layer + 1}", epsilon=1e-5)
        total = x + projected
        centred = total - total.mean(-1, keepdims=True)
        return (gain * centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)).astype(np.float32)


def split(array: np.ndarray, d: int = DIMENSION) -> np.ndarray:
    """[N, heads · d] to [heads, N, d]."""
    return array.reshape(len(array), -1, d).transpose(1, 0, 2)


def merged(context: np.ndarray) -> np.ndarray:
    """[heads, N, d] to [N, heads · d]."""
    return context.transpose(1, 0, 2).reshape(context.shape[1], -1)


def attend(
    query: np.ndarray, key: np.ndarray, value: np.ndarray, scale: float, added: np.ndarray | float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Weights [heads, queries, keys] and context [heads, queries, d]; fewer key heads are each shared by neighbours.
    `added` to the scores: bias, and -inf where a query is kept from a key."""
    repeats = query.shape[0] // key.shape[0]
    key, value = (np.repeat(array, repeats, axis=0).astype(np.float64) for array in (key, value))
    scores = query.astype(np.float64) @ key.transpose(0, 2, 1) * scale + added
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    return weights.astype(np.float32), (weights @ value).astype(np.float32)


def causal(length: int) -> np.ndarray:
    """0 or -inf, [N, N]."""
    return np.triu(np.full((length, length), -np.inf), 1)


def padded(mask: np.ndarray) -> np.ndarray:
    """0 or -inf, [N], from 1 or 0."""
    return np.where(mask != 0, 0.0, -np.inf)
