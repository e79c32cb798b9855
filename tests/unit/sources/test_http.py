"""Arguments and report of a collection; whole collections are tested in tests/collect against a real server."""

from __future__ import annotations

from pathlib import Path

import pytest

from agister.errors import InputError, UsageError
from agister.sources.http import CollectReport, _work, collect, user_agent


def test_origins_and_pages_are_put_together() -> None:
    report = CollectReport()
    work = _work(
        ["https://A.example/x", "a.example", "http://b.example:80", "mailto:x", "ftp://c.example"],
        ["https://a.example/1#f", "https://d.example/2", "nonsense"],
        report,
    )
    assert work == {
        "https://a.example": ["https://a.example/1"],
        "http://b.example": [],
        "https://d.example": ["https://d.example/2"],
    }
    assert report.unusable == ["mailto:x", "ftp://c.example", "nonsense"]


def test_nothing_to_ask_writes_nothing(tmp_path: Path) -> None:
    assert collect([], tmp_path, contact="a@b.example", paths=()) == CollectReport()
    assert list(tmp_path.iterdir()) == []


def test_the_contact_is_in_the_name() -> None:
    assert user_agent("https://a.example/bot").startswith("agister/")
    assert user_agent("https://a.example/bot").endswith(" (+https://a.example/bot)")


@pytest.mark.parametrize("contact", ["", "me", "a@b\r\nX: y", "a@b c", "ä@b.example"])
def test_what_is_no_contact(contact: str) -> None:
    with pytest.raises(UsageError, match="is no contact"):
        user_agent(contact)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"):
        collect([], tmp_path / "file" / "out", contact="a@b.example", paths=())
