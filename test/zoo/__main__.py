"""`python -m zoo [NAME …]` makes all fixtures, or those that are named."""

import logging
import sys
import warnings
from pathlib import Path

from .making import make
from .recipes import RECIPES

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "zoo"


def main(names: list[str]) -> int:
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    failed = 0
    for recipe in RECIPES:
        if names and recipe.name not in names:
            continue
        try:
            print(*make(recipe, FIXTURES / recipe.name), sep="\n", flush=True)
        except Exception as error:  # one that fails does not keep the others from being made
            failed += 1
            print(f"{recipe.name:42} FAILED {type(error).__name__}: {str(error)[:400]}", flush=True)
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
