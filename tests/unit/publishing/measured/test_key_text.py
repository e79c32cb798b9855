"""A measured key is a key file that shares out, with everything that an outsider needs to measure again."""

from __future__ import annotations

import pytest
import yaml

from agister.errors import SharingError
from agister.ledger import by_payee
from agister.levy.allocations.key_file import parse_key
from agister.publishing.measured.collections_file import read_collections
from agister.publishing.measured.key_text import key_text
from agister.publishing.measured.shares import Measured, Question

DIGEST = "sha256:" + "a" * 64
SOURCES = """
name = "Commons: all"
frozen = 2031-01-31
law = 'charter, art. 7 "measured"'
by = ["licence"]
floor = "1%"
cap = "40%"
rest = "reserve"
[strands]
open-licensed = "2"
public-domain = "1/2"
[collections.wikipedia]
title = "Wikipedia"
at = ["wikipedia.org"]
licence = "open-licensed"
[collections.small-language]
title = "A small one"
at = ["small.example"]
licence = "open-licensed"
floor = "5%"
[collections.no]
title = "A name that YAML 1.1 reads as false"
at = ["books.example"]
licence = "public-domain"
cap = "20%"
"""


def measured(**strands: dict[str, int]) -> Measured:
    named = {strand.replace("_", "-"): counts for strand, counts in strands.items()}
    return Measured(question=Question(unit="tokens"), strands=named, inputs={"screened, 1.parquet": DIGEST})


def test_it_shares_out() -> None:
    collections = read_collections(SOURCES.encode())
    counts = measured(open_licensed={"wikipedia": 999, "small-language": 1}, public_domain={"no": 50})
    text = key_text(collections, counts)
    key = parse_key(text.encode())
    assert (key.kind, key.law) == ("measured_sources", 'charter, art. 7 "measured"')
    # Two are held at their caps; what they leave goes to the third, up to its own, before anything is left over.
    assert by_payee(key.share(10_000)) == {"no": 2000, "reserve": 0, "small-language": 4000, "wikipedia": 4000}
    found = yaml.safe_load(text)
    assert found["inputs"] == {"sources": collections.digest, "screened, 1.parquet": DIGEST}
    assert (
        found["note"]
        == "Commons: all; corpus frozen on 2031-01-31; counted: rows permitted, licensed, excepted, unknown"
    )
    assert key_text(collections, counts) == text


def test_a_strand_without_anything_measured_is_left_out_and_one_without_weight_refused() -> None:
    collections = read_collections(SOURCES.encode())
    text = key_text(collections, measured(open_licensed={"wikipedia": 9, "small-language": 0}, public_domain={"no": 0}))
    assert "public-domain" not in text
    assert by_payee(parse_key(text.encode()).share(100)) == {"reserve": 55, "small-language": 5, "wikipedia": 40}
    with pytest.raises(SharingError, match="the strand community was measured, and Commons: all gives it no weight"):
        key_text(collections, measured(open_licensed={"wikipedia": 9, "small-language": 0}, community={"no": 1}))


def test_strands_that_weigh_what_was_measured_are_one_whole() -> None:
    body = SOURCES.replace('[strands]\nopen-licensed = "2"\npublic-domain = "1/2"\n', "").replace(
        "by =", 'strands = "measured"\nby ='
    )
    body = body.replace('cap = "40%"', 'cap = "100%"').replace('floor = "5%"\n', "").replace('cap = "20%"\n', "")
    text = key_text(
        read_collections(body.encode()),
        measured(open_licensed={"wikipedia": 30, "small-language": 20}, public_domain={"no": 50}),
    )
    assert by_payee(parse_key(text.encode()).share(100)) == {
        "no": 50,
        "reserve": 0,
        "small-language": 20,
        "wikipedia": 30,
    }


def test_nothing_measured_is_no_key() -> None:
    with pytest.raises(SharingError, match="nothing of the corpus lies in a collection of Commons: all"):
        key_text(read_collections(SOURCES.encode()), measured(open_licensed={"wikipedia": 0}))


def test_floors_of_more_than_the_whole_are_refused_before_anything_is_written() -> None:
    body = SOURCES.replace('floor = "5%"', 'floor = "99%"\ncap = "100%"').replace('floor = "1%"', 'floor = "2%"')
    with pytest.raises(SharingError, match="the floors add up"):
        key_text(read_collections(body.encode()), measured(open_licensed={"wikipedia": 9, "small-language": 1}))
