"""Encoders of transformers with absolute positions, and MPNet."""

import transformers as hf

from .reference import Reference
from .single_model import SIZES, VOCABULARY, single
from .tokenized_text import TokenizedText
from .weights import SCORE_DEVIATION

TYPED = ("input_ids", "attention_mask", "token_type_ids")


def bert(attn: str, text: TokenizedText | None = None, deviation: float = SCORE_DEVIATION) -> Reference:
    config = hf.BertConfig(vocab_size=text.vocabulary if text else VOCABULARY, max_position_embeddings=32, **SIZES)
    model = hf.BertModel(config, add_pooling_layer=False)
    inputs = text and text.inputs
    return single("bert", model, attn, r"self\.(query|key)", names=TYPED, inputs=inputs, deviation=deviation)


def roberta(attn: str, text: TokenizedText | None = None, deviation: float = SCORE_DEVIATION) -> Reference:
    vocabulary = text.vocabulary if text else VOCABULARY
    config = hf.RobertaConfig(vocab_size=vocabulary, max_position_embeddings=34, type_vocab_size=1, **SIZES)
    model = hf.RobertaModel(config, add_pooling_layer=False)
    inputs = text and text.inputs
    return single("roberta", model, attn, r"self\.(query|key)", inputs=inputs, seed=2, deviation=deviation)


def xlm_roberta(attn: str, text: TokenizedText | None = None) -> Reference:
    vocabulary = text.vocabulary if text else VOCABULARY
    config = hf.XLMRobertaConfig(vocab_size=vocabulary, max_position_embeddings=34, type_vocab_size=1, **SIZES)
    model = hf.XLMRobertaModel(config, add_pooling_layer=False)
    inputs = text and text.inputs
    return single("xlm-roberta", model, attn, r"self\.(query|key)", inputs=inputs, seed=3, length=10, padding=3)


def distilbert(attn: str, deviation: float = SCORE_DEVIATION) -> Reference:
    config = hf.DistilBertConfig(
        vocab_size=VOCABULARY, max_position_embeddings=32, dim=32, n_layers=3, n_heads=4, hidden_dim=48
    )
    return single("distilbert", hf.DistilBertModel(config), attn, r"[qk]_lin", seed=4, deviation=deviation)


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
