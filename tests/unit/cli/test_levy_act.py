from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from agister.cli.levy_act import day, instrument_named, parameters, read_text, shown
from agister.errors import LevyError
from tests.levy_acts import act_text


def test_an_act_by_id_or_file(tmp_path: Path) -> None:
    assert instrument_named("uk-dst").id == "uk-dst"
    (tmp_path / "mine.yaml").write_text(act_text("turnover", {"rate": "1%"}))
    assert instrument_named(str(tmp_path / "mine.yaml")).id == "test-act"
    with pytest.raises(
        LevyError, match="there is no act 'dst'; there are essay, fr-private-copying, model-act, uk-dst"
    ):
        instrument_named("dst")


def test_words_of_the_command_line() -> None:
    assert parameters(["rate=1/100", "taper=0"]) == {"rate": "1/100", "taper": "0"}
    for word in ("rate", "=1", "rate="):
        with pytest.raises(LevyError, match="write NAME=VALUE"):
            parameters([word])
    with pytest.raises(LevyError, match="--set rate is given twice"):
        parameters(["rate=1", "rate=2"])
    assert day("2027-01-31") == date(2027, 1, 31)
    with pytest.raises(argparse.ArgumentTypeError, match=r"'31\.1' is no date"):
        day("31.1")


def test_amounts_for_json() -> None:
    assert [shown(value) for value in (None, Fraction(5), Fraction(1, 3))] == [None, 5, "1/3"]


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"a: \xff")
    with pytest.raises(LevyError, match="not UTF-8"):
        read_text(tmp_path / "x.yaml")
