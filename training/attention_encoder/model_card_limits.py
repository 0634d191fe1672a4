"""The model card's words on how far its figures reach: lengths, kinds of text, and the packages that are held out."""

import json
from collections import defaultdict
from pathlib import Path

from .code_structure import LINE_COMMENTS
from .corpus.split import family
from .model_card_heads import head_name

#: What was measured of an encoder after its evaluation, by the SHA-256 of its file (`encoder` in evaluation.json).
_MEASUREMENTS = Path(__file__).parents[1] / "later_measurements.json"

#: Kinds of text that are programs, not the data beside them.
_PROGRAMS = ("javascript", "python", "c")


def later_measurements(evaluation: dict) -> dict | None:
    """What was measured of this very encoder since; None for another one."""
    return json.loads(_MEASUREMENTS.read_text()).get(evaluation.get("encoder"))


def lengths_section(evaluation: dict, trained_length: int) -> str:
    """How a head's figure changes with the length of the sequence."""
    length = evaluation["sequenceLength"]
    words = (
        f"## Longer sequences\n\nThe figures above are of sequences of {length} tokens, and hold for that length alone."
    )
    later = later_measurements(evaluation)
    if later is None:
        return f"{words} Longer ones were not measured."
    bracket = head_name(evaluation["chosenHeads"]["bracketTop1"])
    rows = "\n".join(
        f"| {one['tokens']:,}{' (beyond the trained length)' if one['tokens'] > trained_length else ''} | {one['head']} "
        f"| {one.get('nearestOpening', '')} |"
        for one in later["bracketTop1ByLength"]
    )
    return (
        f"{words} Measured again on {later['date']}, on held-out code: how often {bracket} looks most, of all tokens, at the "
        "opening bracket of a closing one.\n\n"
        f"| tokens | {bracket} | always the nearest opening bracket |\n|---|---|---|\n{rows}"
    )


def other_text(evaluation: dict) -> str:
    """What the kind `english` is, and what text of another kind costs; ends the section on losses."""
    words = "“english” is documentation: manual pages, READMEs and the like."
    for one in (later_measurements(evaluation) or {}).get("otherText", []):
        words += (
            f" On {one['text']} the loss is {one['loss']:.2f} nats and {one['top1']:.0%} of the tokens are the most probable "
            f"one (measured {later_measurements(evaluation)['date']})."
        )
    return words


def held_out_packages(sources: list[dict]) -> str:
    """How far packages that are held out of one kind of text are held out of all."""
    splits: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        splits[source["name"]].add(source["split"])
    both = {name for name, split in splits.items() if len(split) > 1}
    families: dict[str, set[str]] = defaultdict(set)
    for name, split in splits.items():
        families[family(name)] |= split
    if all(len(split) == 1 for split in families.values()):
        return "Whole packages are held out, by name over all kinds of text."

    measured = {one["name"] for one in sources if one["split"] == "heldout" and one["kind"] in LINE_COMMENTS}
    programs = _packages(sources, "heldout", _PROGRAMS)
    trained = programs & _packages(sources, "train", _PROGRAMS)
    return (
        "Whole packages are held out, but for each kind of text by itself: "
        f"{len(both)} package names stand in both splits, with text of different kinds. Brackets, quotes and identifiers are "
        f"measured on code and data of {len(measured)} packages, of {len(measured & both)} of which text of another kind was "
        f"trained on: mostly the program of held-out JSON or CSS, and the documentation of a held-out program. Of the "
        f"{len(programs)} packages whose programs ({', '.join(_PROGRAMS)}) are held out, programs of "
        f"{len(trained) or 'none'} were trained on, and documentation of {len(programs & both)}. From the next training on, the "
        "recipe holds out by name over all kinds (`attention_encoder/corpus/split.py`)."
    )


def _packages(sources: list[dict], split: str, kinds: tuple[str, ...]) -> set[str]:
    return {source["name"] for source in sources if source["split"] == split and source["kind"] in kinds}
