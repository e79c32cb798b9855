"""Laws of sharing out money: whatever happens in whatever order, every unit is somewhere, once, and nobody is paid twice.

`AGISTER_LAW_EXAMPLES` sets how many examples each law tries (default 100; `make laws` tries 10,000).
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agister.errors import UsageError
from agister.ledger import by_payee
from agister.levy.runs import (
    Standing,
    ages,
    approve,
    book_order_paid,
    book_paid,
    book_returned,
    book_status,
    expire,
    hold,
    hold_little,
    payouts_due,
    reconcile,
    release,
    release_enough,
    reverse,
    shared_lines,
    sharing_record,
)
from tests.levy_runs import DIGEST, PAYEES, Desk, at_bank

EXAMPLES = int(os.environ.get("AGISTER_LAW_EXAMPLES", "100"))
LAW = settings(max_examples=EXAMPLES, deadline=None)

NAMES = st.text(alphabet="abcXYZ019-", min_size=1, max_size=4).map(lambda text: "p" + text)
NUMBERS = st.sampled_from(["1", "2.5", "1/3", "7", "0", "100000"])


@st.composite
def keys(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    """Weights or first cuts of purposes, some of whose payees share on; sometimes a reserve and administration beside them."""
    names = draw(st.lists(NAMES, min_size=2, max_size=4, unique=True))
    kept = draw(st.lists(st.sampled_from(["reserve", "administration"]), unique=True)) if depth == 2 else []
    key: dict[str, Any]
    if draw(st.booleans()):
        key = {"kind": "fixed", "weights": {name: draw(NUMBERS) for name in [*names, *kept]} | {names[0]: "3"}}
    else:
        key = {"kind": "first_cut", "first": dict.fromkeys([*names[1:], *kept], "7%"), "then": names[0]}
    if depth and draw(st.booleans()):
        key["within"] = {names[0]: draw(keys(depth - 1))}
    return key


@LAW
@given(keys(), st.integers(1, 10**12), st.integers(1, 10**6), st.none() | st.integers(0, 10**6), st.data())
def test_a_run_moves_every_unit_and_its_reversal_brings_it_back(
    key: dict[str, Any], units: int, late: int, room: int | None, draw: st.DataObject
) -> None:
    desk = Desk(json.dumps(key).encode())
    desk.money_in(units)
    desk.money_in(late, pot="2030")
    before = desk.journal.balances()
    payees = [name for name in by_payee(desk.key.share(1)) if name not in ("reserve", "administration")]
    standing = {name: Standing(hold=draw.draw(st.sampled_from(["", "Unlocated", "Suspended"]))) for name in payees}
    desk.proposed(others=("2030",))
    desk.frozen(payees=standing, administration_cap=Fraction(1), reserve_room=room, purposes=())
    desk.approved()
    shares = by_payee(shared_lines(desk.key.branch, units + late, room))
    record = sharing_record(desk.journal)
    assert sum(shares.values()) == units + late
    assert desk.balance("Reserve") == shares.pop("reserve", 0)
    assert desk.balance("Administration") == shares.pop("administration", 0)
    assert {payout.payee: payout.entitled for payout in record.of_run("2031")} == {
        payee: amount for payee, amount in shares.items() if amount
    }
    assert all(bool(payout.resting) == bool(standing[payout.payee].hold) for payout in record.of_run("2031"))
    assert not desk.journal.balances(under="Fund")
    assert not desk.journal.balances(under="Pot")
    desk.book(reverse(desk.journal, run="2031", reason="a mistake", on=date(2032, 5, 1), by="bo"))
    assert desk.journal.balances() == before


class AnOffice(RuleBasedStateMachine):
    """Money comes in, runs go their way, the bank pays, refuses and returns, people hold and release: in any order."""

    @initialize()
    def opened(self) -> None:
        self.desk = Desk()
        self.day = date(2032, 1, 1)
        self.count = 0
        # It begins in the middle of its work, so that what is rare elsewhere is often tried.
        self.desk.money_in(12_345)
        self.desk.shared_out()
        self.desk.ordered("O-0")

    def tried(self, act: Any) -> None:
        """Do it, or be refused with nothing booked."""
        head = self.desk.journal.head()
        try:
            act()
        except UsageError as refused:
            assert str(refused)
            assert self.desk.journal.head() == head

    def name(self) -> str:
        self.count += 1
        return f"n{self.count}"

    def some_run(self, draw: st.DataObject) -> str:
        return draw.draw(st.sampled_from(sorted(sharing_record(self.desk.journal).runs) or ["none"]))

    def some_payout(self, draw: st.DataObject) -> str:
        return draw.draw(st.sampled_from(sorted(sharing_record(self.desk.journal).payouts) or ["none"]))

    @rule(units=st.integers(1, 50_000), pot=st.sampled_from(["2031", "2032"]))
    def money_comes_in(self, units: int, pot: str) -> None:
        self.desk.money_in(units, pot=pot, day=self.day.isoformat())

    @rule(pot=st.sampled_from(["2031", "2032", "non_distributable"]), part=st.none() | st.integers(0, 60_000))
    def a_run_is_proposed(self, pot: str, part: int | None) -> None:
        amounts = None if part is None else {pot: part}
        self.tried(lambda: self.desk.proposed(self.name(), pot, amounts=amounts, on=self.day))

    @rule(draw=st.data(), lost=st.booleans())
    def a_run_is_frozen(self, draw: st.DataObject, lost: bool) -> None:
        payees = PAYEES | ({"maps": Standing(hold="Unlocated", reason="moved")} if lost else {})
        run = self.some_run(draw)
        self.tried(lambda: self.desk.frozen(run, payees=payees, on=self.day))

    @rule(draw=st.data(), by=st.sampled_from(["ana", "ben", "cleo", "dan", "eve"]))
    def a_run_is_approved(self, draw: st.DataObject, by: str) -> None:
        run = self.some_run(draw)
        self.tried(lambda: self.desk.book(approve(self.desk.journal, run=run, on=self.day, by=by)))

    @rule()
    def a_run_goes_all_the_way(self) -> None:
        self.tried(lambda: self.desk.proposed(run := self.name(), "2031", on=self.day) or self.finished(run))

    def finished(self, run: str) -> None:
        self.desk.frozen(run, on=self.day)
        self.desk.approved(run, on=self.day)
        self.desk.published(run)

    @rule(draw=st.data())
    def a_run_is_published(self, draw: st.DataObject) -> None:
        run = self.some_run(draw)
        self.tried(lambda: self.desk.published(run))

    @rule(draw=st.data())
    def a_run_is_reversed(self, draw: st.DataObject) -> None:
        run = self.some_run(draw)
        self.tried(lambda: self.desk.book(reverse(self.desk.journal, run=run, reason="r", on=self.day, by="eve")))

    @rule(draw=st.data())
    def a_run_is_reconciled(self, draw: st.DataObject) -> None:
        run = self.some_run(draw)
        self.tried(lambda: self.desk.book(reconcile(self.desk.journal, run=run, on=self.day, by="eve")))

    @rule(least=st.sampled_from([0, 1000]), one=st.booleans())
    def an_order_goes_to_the_bank(self, least: int, one: bool) -> None:
        dues = payouts_due(self.desk.journal, self.day, least=least)
        self.tried(lambda: self.desk.ordered(self.name(), dues[:1] if one else dues))

    @rule(refused=st.booleans())
    def the_bank_answers_all_of_an_order(self, refused: bool) -> None:
        open_ones = [item.ordered for item in sharing_record(self.desk.journal).payouts.values() if item.ordered]
        if not open_ones:
            return
        order, units = open_ones[0].order, sum(item.units for item in open_ones if item.order == open_ones[0].order)
        asked: dict[str, Any] = {"order": order, "on": self.day, "by": "eve"}
        if refused:
            asked |= {"status": "RJCT", "payments": [], "file_digest": DIGEST}
            self.tried(lambda: self.desk.book(book_status(self.desk.journal, **asked)))
        else:
            asked |= {"bank_reference": order, "value_day": self.day, "statement_digest": DIGEST}
            self.desk.book(book_order_paid(self.desk.journal, units=units, **asked))

    @rule(draw=st.data(), answer=st.sampled_from(["paid", "again", "refused", "returned"]))
    def the_bank_answers(self, draw: st.DataObject, answer: str) -> None:
        known = sharing_record(self.desk.journal).by_end_to_end
        if not known:
            return
        ours = known[draw.draw(st.sampled_from(list(known)[-4:]))]
        reference = "B-1" if answer != "returned" else self.name()
        payment = at_bank(ours, reference)  # type: ignore[arg-type]
        if answer == "refused":
            rows = [{"end_to_end": ours.end_to_end, "status": "RJCT", "reason": "AC01"}]
            digest = f"sha256:{self.name():0>64}".replace("n", "a")
            self.tried(
                lambda: self.desk.book(
                    book_status(
                        self.desk.journal, order=ours.order, status="PART", payments=rows, file_digest=digest,
                        on=self.day, by="eve",
                    )
                )
            )  # fmt: skip
            return
        book = book_returned if answer == "returned" else book_paid
        self.tried(lambda: self.desk.book(book(self.desk.journal, payments=[payment], on=self.day, by="eve")))

    @rule(draw=st.data(), why=st.sampled_from(["Unlocated", "Suspended", "Nothing"]))
    def money_rests(self, draw: st.DataObject, why: str) -> None:
        payout = self.some_payout(draw)
        self.tried(
            lambda: self.desk.book(hold(self.desk.journal, payout=payout, why=why, reason="r", on=self.day, by="eve"))
        )

    @rule(draw=st.data())
    def it_rests_no_longer(self, draw: st.DataObject) -> None:
        payout = self.some_payout(draw)
        self.tried(lambda: self.desk.book(release(self.desk.journal, payout=payout, reason="r", on=self.day, by="eve")))

    @rule(step=st.sampled_from([hold_little, release_enough]))
    def little_adds_up(self, step: Any) -> None:
        self.tried(lambda: self.desk.book(step(self.desk.journal, least=1000, day=self.day, by="eve")))

    @rule(days=st.sampled_from([1, 40, 1200]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        self.tried(lambda: self.desk.book(expire(self.desk.journal, day=self.day, by="eve")))

    @invariant()
    def every_unit_is_somewhere_once(self) -> None:
        balances = self.desk.journal.balances()
        assert all(units < 0 for (account, _), units in balances.items() if account != "Bank:main")
        assert sum(balances.values()) == 0
        assert not self.desk.journal.balances(under="Fund")
        record = sharing_record(self.desk.journal)
        found: dict[str, int] = {}
        for payout in record.payouts.values():
            assert payout.entitled == payout.payable + payout.resting + payout.paid + payout.given_back
            assert min(payout.payable, payout.paid, payout.given_back, *payout.held.values(), 0) == 0
            assert payout.ordered is None or payout.ordered.units == payout.payable
            for account, units in ((payout.account, payout.payable), *payout.held.items()):
                found[account] = found.get(account, 0) + units
        theirs = {
            account: -units for (account, _), units in balances.items() if account.startswith(("Payable:", "Held:"))
        }
        assert {account: units for account, units in found.items() if units} == theirs

    @invariant()
    def what_left_the_bank_was_paid(self) -> None:
        came = sum(
            posting.units
            for booked in self.desk.journal.entries(kinds=("received",))
            for posting in booked.entry.postings
            if posting.units > 0
        )
        paid = sum(payout.paid for payout in sharing_record(self.desk.journal).payouts.values())
        assert came - paid == -self.desk.balance("Bank:main")

    @invariant()
    def the_age_of_each_unit_in_a_pot_is_known(self) -> None:
        pots = {f"Pot:{pot}": sum(years.values()) for pot, years in ages(self.desk.journal, "EUR").items()}
        there = {account: -units for (account, _), units in self.desk.journal.balances(under="Pot").items()}
        assert {pot: units for pot, units in pots.items() if units} == there


AnOffice.TestCase.settings = settings(max_examples=EXAMPLES, stateful_step_count=30, deadline=None)
TestAnOffice = AnOffice.TestCase
