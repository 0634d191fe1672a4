"""Encoders of transformers whose positions are in the attention: biases, disentangled, rotary."""

import transformers as hf

from .reference import Reference
from .single_model import SIZES, VOCABULARY, single
from .tokenized_text import TokenizedText


def deberta_v2(attn: str) -> Reference:
    config = hf.DebertaV2Config(
        vocab_size=VOCABULARY,
        max_position_embeddings=32,
        relative_attention=True,
        pos_att_type=["p2c", "c2p"],
        position_buckets=8,
        norm_rel_ebd="layer_norm",
        share_att_key=True,
        position_biased_input=False,
        type_vocab_size=0,
        **SIZES,
    )
    return single(
        "deberta-v2",
        hf.DebertaV2Model(config),
        attn,
        r"(query|key)_proj",
        seed=8,
        scale=24**-0.5,
        bias="disentangled",
    )


def deberta(attn: str) -> Reference:
    config = hf.DebertaConfig(
        vocab_size=VOCABULARY,
        max_position_embeddings=32,
        relative_attention=True,
        pos_att_type=["c2p", "p2c"],
        position_biased_input=False,
        type_vocab_size=0,
        **SIZES,
    )
    return single(
        "deberta", hf.DebertaModel(config), attn, r"in_proj|pos_proj", seed=9, scale=24**-0.5, bias="disentangled"
    )


def modernbert(attn: str) -> Reference:
    config = hf.ModernBertConfig(
        vocab_size=VOCABULARY,
        max_position_embeddings=32,
        global_attn_every_n_layers=2,
        local_attention=4,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
        cls_token_id=1,
        sep_token_id=2,
        reference_compile=False,
        **{**SIZES, "num_hidden_layers": 3},
    )
    return single(
        "modernbert",
        hf.ModernBertModel(config),
        attn,
        r"Wqkv",
        seed=10,
        length=12,
        mask=lambda layer: ("padding", "local") if layer % 2 else ("padding",),
    )


def t5_encoder(attn: str, text: TokenizedText | None = None) -> Reference:
    config = hf.T5Config(
        vocab_size=text.vocabulary if text else VOCABULARY,
        d_model=32,
        d_kv=8,
        d_ff=48,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        relative_attention_max_distance=16,
    )
    model = hf.T5EncoderModel(config)
    inputs = text and text.inputs
    return single("t5", model, attn, r"SelfAttention\.[qk]\.", inputs=inputs, seed=11, scale=1.0, bias="relative")
