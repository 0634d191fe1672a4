"""Other kinds of numbers than float32, and numbers beside the file."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.transformers.float16 import convert_float_to_float16

BLOCK = 16


def float16(model: onnx.ModelProto) -> onnx.ModelProto:
    return convert_float_to_float16(onnx.ModelProto.FromString(model.SerializeToString()), keep_io_types=True)


def int8(model: onnx.ModelProto) -> onnx.ModelProto:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "model.onnx", Path(folder) / "quantized.onnx"
        onnx.save(model, source)
        # 7 bits: with 8, processors without VNNI saturate and find something else
        quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        return onnx.load(target)


def q4(model: onnx.ModelProto) -> onnx.ModelProto:
    quantizer = MatMulNBitsQuantizer(model, block_size=BLOCK, is_symmetric=True)
    quantizer.process()
    return quantizer.model.model


def snap_to_q4(model: torch.nn.Module) -> None:
    """Moves each linear layer's weights to numbers that 4 bits hold, so that `q4` loses nothing."""
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, torch.nn.Linear):
                blocks = layer.weight.reshape(layer.weight.shape[0], -1, BLOCK)
                extreme = blocks.gather(-1, blocks.abs().argmax(-1, keepdim=True))
                step = extreme / -8
                layer.weight.copy_(((blocks / step).round().clamp(-8, 7) * step).reshape(layer.weight.shape))


Change = Callable[[onnx.ModelProto], onnx.ModelProto]
