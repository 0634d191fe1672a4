"""`train`: masked language modelling until the time budget is used up; goes on from the latest checkpoint."""

import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from . import checkpoint
from .baselines import unigram_distribution
from .configuration import Recipe
from .encoder import Encoder
from .masked_language_model import TrainingMasks, masked_loss
from .retyped_brackets import BracketKinds
from .schedule import rate_factor, stage
from .token_stream import draw_batch, read_streams
from .token_text import TokenClasses, token_bytes, token_classes
from .tokenizer import load_tokenizer
from .validation import Validation


def optimiser_for(encoder: Encoder, recipe: Recipe) -> torch.optim.Optimizer:
    """AdamW, with one rate for the matrices of the layers and one for the embedding, biases and norms."""
    matrices = [parameter for parameter in encoder.layers.parameters() if parameter.ndim == 2]
    chosen = set(map(id, matrices))
    others = [parameter for parameter in encoder.parameters() if id(parameter) not in chosen]
    groups = [
        {"params": matrices, "peak": recipe.matrix_rate, "weight_decay": recipe.weight_decay},
        {"params": others, "peak": recipe.vector_rate, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), fused=True)


def train(folder: Path, recipe: Recipe) -> None:
    """Train in a run's folder (token streams in it; `latest.pt`, `best.pt` and `log.jsonl` are written to it)."""
    torch.set_num_threads(recipe.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(recipe.seed)
    streams = read_streams(folder, "train")
    tokenizer = load_tokenizer(folder / "tokenizer.json")
    classes, texts = token_classes(tokenizer), token_bytes(tokenizer)
    kinds = BracketKinds(texts)
    unigram = unigram_distribution(streams, recipe.shape.vocabulary)
    validation = Validation(read_streams(folder, "heldout"), recipe, unigram, texts)
    encoder = Encoder(recipe.shape)
    with torch.no_grad():  # begins at the unigram loss instead of spending its first steps on reaching it
        encoder.output_bias.copy_(torch.from_numpy(np.log(unigram)))
    optimiser = optimiser_for(encoder, recipe)
    progress = checkpoint.Progress()
    recipes: list[dict] = []
    randomness = (np.random.default_rng(recipe.seed), torch.Generator().manual_seed(recipe.seed))
    latest = folder / "latest.pt"
    best_loss = float("inf")
    if latest.exists():
        content = checkpoint.load(latest)
        encoder.load_state_dict(content["encoder"])
        optimiser.load_state_dict(content["optimiser"])
        progress = checkpoint.Progress(**content["progress"])
        best_loss = content["record"]["best_loss"]
        recipes = content["recipes"]
        checkpoint.restore_random(content, *randomness)
    recipes = checkpoint.recipes_with(recipes, recipe, progress.seconds)

    def keep(record: dict) -> None:
        nonlocal best_loss
        names = ["latest.pt"] if record["loss"] >= best_loss else ["latest.pt", "best.pt"]
        best_loss = min(best_loss, record["loss"])
        for name in names:
            stored = {**record, "best_loss": best_loss, "unigram_loss": validation.unigram_loss}
            checkpoint.save(folder / name, encoder, optimiser, progress, recipes, randomness, stored)

    logged = saved = progress.seconds
    logged_tokens = progress.tokens
    began = time.monotonic() - progress.seconds
    while progress.seconds < recipe.minutes * 60:
        share = progress.seconds / (recipe.minutes * 60)
        rate = rate_factor(recipe, progress.steps, share)
        loss, tokens = _step(encoder, optimiser, streams, classes, kinds, recipe, rate, share, randomness)
        progress.steps += 1
        progress.tokens += tokens
        progress.seconds = time.monotonic() - began
        if progress.seconds - logged >= recipe.log_seconds or progress.seconds >= recipe.minutes * 60:
            speed = (progress.tokens - logged_tokens) / (progress.seconds - logged)
            record = {**asdict(progress), "weighted_loss": loss, **validation.look(encoder), "unigram": validation.unigram_loss,
                      "tokens_per_second": round(speed), "length": stage(recipe.lengths, share)}
            _log(folder / "log.jsonl", record)
            logged, logged_tokens = progress.seconds, progress.tokens
            if progress.seconds - saved >= recipe.checkpoint_seconds or progress.seconds >= recipe.minutes * 60:
                keep(record)
                saved = progress.seconds


def _step(
    encoder: Encoder, optimiser: torch.optim.Optimizer, streams: dict, classes: TokenClasses, kinds: BracketKinds,
    recipe: Recipe, rate: float, share: float, randomness: tuple,
) -> tuple[float, int]:
    """One optimiser step at a share of the time budget: the training loss (nats, brackets weighted) and the tokens read."""
    length = stage(recipe.lengths, share)
    rows = max(1, stage(recipe.tokens_per_step, share) // length)
    drawn = draw_batch(streams, rows, length, recipe.two_segment_share, randomness[0])
    tokens = torch.from_numpy(kinds.retyped(drawn, stage(recipe.retyped_shares, share), randomness[0]))
    corrupted, chosen = _masks(recipe).mask(tokens, classes, randomness[1])
    offsets = _offsets(tokens, recipe, randomness[1])
    weights = torch.where(classes.is_bracket[tokens], stage(recipe.bracket_weights, share), 1.0)
    with torch.autocast("cpu", torch.bfloat16, enabled=recipe.bfloat16):
        loss = masked_loss(encoder, corrupted, chosen, tokens, offsets, weights)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(encoder.parameters(), recipe.gradient_norm)
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * rate
    optimiser.step()
    optimiser.zero_grad()
    return float(loss.detach()), tokens.numel()


def _masks(recipe: Recipe) -> TrainingMasks:
    return TrainingMasks(
        recipe.mask_share, recipe.whole_word_share, recipe.bracket_share, recipe.bracket_masked, recipe.bracket_swapped
    )


def _offsets(tokens: torch.Tensor, recipe: Recipe, random: torch.Generator) -> torch.Tensor:
    """Where each sequence begins, [B]: half of them at 0, the others anywhere in the trained length.

    Shifted absolute positions (Kiyono et al. 2021): short sequences train every position, and a head learns "the one
    before" instead of "the eleventh".
    """
    rows, length = tokens.shape
    offsets = torch.randint(0, recipe.trained_length - length + 1, (rows,), generator=random)
    return offsets * torch.randint(0, 2, (rows,), generator=random)


def _log(path: Path, record: dict) -> None:
    line = json.dumps({name: round(value, 4) if isinstance(value, float) else value for name, value in record.items()})
    print(line, flush=True)
    with path.open("a") as log:
        log.write(line + "\n")
