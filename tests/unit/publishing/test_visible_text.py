"""Hidden characters are shown, and nothing is longer than asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agister.publishing.visible_text import visible


def test_what_turns_or_hides_words_is_shown() -> None:
    assert visible("evil\u202egpj.exe\x00\u200b") == "evil\\u{202e}gpj.exe\\u{0}\\u{200b}"


def test_a_lone_surrogate_can_be_written() -> None:
    assert visible("a\ud800b").encode() == b"a\\u{d800}b"


def test_ordinary_words_of_any_script_stay() -> None:
    assert visible("Nutzung für KI — запрещено 禁止 مرفوض\n\tx") == "Nutzung für KI — запрещено 禁止 مرفوض\n\tx"


def test_long_text_says_that_more_follows() -> None:
    assert visible("x" * 11, 10) == "x" * 9 + "…"
    assert visible("x" * 10, 10) == "x" * 10
    assert visible(None) == ""


@given(st.text(alphabet=st.characters(), max_size=50), st.integers(1, 40))
def test_bounded_and_writable(text: str, limit: int) -> None:
    shown = visible(text, limit)
    shown.encode()
    assert len(shown) <= limit * len("\\u{e01ef}")
    assert visible(shown, 1000) == shown
