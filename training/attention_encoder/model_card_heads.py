"""The model card's words and table on what heads do."""

import numpy as np

#: What a head is called that gives its neighbour this mean share of its attention, or this much of it.
_CLEAR, _PARTIAL = 0.5, 0.15

_NEIGHBOURS = {"previous": "the token before", "next": "the token after"}

#: Statistic a head is chosen by, the figure given of it, what it looks at, the figure's name and format.
_ROWS = (
    ("previous", "previous", "the token before", "mean share", ".2f"),
    ("next", "next", "the token after", "mean share", ".2f"),
    ("delimiter", "delimiter", "`<s>` and `</s>`", "mean share", ".2f"),
    ("first", "first", "the first token, which is `<s>`", "mean share", ".2f"),
    ("bracketTop1", "bracketTop1", "from `)` `]` `}` the opening bracket", "top-1 of all tokens", ".2f"),
    ("bracketTop1", "bracketAmongOpenings", "the same", "top-1 of the opening brackets before", ".2f"),
    ("bracketTop1", "bracketBeyondNearest", "the same, where the nearest is not it",
     "top-1 of the opening brackets before", ".2f"),
    ("bracketTop1", "bracketBeyondNearestOfKind", "the same, where the nearest of its kind is not it",
     "top-1 of the opening brackets before", ".2f"),
    ("quoteTop1", "quoteTop1", "from a closing quote the opening one", "top-1 of all tokens", ".2f"),
    ("identifierShare", "identifierShare", "earlier places of the same identifier", "mean share", ".2f"),
    ("identifierShare", "identifierRatio", "the same", "times other identifiers", ".1f"),
)


def head_name(chosen: dict) -> str:
    """Layer and head as the panel counts them, from 1."""
    return f"L{chosen['layer'] + 1} H{chosen['head'] + 1}"


def verdict(evaluation: dict) -> str:
    """One sentence that says how structured attention is, from the figures alone."""
    chosen = {name: evaluation["chosenHeads"][name] for name in _NEIGHBOURS}
    said = ", ".join(f"{head_name(one)} gives {_NEIGHBOURS[name]} {one[name]:.0%}" for name, one in chosen.items())
    shares = [one[name] for name, one in chosen.items()]
    bracket = evaluation["chosenHeads"]["bracketTop1"]
    brackets = (
        f"; from a closing bracket {head_name(bracket)} looks most at its opening one in {bracket['bracketTop1']:.0%} of "
        "cases"
    )
    where = f"(held-out text, sequences of {evaluation['sequenceLength']} tokens; longer ones below)"
    if min(shares) >= _CLEAR:
        return f"**Its attention is visibly structured**: {said} of its attention on average{brackets} {where}."
    if max(shares) >= _PARTIAL:
        return f"**Its attention is structured in part**: {said} of its attention on average{brackets} {where}."
    return f"**Its attention is hardly structured yet**: {said} of its attention at best{brackets} {where}."


def heads_section(evaluation: dict) -> str:
    """The table of chosen heads, with baselines and untrained encoders."""
    chosen, untrained = evaluation["chosenHeads"], evaluation["untrainedChosenHeads"]
    baselines = evaluation["structureBaselines"]
    without = {
        "bracketTop1": f"{baselines['bracketBestOffsetTop1']:.2f} (always {baselines['bracketBestOffset']} before)",
        "bracketAmongOpenings": f"{baselines['bracketNearestOpening']:.2f} (always the nearest), "
        f"{baselines['bracketNearestOfKind']:.2f} (always the nearest of its kind)",
        "bracketBeyondNearest": "0 (the nearest)",
        "bracketBeyondNearestOfKind": "0 (the nearest of its kind)",
        "quoteTop1": f"{baselines['quoteBestOffsetTop1']:.2f} (always {baselines['quoteBestOffset']} before), "
        f"{baselines['quoteNearestOfKind']:.2f} (always the nearest of its kind)",
        "identifierShare": f"{chosen['identifierShare']['identifierExpected']:.2f} (other identifiers at these distances)",
        "identifierRatio": "1",
    }
    rows = [
        "| attention on | head | figure | held out | without an encoder | untrained, three seeds |",
        "|---|---|---|---|---|---|",
    ]
    for name, shown, words, figure, form in _ROWS:
        before = ", ".join(format(one[name][shown], form) for one in untrained)
        rows.append(
            f"| {words} | {head_name(chosen[name])} | {figure} | {chosen[name][shown]:{form}} | {without.get(shown, '')} "
            f"| {before} |"
        )
    bracket = chosen["bracketTop1"]
    entropy, untrained_entropy = np.array(evaluation["heads"]["entropy"]), np.array(evaluation["untrainedHeads"]["entropy"])
    layers = ", ".join(f"{mean:.2f}" for mean in entropy.mean(1))
    return (
        f"## Heads\n\nHeld-out text without masks, sequences of {evaluation['sequenceLength']} tokens (definitions as in Clark et al. 2019 and Vig & Belinkov 2019). Each head was "
        "chosen on one half of it; the figures are the other half's, and so are the untrained encoders' and their own chosen "
        "heads'. Layers and heads count from 1 as in the panel; every head is in `evaluation.json`, from 0.\n\n"
        + "\n".join(rows) + "\n\n"
        f"{baselines['brackets']:,} pairs of brackets, {baselines['quotes']:,} of quotes and "
        f"{baselines['laterIdentifierTokens']:,} tokens of later identifiers, in code outside of comments and strings. "
        f"{head_name(bracket)} gives the opening bracket {bracket['bracketShare']:.0%} of its attention on average. Rules "
        "that need no encoder stand beside each figure, of which the nearest opening bracket or quote of the same kind is "
        "the strongest; that a head matches pairs shows where such a rule is wrong.\n\n"
        f"Mean entropy by layer: {layers} nats (untrained, one seed, {untrained_entropy.mean():.2f}; uniform over "
        f"{evaluation['sequenceLength']} tokens is {np.log(evaluation['sequenceLength']):.2f})."
    )
