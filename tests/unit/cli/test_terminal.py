"""Plain tables and wrapped lines."""

from __future__ import annotations

import json

import pytest

from agister.cli.terminal import Progress, hanging, labelled, print_json, say, share, states_something, table, width
from agister.rights import Preference, Standing, Statement, Usage


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")


def test_text_stands_left_and_numbers_right() -> None:
    assert table([("a", 1), ("long name", 1234)]) == "  a              1\n  long name  1,234"


def test_shares_stand_right() -> None:
    assert table([("a", "37.3 %", "x"), ("b", "3.7 %", "y")]) == "  a  37.3 %  x\n  b   3.7 %  y"


def test_what_a_terminal_obeys_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    say("Disallow: /\x1b[2J\u202e/\nnext\tline")
    assert capsys.readouterr().out == "Disallow: /\\u{1b}[2J\\u{202e}/\nnext\tline\n"


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 2, "50.0 %"), (1, 3000, "0.033 %"), (0, 5, "0.0 %"), (0, 0, "–")]
)
def test_a_small_share_does_not_vanish(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


@pytest.mark.usefixtures("narrow")
def test_parts_stay_whole_where_they_fit() -> None:
    assert width() == 60
    assert labelled("because", "tdmrep   line 1   the words") == "  because       tdmrep   line 1   the words"
    assert labelled("", "a" * 30 + "   " + "b" * 30).splitlines() == [" " * 16 + "a" * 30, " " * 16 + "b" * 30]


@pytest.mark.usefixtures("narrow")
def test_a_part_longer_than_a_line_begins_where_the_text_before_it_ends() -> None:
    lines = labelled("law", "Art. 4   " + "word " * 12 + "end").splitlines()
    assert lines[0].startswith("  law           Art. 4   word word")
    assert all(len(line) <= 60 for line in lines)
    assert lines[-1].strip().endswith("end")


@pytest.mark.usefixtures("narrow")
def test_a_long_word_is_not_cut() -> None:
    url = "https://example.org/" + "x" * 80
    assert url in labelled("seen", f"seen   {url}")
    assert hanging(f"    {url}") == f"    {url}"


@pytest.mark.usefixtures("narrow")
def test_what_goes_on_below_is_indented() -> None:
    assert hanging("  " + "word " * 14).splitlines() == ["  " + ("word " * 11).strip(), "    word word word"]


def test_markers_state_nothing() -> None:
    def one(preference: Preference, standing: Standing) -> Statement:
        return Statement(
            protocol="x", usage=Usage.ANY, preference=preference, place="line 1", quote="", standing=standing
        )

    assert not states_something(one(Preference.UNKNOWN, Standing.SAID))
    assert states_something(one(Preference.DISALLOW, Standing.SAID))
    assert states_something(one(Preference.UNKNOWN, Standing.FAILED))


def test_one_object_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"name": "Zürich", "count": 1})
    text = capsys.readouterr().out
    assert "Zürich" in text
    assert json.loads(text) == {"name": "Zürich", "count": 1}


def test_no_progress_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress("screening", 5)
    progress.close()
    assert capsys.readouterr() == ("", "")
