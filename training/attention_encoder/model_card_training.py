"""The model card's words on how the encoder was trained, and on how the recipe changed along the way."""


def training_section(described: dict) -> str:
    """The section, from what encoder.json says of the training."""
    training = described["training"]
    recipe = training["recipes"][-1]["recipe"]
    return (
        "## Training\n\n"
        f"Masked language modelling on {training['tokensSeen']:,} tokens in {training['seconds'] / 60:.0f} minutes on "
        f"{recipe['threads']} shared CPU cores. {recipe['mask_share']:.0%} of the tokens are to be predicted, in "
        f"{recipe['whole_word_share']:.0%} of the sequences as whole words; of those 80 % are masked, 10 % replaced, 10 % "
        f"kept. Of the brackets {recipe['bracket_share']:.0%} are: {recipe['bracket_masked']:.0%} masked, "
        f"{recipe['bracket_swapped']:.0%} swapped for another bracket, the rest kept. In the loss a bracket weighs "
        f"{_stages(recipe['bracket_weights'], 'g')}. In some sequences every matched pair of brackets is given a kind at "
        f"random, so that only its partner tells what a bracket is: in {_stages(recipe['retyped_shares'], '.0%')}. "
        "So training favours brackets, but no term of the loss says where a head should look.\n\n"
        f"{', '.join(f'{tokens:,}' for _, tokens in recipe['tokens_per_step'])} tokens a step, AdamW, sequences of "
        f"{', '.join(str(length) for _, length in recipe['lengths'])} tokens in this order; half of the sequences begin "
        f"at a random position, so that all {described['trainedLength']} positions are trained. Queries and keys of a "
        "head begin equal, and half of the heads begin on the few tokens around each token, to either side alike "
        "(`training/README.md`); the untrained encoders below are such ones. No dropout. The checkpoint with the lowest "
        f"held-out loss was kept. The corpus's hash is `{training['corpusHash'][:16]}…`."
        f"{_changes(training['recipes'])}"
    )


def _stages(stages: list[list[float]], form: str) -> str:
    """A schedule in words: what holds from which share of the time on."""
    return ", ".join(f"{value:{form}}" + (f" from {begins:.0%} of the time on" if begins else "") for begins, value in stages)


def _value(value: object) -> str:
    """A setting in words; a schedule is a list of [share of the time, value]."""
    return _stages(value, "g") if isinstance(value, list) else str(value)


def _changes(recipes: list[dict]) -> str:
    """What was changed by hand where a run was stopped and gone on with."""
    if len(recipes) == 1:
        return ""
    lines = [
        f"- {after['fromSeconds'] / 60:.0f} minutes: " + "; ".join(
            f"`{name}` from {_value(before['recipe'].get(name))} to {_value(value)}"
            for name, value in after["recipe"].items() if before["recipe"].get(name) != value
        )
        for before, after in zip(recipes[:-1], recipes[1:], strict=True)
    ]
    return (
        "\n\nThe above is the recipe as it stands at the end. This run was stopped and gone on with, when its heads had been "
        "looked at (on held-out text), with these changes:\n\n" + "\n".join(lines)
    )
