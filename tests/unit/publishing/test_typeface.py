"""What can be printed, what is transliterated, what is refused."""

from __future__ import annotations

import sys

import pytest

from agister.errors import UsageError
from agister.publishing.typeface import printable, register


@pytest.mark.parametrize("text", ["Żółw Ærø", "Ελληνική Α.Ε.", "Министерство", "Nguyễn — “x” € 1 000", ""])
def test_printed_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_blanks_and_composition() -> None:
    assert printable(" a\n\tb  e\u0301 ") == "a b é"


def test_a_letter_that_is_missing_is_transliterated() -> None:
    assert printable("caf\uff45 \u2460x") == "cafe 1x"


@pytest.mark.parametrize("text", ["北京", "Fund 基金会", "مؤسسة", "\U0001f600"])
def test_what_would_be_a_box_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"cannot be printed.*Latin, Greek and Cyrillic"):
        printable(text)


def test_it_is_registered_once() -> None:
    assert register() is register() and len(register()) > 1000


@pytest.mark.parametrize("name", ["reportlab.pdfbase.pdfmetrics", "fontpkg_fira_sans"])
def test_what_is_not_installed_is_said(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=r"papers need .* not installed: pip install 'agister\[levy\]'"):
        register.__wrapped__()
