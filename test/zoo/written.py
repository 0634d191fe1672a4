"""Softmax written out by elementary operators, a form a layer, as exporters and people write it."""

from collections.abc import Callable

import numpy as np
import onnx
from onnx import TensorProto

from .exported import Exported
from .handmade_graph import DIMENSION, HEADS, SIZE, HandmadeGraph, attend, merged, split
from .reference import Attention

SCALE = DIMENSION**-0.5
#: Standard deviation of queries and keys: that of scores is its square.
SHARP = 4**0.5
#: Of layer n, heads apart: the names of queries, keys and values [1, heads, N, d]; returns that of the context, alike.
Form = Callable[[HandmadeGraph, str], str]


def written_softmax() -> Exported:
    graph = HandmadeGraph(50)
    x = graph.embedding()
    graph.weight("scale", np.array(SCALE, np.float32))
    graph.weight("heads_shape", np.array([0, 0, HEADS, DIMENSION], np.int64))
    graph.weight("merged_shape", np.array([0, 0, SIZE], np.int64))
    graph.weight("last", np.array([-1], np.int64))
    graph.weight("second", np.array([2], np.int64))
    graph.weight("two", np.array(2, np.float32))
    graph.weight("log2e", np.array(np.log2(np.e), np.float32))
    graph.weight("epsilon", np.array(1e-12, np.float32))
    forms: list[Form] = [
        _maximum, _plain, _reciprocal, _logarithm, _power_of_two, _divided_after, _squeezed, _log_sum, _log_of_sum,
        _keys_by_queries, _values_first, _equation, _heads_last,
    ]  # fmt: skip
    found = []
    for layer, form in enumerate(forms):
        arrays = []
        for name in "qkv":
            # Small values keep tokens apart over many layers.
            deviation = 0.3 if name == "v" else SHARP
            arrays.append(split(graph.projection(f"x{layer}", x, f"{name}{layer}", SIZE, deviation)))
            graph.node("Reshape", [f"{name}{layer}", "heads_shape"], f"{name}{layer}.split")
            graph.node("Transpose", [f"{name}{layer}.split"], f"{name}{layer}.heads", perm=[0, 2, 1, 3])
        weights, context = attend(*arrays, SCALE)
        found.append(Attention("encoder", layer, weights, SCALE, HEADS))
        graph.node("Transpose", [form(graph, str(layer))], f"by_token{layer}", perm=[0, 2, 1, 3])
        graph.node("Reshape", [f"by_token{layer}", "merged_shape"], f"context{layer}")
        x = graph.residual(layer, x, f"context{layer}", merged(context))
    model = graph.model(f"x{len(forms)}", 17)
    onnx.checker.check_model(model)
    return Exported("written softmax", model, {"input_ids": graph.ids}, tuple(found), x[None])


def _scores(graph: HandmadeGraph, n: str) -> str:
    graph.node("Transpose", [f"k{n}.heads"], f"k{n}.turned", perm=[0, 1, 3, 2])
    graph.node("MatMul", [f"q{n}.heads", f"k{n}.turned"], f"products{n}")
    return graph.node("Mul", [f"products{n}", "scale"], f"scores{n}")


def _exponentials(graph: HandmadeGraph, n: str) -> str:
    scores = _scores(graph, n)
    graph.node("ReduceMax", [scores], f"maximum{n}", axes=[-1], keepdims=1)
    graph.node("Sub", [scores, f"maximum{n}"], f"shifted{n}")
    return graph.node("Exp", [f"shifted{n}"], f"exp{n}")


def _context(graph: HandmadeGraph, n: str, weights: str) -> str:
    return graph.node("MatMul", [weights, f"v{n}.heads"], f"context{n}.heads")


def _maximum(graph: HandmadeGraph, n: str) -> str:
    exp = _exponentials(graph, n)
    graph.node("ReduceSum", [exp, "last"], f"sum{n}.exp", keepdims=1)
    return _context(graph, n, graph.node("Div", [exp, f"sum{n}.exp"], f"weights{n}"))


def _plain(graph: HandmadeGraph, n: str) -> str:
    exp = graph.node("Exp", [_scores(graph, n)], f"exp{n}")
    graph.node("ReduceSum", [exp, "last"], f"sum{n}.exp", keepdims=1)
    graph.node("Add", [f"sum{n}.exp", "epsilon"], f"sum{n}.safe")
    return _context(graph, n, graph.node("Div", [exp, f"sum{n}.safe"], f"weights{n}"))


def _reciprocal(graph: HandmadeGraph, n: str) -> str:
    exp = _exponentials(graph, n)
    graph.node("ReduceSum", [exp, "last"], f"sum{n}.exp", keepdims=1)
    graph.node("Reciprocal", [f"sum{n}.exp"], f"reciprocal{n}")
    return _context(graph, n, graph.node("Mul", [f"reciprocal{n}", exp], f"weights{n}"))


def _logarithm(graph: HandmadeGraph, n: str) -> str:
    graph.node("LogSoftmax", [_scores(graph, n)], f"log{n}", axis=-1)
    return _context(graph, n, graph.node("Exp", [f"log{n}"], f"weights{n}"))


def _power_of_two(graph: HandmadeGraph, n: str) -> str:
    scores = graph.node("Mul", [_scores(graph, n), "log2e"], f"binary{n}")
    graph.node("ReduceMax", [scores], f"maximum{n}", axes=[-1], keepdims=1)
    graph.node("Sub", [scores, f"maximum{n}"], f"shifted{n}")
    graph.node("Pow", ["two", f"shifted{n}"], f"exp{n}")
    graph.node("ReduceSum", [f"exp{n}", "last"], f"sum{n}.exp", keepdims=1)
    return _context(graph, n, graph.node("Div", [f"exp{n}", f"sum{n}.exp"], f"weights{n}"))


def _divided_after(graph: HandmadeGraph, n: str) -> str:
    exp = _exponentials(graph, n)
    graph.node("ReduceSum", [exp, "last"], f"sum{n}.exp", keepdims=1)
    return graph.node("Div", [_context(graph, n, exp), f"sum{n}.exp"], f"divided{n}")


def _squeezed(graph: HandmadeGraph, n: str) -> str:
    exp = graph.node("Cast", [_exponentials(graph, n)], f"exp{n}.double", to=TensorProto.DOUBLE)
    graph.node("ReduceSum", [exp, "last"], f"sum{n}.exp", keepdims=0)
    graph.node("Unsqueeze", [f"sum{n}.exp", "last"], f"sum{n}.column")
    graph.node("Div", [exp, f"sum{n}.column"], f"weights{n}.double")
    return _context(graph, n, graph.node("Cast", [f"weights{n}.double"], f"weights{n}", to=TensorProto.FLOAT))


def _log_sum(graph: HandmadeGraph, n: str) -> str:
    scores = _scores(graph, n)
    graph.node("ReduceLogSumExp", [scores], f"log_sum{n}", axes=[3], keepdims=1)
    graph.node("Sub", [scores, f"log_sum{n}"], f"log{n}")
    return _context(graph, n, graph.node("Exp", [f"log{n}"], f"weights{n}"))


def _log_of_sum(graph: HandmadeGraph, n: str) -> str:
    exp = _exponentials(graph, n)
    graph.node("ReduceSum", [exp, "last"], f"sum{n}.exp", keepdims=1)
    graph.node("Log", [f"sum{n}.exp"], f"log_sum{n}")
    graph.node("Add", [f"maximum{n}", f"log_sum{n}"], f"normalizer{n}")
    graph.node("Sub", [f"scores{n}", f"normalizer{n}"], f"log{n}")
    return _context(graph, n, graph.node("Exp", [f"log{n}"], f"weights{n}"))


def _transposed_scores(graph: HandmadeGraph, n: str) -> str:
    graph.node("Transpose", [f"q{n}.heads"], f"q{n}.turned", perm=[0, 1, 3, 2])
    graph.node("MatMul", [f"k{n}.heads", f"q{n}.turned"], f"products{n}")
    graph.node("Mul", [f"products{n}", "scale"], f"scores{n}")
    return graph.node("Softmax", [f"scores{n}"], f"weights{n}", axis=-2)


def _keys_by_queries(graph: HandmadeGraph, n: str) -> str:
    graph.node("Transpose", [_transposed_scores(graph, n)], f"weights{n}.turned", perm=[0, 1, 3, 2])
    return _context(graph, n, f"weights{n}.turned")


def _values_first(graph: HandmadeGraph, n: str) -> str:
    graph.node("Transpose", [f"v{n}.heads"], f"v{n}.turned", perm=[0, 1, 3, 2])
    graph.node("MatMul", [f"v{n}.turned", _transposed_scores(graph, n)], f"context{n}.turned")
    return graph.node("Transpose", [f"context{n}.turned"], f"context{n}.heads", perm=[0, 1, 3, 2])


def _equation(graph: HandmadeGraph, n: str) -> str:
    graph.node("Einsum", [f"q{n}.split", f"k{n}.split"], f"products{n}", equation="bqhd,bkhd->bhqk")
    graph.node("Mul", [f"products{n}", "scale"], f"scores{n}")
    graph.node("Exp", [f"scores{n}"], f"exp{n}")
    graph.node("ReduceSum", [f"exp{n}", "last"], f"sum{n}.exp", keepdims=1)
    graph.node("Einsum", [f"exp{n}", f"v{n}.split"], f"context{n}.sum", equation="bhqk,bkhd->bqhd")
    graph.node("Transpose", [f"sum{n}.exp"], f"sum{n}.turned", perm=[0, 2, 1, 3])
    graph.node("Div", [f"context{n}.sum", f"sum{n}.turned"], f"divided{n}")
    return graph.node("Transpose", [f"divided{n}"], f"context{n}.heads", perm=[0, 2, 1, 3])


def _heads_last(graph: HandmadeGraph, n: str) -> str:
    graph.node("Einsum", [f"q{n}.split", f"k{n}.split"], f"products{n}", equation="bqhd,bkhd->bqkh")
    graph.node("Mul", [f"products{n}", "scale"], f"scores{n}")
    graph.node("Exp", [f"scores{n}"], f"exp{n}")
    graph.node("ReduceSum", [f"exp{n}", "second"], f"sum{n}.exp", keepdims=1)
    graph.node("Div", [f"exp{n}", f"sum{n}.exp"], f"weights{n}")
    graph.node("Einsum", [f"weights{n}", f"v{n}.split"], f"context{n}.sum", equation="bqkh,bkhd->bqhd")
    return graph.node("Transpose", [f"context{n}.sum"], f"context{n}.heads", perm=[0, 2, 1, 3])
