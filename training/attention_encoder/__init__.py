"""The recipe of the bundled encoder: corpus, tokenizer, training, evaluation, export."""
