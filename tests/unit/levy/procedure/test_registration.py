"""Registration: its course, its refusals, and repeats."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.levy.procedure.registration import (
    RegistrationState,
    active,
    decide_registration,
    lei_is_right,
    may_file,
    registration,
    registrations,
    submit_registration,
)
from tests.unit.levy.procedure.desk import Desk, day

LEI = "529900T8BM49AURSDO55"


def _submit(desk: Desk, **changes: Any) -> tuple[JournalEntry, ...]:
    said: dict[str, Any] = {
        "party": "acme", "name": "Acme plc", "country": "DE", "accounting_period_end": "12-31",
        "liable_since": day("2027-01-01"), "answers": {"commercial": True}, "on": day("2027-01-05"), "by": "acme",
    }  # fmt: skip
    return submit_registration(desk.journal, **{**said, **changes})


def _decide(desk: Desk, decision: str, on: str = "2027-01-06", **changes: Any) -> tuple[JournalEntry, ...]:
    return decide_registration(
        desk.journal, party="acme", decision=decision, on=day(on), by="ben", **{"reason": "seen", **changes}
    )


def test_the_whole_course() -> None:
    desk = Desk()
    assert registration(desk.journal, "acme").state is RegistrationState.UNREGISTERED
    desk.book(_submit(desk, lei=LEI))
    states = []
    for decision in ("verified", "activated", "suspended", "reinstated", "closed"):
        desk.book(_decide(desk, decision, number="N-7" if decision == "activated" else ""))
        states.append(str(registration(desk.journal, "acme").state))
    assert states == ["verified", "active", "suspended", "active", "closed"]
    found = registration(desk.journal, "acme")
    assert (found.name, found.country, found.lei, found.number) == ("Acme plc", "DE", LEI, "N-7")
    assert (found.liable_since, found.closed_on) == (day("2027-01-01"), day("2027-01-06"))
    desk.book(_submit(desk, on=day("2028-01-01")))
    assert registration(desk.journal, "acme").state is RegistrationState.SUBMITTED
    assert list(registrations(desk.journal)) == ["acme"]


def test_the_same_step_again_is_booked_once() -> None:
    desk = Desk()
    first = desk.book(_submit(desk))
    assert _submit(desk) == first
    desk.book(_submit(desk))
    assert desk.journal.head()[0] == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"party": "a b"}, "cannot name a party"),
        ({"party": "a/b"}, "cannot name a party"),
        ({"party": "a" * 41}, "at most 40"),
        ({"country": "Germany"}, "two capital letters"),
        ({"accounting_period_end": "31 Dec"}, "month-day"),
        ({"lei": "529900T8BM49AURSDO56"}, "is no LEI"),
    ],
)
def test_wrong_details_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ProcedureError, match=message):
        _submit(Desk(), **change)


def test_one_group_registers_once() -> None:
    desk = Desk()
    desk.book(_submit(desk, lei=LEI))
    with pytest.raises(ProcedureError, match="registered for party acme already"):
        _submit(desk, party="other", lei=LEI)


def test_steps_out_of_order_are_refused_with_the_state_and_what_is_allowed() -> None:
    desk = Desk()
    desk.book(_submit(desk))
    with pytest.raises(ProcedureError) as refused:
        _decide(desk, "activated")
    assert "the registration is submitted; registration_activated is allowed where it is verified" in str(refused.value)
    assert "registration_verified" in str(refused.value).rsplit("allowed now:", 1)[1]


def test_a_decision_needs_a_known_word_a_reason_and_a_day_that_is_not_earlier() -> None:
    desk = Desk()
    desk.book(_submit(desk))
    with pytest.raises(ProcedureError, match="is no decision on a registration"):
        _decide(desk, "blessed")
    with pytest.raises(ProcedureError, match="for a reason"):
        _decide(desk, "verified", reason="")
    with pytest.raises(ProcedureError, match="before what is booked"):
        _decide(desk, "verified", on="2027-01-04")


def test_only_an_active_party_has_duties_and_a_closed_one_still_files() -> None:
    desk = Desk()
    with pytest.raises(ProcedureError, match="acme is unregistered, so a return is refused"):
        active(desk.journal, "acme", "a return")
    desk.register()
    assert active(desk.journal, "acme", "a return").party == "acme"
    desk.book(_decide(desk, "closed"))
    with pytest.raises(ProcedureError, match="is closed"):
        active(desk.journal, "acme", "an obligation")
    assert may_file(desk.journal, "acme", "a return").state is RegistrationState.CLOSED


@pytest.mark.parametrize("lei", [LEI, "7LTWFZYICNSX8D621K86", "HWUPKR0MPOU8FGXBT394"])
def test_published_identifiers_are_right_and_a_changed_digit_is_not(lei: str) -> None:
    assert lei_is_right(lei)
    assert not lei_is_right(lei[:-1] + str((int(lei[-1]) + 1) % 10))
    assert not lei_is_right(lei[:-1])
