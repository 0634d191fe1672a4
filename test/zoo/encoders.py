"""Models of transformers that are an encoder or a decoder alone."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
import transformers as hf

from .reference import Attention, Reference
from .weights import SCORE_DEVIATION, randomize, sharpen

SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 48}
VOCABULARY = 90


class LastHiddenState(torch.nn.Module):
    """Names the inputs that it is given in order."""

    def __init__(self, model: torch.nn.Module, names: Sequence[str], **constants: Any) -> None:
        super().__init__()
        self.model, self.names, self.constants = model, names, constants

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        return self.model(**dict(zip(self.names, values, strict=True)), **self.constants)[0]


def padded_ids(seed: int, length: int, padding: int, pad: int, names: Sequence[str]) -> dict[str, np.ndarray]:
    """`input_ids` and the other inputs that are asked for, int64 [1, length]; the last `padding` tokens are masked."""
    ids = np.random.default_rng(seed).integers(6, VOCABULARY, (1, length))
    mask = np.ones_like(ids)
    if padding:
        ids[:, -padding:], mask[:, -padding:] = pad, 0
    types = (np.arange(length) >= length // 2).astype(np.int64)[None]
    all_inputs = {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": types,
        "position_ids": np.arange(length)[None],
    }
    return {name: all_inputs[name] for name in names}


def single(
    family: str,
    model: torch.nn.Module,
    attn: str,
    projections: str,
    *,
    names: Sequence[str] = ("input_ids", "attention_mask"),
    length: int = 9,
    padding: int = 2,
    seed: int = 1,
    scale: float | None = 8**-0.5,
    key_heads: int = 4,
    mask: Callable[[int], tuple[str, ...]] | tuple[str, ...] = ("padding",),
    bias: str = "none",
    constants: dict[str, Any] | None = None,
    deviation: float = SCORE_DEVIATION,
) -> Reference:
    """A reference whose attentions are the model's own `attentions`; `attn` is what it is exported with."""
    model.eval()
    model.set_attn_implementation("eager")
    randomize(model, seed)
    pad = getattr(model.config, "pad_token_id", None) or 0
    inputs = padded_ids(seed, length, padding, pad, names)
    tensors = {name: torch.from_numpy(array) for name, array in inputs.items()}
    constants = constants or {}

    def attention() -> Sequence[torch.Tensor]:
        with torch.no_grad():
            return model(**tensors, **constants, output_attentions=True).attentions

    sharpen(model, projections, attention, deviation)
    layers = tuple(
        Attention(
            "encoder", layer, weights[0].numpy(), scale, key_heads, mask(layer) if callable(mask) else mask, bias
        )
        for layer, weights in enumerate(attention())
    )
    model.set_attn_implementation(attn)
    dynamic = {name: {0: "batch", 1: "sequence"} for name in names}
    return Reference(family, LastHiddenState(model, names, **constants), inputs, layers, dynamic=dynamic)


TYPED = ("input_ids", "attention_mask", "token_type_ids")


def bert(attn: str) -> Reference:
    config = hf.BertConfig(vocab_size=VOCABULARY, max_position_embeddings=32, **SIZES)
    return single("bert", hf.BertModel(config, add_pooling_layer=False), attn, r"self\.(query|key)", names=TYPED)


def roberta(attn: str) -> Reference:
    config = hf.RobertaConfig(vocab_size=VOCABULARY, max_position_embeddings=34, type_vocab_size=1, **SIZES)
    model = hf.RobertaModel(config, add_pooling_layer=False)
    return single("roberta", model, attn, r"self\.(query|key)", seed=2)


def xlm_roberta(attn: str) -> Reference:
    config = hf.XLMRobertaConfig(vocab_size=VOCABULARY, max_position_embeddings=34, type_vocab_size=1, **SIZES)
    model = hf.XLMRobertaModel(config, add_pooling_layer=False)
    return single("xlm-roberta", model, attn, r"self\.(query|key)", seed=3, length=10, padding=3)


def distilbert(attn: str) -> Reference:
    config = hf.DistilBertConfig(
        vocab_size=VOCABULARY, max_position_embeddings=32, dim=32, n_layers=3, n_heads=4, hidden_dim=48
    )
    return single("distilbert", hf.DistilBertModel(config), attn, r"[qk]_lin", seed=4)


def albert(attn: str) -> Reference:
    config = hf.AlbertConfig(
        vocab_size=VOCABULARY, max_position_embeddings=32, embedding_size=16, **{**SIZES, "num_hidden_layers": 3}
    )
    model = hf.AlbertModel(config, add_pooling_layer=False)
    return single("albert", model, attn, r"attention\.(query|key)", names=TYPED, seed=5)


def electra(attn: str) -> Reference:
    config = hf.ElectraConfig(vocab_size=VOCABULARY, max_position_embeddings=32, embedding_size=16, **SIZES)
    return single("electra", hf.ElectraModel(config), attn, r"self\.(query|key)", names=TYPED, seed=6)


def mpnet(attn: str) -> Reference:
    config = hf.MPNetConfig(vocab_size=VOCABULARY, max_position_embeddings=34, **SIZES)
    model = hf.MPNetModel(config, add_pooling_layer=False)
    return single("mpnet", model, attn, r"attn\.[qk]\.", seed=7, bias="relative")


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


def t5_encoder(attn: str) -> Reference:
    config = hf.T5Config(
        vocab_size=VOCABULARY,
        d_model=32,
        d_kv=8,
        d_ff=48,
        num_layers=2,
        num_heads=4,
        relative_attention_num_buckets=8,
        relative_attention_max_distance=16,
    )
    model = hf.T5EncoderModel(config)
    return single("t5", model, attn, r"SelfAttention\.[qk]\.", seed=11, scale=1.0, bias="relative")


def gpt2(attn: str) -> Reference:
    config = hf.GPT2Config(
        vocab_size=VOCABULARY, n_positions=32, n_embd=32, n_layer=2, n_head=4, bos_token_id=0, eos_token_id=0
    )
    return single(
        "gpt2",
        hf.GPT2Model(config),
        attn,
        r"c_attn",
        seed=12,
        padding=1,
        mask=("padding", "causal"),
        constants={"use_cache": False},
    )


def llama(attn: str) -> Reference:
    config = hf.LlamaConfig(vocab_size=VOCABULARY, max_position_embeddings=32, num_key_value_heads=2, **SIZES)
    return single(
        "llama",
        hf.LlamaModel(config),
        attn,
        r"[qk]_proj",
        seed=13,
        padding=1,
        key_heads=2,
        mask=("padding", "causal"),
        constants={"use_cache": False},
    )
