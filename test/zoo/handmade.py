"""Fused operators that no exporter at hand writes."""

import numpy as np
import onnx
from onnx import TensorProto, helper

from .exported import Exported
from .handmade_graph import DIMENSION, HEADS, LENGTH, SIZE, HandmadeGraph, attend, causal, merged, padded, split
from .reference import Attention

SCALE = DIMENSION**-0.5
#: Standard deviation of queries and keys that gives scores one of about 2.5.
SHARP = 2.5**0.5
MICROSOFT = "com.microsoft"
LAYERS = 2


def group_query_attention(rotary: bool) -> Exported:
    """Half as many heads of keys, an empty past, the number of keys from the attention mask; with `rotary`, rotated
    inside, which ONNX Runtime does for d in steps of 16."""
    heads, d = (2, 16) if rotary else (HEADS, DIMENSION)
    scale, key_heads = d**-0.5, heads // 2
    graph = HandmadeGraph(40 + rotary)
    x = graph.embedding()
    graph.input("attention_mask", ["batch", "total_sequence"])
    graph.weight("one", np.array([1], np.int64))
    graph.node("ReduceSum", ["attention_mask", "one"], "total", keepdims=0)
    graph.node("Sub", ["total", "one"], "last")
    graph.node("Cast", ["last"], "seqlens_k", to=TensorProto.INT32)
    graph.node("Shape", ["attention_mask"], "mask_shape")
    graph.weight("first", np.array(1, np.int64))
    graph.node("Gather", ["mask_shape", "first"], "length")
    graph.node("Cast", ["length"], "total_sequence_length", to=TensorProto.INT32)
    angles = np.arange(32)[:, None] * 100.0 ** (-np.arange(d // 2) / (d // 2))
    if rotary:
        graph.weight("cos_cache", np.cos(angles).astype(np.float32))
        graph.weight("sin_cache", np.sin(angles).astype(np.float32))
    found = []
    for layer in range(LAYERS):
        q = split(graph.projection(f"x{layer}", x, f"q{layer}", SIZE, SHARP), d)
        k = split(graph.projection(f"x{layer}", x, f"k{layer}", key_heads * d, SHARP), d)
        v = split(graph.projection(f"x{layer}", x, f"v{layer}", key_heads * d, 1), d)
        past = [f"past_key_values.{layer}.{kind}" for kind in ("key", "value")]
        for name in past:
            graph.input(name, ["batch", key_heads, "past_sequence", d], TensorProto.FLOAT)
        inputs = [f"q{layer}", f"k{layer}", f"v{layer}", *past, "seqlens_k", "total_sequence_length"]
        caches = ["cos_cache", "sin_cache"] if rotary else []
        outputs = [f"context{layer}", f"present.{layer}.key", f"present.{layer}.value"]
        graph.nodes.append(
            helper.make_node(
                "GroupQueryAttention",
                inputs + caches,
                outputs,
                name=f"attention{layer}",
                domain=MICROSOFT,
                num_heads=heads,
                kv_num_heads=key_heads,
                **({"do_rotary": 1} if rotary else {}),
            )
        )
        if rotary:
            q, k = (_rotated(array, angles) for array in (q, k))
        weights, context = attend(q, k, v, scale, causal(LENGTH))
        found.append(Attention("encoder", layer, weights, scale, key_heads, ("padding", "causal")))
        x = graph.residual(layer, x, f"context{layer}", merged(context))
    inputs = {"input_ids": graph.ids, "attention_mask": np.ones_like(graph.ids)}
    return _exported("GroupQueryAttention", graph, 17, inputs, found, x)


def _rotated(array: np.ndarray, angles: np.ndarray) -> np.ndarray:
    cos, sin = np.cos(angles[: array.shape[1]]), np.sin(angles[: array.shape[1]])
    first, second = np.split(array, 2, axis=-1)
    return np.concatenate([first * cos - second * sin, second * cos + first * sin], axis=-1)


def multi_head_attention() -> Exported:
    """Queries, keys and values without their biases, which the operator adds; a mask of keys; a bias of positions."""
    graph = HandmadeGraph(42)
    x = graph.embedding()
    graph.input("attention_mask", ["batch", "sequence"])
    graph.node("Cast", ["attention_mask"], "key_padding_mask", to=TensorProto.INT32)
    mask = np.ones_like(graph.ids)
    mask[0, -2:] = 0
    found = []
    for layer in range(LAYERS):
        q, k, v = (graph.projection(f"x{layer}", x, f"{n}{layer}", SIZE, SHARP) for n in "qkv")
        bias = graph.drawn(f"bias{layer}", (3 * SIZE,), 0.3)
        q, k, v = (split(a + b) for a, b in zip((q, k, v), np.split(bias, 3), strict=True))
        inputs = [f"q{layer}", f"k{layer}", f"v{layer}", f"bias{layer}", "key_padding_mask"]
        graph.node("MultiHeadAttention", inputs, f"context{layer}", MICROSOFT, num_heads=HEADS)
        weights, context = attend(q, k, v, SCALE, padded(mask[0]))
        found.append(Attention("encoder", layer, weights, SCALE, HEADS, ("padding",)))
        x = graph.residual(layer, x, f"context{layer}", merged(context))
    inputs = {"input_ids": graph.ids, "attention_mask": mask}
    return _exported("MultiHeadAttention", graph, 17, inputs, found, x)


def multi_head_cross_attention() -> Exported:
    """Keys and values of the encoder's states, given as [batch, heads, keys, d]; a scale of its own."""
    graph, scale, sources = HandmadeGraph(43), 0.5, 7
    x = graph.embedding()
    graph.input("encoder_hidden_states", ["batch", "source", SIZE], TensorProto.FLOAT)
    graph.weight("heads_shape", np.array([0, 0, HEADS, DIMENSION], np.int64))
    states = graph.random.standard_normal((1, sources, SIZE)).astype(np.float32)
    found = []
    for layer in range(LAYERS):
        q = split(graph.projection(f"x{layer}", x, f"q{layer}", SIZE, SHARP))
        arrays = []
        for name in ("k", "v"):
            arrays.append(split(graph.projection("encoder_hidden_states", states[0], f"{name}{layer}", SIZE, SHARP)))
            graph.node("Reshape", [f"{name}{layer}", "heads_shape"], f"{name}{layer}.split")
            graph.node("Transpose", [f"{name}{layer}.split"], f"{name}{layer}.heads", perm=[0, 2, 1, 3])
        inputs = [f"q{layer}", f"k{layer}.heads", f"v{layer}.heads"]
        graph.node("MultiHeadAttention", inputs, f"context{layer}", MICROSOFT, num_heads=HEADS, scale=scale)
        weights, context = attend(q, *arrays, scale)
        found.append(Attention("cross", layer, weights, scale, HEADS))
        x = graph.residual(layer, x, f"context{layer}", merged(context))
    inputs = {"input_ids": graph.ids, "encoder_hidden_states": states}
    return _exported("MultiHeadAttention", graph, 17, inputs, found, x)


def causal_attention() -> Exported:
    """com.microsoft.Attention, which projects by itself, unidirectional; a mask of keys."""
    graph = HandmadeGraph(44)
    x = graph.embedding()
    graph.input("attention_mask", ["batch", "sequence"])
    graph.node("Cast", ["attention_mask"], "mask_index", to=TensorProto.INT32)
    mask = np.ones_like(graph.ids)
    mask[0, -1:] = 0
    found = []
    for layer in range(LAYERS):
        weight = graph.drawn(f"qkv{layer}.weight", (SIZE, 3 * SIZE), SHARP / SIZE**0.5)
        bias = graph.drawn(f"qkv{layer}.bias", (3 * SIZE,), 0.3)
        inputs = [f"x{layer}", f"qkv{layer}.weight", f"qkv{layer}.bias", "mask_index"]
        graph.node("Attention", inputs, f"context{layer}", MICROSOFT, num_heads=HEADS, unidirectional=1)
        q, k, v = (split(array) for array in np.split(x @ weight + bias, 3, axis=-1))
        weights, context = attend(q, k, v, SCALE, causal(LENGTH) + padded(mask[0]))
        found.append(Attention("encoder", layer, weights, SCALE, HEADS, ("padding", "causal")))
        x = graph.residual(layer, x, f"context{layer}", merged(context))
    return _exported("Attention", graph, 17, {"input_ids": graph.ids, "attention_mask": mask}, found, x)


def onnx_attention(opset: int) -> Exported:
    """ONNX's own Attention of rank 3: causal with shared keys, then with a bias of distances and a scale."""
    graph = HandmadeGraph(opset)
    x = graph.embedding()
    distances = -np.abs(np.arange(LENGTH)[:, None] - np.arange(LENGTH)).astype(np.float32)
    slopes = 2.0 ** -np.arange(1, HEADS + 1, dtype=np.float32)[:, None, None]
    graph.weight("alibi", (slopes * distances)[None])
    found = []
    for layer, (key_heads, scale) in enumerate(((2, SCALE), (HEADS, 0.25))):
        q = split(graph.projection(f"x{layer}", x, f"q{layer}", SIZE, SHARP))
        k, v = (split(graph.projection(f"x{layer}", x, f"{n}{layer}", key_heads * DIMENSION, SHARP)) for n in "kv")
        inputs = [f"q{layer}", f"k{layer}", f"v{layer}", *(["alibi"] if layer else [])]
        chosen = {"scale": scale} if layer else {"is_causal": 1}
        graph.node("Attention", inputs, f"context{layer}", q_num_heads=HEADS, kv_num_heads=key_heads, **chosen)
        weights, context = attend(q, k, v, scale, slopes * distances if layer else causal(LENGTH))
        mask, bias = ((), "alibi") if layer else (("causal",), "none")
        found.append(Attention("encoder", layer, weights, scale, key_heads, mask, bias))
        x = graph.residual(layer, x, f"context{layer}", merged(context))
    return _exported("Attention", graph, opset, {"input_ids": graph.ids}, found, x)


def _exported(
    family: str,
    graph: HandmadeGraph,
    opset: int,
    inputs: dict[str, np.ndarray],
    attention: list[Attention],
    result: np.ndarray,
) -> Exported:
    model = graph.model(f"x{LAYERS}", opset)
    onnx.checker.check_model(model)
    return Exported(family, model, inputs, tuple(attention), result[None])
