import pytest

from attention_encoder import progress


def test_items_pass_and_are_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter(range(0, 100, 2))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    assert list(progress.counted("abcd", "{} letters")) == list("abcd")
    assert capsys.readouterr().out == "3 letters\n"
