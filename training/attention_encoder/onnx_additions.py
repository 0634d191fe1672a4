"""What follows the bytes of the encoder's graph: the head mask's default in the file, logits where they are wanted."""

import numpy as np
from onnx import TensorProto, numpy_helper

from .configuration import EncoderShape
from .onnx_encoder import EMBEDDING, EMBEDDING_SCALE, OUTPUT_BIAS
from .onnx_graph import OnnxGraph, appended
from .tensor_table import HEAD_MASK, LOGITS, OUTPUT


def default_head_mask(shape: EncoderShape) -> bytes:
    """The file's last bytes: ones [layers, H], so that whoever opens the file as it is need not feed a head mask.

    Last, so that they can be left away: onnxruntime-node ignores what it is fed for an input with a default.
    """
    ones = np.ones((shape.layers, shape.heads), np.float32)
    return appended(initializers=[numpy_helper.from_array(ones, HEAD_MASK)])


def logits_nodes() -> bytes:
    """What to append where logits are wanted: last hidden state · embeddingᵀ + bias (the weights are in the file).

    Within the graph they would cost every run a third more, asked for or not.
    """
    graph = OnnxGraph(LOGITS)
    integers = graph.node("Cast", [EMBEDDING], "logits.embedding.integers", to=TensorProto.FLOAT)
    table = graph.node("Mul", [integers, EMBEDDING_SCALE], "logits.embedding")
    transposed = graph.node("Transpose", [table], "logits.embedding.transposed", perm=[1, 0])
    products = graph.node("MatMul", [OUTPUT, transposed], "logits.products")
    graph.node("Add", [products, OUTPUT_BIAS], LOGITS)
    return graph.fragment()
