"""Lines of a run: reserve and administration are kept, funds are named after purposes, a full reserve takes no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import ProcedureError
from agister.ledger import by_payee
from agister.levy.allocations.key_file import parse_key
from agister.levy.runs.shared_lines import line_rows, movements, shared_lines
from tests.levy_runs import KEY, PURPOSES

FIXED = b"kind: fixed\nweights: {administration: 2, adaptation: 65, reserve: 3, commons: 30}"
CAPPED = b"kind: capped\nweights: {adaptation: 65, reserve: 3, commons: 30}\nfloor: 1%\ncap: 80%\nrest: dividend"


def test_a_fund_for_each_purpose() -> None:
    found = movements(line_rows(shared_lines(parse_key(KEY).branch, 10_000)), PURPOSES)
    assert found.kept == {"Administration": 200, "Reserve": 300}
    assert found.funds == {"adaptation": 3167, "commons": 6333}
    assert [(share.path[-1], share.purpose, share.units) for share in found.entitled] == [
        ("fund", "adaptation", 3167),
        ("archive", "commons", 2111),
        ("encyclopedia", "commons", 2111),
        ("maps", "commons", 2111),
    ]


def test_without_purposes_the_first_level_gives_the_funds() -> None:
    found = movements(line_rows(shared_lines(parse_key(FIXED).branch, 1000)))
    assert found.funds == {"adaptation": 650, "commons": 300}
    assert found.kept == {"Administration": 20, "Reserve": 30}


def test_whoever_gets_nothing_is_entitled_to_nothing() -> None:
    found = movements(line_rows(shared_lines(parse_key(b"kind: fixed\nweights: {a: 1, b: 0}").branch, 7)))
    assert [share.path for share in found.entitled] == [("a",)]


@pytest.mark.parametrize("key", [FIXED, CAPPED, KEY])
def test_what_a_full_reserve_does_not_take_the_others_share(key: bytes) -> None:
    branch = parse_key(key).branch
    free, full = by_payee(shared_lines(branch, 10_000)), by_payee(shared_lines(branch, 10_000, 0))
    assert free["reserve"] > 0
    assert full["reserve"] == 0
    assert sum(full.values()) == 10_000
    assert all(full[payee] >= free[payee] for payee in free if payee != "reserve")
    assert by_payee(shared_lines(branch, 10_000, 10**9)) == free


@pytest.mark.parametrize("key", [FIXED, CAPPED, KEY])
@given(total=st.integers(0, 10**12), room=st.integers(0, 10**12))
def test_no_room_is_exceeded_and_no_unit_lost(key: bytes, total: int, room: int) -> None:
    branch = parse_key(key).branch
    shares = by_payee(shared_lines(branch, total, room))
    assert sum(shares.values()) == total
    assert shares["reserve"] == min(room, by_payee(shared_lines(branch, total))["reserve"])


def test_what_caps_leave_over_goes_to_whoever_the_key_names_even_a_reserve() -> None:
    key = parse_key(b"kind: capped\nweights: {a: 1}\ncap: 40%\nrest: reserve")
    assert by_payee(shared_lines(key.branch, 100, 0)) == {"a": 40, "reserve": 60}


def test_what_the_office_keeps_is_not_shared_on() -> None:
    key = parse_key(b"kind: fixed\nweights: {a: 1, reserve: 1}\nwithin: {reserve: {kind: fixed, weights: {b: 1}}}")
    with pytest.raises(ProcedureError, match="reserve is kept by the office and cannot be shared on"):
        line_rows(shared_lines(key.branch, 100))
