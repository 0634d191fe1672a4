"""What the zoo holds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from . import (
    decoders,
    encoder_decoders,
    encoders,
    handmade,
    precision,
    relative_encoders,
    tokenized_text,
    transformer_encoder,
    written,
)
from .exported import Exported
from .fusing import fused, with_added_mask
from .precision import Change
from .reference import Reference
from .tokenized_text import Tokenization


@dataclass(frozen=True)
class Recipe:
    """How a fixture is made. `attn` is how the model attends in PyTorch where it is exported, `prepare` and `change`
    are what happens before and after; `variants` are further files beside the model's: name, precision, change."""

    name: str
    model: Callable[..., Reference] | Callable[[], Exported]
    attn: str = "eager"
    exporter: str = "torchscript"
    opset: int = 17
    precision: str = "float32"
    prepare: Callable[[Reference], Reference] | None = None
    change: Change | None = None
    tokenizer: Tokenization | None = None
    file: str = "model.onnx"
    external: bool = False
    variants: tuple[tuple[str, str, Change], ...] = ()


def by_hand(name: str, model: Callable[[], Exported], opset: int = 17) -> Recipe:
    return Recipe(name, model, "fused", "hand", opset)


def _half(reference: Reference) -> Reference:
    return reference.with_module(reference.module.half())


#: The standard deviation of scores where numbers are coarse: an error of a score counts the more, the sharper the row.
BLUNT = 1.5
_llama_for_q4 = partial(decoders.llama, adjust=precision.snap_to_q4)

_sinusoidal_encoder = partial(transformer_encoder.transformer_encoder, kind=transformer_encoder.SinusoidalEncoder)

RECIPES = [
    Recipe("bert-eager", encoders.bert),
    Recipe("bert-sdpa-14", encoders.bert, "sdpa", opset=14),
    Recipe("bert-dynamo-18", encoders.bert, exporter="dynamo", opset=18),
    Recipe("bert-sdpa-dynamo-23", encoders.bert, "sdpa", "dynamo", 23),
    Recipe("roberta-eager", encoders.roberta),
    Recipe("roberta-sdpa-dynamo-21", encoders.roberta, "sdpa", "dynamo", 21),
    Recipe("xlm-roberta-14", encoders.xlm_roberta, opset=14),
    Recipe("distilbert-14", encoders.distilbert, opset=14),
    Recipe("distilbert-sdpa-dynamo-18", encoders.distilbert, "sdpa", "dynamo", 18),
    Recipe("albert", encoders.albert),
    Recipe("albert-sdpa-dynamo-18", encoders.albert, "sdpa", "dynamo", 18),
    Recipe("electra-sdpa", encoders.electra, "sdpa"),
    Recipe("mpnet", encoders.mpnet),
    Recipe("mpnet-dynamo-21", encoders.mpnet, exporter="dynamo", opset=21),
    Recipe("deberta", relative_encoders.deberta),
    Recipe("deberta-v2", relative_encoders.deberta_v2),
    Recipe("deberta-v2-dynamo-18", relative_encoders.deberta_v2, exporter="dynamo", opset=18),
    Recipe("modernbert-sdpa", relative_encoders.modernbert, "sdpa"),
    Recipe("modernbert-dynamo-18", relative_encoders.modernbert, exporter="dynamo", opset=18),
    Recipe("t5-encoder", relative_encoders.t5_encoder),
    Recipe("t5-encoder-dynamo-21", relative_encoders.t5_encoder, exporter="dynamo", opset=21),
    Recipe("gpt2", decoders.gpt2),
    Recipe("gpt2-sdpa-dynamo-23", decoders.gpt2, "sdpa", "dynamo", 23),
    Recipe("llama-gqa", decoders.llama),
    Recipe("llama-gqa-sdpa-dynamo-23", decoders.llama, "sdpa", "dynamo", 23),
    Recipe("gemma3-sdpa-dynamo-18", decoders.gemma3, "sdpa", "dynamo", 18),
    Recipe("bloom", decoders.bloom),
    Recipe("gpt-neox", decoders.gpt_neox),
    Recipe("clip-text-sdpa-14", decoders.clip_text, "sdpa", opset=14),
    Recipe("bart", encoder_decoders.bart),
    Recipe("bart-decoder", encoder_decoders.bart_decoder),
    Recipe("marian-sdpa-dynamo-18", encoder_decoders.marian, "sdpa", "dynamo", 18),
    Recipe("t5", encoder_decoders.t5),
    Recipe("transformer-encoder", transformer_encoder.transformer_encoder, "sdpa"),
    Recipe("transformer-encoder-dynamo-18", transformer_encoder.transformer_encoder, "sdpa", "dynamo", 18),
    Recipe("sinusoidal-encoder", _sinusoidal_encoder, "sdpa"),
    Recipe("sinusoidal-encoder-dynamo-18", _sinusoidal_encoder, "sdpa", "dynamo", 18),
    Recipe("bert-fused", encoders.bert, "division", prepare=with_added_mask, change=partial(fused, kind="bert")),
    Recipe(
        "roberta-fused-multi-head",
        encoders.roberta,
        "division",
        prepare=with_added_mask,
        change=partial(fused, kind="bert", multi_head=True),
    ),
    Recipe(
        "distilbert-fused-mask-index",
        encoders.distilbert,
        "division",
        prepare=with_added_mask,
        change=partial(fused, kind="bert", mask_index=True),
    ),
    by_hand("hand-group-query", partial(handmade.group_query_attention, rotary=False)),
    by_hand("hand-group-query-rotary", partial(handmade.group_query_attention, rotary=True)),
    by_hand("hand-multi-head", handmade.multi_head_attention),
    by_hand("hand-multi-head-cross", handmade.multi_head_cross_attention),
    by_hand("hand-causal", handmade.causal_attention),
    by_hand("hand-written-softmax", written.written_softmax),
    by_hand("hand-attention-23", partial(handmade.onnx_attention, 23), 23),
    by_hand("hand-attention-24", partial(handmade.onnx_attention, 24), 24),
    Recipe("bert-float16", partial(encoders.bert, deviation=BLUNT), precision="float16", change=precision.float16),
    Recipe("gpt2-half", partial(decoders.gpt2, deviation=BLUNT), precision="float16", prepare=_half),
    Recipe("roberta-int8", partial(encoders.roberta, deviation=BLUNT), precision="int8", change=precision.int8),
    Recipe("gpt2-int8", partial(decoders.gpt2, deviation=BLUNT), precision="int8", change=precision.int8),
    Recipe(
        "distilbert-int8-dynamo-18",
        partial(encoders.distilbert, deviation=BLUNT),
        "sdpa",
        "dynamo",
        18,
        "int8",
        change=precision.int8,
    ),
    Recipe("llama-q4", _llama_for_q4, precision="q4", change=precision.q4),
    Recipe("bert-external", encoders.bert, "sdpa", "dynamo", 18, external=True),
    Recipe(
        "tokenizer-bert",
        partial(encoders.bert, deviation=BLUNT),
        tokenizer=tokenized_text.word_piece,
        file="onnx/model.onnx",
        variants=(("onnx/model_quantized.onnx", "int8", precision.int8),),
    ),
    Recipe("tokenizer-roberta", encoders.roberta, "sdpa", tokenizer=partial(tokenized_text.byte_level, True)),
    Recipe("tokenizer-xlm-roberta", encoders.xlm_roberta, tokenizer=partial(tokenized_text.unigram, True)),
    Recipe("tokenizer-t5", relative_encoders.t5_encoder, tokenizer=partial(tokenized_text.unigram, False)),
    Recipe("tokenizer-gpt2", decoders.gpt2, "sdpa", tokenizer=partial(tokenized_text.byte_level, False)),
]
