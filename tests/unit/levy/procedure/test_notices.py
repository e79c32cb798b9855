"""Payment notices."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.notices import issue_notice
from tests.unit.levy.procedure.desk import Desk, day


def _desk() -> Desk:
    desk = Desk()
    for party in ("acme", "bolt"):
        desk.register(party)
        desk.ask(party)
        desk.filed(1000, party)
    return desk


def _notice(desk: Desk, *charges: str, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {
        "reference": "RF18539007547034", "due": day("2028-10-01"), "on": day("2028-08-15"), "by": "ana", "party": "acme"
    }  # fmt: skip
    said |= changes
    return issue_notice(desk.journal, said.pop("party"), charges or ("levy/acme/2027",), **said)


def test_asks_for_what_is_left_once() -> None:
    desk = _desk()
    desk.pay(30, value_day="2028-08-10")
    (entry,) = desk.book(_notice(desk))
    assert (entry.subject, entry.facts["amount"], entry.facts["currency"]) == ("notice:acme/1", 70, "EUR")
    assert _notice(desk) == (entry,)
    (second,) = desk.book(_notice(desk, on=day("2028-11-01"), due=day("2028-12-01")))
    assert second.subject == "notice:acme/2"
    assert desk.charge().asked


@pytest.mark.parametrize(
    ("charges", "change", "message"),
    [
        (("levy/acme/2027", "levy/acme/2027"), {}, "names each charge that it asks for, once"),
        (("levy/acme/2030",), {}, "there is no charge"),
        (("levy/bolt/2027",), {}, "is owed by bolt"),
        ((), {"due": day("2028-08-14")}, "nobody can pay by then"),
    ],
)
def test_refusals(charges: tuple[str, ...], change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _notice(_desk(), *charges, **change)


def test_nothing_to_ask_for() -> None:
    desk = _desk()
    desk.pay(100, value_day="2028-08-10")
    with pytest.raises(ProcedureError, match="it is cleared"):
        _notice(desk)


def test_an_identifier_is_used_once() -> None:
    desk = _desk()
    desk.book(_notice(desk, notice="N-1"))
    with pytest.raises(ProcedureError, match="was issued on 2028-08-15 already"):
        _notice(desk, notice="N-1", reference="RF71 2348 231".replace(" ", ""))
