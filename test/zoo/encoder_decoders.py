"""Models of transformers with an encoder and a decoder in one graph."""

from collections.abc import Sequence

import numpy as np
import torch
import transformers as hf

from .reference import Attention, Reference
from .single_model import VOCABULARY, LastHiddenState, padded_ids
from .weights import randomize, sharpen

NAMES = ("input_ids", "attention_mask", "decoder_input_ids")


def bart(attn: str) -> Reference:
    return _whole("bart", hf.BartModel(hf.BartConfig(**_bart_sizes())), attn, seed=20)


def marian(attn: str) -> Reference:
    config = hf.MarianConfig(**_bart_sizes(), decoder_vocab_size=VOCABULARY, decoder_start_token_id=0)
    return _whole("marian", hf.MarianModel(config), attn, seed=21)


def t5(attn: str) -> Reference:
    config = hf.T5Config(
        vocab_size=VOCABULARY,
        d_model=32,
        d_kv=8,
        d_ff=48,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        relative_attention_max_distance=16,
        decoder_start_token_id=0,
    )
    return _whole("t5", hf.T5Model(config), attn, seed=22, scale=1.0, bias="relative")


def bart_decoder(attn: str) -> Reference:
    """The decoder's file of an encoder-decoder exported in two: it is fed the encoder's hidden states."""
    whole = _whole("bart", hf.BartModel(hf.BartConfig(**_bart_sizes())), attn, seed=23)
    model = whole.module.model
    with torch.no_grad():
        states = model.encoder(*(torch.from_numpy(whole.inputs[name]) for name in NAMES[:2]))[0]
    inputs = {
        "input_ids": whole.inputs["decoder_input_ids"],
        "encoder_hidden_states": states.numpy(),
        "encoder_attention_mask": whole.inputs["attention_mask"],
    }
    return Reference(
        "bart",
        LastHiddenState(model.decoder, tuple(inputs), use_cache=False),
        inputs,
        tuple(a for a in whole.attention if a.group != "encoder"),
        dynamic={
            "input_ids": {0: "batch", 1: "sequence"},
            "encoder_hidden_states": {0: "batch", 1: "encoder_sequence"},
            "encoder_attention_mask": {0: "batch", 1: "encoder_sequence"},
        },
    )


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


def _whole(
    family: str, model: torch.nn.Module, attn: str, seed: int, scale: float = 8**-0.5, bias: str = "none"
) -> Reference:
    model.eval()
    _attend(model, "eager")
    randomize(model, seed)
    inputs = padded_ids(seed, 9, 2, model.config.pad_token_id, NAMES[:2])
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
        ("encoder", r"encoder\.(layers.*self_attn\.[qk]_proj|.*SelfAttention\.[qk]\.)"),
        ("decoder", r"decoder\.(layers.*self_attn\.[qk]_proj|.*SelfAttention\.[qk]\.)"),
        ("cross", r"encoder_attn\.[qk]_proj|EncDecAttention\.[qk]\."),
    ):
        sharpen(model, place, lambda group=group: attention()[group])
    masks = {"encoder": ("padding",), "decoder": ("causal",), "cross": ("padding",)}
    layers = tuple(
        Attention(group, layer, weights[0].numpy(), scale, 4, masks[group], "none" if group == "cross" else bias)
        for group, all_weights in attention().items()
        for layer, weights in enumerate(all_weights)
    )
    _attend(model, attn)
    dynamic = {name: {0: "batch", 1: "sequence"} for name in NAMES[:2]}
    dynamic["decoder_input_ids"] = {0: "batch", 1: "decoder_sequence"}
    return Reference(family, LastHiddenState(model, NAMES, use_cache=False), inputs, layers, dynamic=dynamic)


def _attend(model: torch.nn.Module, attn: str) -> None:
    for module in model.modules():  # T5's two stacks have configurations of their own
        if hasattr(module, "config"):
            module.config._attn_implementation = attn
