"""Text in the characters of payment schemes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.payments.scheme_text import is_scheme_reference, says_little, scheme_text

ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fonds für Straßen", "Fonds fur Strassen"),
        ("Żółć, Ærø & Œuvre", "Zolc, AEro + OEuvre"),
        ("Ελληνική Θάλασσα", "Elliniki Thalassa"),
        ("Министерство юстиции", "Ministerstvo yustitsii"),
        ("Đorđe Ћирић", "Dorde Ciric"),
        ("Nguyễn Ơ", "Nguyen O"),
        ("İstanbul ığ", "Istanbul ig"),
        ("a\u00a0b\n c", "a b c"),
        ("“x” – y", "'x' - y"),
        ("ﬁ ½ ²", "fi 1/2 2"),
        ("北京", ".."),
        ("a\u0301", "a"),
    ],
)
def test_written(text: str, written: str) -> None:
    assert scheme_text(text) == written


@given(st.text(max_size=80))
def test_only_what_is_allowed(text: str) -> None:
    written = scheme_text(text)
    assert ALLOWED.fullmatch(written)
    assert scheme_text(written) == written


@pytest.mark.parametrize(
    ("text", "little"),
    [
        ("北京", True),
        ("北京 Fund", True),
        ("北京 Foundation of Letters", False),
        ("", True),
        ("...", True),
        ("Ελλάδα", False),
        ("A. B.", False),
    ],
)
def test_what_says_little(text: str, little: bool) -> None:
    assert says_little(text) is little


@pytest.mark.parametrize("text", ["", "/a", "a/", "a//b", "ä", "a_b", " a", "a  b"])
def test_no_reference(text: str) -> None:
    assert not is_scheme_reference(text)


def test_a_reference() -> None:
    assert is_scheme_reference("2031-Q1/run(2)+x")
