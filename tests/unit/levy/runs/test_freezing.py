"""A frozen run: every line computed, every input named, everything that is wrong refused."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from agister.errors import ProcedureError
from agister.ledger.exact import written
from agister.levy.allocations.key_file import parse_key
from agister.levy.chart import move
from agister.levy.runs.payout import Standing
from agister.levy.runs.record import sharing_record
from tests.levy_runs import DIGEST, KEY, PAYEES, Desk


def ready(units: int = 10_000, key: bytes = KEY) -> Desk:
    desk = Desk(key)
    desk.money_in(units)
    desk.proposed()
    return desk


def test_the_lines_are_those_of_the_key() -> None:
    desk = ready()
    desk.frozen(inputs={"charter": DIGEST})
    run = sharing_record(desk.journal).run("2031")
    assert [(line["path"], line["units"], line["due"]) for line in run.lines] == [
        (list(line.path), line.units, written(line.due)) for line in desk.key.share(10_000)
    ]
    assert run.kept == {"Administration": 200, "Reserve": 300}
    assert run.inputs["key"] == desk.key.digest
    assert run.inputs["charter"] == DIGEST
    assert run.inputs["journal"] == list(desk.journal.entries())[-2].digest
    assert run.payees["archive"] == {"hold": "", "reason": "admitted"}


def test_a_frozen_run_is_not_frozen_again() -> None:
    desk = ready()
    desk.frozen()
    with pytest.raises(ProcedureError, match="run 2031 is frozen: freeze needs a run that is proposed"):
        desk.frozen()


def test_another_key_than_the_proposed_is_refused() -> None:
    desk = ready()
    with pytest.raises(ProcedureError, match="was proposed with the key"):
        desk.frozen(key=parse_key(KEY + b"# changed\n"))


def test_a_key_that_was_not_decided_is_refused() -> None:
    desk = Desk()
    desk.money_in(100)
    desk.proposed(decision="D-9")
    with pytest.raises(ProcedureError, match="the key of run 2031 is not in force: no decision D-9 was taken"):
        desk.frozen()
    desk.frozen(in_force=lambda *_: "")


def test_a_pot_that_shrank_after_the_proposal_is_refused() -> None:
    desk = ready()
    disputed = {
        "party": "acme", "period": "2031", "assessment": "A-1", "charge": "A-1", "amount": 1, "ground": "g", "forum": "f",
        "suspends": True,
    }  # fmt: skip
    desk.book(
        [
            desk._entry(
                "dispute_opened", "dispute:1", "2032-01-01", disputed, move("Pot:2031", "Held:Disputed:1", 1, "EUR")
            )
        ]
    )
    with pytest.raises(
        ProcedureError, match=r"proposed with EUR 100\.00 of the pot 2031, in which EUR 99\.99 are left"
    ):
        desk.frozen()


def test_money_that_came_after_the_proposal_waits_for_the_next_run() -> None:
    desk = ready()
    desk.money_in(5)
    desk.frozen()
    assert sharing_record(desk.journal).run("2031").total == 10_000


def test_an_unknown_payee_is_refused() -> None:
    desk = ready()
    with pytest.raises(ProcedureError, match="maps is no known payee: admit it first"):
        desk.frozen(payees={name: standing for name, standing in PAYEES.items() if name != "maps"})


def test_a_payee_that_cannot_be_paid_now_is_frozen_with_the_reason() -> None:
    desk = ready()
    desk.frozen(payees=PAYEES | {"maps": Standing(hold="Unlocated", reason="letters come back")})
    assert sharing_record(desk.journal).run("2031").payees["maps"] == {
        "hold": "Unlocated",
        "reason": "letters come back",
    }


def test_administration_above_its_cap_is_refused() -> None:
    desk = ready()
    with pytest.raises(
        ProcedureError, match=r"would keep EUR 2\.00, more than the cap of 1/100 of EUR 100\.00, which is EUR 1\.00"
    ):
        desk.frozen(administration_cap=Fraction(1, 100))


def test_names_that_no_account_can_carry_are_refused() -> None:
    desk = ready(key=b'kind: fixed\nweights: {"the rest": 1}')
    with pytest.raises(ProcedureError, match="'the rest' cannot be the name of a purpose or payee"):
        desk.frozen(payees={"the rest": Standing()})


def test_the_room_in_the_reserve_is_kept_and_stated() -> None:
    desk = ready()
    desk.frozen(reserve_room=10)
    run = sharing_record(desk.journal).run("2031")
    assert run.kept["Reserve"] == 10
    assert sum(line["units"] for line in run.lines if len(line["path"]) == 1) == 10_000  # type: ignore[arg-type, misc]
    booked = desk.journal.find("run:2031:frozen")
    assert booked is not None
    assert booked.entry.facts["reserve_room"] == 10
    assert booked.entry.on == date(2032, 3, 2)
