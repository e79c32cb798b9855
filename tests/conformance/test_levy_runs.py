"""Runs the vectors of conformance/levies/runs: steps of a run by people, and a reserve that has room or none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from agister.errors import UsageError
from agister.ledger import by_payee
from agister.levy.allocations.key_file import parse_key
from agister.levy.runs import approve, book_paid, publish, reconcile, reverse, shared_lines, sharing_record
from tests.levy_runs import DIGEST, Desk, at_bank
from tests.places import CONFORMANCE

RUNS = CONFORMANCE / "levies" / "runs"
DAY = date(2032, 3, 5)


def _vectors(name: str) -> list[Any]:
    found = json.loads((RUNS / f"{name}.json").read_text("utf-8"))["vectors"]
    return [pytest.param(vector, id=vector["name"]) for vector in found]


def _step(desk: Desk, step: str, by: str) -> None:
    if step == "propose":
        desk.proposed(by=by)
    elif step == "freeze":
        desk.frozen(by=by)
    elif step == "approve":
        desk.book(approve(desk.journal, run="2031", on=DAY, by=by))
    elif step == "publish":
        desk.book(publish(desk.journal, run="2031", report_digest=DIGEST, on=DAY, by=by))
    elif step == "pay":
        dues = desk.ordered()
        desk.book(book_paid(desk.journal, payments=[at_bank(due) for due in dues], on=DAY, by=by))
    elif step == "reconcile":
        desk.book(reconcile(desk.journal, run="2031", on=DAY, by=by))
    else:
        assert step == "reverse"
        desk.book(reverse(desk.journal, run="2031", reason="as the vector says", on=DAY, by=by))


@pytest.mark.parametrize("vector", _vectors("states"))
def test_states(vector: dict[str, Any]) -> None:
    desk = Desk()
    desk.money_in(10_000)
    *steps, last = vector["steps"]
    for step, by in steps:
        _step(desk, step, by)
    if "refused" in vector["expected"]:
        head = desk.journal.head()
        with pytest.raises(UsageError, match=vector["expected"]["refused"]):
            _step(desk, *last)
        assert desk.journal.head() == head
        return
    _step(desk, *last)
    assert sharing_record(desk.journal).run("2031").state == vector["expected"]["state"]
    names = {"Bank:main": "Bank", "Pot:2031": "Pot"}
    assert {
        names.get(account, account): abs(units) for (account, _), units in desk.journal.balances().items()
    } == vector["expected"]["accounts"]


@pytest.mark.parametrize("vector", _vectors("reserve"))
def test_reserve(vector: dict[str, Any]) -> None:
    key = parse_key(json.dumps(vector["key"]).encode())
    assert by_payee(shared_lines(key.branch, vector["amount"], vector["room"])) == vector["expected"]
