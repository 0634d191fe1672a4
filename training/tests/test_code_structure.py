import numpy as np
import pytest
import torch

from attention_encoder.code_structure import CodeStructure, code_structure
from attention_encoder.configuration import BEGIN, SEPARATOR
from attention_encoder.structure_statistics import StructureCount, structure_baselines


def read(text: str, comment: bytes | None = b"//") -> tuple[CodeStructure, list[str]]:
    """The structure of a text of which every character is a token, and the tokens (specials as `<` and `>`)."""
    characters = sorted(set(text))
    texts = [b"", b"", b"", b"", *(character.encode() for character in characters)]
    ids = np.array([BEGIN, *(4 + characters.index(character) for character in text), SEPARATOR])
    return code_structure(ids, texts, comment), ["<", *text, ">"]


def pairs(text: str, comment: bytes | None = b"//") -> list[str]:
    """Each pair of brackets as the text from the opening to the closing one."""
    structure, tokens = read(text, comment)
    return ["".join(tokens[opening : closing + 1]) for closing, opening in structure.brackets]


def test_brackets_are_matched_by_nesting_and_kind() -> None:
    assert pairs("f(a[0], {b: (1)})") == ["[0]", "(1)", "{b: (1)}", "(a[0], {b: (1)})"]


def test_what_cannot_be_matched_is_left_alone() -> None:
    assert pairs(") f(1)") == ["(1)"]
    assert pairs("(a] b)") == []


@pytest.mark.parametrize("text", ['"(" (1)', "'(' (1)", "`(` (1)", "// (\n(1)", "/* ( */ (1)", "* ( b\n(1)", r"'\'(' (1)", "don't (1)"])
def test_brackets_in_strings_and_comments_are_no_structure(text: str) -> None:
    assert pairs(text) == ["(1)"]


def test_pythons_comments_and_docstrings() -> None:
    assert pairs("# (\n(1)", b"#") == ["(1)"]
    assert pairs('"""it (is)"""\n(1)', b"#") == ["(is)", "(1)"]


@pytest.mark.parametrize("prefix", ["f", "rb", "B"])
def test_a_prefix_is_part_of_pythons_string(prefix: str) -> None:
    assert pairs(f"foo(\n g({prefix}'abc'),\n bar)", b"#") == [f"({prefix}'abc')", f"(\n g({prefix}'abc'),\n bar)"]


def test_a_language_without_line_comments() -> None:
    assert pairs("url(//a)", None) == ["(//a)"]


def test_one_name_in_two_segments_is_one_identifier() -> None:
    texts = [b"", b"", b"", b"", b"ab"]
    structure = code_structure(np.array([BEGIN, 4, SEPARATOR, 4, SEPARATOR]), texts, b"//")
    assert structure.identifiers == [[[1], [3]]]


def test_quotes_of_a_string_in_one_line() -> None:
    structure, tokens = read("a = 'b' + \"it's\"\n' (")
    assert ["".join(tokens[opening : closing + 1]) for closing, opening in structure.quotes] == ["'b'", '"it\'s"']
    assert structure.openings == {}


def test_identifiers_are_names_outside_of_strings_and_comments() -> None:
    structure, tokens = read("const name = other(name); // name\nreturn 'name' + name")
    found = {"".join(tokens[position] for position in one[0]): len(one) for one in structure.identifiers}
    assert found == {"name": 3, "other": 1}


def test_a_head_that_looks_at_the_opening_one_is_told_from_one_that_does_not() -> None:
    structure, tokens = read("ab(cd(1) + ef(ab)) + 'a'")
    length = len(tokens)
    good = torch.full((length, length), 0.1 / length)
    for closing, opening in [*structure.brackets, *structure.quotes]:
        good[closing, opening] += 0.9
    nearest = torch.full((length, length), 0.1 / length)
    for position in range(length):
        nearest[position, max([one for one in structure.openings if one < position], default=position)] += 0.9
    count = StructureCount(1, 3, length)
    count.add(torch.stack([good, nearest, torch.eye(length)])[None], structure)
    statistics = count.statistics()
    assert statistics.bracketTop1[0].tolist() == pytest.approx([1.0, 2 / 3, 0.0])
    assert statistics.bracketAmongOpenings[0, :2].tolist() == pytest.approx([1.0, 2 / 3])
    assert statistics.bracketBeyondNearest[0, :2].tolist() == [1.0, 0.0]
    assert statistics.bracketBeyondNearestOfKind[0, :2].tolist() == [1.0, 0.0]
    assert statistics.bracketShare[0, 0] > 0.9
    assert statistics.quoteTop1[0].tolist() == [1.0, 0.0, 0.0]
    assert statistics.quoteShare[0, 0] > 0.9 > 0.1 > statistics.quoteShare[0, 2]


def test_the_identifier_ratio_is_one_where_attention_depends_on_distance_alone() -> None:
    structure, tokens = read("ab(cd, ab, ef); cd(ef, ab, cd)")
    length = len(tokens)
    distance = (torch.arange(length)[:, None] - torch.arange(length)[None, :]).abs()
    near = torch.exp(-distance.double())
    same = near.clone()
    for occurrences in structure.identifiers:
        for later in occurrences[1:]:
            for earlier in occurrences[:1]:
                same[later[0], earlier[0]] += 0.5
    count = StructureCount(1, 2, length)
    count.add(torch.stack([near, same])[None], structure)
    ratios = count.statistics().identifierRatio[0]
    assert abs(ratios[0] - 1) < 1e-5
    assert ratios[1] > 2
    assert count.statistics().identifierShare[0, 1] > 0.1


def test_baselines_of_nothing() -> None:
    assert set(structure_baselines([CodeStructure()]).values()) == {0}


def test_baselines() -> None:
    structure, _ = read("(a) (b(c)) 'd'")
    baselines = structure_baselines([structure])
    assert baselines["bracketBestOffset"] == 2
    assert baselines["bracketBestOffsetTop1"] == round(2 / 3, 4)
    assert baselines["bracketNearestOpening"] == round(2 / 3, 4)
    assert baselines["bracketNearestOfKind"] == round(2 / 3, 4)
    assert baselines["quoteBestOffsetTop1"] == baselines["quoteNearestOfKind"] == 1.0


def test_a_rule_that_knows_kinds_is_right_more_often() -> None:
    structure, _ = read("f(a[b], 'c')")
    assert structure_baselines([structure])["bracketNearestOpening"] == 0.5
    assert structure_baselines([structure])["bracketNearestOfKind"] == 1.0
