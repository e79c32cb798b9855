"""Descriptions of revenue; the vectors are in conformance/levies/charter/revenue.json."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.levy.charter.revenue import GROUPS, clashes, read_description, same_name, territories_overlap


def test_a_description_reads_back_as_it_is_written() -> None:
    for text in (
        "DE",
        "EU channel=api",
        "world group=Example AG",
        "US-CA channel=app group=Example, Inc. (of Nowhere)",
    ):
        assert str(read_description(text)) == text
        assert read_description(f"  {text}  ") == read_description(text)


@pytest.mark.parametrize("text", ["", "de", "EU api", "EU channel=", "EU group=x channel=", "X" * 500])
def test_what_is_no_description(text: str) -> None:
    if text == "EU group=x channel=":
        assert read_description(text).group == "x channel="
        return
    with pytest.raises(ProcedureError, match="write a territory"):
        read_description(text)


def test_every_pair_that_overlaps_is_named() -> None:
    mine = [read_description("DE"), read_description("FR")]
    theirs = [read_description("EU channel=api"), read_description("JP")]
    assert [(str(one), str(other)) for one, other in clashes(mine, theirs)] == [
        ("DE", "EU channel=api"),
        ("FR", "EU channel=api"),
    ]


def test_the_union_has_twenty_seven_members() -> None:
    assert len(GROUPS["EU"]) == 27
    assert territories_overlap("EU", "EEA")


def test_names_in_other_spellings() -> None:
    assert same_name("Example  AG", "EXAMPLE ag")
    assert not same_name("Example AG", "Example SE")
