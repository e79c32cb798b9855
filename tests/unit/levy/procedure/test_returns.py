"""Returns: filed once, amended in versions, closed by time."""

from __future__ import annotations

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.levy_return import LevyReturn
from agister.levy.procedure.enquiries import open_enquiry
from agister.levy.procedure.obligations import obligation
from agister.levy.procedure.returns import ReturnState, amend_return, amend_until, file_return, filed_return
from tests.levy_acts import levy_return
from tests.unit.levy.procedure.desk import ACT, Desk, day, declared


def _desk() -> Desk:
    desk = Desk()
    desk.register()
    desk.ask()
    return desk


def _file(desk: Desk, found: LevyReturn, on: str = "2028-08-01") -> tuple[JournalEntry, ...]:
    return file_return(desk.journal, found, on=day(on), by="acme")


def _amend(desk: Desk, found: LevyReturn, on: str = "2028-12-01") -> tuple[JournalEntry, ...]:
    return amend_return(desk.journal, ACT, found, reason="found more", on=day(on), by="acme")


@pytest.mark.parametrize(("on", "late"), [("2028-08-31", 0), ("2028-09-01", 1), ("2028-09-30", 30)])
def test_filed_with_its_days_of_lateness(on: str, late: int) -> None:
    desk = _desk()
    (entry,) = desk.book(_file(desk, declared(1000), on))
    assert (entry.facts["days_late"], entry.facts["version"]) == (late, 1)
    found = filed_return(desk.journal, "acme", "2027")
    assert found is not None
    assert (found.days_late, found.booked_state) == (late, ReturnState.FILED)


def test_versions_are_kept_and_the_same_file_is_filed_once() -> None:
    desk = _desk()
    first, second = declared(1000), declared(2000)
    assert desk.book(_file(desk, first)) == _file(desk, first)
    desk.book(_amend(desk, second))
    assert _amend(desk, second) == desk.book(_amend(desk, second))
    found = filed_return(desk.journal, "acme", "2027")
    assert found is not None
    assert found.versions == (first.digest, second.digest)
    assert found.state_on(day("2029-08-31"), day("2029-08-31")) is ReturnState.AMENDED
    assert found.state_on(day("2029-09-01"), day("2029-08-31")) is ReturnState.CLOSED
    with pytest.raises(ProcedureError, match="version 1, which was filed already"):
        _amend(desk, first, "2029-01-01")


def test_by_its_registered_name_as_well() -> None:
    desk = _desk()
    (entry,) = _file(desk, declared(1000, party="acme plc"))
    assert entry.subject == "return:acme/2027"


def test_the_time_to_amend_runs_from_the_day_to_file_by() -> None:
    desk = _desk()
    desk.book(_file(desk, declared(1000), "2028-03-01"))
    assert amend_until(desk.journal, ACT, obligation(desk.journal, "acme", "2027")) == day("2029-08-31")
    _amend(desk, declared(2000), "2029-08-31")
    with pytest.raises(ProcedureError, match="could be amended until 2029-08-31"):
        _amend(desk, declared(2000), "2029-09-01")


def test_an_enquiry_blocks_amendments() -> None:
    desk = _desk()
    desk.book(_file(desk, declared(1000)))
    desk.book(
        open_enquiry(
            desk.journal, ACT, party="acme", period="2027", reason="spot check", on=day("2028-09-01"), by="ben"
        )
    )
    with pytest.raises(ProcedureError, match="the return is under enquiry"):
        _amend(desk, declared(2000))


@pytest.mark.parametrize(
    ("found", "on", "message"),
    [
        (declared(1000, party="nobody"), "2028-08-01", "nobody is registered under that name"),
        (declared(1000, year=2028), "2029-08-01", "no return is asked of acme for 2028"),
        (declared(1000), "2027-12-31", "a return is filed when it is over"),
    ],
)
def test_refusals(found: LevyReturn, on: str, message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _file(_desk(), found, on)


def test_a_second_return_for_the_period_is_refused() -> None:
    desk = _desk()
    desk.book(_file(desk, declared(1000)))
    with pytest.raises(ProcedureError, match="the return is filed; return_filed is allowed where it is not filed"):
        _file(desk, declared(2000))


def test_a_period_that_overlaps_another_is_refused() -> None:
    desk = _desk()
    half = levy_return({"local_revenue": 5}, "2027-07-01", "2028-06-30", "EUR", party="acme")
    with pytest.raises(ProcedureError, match="covers the period that it is asked for, and no part of another"):
        _file(desk, half)


def test_nothing_to_amend() -> None:
    with pytest.raises(ProcedureError, match="there is no return to amend"):
        _amend(_desk(), declared(2000))
