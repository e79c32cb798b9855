"""In which order money pays, and how it is applied."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agister.payments.open_charge import INTEREST, LEVY, PENALTY, OpenCharge, applied_to, in_order


def charge(
    id: str, kind: str = LEVY, month: int = 1, outstanding: int = 100, levy: str = "", party: str = "acme"
) -> OpenCharge:
    return OpenCharge(
        id=id, party=party, kind=kind, due=date(2031, month, 1), outstanding=outstanding, currency="EUR", levy=levy
    )


def test_oldest_levy_its_interest_and_penalties_last() -> None:
    charges = [
        charge("P", PENALTY, 1),
        charge("I2", INTEREST, 9, levy="L2"),
        charge("L2", month=5),
        charge("I1b", INTEREST, 8, levy="L1"),
        charge("I1a", INTEREST, 7, levy="L1"),
        charge("L1", month=3),
        charge("I0", INTEREST, 2, levy="paid already"),
    ]
    assert [one.id for one in in_order(charges)] == ["I0", "L1", "I1a", "I1b", "L2", "I2", "P"]


CHARGES = st.lists(
    st.builds(
        charge,
        id=st.sampled_from("abcdefgh"),
        kind=st.sampled_from([LEVY, INTEREST, PENALTY]),
        month=st.integers(1, 12),
        outstanding=st.integers(0, 1000),
        levy=st.sampled_from(["", "a", "b", "x"]),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(CHARGES, st.randoms())
def test_the_order_is_one(charges: list[OpenCharge], random: object) -> None:
    shuffled = list(charges)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_order(shuffled) == in_order(charges)
    assert sorted(one.id for one in in_order(charges)) == sorted(one.id for one in charges)


@given(CHARGES, st.integers(0, 5000))
def test_applied_and_remainder_are_the_receipt(charges: list[OpenCharge], units: int) -> None:
    ordered = in_order(charges)
    applied, remainder = applied_to(units, ordered)
    owed = {one.id: one.outstanding for one in charges}
    assert sum(one.units for one in applied) + remainder == units
    assert all(0 < one.units <= owed[one.charge] for one in applied)
    assert remainder == max(0, units - sum(owed.values()))
    # Each charge before the last that takes something is paid whole.
    names = [one.charge for one in applied]
    for one in applied[:-1]:
        assert one.units == owed[one.charge]
    assert names == [one.id for one in ordered if one.outstanding][: len(names)]
