from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.levy.yaml_lines import Fault, Unreadable, one_line, parse_lines


def test_texts_stay_as_written_with_their_lines() -> None:
    root = parse_lines("a: 0.1\nb:\n  - 1e3\n  - ~\nc: {d: no}\n")
    assert (root.at("a") or root).text == "0.1"
    items = (root.at("b") or root).items or ()
    assert [(item.line, item.text, item.kind) for item in items] == [(3, "1e3", "the text '1e3'"), (4, None, "nothing")]
    assert (root.at("c") or root).kind == "a mapping"
    assert root.key_lines == {"a": 1, "b": 2, "c": 5}
    assert root.at("absent") is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: &x 1\nb: *x\n", 1, "write it out"),
        ("a: [1,\n", 2, "no YAML"),
        ("x: 1\n? [a]\n: 1\n", 2, "must be a text"),
        ('x: 1\ny: "R\\0-17"\n', 2, r"U\+0000"),
        ('x: 1\ny: "R\\e[31m-17"\n', 2, r"U\+001B"),
        ('x: 1\ny: ["EUR \\u202e00.1"]\n', 2, r"U\+202E"),
        ('x: 1\n"a\\nb": 2\n', 2, r"U\+000A"),
    ],
)
def test_what_cannot_be_read_names_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as refused:
        parse_lines(text)
    assert refused.value.fault.line == line


def test_line_breaks_and_joiners_in_a_text_stay() -> None:
    assert (parse_lines('a: "x\\ny\\u200cz"\n').at("a") or parse_lines("a: 1")).text == "x\ny\u200cz"


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_lines(text)
    except Unreadable as refused:
        assert refused.fault.line >= 1


def test_faults_in_one_line() -> None:
    faults = [Fault(line=number, key="", message="wrong") for number in range(1, 8)]
    assert one_line(faults, limit=2) == "line 1: wrong; line 2: wrong (and 5 more)"
    assert str(Fault(line=3, key="values.rate", message="is missing")) == "line 3, `values.rate`: is missing"
