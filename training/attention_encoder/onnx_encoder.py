"""The encoder as an ONNX graph, written by hand so that every intermediate has a name that says what it is.

The names that can be asked for are those of `tensor_table`. One output alone is listed, since each is
kept apart in every run, asked for or not; who wants another appends its name to the file's bytes (`appended`).
"""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper

from .configuration import EncoderShape
from .encoder import NORM_EPSILON, Encoder, Layer
from .fixed_point import fixed_point
from .onnx_graph import OnnxGraph
from .tensor_table import HEAD_MASK, INPUT, OUTPUT, layer_tensor

#: The head mask as [layers, H, 1, 1].
_HEAD_MASKS = "head_mask.by_layer"

#: The embedding [V, d] as it is stored, its scales [V, 1], and the bias of the logits [V].
EMBEDDING, EMBEDDING_SCALE, OUTPUT_BIAS = "embedding.int16", "embedding.scale", "output_bias"

#: The bias as it is stored: the runtime warns of an initializer that no node reads.
OUTPUT_BIAS_STORED = "output_bias.stored"


def onnx_encoder(encoder: Encoder) -> onnx.ModelProto:
    """The graph of an encoder, without a default for the head mask and without the nodes of the logits.

    Matrices that have been rounded to 16 bits are stored in them; the embedding must have been.
    """
    shape = encoder.shape
    graph = OnnxGraph("encoder")
    hidden = _embedding(graph, encoder)
    graph.node("Unsqueeze", [HEAD_MASK, graph.constant("head_mask.axes", np.array([2, 3], np.int64))], _HEAD_MASKS)
    for index, layer in enumerate(encoder.layers):
        hidden = _layer(graph, index, layer, shape, hidden)
    # For the logits; through a node, since the runtime warns of weights that none reads.
    graph.node("Identity", [graph.weight(OUTPUT_BIAS_STORED, encoder.output_bias)], OUTPUT_BIAS)
    return graph.model(
        [
            helper.make_tensor_value_info(INPUT, TensorProto.INT64, [1, "N"]),
            helper.make_tensor_value_info(HEAD_MASK, TensorProto.FLOAT, [shape.layers, shape.heads]),
        ],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [1, "N", shape.dimension])],
        "Encoder of Vaswani et al. 2017: post-norm, sinusoidal positions, ReLU. Arithmetic in float32.",
    )


def _embedding(graph: OnnxGraph, encoder: Encoder) -> str:
    dimension = encoder.shape.dimension
    integers, scale = fixed_point(encoder.embedding.weight, 1)
    # Gathered before they are multiplied: only the rows in use become float32.
    rows = graph.node("Gather", [graph.constant(EMBEDDING, integers.numpy()), INPUT], "embedding.rows_int16", axis=0)
    rows = graph.node("Cast", [rows], "embedding.rows_integers", to=TensorProto.FLOAT)
    scales = graph.constant(EMBEDDING_SCALE, scale.numpy())
    scales = graph.node("Gather", [scales, INPUT], "embedding.row_scales", axis=0)
    rows = graph.node("Mul", [rows, scales], "embedding.rows")
    root = graph.constant("embedding.root_of_dimension", np.float32(math.sqrt(dimension)))
    parts = [graph.node("Mul", [rows, root], "token_embedding"), _positional_encoding(graph, dimension)]
    return graph.node("Add", parts, "embedding")


def _positional_encoding(graph: OnnxGraph, dimension: int) -> str:
    """Computed for whatever N comes, in float64: float32 angles would be off by 3e-5 at position 500."""
    shape = graph.node("Shape", [INPUT], "position.input_shape")
    axis = graph.constant("position.length_axis", np.int64(1))
    length = graph.node("Gather", [shape, axis], "position.length", axis=0)
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
    return graph.node("Reshape", [pairs, target], "positional_encoding")


def _layer(graph: OnnxGraph, index: int, layer: Layer, shape: EncoderShape, hidden: str) -> str:
    prefix = f"layer.{index}"
    attended = _attention(graph, index, layer, shape, hidden)
    normalised = _add_and_norm(graph, f"{prefix}.norm_1", f"{prefix}.add_norm_1", layer.norm_1, hidden, attended)
    expanded = _linear(graph, f"{prefix}.feed_forward.expand", layer.expand, normalised)
    active = graph.node("Relu", [expanded], f"{prefix}.feed_forward.active")
    contracted = _linear(graph, f"{prefix}.feed_forward.contract", layer.contract, active, f"{prefix}.feed_forward")
    state = layer_tensor(index, "add_norm_2", shape)
    return _add_and_norm(graph, f"{prefix}.norm_2", state, layer.norm_2, normalised, contracted)


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
    attention = graph.node("Softmax", [scores], f"{prefix}.attention", axis=-1)
    unmasked = graph.node("MatMul", [attention, f"{prefix}.value"], f"{prefix}.context.unmasked")
    # [H, 1, 1], against [1, H, N, d_k]: equal to multiplying the attention, at a fraction of the size.
    number = graph.constant(f"{prefix}.number", np.int64(index))
    mask = graph.node("Gather", [_HEAD_MASKS, number], f"{prefix}.head_mask", axis=0)
    context = graph.node("Mul", [unmasked, mask], f"{prefix}.context")
    by_token = graph.node("Transpose", [context], f"{prefix}.context.by_token", perm=[0, 2, 1, 3])
    concatenated = graph.node("Reshape", [by_token, joined], f"{prefix}.context_concatenated")
    output = graph.weight(f"{prefix}.output.weight", layer.attention.output.weight.T)
    return graph.node("MatMul", [concatenated, output], f"{prefix}.attention_output")


def _linear(graph: OnnxGraph, name: str, linear: object, source: str, output: str | None = None) -> str:
    product = graph.node("MatMul", [source, graph.weight(f"{name}.weight", linear.weight.T)], f"{name}.product")
    return graph.node("Add", [product, graph.weight(f"{name}.bias", linear.bias)], output or f"{name}.output")


def _add_and_norm(graph: OnnxGraph, name: str, output: str, norm: object, residual: str, added: str) -> str:
    total = graph.node("Add", [residual, added], f"{name}.sum")
    gain, bias = graph.weight(f"{name}.gain", norm.weight), graph.weight(f"{name}.bias", norm.bias)
    return graph.node("LayerNormalization", [total, gain, bias], output, axis=-1, epsilon=NORM_EPSILON)
