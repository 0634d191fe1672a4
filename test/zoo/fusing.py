"""Fusion by ONNX Runtime's transformer optimizer, which knows the graphs of transformers 4 rather than 5."""

import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import AttentionMaskFormat, FusionOptions
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import eager_mask

from .reference import Reference


def division(
    module: torch.nn.Module, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, mask: torch.Tensor | None, **_
) -> tuple[torch.Tensor, torch.Tensor]:
    """Eager attention that divides by √d where transformers 5 multiplies."""
    scores = query @ key.transpose(2, 3) / float(int(query.shape[-1])) ** 0.5
    weights = torch.softmax(scores if mask is None else scores + mask, dim=-1)
    return (weights @ value).transpose(1, 2).contiguous(), weights


AttentionInterface.register("division", division)
AttentionMaskInterface.register("division", eager_mask)


class AddedMask(torch.nn.Module):
    """Makes the padding mask the way that the optimizer recognises."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        input_ids, attention_mask, *others = values
        mask = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * torch.finfo(torch.float32).min
        return self.model(input_ids, mask, *others)


def with_added_mask(reference: Reference) -> Reference:
    return reference.with_module(AddedMask(reference.module))


def fused(model: onnx.ModelProto, kind: str, *, multi_head: bool = False, mask_index: bool = False) -> onnx.ModelProto:
    """`multi_head`: MultiHeadAttention instead of Attention. `mask_index`: the mask is each row's length."""
    options = FusionOptions(kind)
    options.use_multi_head_attention = multi_head
    mask_format = AttentionMaskFormat.MaskIndexEnd if mask_index else AttentionMaskFormat.AttentionMask
    options.attention_mask_format = mask_format
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        onnx.save(_with_heads_spelled_out(model, 4), path)
        result = optimizer.optimize_model(
            str(path), kind, num_heads=4, hidden_size=32, optimization_options=options, opt_level=0
        ).model
    if any(node.op_type == "Softmax" for node in result.graph.node):
        raise ValueError("not everything was fused")
    return result


def _with_heads_spelled_out(model: onnx.ModelProto, heads: int) -> onnx.ModelProto:
    """Reshapes to [batch, length, heads, d] where transformers 5 leaves the heads to be counted (-1)."""
    copy = onnx.ModelProto.FromString(model.SerializeToString())
    made = {name: node for node in copy.graph.node for name in node.output}
    for node in copy.graph.node:
        if node.op_type == "Concat" and len(node.input) == 4 and made[node.input[2]].op_type == "Constant":
            constant = made[node.input[2]].attribute[0]
            if onnx.numpy_helper.to_array(constant.t).tolist() == [-1]:
                constant.t.CopyFrom(onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(constant.t) * 0 + heads))
    return copy
