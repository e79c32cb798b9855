"""Laws of matching: whatever comes in, every minor unit pays one charge once or remains, and the order of the input says nothing.

`AGISTER_LAW_EXAMPLES` sets how many examples each law tries (default 100; `make laws` tries 10,000).
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from agister.payments import Method, OpenCharge, StatementItem, creditor_reference, in_order, match
from agister.payments.open_charge import INTEREST, LEVY, PENALTY
from tests.bank_messages import IBAN, OTHER
from tests.unit.payments.test_matching import ACME, BETA, charge, item

EXAMPLES = int(os.environ.get("AGISTER_LAW_EXAMPLES", "100"))

CHARGES = st.lists(
    st.builds(
        charge,
        id=st.sampled_from("ABCDEF"),
        outstanding=st.integers(0, 300),
        party=st.sampled_from(["acme", "beta"]),
        kind=st.sampled_from([LEVY, INTEREST, PENALTY]),
        month=st.integers(1, 3),
        levy=st.sampled_from(["", "A", "B"]),
        currency=st.sampled_from(["EUR", "EUR", "USD"]),
        disputed=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)
ITEMS = st.builds(
    item,
    units=st.integers(0, 700),
    credit=st.sampled_from([True, True, True, False]),
    references=st.lists(st.sampled_from([creditor_reference(id) for id in "ABCX"]), max_size=2).map(tuple),
    counterparty_account=st.sampled_from(["", IBAN, OTHER]),
    counterparty=st.sampled_from(["", "acme s.a.", "beta", "Gamma"]),
    return_reason=st.sampled_from(["", "", "AC04"]),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(ITEMS, CHARGES, st.randoms())
def test_every_unit_is_somewhere_once(receipt: StatementItem, charges: list[OpenCharge], random: Any) -> None:
    found = match(receipt, charges, [ACME, BETA])
    by_id = {one.id: one for one in charges}
    assert sum(one.units for one in found.applied) + found.remainder == receipt.units
    for one in found.applied:
        assert 0 < one.units <= by_id[one.charge].outstanding
        assert (by_id[one.charge].party, by_id[one.charge].currency) == (found.party, receipt.currency)
    assert len({one.charge for one in found.applied}) == len(found.applied)
    assert not found.applied or found.method in (Method.REFERENCE, Method.AMOUNT_AND_PARTY)
    assert found.reason and set(found.candidates) <= set(by_id)
    shuffled = list(charges)
    random.shuffle(shuffled)
    assert match(receipt, shuffled, [BETA, ACME]) == found


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.tuples(ITEMS, st.integers(0, 1)), max_size=6), CHARGES)
def test_receipts_one_after_the_other_never_pay_more_than_is_owed(
    receipts: list[tuple[StatementItem, int]], charges: list[OpenCharge]
) -> None:
    open_now = {one.id: one for one in charges}
    came = paid = remains = 0
    for receipt, _ in receipts:
        found = match(receipt, open_now.values(), [ACME, BETA])
        came, remains = came + receipt.units, remains + found.remainder
        for part in found.applied:
            paid += part.units
            before = open_now[part.charge]
            open_now[part.charge] = charge(
                before.id, before.outstanding - part.units, before.party, before.kind, before.due.month,
                levy=before.levy, currency=before.currency, disputed=before.disputed,
            )  # fmt: skip
    assert paid + remains == came
    assert sum(one.outstanding for one in charges) - sum(one.outstanding for one in open_now.values()) == paid
    assert all(one.outstanding >= 0 for one in open_now.values())


@settings(max_examples=EXAMPLES, deadline=None)
@given(ITEMS, CHARGES)
def test_what_is_not_named_is_paid_in_order(receipt: StatementItem, charges: list[OpenCharge]) -> None:
    found = match(receipt, charges, [ACME, BETA])
    if found.method is not Method.REFERENCE:
        return
    named = {one.id for one in charges if one.reference in receipt.references}
    owed = {one.id: one.outstanding for one in charges}
    theirs = [one for one in charges if one.party == found.party and one.currency == receipt.currency]
    order = [one.id for one in in_order(theirs) if one.id not in named and not one.disputed and one.outstanding]
    others = [part for part in found.applied if part.charge not in named]
    assert [part.charge for part in others] == order[: len(others)]
    assert all(part.units == owed[part.charge] for part in others[:-1])
