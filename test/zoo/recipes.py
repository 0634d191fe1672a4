"""What the zoo holds."""

from collections.abc import Callable
from dataclasses import dataclass

from . import decoders, encoder_decoders, encoders, relative_encoders, transformer_encoder
from .reference import Reference


@dataclass(frozen=True)
class Recipe:
    """How a fixture is made: a model, how it attends in PyTorch, how it is exported."""

    name: str
    model: Callable[[str], Reference]
    attn: str = "eager"
    exporter: str = "torchscript"
    opset: int = 17
    precision: str = "float32"


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
]
