"""Keys, repeats, order, and corrections that undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agister.errors import ProcedureError
from agister.ledger import JournalEntry
from agister.ledger.entry import PRIVATE
from agister.levy.procedure.booking import about, booked_before, check_order, standing, step
from tests.unit.levy.procedure.desk import DIGEST, Desk, day


def _entry(desk: Desk, reason: str = "fire", **changes: object) -> JournalEntry:
    found = step(
        desk.journal, kind="obligation_waived", subject="obligation:acme/2027", on=day("2027-02-01"), by="ana", text="Waived.",
        facts={"reason": reason},
    )  # fmt: skip
    return replace(found, **changes)  # type: ignore[arg-type]


def test_keys_count_the_entries_of_a_subject_and_kind() -> None:
    desk = Desk()
    assert _entry(desk).key == "obligation:acme/2027/obligation_waived/1"
    desk.book([_entry(desk)])
    assert _entry(desk, "flood").key == "obligation:acme/2027/obligation_waived/2"


def test_the_last_entry_again_is_a_repeat_and_so_is_the_same_document() -> None:
    desk = Desk()
    first = _entry(desk)
    assert booked_before((), first) is None
    salted = replace(first, facts={**first.facts, PRIVATE: {"text": "00"}})
    assert booked_before((salted,), replace(first, key="other")) is salted
    other = _entry(desk, "flood")
    assert booked_before((first,), other) is None
    document = replace(first, documents=(DIGEST,))
    assert booked_before((document, other), replace(document, on=day("2027-03-01"))) is document


def test_a_step_does_not_take_effect_before_the_one_it_follows() -> None:
    desk = Desk()
    first = _entry(desk)
    check_order((first,), first)
    with pytest.raises(ProcedureError, match="before what is booked about it for 2027-02-01"):
        check_order((first,), replace(first, on=day("2027-01-31")))


def test_what_a_correction_undoes_does_not_stand() -> None:
    desk = Desk()
    first = _entry(desk)
    desk.book([first])
    assert about(desk.journal, "obligation:acme/2027") == (first,)
    desk.book([
        JournalEntry(
            key="c1", kind="corrected", on=day("2027-03-01"), subject="correction:1", by="ana", text="Wrong.",
            facts={"reason": "typed wrongly"}, corrects=first.key,
        )
    ])  # fmt: skip
    assert about(desk.journal, "obligation:acme/2027") == ()
    assert standing(desk.journal, kinds=("obligation_waived",)) == ()
