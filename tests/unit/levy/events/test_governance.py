"""The table of kinds in `agister.levy.events.governance`."""

from __future__ import annotations

import pytest

from agister.levy.chart import BY_NAME
from agister.levy.events.event import _WORDS, EventKind
from agister.levy.events.governance import GOVERNANCE


@pytest.mark.parametrize("event", GOVERNANCE, ids=lambda event: event.name)
def test_each_kind_is_stated_in_known_words(event: EventKind) -> None:
    assert {kind.rstrip("?") for kind in event.facts.values()} <= set(_WORDS)
    assert {account.partition(":")[0] for account in (*event.debit, *event.credit)} <= set(BY_NAME)
    assert event.meaning[-1] != "."


def test_no_kind_stands_twice() -> None:
    names = [event.name for event in GOVERNANCE]
    assert len(names) == len(set(names))
