"""Screening against a list; the vectors are in conformance/levies/payees/sanctions.json."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.payees import read_sanctions_list, screening_record

BODY = b"id,name\nQ1,Bad Actor\n"
DAY = date(2027, 2, 1)


def test_a_record_names_the_list_its_digest_and_its_day() -> None:
    found = screening_record(["Bad Actor Ltd", "Open Archive"], read_sanctions_list(BODY, "EU list", DAY))
    assert found == {
        "list": "EU list",
        "list_digest": "sha256:" + hashlib.sha256(BODY).hexdigest(),
        "day": "2027-02-01",
        "hits": ["Bad Actor (id Q1)"],
    }


def test_a_byte_order_mark_and_blank_lines_are_no_fault() -> None:
    found = read_sanctions_list(b"\xef\xbb\xbfName\n\nBad Actor\n\n", "list.csv", DAY)
    assert [entry.names for entry in found.entries] == [("Bad Actor",)]
    assert found.entries[0].id == "line 3"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "has no column `name`"),
        (b"\xff\xfe", r"is not UTF-8 \(byte 0\)"),
        (b'name\n"Bad', "is no CSV"),
        (b"name,aliases\n,\n", "names nobody"),
    ],
)
def test_what_is_no_list_clears_nobody(body: bytes, reason: str) -> None:
    with pytest.raises(ProcedureError, match=reason):
        read_sanctions_list(body, "list.csv", DAY)


def test_a_name_without_words_hits_nobody() -> None:
    assert screening_record(["—", ""], read_sanctions_list(BODY, "EU list", DAY))["hits"] == []
