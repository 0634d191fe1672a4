"""Decoders of transformers without an encoder."""

from collections.abc import Callable

import torch
import transformers as hf

from .reference import Reference
from .single_model import SIZES, VOCABULARY, single
from .tokenized_text import TokenizedText
from .weights import SCORE_DEVIATION

CAUSAL = ("padding", "causal")


def gpt2(attn: str, text: TokenizedText | None = None, deviation: float = SCORE_DEVIATION) -> Reference:
    config = hf.GPT2Config(
        vocab_size=text.vocabulary if text else VOCABULARY,
        n_positions=32,
        n_embd=32,
        n_inner=48,
        n_layer=2,
        n_head=4,
        bos_token_id=0,
        eos_token_id=0,
    )
    return single(
        "gpt2",
        hf.GPT2Model(config),
        attn,
        r"c_attn",
        inputs=text and text.inputs,
        seed=12,
        deviation=deviation,
        padding=1,
        mask=CAUSAL,
        constants={"use_cache": False},
    )


def llama(attn: str, adjust: Callable[[torch.nn.Module], None] | None = None) -> Reference:
    config = hf.LlamaConfig(vocab_size=VOCABULARY, max_position_embeddings=32, num_key_value_heads=2, **SIZES)
    return single(
        "llama",
        hf.LlamaModel(config),
        attn,
        r"[qk]_proj",
        seed=13,
        adjust=adjust,
        padding=1,
        key_heads=2,
        mask=CAUSAL,
        constants={"use_cache": False},
    )


def bloom(attn: str) -> Reference:
    config = hf.BloomConfig(vocab_size=VOCABULARY, hidden_size=32, n_layer=2, n_head=4, pad_token_id=3)
    return single(
        "bloom",
        hf.BloomModel(config),
        attn,
        r"query_key_value",
        seed=14,
        padding=1,
        mask=CAUSAL,
        bias="alibi",
        constants={"use_cache": False},
    )


def gpt_neox(attn: str) -> Reference:
    config = hf.GPTNeoXConfig(vocab_size=VOCABULARY, max_position_embeddings=32, rotary_pct=0.5, **SIZES)
    return single(
        "gpt-neox",
        hf.GPTNeoXModel(config),
        attn,
        r"query_key_value",
        seed=15,
        names=("input_ids", "attention_mask", "position_ids"),
        padding=1,
        mask=CAUSAL,
        constants={"use_cache": False},
    )


def clip_text(attn: str) -> Reference:
    config = hf.CLIPTextConfig(vocab_size=VOCABULARY, max_position_embeddings=32, **SIZES)
    return single("clip-text", hf.CLIPTextModel(config), attn, r"[qk]_proj", seed=16, padding=2, mask=CAUSAL)


def gemma3(attn: str) -> Reference:
    """Global and sliding causal layers, one head of keys, normalized queries and keys."""
    config = hf.Gemma3TextConfig(
        vocab_size=VOCABULARY,
        max_position_embeddings=32,
        num_key_value_heads=1,
        head_dim=8,
        query_pre_attn_scalar=16,
        sliding_window=4,
        layer_types=["sliding_attention", "full_attention"],
        pad_token_id=0,
        **SIZES,
    )
    return single(
        "gemma3",
        hf.Gemma3TextModel(config),
        attn,
        r"[qk]_norm",
        seed=17,
        length=10,
        padding=1,
        scale=16**-0.5,
        key_heads=1,
        mask=lambda layer: CAUSAL if layer else (*CAUSAL, "local"),
        constants={"use_cache": False},
    )
