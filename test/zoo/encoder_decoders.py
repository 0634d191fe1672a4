"""Models of transformers with an encoder and a decoder in one graph."""

from collections.abc import Sequence

import numpy as np
import torch
import transformers as hf

from .encoders import VOCABULARY, LastHiddenState, padded_ids
from .reference import Attention, Reference
from .weights import randomize, sharpen

NAMES = ("input_ids", "attention_mask", "decoder_input_ids")


def bart(attn: str) -> Reference:
    return _whole("bart", hf.BartModel(hf.BartConfig(**_bart_sizes())), attn, seed=20)


def marian(attn: str) -> Reference:
    config = hf.MarianConfig(**_bart_sizes(), decoder_vocab_size=VOCABULARY, decoder_start_token_id=0)
    return _whole("marian", hf.MarianModel(config), attn, seed=21)


def _bart_sizes() -> dict[str, int]:
    return {
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 32,
        "d_model": 32,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 48,
        "decoder_ffn_dim": 48,
        "pad_token_id": 1,
        "eos_token_id": 2,
        "forced_eos_token_id": 2,
    }


def _whole(family: str, model: torch.nn.Module, attn: str, seed: int) -> Reference:
    model.eval()
    model.set_attn_implementation("eager")
    randomize(model, seed)
    inputs = padded_ids(seed, 9, 2, 1, NAMES[:2])
    inputs["decoder_input_ids"] = np.random.default_rng(seed + 100).integers(6, VOCABULARY, (1, 7))
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}

    def attention() -> dict[str, Sequence[torch.Tensor]]:
        with torch.no_grad():
            output = model(**tensors, use_cache=False, output_attentions=True)
        return {
            "encoder": output.encoder_attentions,
            "decoder": output.decoder_attentions,
            "cross": output.cross_attentions,
        }

    for group, place in (
        ("encoder", r"encoder\.layers.*self_attn\.[qk]_proj"),
        ("decoder", r"decoder\.layers.*self_attn\.[qk]_proj"),
        ("cross", r"encoder_attn\.[qk]_proj"),
    ):
        sharpen(model, place, lambda group=group: attention()[group])
    masks = {"encoder": ("padding",), "decoder": ("causal",), "cross": ("padding",)}
    layers = tuple(
        Attention(group, layer, weights[0].numpy(), 8**-0.5, 4, masks[group])
        for group, all_weights in attention().items()
        for layer, weights in enumerate(all_weights)
    )
    model.set_attn_implementation(attn)
    dynamic = {name: {0: "batch", 1: "sequence"} for name in NAMES[:2]}
    dynamic["decoder_input_ids"] = {0: "batch", 1: "decoder_sequence"}
    return Reference(family, LastHiddenState(model, NAMES, use_cache=False), inputs, layers, dynamic=dynamic)
