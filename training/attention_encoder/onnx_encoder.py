"""The encoder as an ONNX graph, written by hand so that every intermediate has a name that says what it is.

Per layer l: `layer.l.query`, `.key`, `.value` [1, H, N, d_k]; `.scores` (scaled) [1, H, N, N]; `attention.l`
[1, H, N, N]; `layer.l.context` [1, H, N, d_k]; `.context_concatenated`, `.attention_output` (times W_O), `.norm_1`,
`.feed_forward`, `hidden.(l+1)` [1, N, d]. Before the layers: `token_embedding` (times √d), `positional_encoding`
[N, d] and their sum `hidden.0`.
"""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper

from .configuration import EncoderShape
from .encoder import NORM_EPSILON, Encoder, Layer
from .onnx_graph import OnnxGraph

INPUT = "input_ids"
POSITIONAL_ENCODING = "positional_encoding"


def output_names(shape: EncoderShape) -> dict[str, list[str]]:
    """Names of the graph's outputs by kind."""
    return {
        "attention": [f"attention.{layer}" for layer in range(shape.layers)],
        "hidden": [f"hidden.{layer}" for layer in range(shape.layers + 1)],
    }


def onnx_encoder(encoder: Encoder) -> onnx.ModelProto:
    """The graph of an encoder; its weights are stored in float16 and must have been rounded to it before."""
    shape = encoder.shape
    graph = OnnxGraph("encoder")
    _embedding(graph, encoder)
    for index, layer in enumerate(encoder.layers):
        _layer(graph, index, layer, shape)

    names = output_names(shape)
    attention = [_float(name, [1, shape.heads, "N", "N"]) for name in names["attention"]]
    hidden = [_float(name, [1, "N", shape.dimension]) for name in names["hidden"]]
    return graph.model(
        [helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "N"])],
        [*attention, *hidden, _float(POSITIONAL_ENCODING, ["N", shape.dimension])],
        "Encoder of Vaswani et al. 2017: post-norm, sinusoidal positions, ReLU. Weights in float16, arithmetic in float32.",
    )


def _float(name: str, dimensions: list[int | str]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, dimensions)


def _embedding(graph: OnnxGraph, encoder: Encoder) -> None:
    dimension = encoder.shape.dimension
    # Gathered before the cast: only the rows in use become float32.
    table = graph.constant("embedding.float16", encoder.embedding.weight.detach().numpy().astype(np.float16))
    rows = graph.node("Gather", [table, INPUT], "embedding.rows_float16", axis=0)
    rows = graph.node("Cast", [rows], "embedding.rows", to=TensorProto.FLOAT)
    root = graph.constant("embedding.root_of_dimension", np.float32(math.sqrt(dimension)))
    scaled = graph.node("Mul", [rows, root], "token_embedding")
    graph.node("Add", [scaled, _positional_encoding(graph, dimension)], "hidden.0")


def _positional_encoding(graph: OnnxGraph, dimension: int) -> str:
    """Computed for whatever N comes, in float64: float32 angles would be off by 3e-5 at position 500."""
    shape = graph.node("Shape", [INPUT], "position.input_shape")
    length = graph.node("Gather", [shape, graph.constant("position.length_axis", np.int64(1))], "position.length", axis=0)
    zero, one = graph.constant("position.zero", np.int64(0)), graph.constant("position.one", np.int64(1))
    positions = graph.node("Range", [zero, length, one], "position.positions")
    positions = graph.node("Cast", [positions], "position.positions_float64", to=TensorProto.DOUBLE)
    last_axis = graph.constant("position.last_axis", np.array([-1], np.int64))
    column = graph.node("Unsqueeze", [positions, last_axis], "position.column")
    frequencies = 10000.0 ** (-np.arange(0, dimension, 2, dtype=np.float64) / dimension)
    angles = graph.node("Mul", [column, graph.constant("position.frequencies", frequencies)], "position.angles")
    parts = []
    for operator in ("Sin", "Cos"):
        wave = graph.node(operator, [angles], f"position.{operator.lower()}_float64")
        wave = graph.node("Cast", [wave], f"position.{operator.lower()}", to=TensorProto.FLOAT)
        parts.append(graph.node("Unsqueeze", [wave, last_axis], f"position.{operator.lower()}_column"))
    pairs = graph.node("Concat", parts, "position.pairs", axis=-1)
    target = graph.constant("position.shape", np.array([-1, dimension], np.int64))
    return graph.node("Reshape", [pairs, target], POSITIONAL_ENCODING)


def _layer(graph: OnnxGraph, index: int, layer: Layer, shape: EncoderShape) -> None:
    prefix, hidden = f"layer.{index}", f"hidden.{index}"
    attended = _attention(graph, index, layer, shape, hidden)
    normalised = _add_and_norm(graph, f"{prefix}.norm_1", f"{prefix}.norm_1", layer.norm_1, hidden, attended)
    expanded = _linear(graph, f"{prefix}.feed_forward.expand", layer.expand, normalised)
    active = graph.node("Relu", [expanded], f"{prefix}.feed_forward.active")
    contracted = _linear(graph, f"{prefix}.feed_forward.contract", layer.contract, active, f"{prefix}.feed_forward")
    _add_and_norm(graph, f"{prefix}.norm_2", f"hidden.{index + 1}", layer.norm_2, normalised, contracted)


def _attention(graph: OnnxGraph, index: int, layer: Layer, shape: EncoderShape, hidden: str) -> str:
    prefix = f"layer.{index}"
    # Zeros in a shape copy the input's dimension: batch and length.
    split = graph.constant("shape.split_heads", np.array([0, 0, shape.heads, shape.head_dimension], np.int64))
    joined = graph.constant("shape.join_heads", np.array([0, 0, shape.dimension], np.int64))
    for part in ("query", "key", "value"):
        matrix = graph.weight(f"{prefix}.{part}.weight", getattr(layer.attention, part).weight.T)
        projected = graph.node("MatMul", [hidden, matrix], f"{prefix}.{part}.projected")
        split_up = graph.node("Reshape", [projected, split], f"{prefix}.{part}.split")
        graph.node("Transpose", [split_up], f"{prefix}.{part}", perm=[0, 2, 1, 3])
    transposed = graph.node("Transpose", [f"{prefix}.key"], f"{prefix}.key.transposed", perm=[0, 1, 3, 2])
    products = graph.node("MatMul", [f"{prefix}.query", transposed], f"{prefix}.products")
    root = graph.constant("attention.root_of_head_dimension", np.float32(math.sqrt(shape.head_dimension)))
    scores = graph.node("Div", [products, root], f"{prefix}.scores")
    attention = graph.node("Softmax", [scores], f"attention.{index}", axis=-1)
    context = graph.node("MatMul", [attention, f"{prefix}.value"], f"{prefix}.context")
    by_token = graph.node("Transpose", [context], f"{prefix}.context.by_token", perm=[0, 2, 1, 3])
    concatenated = graph.node("Reshape", [by_token, joined], f"{prefix}.context_concatenated")
    matrix = graph.weight(f"{prefix}.output.weight", layer.attention.output.weight.T)
    return graph.node("MatMul", [concatenated, matrix], f"{prefix}.attention_output")


def _linear(graph: OnnxGraph, name: str, linear: object, source: str, output: str | None = None) -> str:
    product = graph.node("MatMul", [source, graph.weight(f"{name}.weight", linear.weight.T)], f"{name}.product")
    return graph.node("Add", [product, graph.weight(f"{name}.bias", linear.bias)], output or f"{name}.output")


def _add_and_norm(graph: OnnxGraph, name: str, output: str, norm: object, residual: str, added: str) -> str:
    total = graph.node("Add", [residual, added], f"{name}.sum")
    gain, bias = graph.weight(f"{name}.gain", norm.weight), graph.weight(f"{name}.bias", norm.bias)
    return graph.node("LayerNormalization", [total, gain, bias], output, axis=-1, epsilon=NORM_EPSILON)
