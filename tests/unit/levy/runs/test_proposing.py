"""A run takes what was received and nobody else takes; never more."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.allocations.key_file import parse_key
from agister.levy.runs.closing import reverse
from agister.levy.runs.proposing import decided
from agister.levy.runs.record import sharing_record
from tests.levy_runs import KEY, Desk


def test_all_that_is_there_is_proposed() -> None:
    desk = Desk()
    desk.money_in(700)
    desk.money_in(300)
    desk.proposed()
    run = sharing_record(desk.journal).run("2031")
    assert (run.total, dict(run.pots), run.state, run.decision) == (1000, {"2031": 1000}, "proposed", "D-1")


def test_late_money_makes_a_run_of_its_own() -> None:
    desk = Desk()
    desk.money_in(700)
    desk.shared_out()
    desk.money_in(31)
    desk.money_in(10, pot="2032")
    with pytest.raises(ProcedureError, match="there is a run 2031 already; late money makes a run of its own"):
        desk.proposed()
    desk.proposed("2032", "2032", others=("2031",))
    assert sharing_record(desk.journal).run("2032").pots == {"2031": 31, "2032": 10}


def test_what_another_run_is_to_take_is_spoken_for() -> None:
    desk = Desk()
    desk.money_in(700)
    desk.proposed("first", amounts={"2031": 500})
    with pytest.raises(ProcedureError, match=r"holds EUR 7\.00 that were received, EUR 2\.00 of them not spoken for"):
        desk.proposed("second", amounts={"2031": 201})
    desk.proposed("second")
    assert sharing_record(desk.journal).run("second").total == 200
    with pytest.raises(ProcedureError, match="nothing is there to share out in EUR"):
        desk.proposed("third")


def test_a_claim_or_another_currency_is_no_money_in_the_pot() -> None:
    desk = Desk()
    desk.money_in(700, currency="USD")
    with pytest.raises(ProcedureError, match="nothing is there to share out in EUR"):
        desk.proposed()


@pytest.mark.parametrize("amount", [701, -1, True, "7"])
def test_amounts_that_are_not_there_are_refused(amount: object) -> None:
    desk = Desk()
    desk.money_in(700)
    with pytest.raises(ProcedureError, match="cannot be shared out"):
        desk.proposed(amounts={"2031": amount})


@pytest.mark.parametrize("name", ["refund", "remittance"])
def test_names_that_payouts_use_otherwise_are_refused(name: str) -> None:
    desk = Desk()
    desk.money_in(700)
    with pytest.raises(ProcedureError, match="already"):
        desk.proposed(name)


def test_a_run_that_replaces_another_names_what_it_corrects() -> None:
    desk = Desk()
    desk.money_in(700)
    desk.shared_out()
    with pytest.raises(ProcedureError, match="reverse it before another replaces it"):
        desk.proposed("2031-b", amounts={"2031": 0}, instead_of="2031")
    desk.book(reverse(desk.journal, run="2031", reason="wrong key", on=date(2032, 3, 9), by="bo"))
    desk.proposed("2031-b", instead_of="2031")
    booked = desk.journal.find("run:2031-b:proposed")
    assert booked is not None
    assert booked.entry.corrects == "run:2031:approved:2"


def test_a_key_is_in_force_by_a_recorded_decision() -> None:
    desk = Desk()
    day, digest = date(2031, 1, 1), desk.key.digest
    other = parse_key(KEY + b"# other\n")
    desk.decide("D-2", other, adopted=False)
    desk.decide("D-3", other, effect="2031-06-01")
    assert decided(desk.journal, "D-1", digest, day) == ""
    assert "no decision D-9 was taken" in decided(desk.journal, "D-9", digest, day)
    assert decided(desk.journal, "D-2", other.digest, day) == "decision D-2 was not adopted"
    assert "takes effect on 2031-06-01, after" in decided(desk.journal, "D-3", other.digest, day)
    assert decided(desk.journal, "D-3", other.digest, date(2031, 6, 1)) == ""
    assert "adopted another key" in decided(desk.journal, "D-1", other.digest, day)
