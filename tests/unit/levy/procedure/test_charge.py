"""A charge: its amounts, its state, and how a payment is split over disputes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agister.levy.procedure.charge import Charge, ChargeState, DisputedPart, Move, split_over_disputes
from tests.unit.levy.procedure.desk import day

CHARGE = Charge(
    id="levy/acme/2027", what="Levy", party="acme", period="2027", currency="EUR", due=day("2028-10-01"), raised=100, paid=0
)  # fmt: skip


def _part(case: str, units: int, held: int = 0, *, suspends: bool = True) -> DisputedPart:
    return DisputedPart(case=case, units=units, suspends=suspends, held=held)


@pytest.mark.parametrize(
    ("change", "state", "outstanding"),
    [
        ({}, ChargeState.RAISED, 100),
        ({"paid": 1}, ChargeState.PART_PAID, 99),
        ({"paid": 100}, ChargeState.CLEARED, 0),
        ({"raised": 0}, ChargeState.CLEARED, 0),
        ({"paid": 60, "remitted": 40}, ChargeState.REMITTED, 0),
        ({"remitted": 40, "written_off": 60}, ChargeState.WRITTEN_OFF, 0),
        ({"remitted": 40}, ChargeState.RAISED, 60),
    ],
)
def test_state_follows_from_amounts(change: dict[str, int], state: ChargeState, outstanding: int) -> None:
    charge = replace(CHARGE, **change)  # type: ignore[arg-type]
    assert (charge.state, charge.outstanding) == (state, outstanding)


def test_accounts() -> None:
    assert (CHARGE.receivable, CHARGE.assessed, CHARGE.pot) == (
        "Receivable:Levy:acme",
        "Assessed:Levy:2027",
        "Pot:2027",
    )


def test_what_is_left_is_the_disputed_part_as_far_as_it_goes() -> None:
    charge = replace(CHARGE, paid=80, disputes=(_part("D-1", 50),))
    assert (charge.locked, charge.collectable) == (20, 0)
    assert replace(CHARGE, disputes=(_part("D-1", 50),)).collectable == 50
    assert replace(CHARGE, disputes=(_part("D-1", 50, suspends=False),)).collectable == 100


@pytest.mark.parametrize(
    ("paid", "parts", "units", "pot", "held"),
    [
        (0, (), 100, 100, ()),
        (0, (_part("D-1", 40),), 50, 50, ()),
        (0, (_part("D-1", 40),), 70, 60, (("D-1", 10),)),
        (70, (_part("D-1", 40, 10),), 30, 0, (("D-1", 30),)),
        (0, (_part("D-1", 40), _part("D-2", 30)), 100, 30, (("D-1", 40), ("D-2", 30))),
        (60, (_part("D-1", 100, 60),), 40, 0, (("D-1", 40),)),
    ],
)
def test_a_payment_is_split(
    paid: int, parts: tuple[DisputedPart, ...], units: int, pot: int, held: tuple[tuple[str, int], ...]
) -> None:
    assert split_over_disputes(replace(CHARGE, paid=paid, disputes=parts), units) == (pot, held)


def test_what_was_left_and_paid_on_a_day() -> None:
    moves = (
        Move(day=day("2028-10-05"), units=60, paid=True, entry="a"),
        Move(day=day("2028-10-09"), units=-10, paid=True, entry="b"),
        Move(day=day("2028-10-09"), units=5, paid=False, entry="c"),
    )
    charge = replace(CHARGE, moves=moves)
    assert [charge.left_on(day(f"2028-10-0{number}")) for number in (4, 5, 9)] == [100, 40, 45]
    assert [charge.paid_on(day(f"2028-10-0{number}")) for number in (4, 5, 9)] == [0, 60, 50]
