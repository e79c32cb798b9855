"""Enquiries: opened in time, closed with an outcome."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.enquiries import close_enquiry, open_enquiry
from agister.levy.procedure.returns import ReturnState, filed_return
from tests.unit.levy.procedure.desk import ACT, Desk, day


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    return desk


def _open(desk: Desk, on: str = "2028-09-01") -> tuple[JournalEntry, ...]:
    return open_enquiry(desk.journal, ACT, party="acme", period="2027", reason="spot check", on=day(on), by="ben")


def _close(desk: Desk, on: str = "2028-10-01", **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {
        "party": "acme",
        "period": "2027",
        "outcome": "no_change",
        "reason": "in order",
        "by": "ben",
    }
    return close_enquiry(desk.journal, on=day(on), **{**said, **changes})


def test_opened_and_closed() -> None:
    desk = _desk()
    desk.filed()
    desk.book(_open(desk))
    desk.book(_open(desk))
    desk.book(_close(desk))
    desk.book(_close(desk))
    found = filed_return(desk.journal, "acme", "2027")
    assert found is not None
    assert (found.booked_state, found.enquiry_outcome) == (ReturnState.CLOSED, "no_change")
    with pytest.raises(ProcedureError, match="the return is closed"):
        _open(desk, "2028-11-01")


def test_within_twelve_months_of_the_last_version() -> None:
    desk = _desk()
    desk.filed(on="2028-08-01")
    _open(desk, "2029-08-01")
    with pytest.raises(ProcedureError, match="could be opened until 2029-08-01; what is found later is a discovery"):
        _open(desk, "2029-08-02")


def test_refusals() -> None:
    desk = _desk()
    with pytest.raises(ProcedureError, match="the return is not filed"):
        _open(desk)
    with pytest.raises(ProcedureError, match="is no outcome of an enquiry"):
        _close(desk, outcome="guilty")
    desk.filed()
    with pytest.raises(ProcedureError, match="allowed where it is under enquiry"):
        _close(desk)
