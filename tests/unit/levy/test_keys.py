from __future__ import annotations

from agister.levy.bases import BASES
from agister.levy.keys import FACTS, VALUES

KINDS = {"rate", "fee", "money", "count", "threshold", "brackets", "shares", "rates", "fees", "word", "text", "steps"}


def test_every_kind_is_one_that_is_read() -> None:
    assert {key.kind for key in VALUES.values()} <= KINDS
    assert {key.kind for key in FACTS.values()} <= {"money", "signed", "count", "rate", "rows"}
    assert {name for name, key in VALUES.items() if (key.kind == "word") is not bool(key.words)} == set()
    assert {name for name, key in FACTS.items() if (key.kind == "rows") is not bool(key.columns)} == set()


def test_bases_ask_only_for_what_can_be_written() -> None:
    for base in BASES:
        assert {choice for choices in base.needs for choice in choices} <= set(VALUES), base.name
        assert set(base.reads) <= set(FACTS), base.name
