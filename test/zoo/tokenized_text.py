"""Tokenizers trained on a few sentences, and what they make of a text."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SENTENCES = [
    "the cat sat on the mat and looked at the dog",
    "a dog ran after the cat, but the cat was faster",
    "attention lets every token look at every other token",
    "the weights of a row sum to one",
    "she reads the paper and he writes the code",
]
TEXT, PAIR = "The cat looked at a café 🐈", "dog ran"


@dataclass(frozen=True)
class TokenizedText:
    """A text, with its second sentence where it has one, and its ids with special tokens."""

    tokenizer: Tokenizer
    text: str
    pair: str | None
    configuration: dict[str, object]
    names: tuple[str, ...] = ("input_ids", "attention_mask")

    @property
    def vocabulary(self) -> int:
        return self.tokenizer.get_vocab_size()

    @property
    def inputs(self) -> dict[str, np.ndarray]:
        encoding = self.tokenizer.encode(self.text, self.pair)
        values = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        return {name: np.array([values[name]], np.int64) for name in self.names}

    def write(self, folder: Path, configuration: dict[str, object]) -> None:
        """tokenizer.json, config.json, tokenizer_config.json and text.json."""
        self.tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
        inputs = self.inputs
        text = {"text": self.text, "pair": self.pair, "ids": inputs["input_ids"][0].tolist()}
        if "token_type_ids" in inputs:
            text["token_type_ids"] = inputs["token_type_ids"][0].tolist()
        for name, value in (
            ("config", configuration),
            ("tokenizer_config", self.configuration),
            ("text", text),
        ):
            content = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
            (folder / f"{name}.json").write_text(content + "\n", encoding="utf-8")


def word_piece() -> TokenizedText:
    """BERT's: lowercased, [CLS] text [SEP] pair [SEP]."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=90, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")],
    )
    names = dict(pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", mask_token="[MASK]")
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    return TokenizedText(tokenizer, TEXT, PAIR, _configuration("BertTokenizer", do_lower_case=True, **names), inputs)


def byte_level(sentence_ends: bool) -> TokenizedText:
    """RoBERTa's (`<s>` text `</s></s>` pair `</s>`) or GPT-2's, which adds nothing."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"] if sentence_ends else ["<|endoftext|>"]
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.decoder = decoders.ByteLevel()
    if not sentence_ends:
        tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
        ends = dict.fromkeys(("bos_token", "eos_token", "unk_token"), "<|endoftext|>")
        return TokenizedText(tokenizer, TEXT, None, _configuration("GPT2Tokenizer", **ends))
    tokenizer.post_processor = processors.RobertaProcessing(
        ("</s>", 2), ("<s>", 0), trim_offsets=True, add_prefix_space=False
    )
    return TokenizedText(tokenizer, TEXT, PAIR, _configuration("RobertaTokenizer", **_sentence_tokens()))


def unigram(sentence_starts: bool) -> TokenizedText:
    """XLM-R's (`<s>` text `</s></s>` pair `</s>`) or T5's, which ends with `</s>` alone."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"] if sentence_starts else ["<pad>", "</s>", "<unk>"]
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=80, special_tokens=special, unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    tokenizer.decoder = decoders.Metaspace()
    used = ("<s>", "</s>") if sentence_starts else ("</s>",)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>" if sentence_starts else "$A </s>",
        pair="<s> $A </s> </s> $B </s>" if sentence_starts else "$A </s> $B </s>",
        special_tokens=[(token, tokenizer.token_to_id(token)) for token in used],
    )
    if sentence_starts:
        return TokenizedText(tokenizer, TEXT, PAIR, _configuration("XLMRobertaTokenizer", **_sentence_tokens()))
    names = dict(pad_token="<pad>", eos_token="</s>", unk_token="<unk>")
    return TokenizedText(tokenizer, TEXT, None, _configuration("T5Tokenizer", **names))


def _sentence_tokens() -> dict[str, str]:
    return dict(
        bos_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        cls_token="<s>",
        unk_token="<unk>",
        pad_token="<pad>",
        mask_token="<mask>",
    )


def _configuration(tokenizer_class: str, **others: object) -> dict[str, object]:
    return {"tokenizer_class": tokenizer_class, "model_max_length": 32, **others}


Tokenization = Callable[[], TokenizedText]
