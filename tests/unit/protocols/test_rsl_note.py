from __future__ import annotations

import pytest

from agister.protocols import rsl_note as note


def test_what_is_written_is_read() -> None:
    text = note.write([note.PERMITS, note.UNPRICED, "if user education"], "https://example.org/rsl.xml")
    assert text == "permits; unpriced; if user education in https://example.org/rsl.xml"
    assert note.words(text) == ["permits", "unpriced", "if user education"]
    assert note.document(text) == "https://example.org/rsl.xml"
    assert note.is_conditional(text)
    assert note.document(note.write([note.CLOSED])) == ""
    assert not note.is_conditional(note.write([note.CLOSED], "https://if.example/unless"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/rsl.xml", "https://example.org/rsl.xml", True),
        ("http://www.example.org/rsl.xml", "https://example.org/rsl.xml", True),
        ("https://EXAMPLE.org/rsl.xml", "https://example.org/rsl.xml", True),
        ("https://example.org/rsl.xml?v=1", "https://example.org/rsl.xml", False),
        ("https://example.net/rsl.xml", "https://example.org/rsl.xml", False),
        ("https://[x/rsl.xml", "https://example.org/rsl.xml", False),
    ],
)
def test_same_document(one: str, other: str, same: bool) -> None:
    assert note.same_document(one, other) is same
