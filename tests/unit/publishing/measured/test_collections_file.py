"""The collections file: everything written out, and what is wrong named with its key."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import SharingError
from agister.publishing.measured.collections_file import SIZE_LIMIT, read_collections
from tests.places import ROOT

FILE = """
name = "Commons"
frozen = 2031-01-31
by = ["licence", "modality"]
floor = "1%"
cap = "40%"
rest = "reserve"
[strands]
"text/open-licensed" = "2"
[collections.wikipedia]
title = "Wikipedia"
at = ["wikipedia.org"]
licence = "open-licensed"
"""


def test_what_it_says() -> None:
    found = read_collections(FILE.encode())
    assert (found.name, found.frozen, found.floor, found.cap, found.rest) == (
        "Commons",
        date(2031, 1, 31),
        "1%",
        "40%",
        "reserve",
    )
    assert found.by == ("modality", "licence")
    assert found.strands == {"text/open-licensed": "2"}
    wikipedia = found.collections["wikipedia"]
    assert (wikipedia.title, wikipedia.licence, wikipedia.modality, wikipedia.language) == (
        "Wikipedia",
        "open-licensed",
        "text",
        "mul",
    )
    assert found.digest.startswith("sha256:")


def test_the_example_is_one() -> None:
    found = read_collections((ROOT / "examples" / "levy" / "sources.toml").read_bytes())
    assert set(found.strands or ()) == {"public-domain", "open-licensed", "community"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Commons"', "", "name: is missing"),
        ('name = "Commons"', 'name = "Com\\nmons"', "name: must be a text of one line"),
        ("frozen = 2031-01-31", "", "frozen: write the day that the corpus was frozen on"),
        ("frozen = 2031-01-31", "frozen = 2031-01-31T10:00:00", "frozen: write the day"),
        ('by = ["licence", "modality"]', 'by = ["colour"]', "by: 'colour' makes no strand; allowed: modality, licence, language"),
        ('by = ["licence", "modality"]', "by = 3", "by: write a list of texts"),
        ('floor = "1%"', "", "floor: is missing: no source takes all, and none is lost"),
        ('cap = "40%"', "", "cap: is missing"),
        ('cap = "40%"', 'cap = "400"', "cap: '400' is no share; write it in per cent"),
        ('cap = "40%"', 'cap = "101%"', "cap: '101%' is no share"),
        ('cap = "40%"', "cap = 0.4", "cap: must be a text of one line"),
        ('rest = "reserve"', 'rest = "the rest"', "rest: 'the rest': use up to 60"),
        ('rest = "reserve"', 'rests = "reserve"', "rests: is not known; did you mean rest?"),
        ('"text/open-licensed" = "2"', '"text/open-licensed" = 2', "strands.text/open-licensed: 2 is no weight"),
        ('"text/open-licensed" = "2"', '"text/open-licensed" = "-1"', "'-1' is no weight"),
        ('[strands]\n"text/open-licensed" = "2"', "", "strands: say how strands weigh against each other"),
        ("[collections.wikipedia]", '[collections."the wiki"]', "collections.the wiki: use up to 60"),
        ("[collections.wikipedia]", '[collections."9783161484100"]', "is a book .ISBN.: what is measured are collections"),
        ('at = ["wikipedia.org"]', "at = []", "collections.wikipedia.at: name at least one"),
        ('at = ["wikipedia.org"]', 'at = ["org"]', "collections.wikipedia.at: 'org' is a whole top-level domain"),
        ('at = ["wikipedia.org"]', 'at = ["wikipedia.org", "wikipedia.org"]', "belongs to both wikipedia and wikipedia"),
        ('"open-licensed"\n', '"all rights reserved"\n', "'all rights reserved' is no class of the commons; allowed: public-domain"),
        ('title = "Wikipedia"', "", "collections.wikipedia.title: is missing"),
        ('title = "Wikipedia"', 'titel = "Wikipedia"', "collections.wikipedia.titel: is not known; did you mean title?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(old: str, new: str, message: str) -> None:
    assert old in FILE
    with pytest.raises(SharingError, match=message):
        read_collections(FILE.replace(old, new).encode())


@pytest.mark.parametrize(
    "body", [b"\xff", b"a = ", b"[" * 5000, b"x = " + b"[" * 5000, b"#" * (SIZE_LIMIT + 1), b"", b"collections = 3"]
)
def test_what_is_no_such_file_is_refused(body: bytes) -> None:
    with pytest.raises(SharingError, match=r"sources\.toml"):
        read_collections(body)


def test_strands_may_weigh_what_was_measured() -> None:
    body = FILE.replace('[strands]\n"text/open-licensed" = "2"', "").replace("by =", 'strands = "measured"\nby =')
    assert read_collections(body.encode()).strands is None
