"""Random courses of the procedure, legal and illegal steps alike: after each, every law of the office holds."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from agister.errors import JournalError, LevyError, ProcedureError
from agister.ledger import JournalEntry
from agister.ledger.entry import START, chained
from agister.levy.chart import check_cash_identity
from agister.levy.procedure.assessing import assess_return
from agister.levy.procedure.assessments import assessments
from agister.levy.procedure.charges import charges
from agister.levy.procedure.day_end import close_day
from agister.levy.procedure.dispute_decisions import decide_dispute
from agister.levy.procedure.disputes import FORUMS, open_dispute
from agister.levy.procedure.enquiries import close_enquiry, open_enquiry
from agister.levy.procedure.letting_off import remit, write_off
from agister.levy.procedure.matching import apply_receipt
from agister.levy.procedure.obligations import open_obligation, waive_obligation
from agister.levy.procedure.overview import overview
from agister.levy.procedure.receipts import receipt, refund_receipt
from agister.levy.procedure.registration import decide_registration
from agister.levy.procedure.returns import amend_return, file_return
from agister.levy.procedure.taking_back import unapply_receipt
from tests.unit.levy.procedure.desk import Desk, declared

PARTIES = ("acme", "bolt")
YEARS = (2027, 2028)
REVENUES = st.sampled_from([0, 7, 1_000, 99_999, 1_234_567])
UNITS = st.integers(min_value=1, max_value=130_000)
SHARES = st.integers(min_value=1, max_value=100)
#: Zero one time in ten: steps after which little else is allowed.
RARELY = st.integers(min_value=0, max_value=9)
parties, years = st.sampled_from(PARTIES), st.sampled_from(YEARS)
EVIDENCE = "sha256:" + "e" * 64


class Procedure(RuleBasedStateMachine):
    """An office with two parties and two years; each rule tries a step, and books it if it is allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.today = date(2027, 1, 2)
        self.receipts = 0
        self.filed = 0
        self.refused = 0

    def step(self, action: Callable[[], Iterable[JournalEntry]], *, twice: bool = True) -> None:
        """Book a step if it is allowed. Refused: nothing is booked. Asked again at once: booked once."""
        before = self.desk.journal.head()
        try:
            self.desk.book(action())
        except (ProcedureError, LevyError, JournalError) as error:
            self.refused += 1
            assert "\n" not in str(error)
            assert self.desk.journal.head() == before
            return
        if twice:
            after = self.desk.journal.head()
            # Asked again, a step is the same entry, or is refused because its state has moved on; it is never booked twice.
            with contextlib.suppress(ProcedureError):
                self.desk.book(action())
            assert self.desk.journal.head() == after

    @initialize()
    def begin(self) -> None:
        for party in PARTIES:
            self.desk.register(party)
            self.desk.ask(party)
        # One party has filed in time and was assessed; of the other everything is open.
        self.desk.filed(1_234_567, "acme", on="2028-08-01")
        self.today = date(2028, 8, 2)

    @rule(days=st.sampled_from([1, 1, 5, 10, 31, 100, 400]))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(2036, 1, 1))

    @rule(
        party=parties,
        decision=st.sampled_from(["suspended", "reinstated", "reinstated", "closed", "verified"]),
        often=RARELY,
    )
    def registration(self, party: str, decision: str, often: int) -> None:
        if often and decision != "reinstated":
            return
        self.step(
            lambda: decide_registration(
                self.desk.journal, party=party, decision=decision, reason="x", on=self.today, by="ben"
            )
        )

    @rule(party=parties, year=years)
    def obligation(self, party: str, year: int) -> None:
        self.step(
            lambda: open_obligation(
                self.desk.journal, self.desk.instrument, party=party, period=str(year), start=date(year, 1, 1),
                end=date(year, 12, 31), on=self.today, by="ana",
            )
        )  # fmt: skip

    @rule(party=parties, year=years, often=RARELY)
    def waiver(self, party: str, year: int, often: int) -> None:
        if often:
            return
        self.step(
            lambda: waive_obligation(
                self.desk.journal, party=party, period=str(year), reason="x", on=self.today, by="ana"
            )
        )

    @rule(party=parties, year=years, revenue=REVENUES, kind=st.sampled_from(["self", "amended"]))
    def filing(self, party: str, year: int, revenue: int, kind: str) -> None:
        found = declared(revenue, party, year, id=f"R-{self.filed}")
        self.filed += 1
        journal, on = self.desk.journal, self.today
        if kind == "self":
            self.step(lambda: file_return(journal, found, on=on, by=party))
        else:
            self.step(
                lambda: amend_return(journal, self.desk.instrument, found, reason="x", on=on, by=party), twice=False
            )
        self.step(lambda: self._assess(found, kind))

    def _assess(self, found: Any, kind: str, **more: Any) -> tuple[JournalEntry, ...]:
        return assess_return(self.desk.journal, self.desk.instrument, found, on=self.today, by="ana", kind=kind, **more)

    @rule(party=parties, year=years, revenue=REVENUES, kind=st.sampled_from(["determination", "discovery", "amended"]))
    def own_facts(self, party: str, year: int, revenue: int, kind: str) -> None:
        found = declared(revenue, party, year, id=f"office-{self.filed}")
        self.filed += 1
        self.step(lambda: self._assess(found, kind, evidence_digest=EVIDENCE))

    @rule(party=parties, year=years, opened=st.booleans(), outcome=st.sampled_from(["amended", "no_change"]))
    def enquiry(self, party: str, year: int, opened: bool, outcome: str) -> None:
        said: dict[str, Any] = {"party": party, "period": str(year), "reason": "x", "on": self.today, "by": "ben"}
        if opened:
            self.step(lambda: open_enquiry(self.desk.journal, self.desk.instrument, **said))
        else:
            self.step(lambda: close_enquiry(self.desk.journal, outcome=outcome, **said))

    def _charge(self, number: int) -> str:
        names = list(charges(self.desk.journal)) or ["levy/nobody/2027"]
        return names[number % len(names)]

    @rule(number=SHARES, percent=SHARES, early=st.integers(min_value=0, max_value=60), exact=st.booleans())
    def payment(self, number: int, percent: int, early: int, exact: bool) -> None:
        name = self._charge(number)
        known = charges(self.desk.journal).get(name)
        if known is None or known.outstanding <= 0:
            return
        units = known.outstanding if exact else max(1, known.outstanding * percent // 100)
        self.receipts += 1
        day = self.today - timedelta(days=early)
        subject = self.desk.received(
            f"R-{self.receipts}", units + percent % 3, day.isoformat(), on=self.today.isoformat()
        )
        self.step(
            lambda: apply_receipt(
                self.desk.journal, subject, known.party, [(name, units)], on=self.today, by="ana", method="x"
            )
        )

    @rule(number=SHARES, units=UNITS)
    def wrong_payment(self, number: int, units: int) -> None:
        subject = f"receipt:R-{number % (self.receipts + 1)}"
        self.step(
            lambda: apply_receipt(
                self.desk.journal, subject, "acme", [(self._charge(number), units)], on=self.today, by="ana", method="x"
            ),
            twice=False,
        )

    @rule(number=SHARES)
    def bank_takes_back(self, number: int) -> None:
        subject = f"receipt:R-{number % (self.receipts + 1)}"
        self.step(lambda: unapply_receipt(self.desk.journal, subject, on=self.today, by="ana", reason="x"), twice=False)

    @rule(number=SHARES, units=st.integers(min_value=1, max_value=3))
    def refund(self, number: int, units: int) -> None:
        subject = f"receipt:R-{number % (self.receipts + 1)}"
        self.step(
            lambda: refund_receipt(self.desk.journal, subject, "acme", units, reason="x", on=self.today, by="ana"),
            twice=False,
        )

    @rule(
        number=SHARES,
        percent=SHARES,
        suspends=st.booleans(),
        case=st.sampled_from("ABC"),
        forum=st.sampled_from(FORUMS),
    )
    def dispute(self, number: int, percent: int, suspends: bool, case: str, forum: str) -> None:
        known = list(assessments(self.desk.journal).values())
        if not known:
            return
        found = known[number % len(known)]
        known_case = next((item for item in known if case in item.cases), None)
        if known_case is not None and number % 2:
            found = known_case
        self.step(
            lambda: open_dispute(
                self.desk.journal, self.desk.instrument, case=case, assessment_id=found.id,
                amount=max(1, found.amount * percent // 100), ground="x", on=self.today, by=found.party, forum=forum,
                suspends=suspends,
            )
        )  # fmt: skip

    @rule(case=st.sampled_from("ABC"), outcome=st.sampled_from(["confirmed", "varied", "annulled"]), units=UNITS)
    def decision(self, case: str, outcome: str, units: int) -> None:
        self.step(
            lambda: decide_dispute(
                self.desk.journal, case=case, outcome=outcome, reason="x", on=self.today, by="ben",
                reduced_by=units if outcome == "varied" else 0,
            )
        )  # fmt: skip

    @rule(number=SHARES, percent=st.integers(min_value=1, max_value=30), gives_up=st.sampled_from([remit, write_off]))
    def letting_off(self, number: int, percent: int, gives_up: Any) -> None:
        known = charges(self.desk.journal).get(self._charge(number))
        if known is None:
            return
        units = max(1, known.outstanding * percent // 100)
        self.step(
            lambda: gives_up(self.desk.journal, known.id, units, reason="x", on=self.today, by="ana"), twice=False
        )

    @rule(year=years, percent=SHARES)
    def sharing_out(self, year: int, percent: int) -> None:
        pot = self.desk.balance(f"Pot:{year}")
        if pot > 0:
            units = max(1, pot * percent // 100)
            self.desk.shared_out(units - units // 4, str(year), reserve=units // 4, on=self.today.isoformat())

    @rule(asked=st.booleans())
    def day_end(self, asked: bool) -> None:
        names = tuple(charges(self.desk.journal)) if asked else ()
        found = close_day(self.desk.journal, self.desk.instrument, self.today, "clock", asked=names)
        self.desk.book(found.entries)
        head = self.desk.journal.head()
        again = close_day(self.desk.journal, self.desk.instrument, self.today, "clock", asked=names)
        assert again.entries == ()
        earlier = close_day(
            self.desk.journal, self.desk.instrument, self.today - timedelta(days=40), "clock", asked=names
        )
        assert all(entry.kind == "assessment_final" for entry in earlier.entries) or earlier.entries == ()
        assert self.desk.journal.head() == head

    @rule(often=RARELY)
    def books_close(self, often: int) -> None:
        if often:
            return
        until = self.today - timedelta(days=1)
        entry = JournalEntry(
            key=f"closed/{until}", kind="period_closed", on=self.today, subject="office:test", by="ana",
            text="Closed.", facts={"until": until.isoformat(), "balances": {}},
        )  # fmt: skip
        if self.desk.journal.find(entry.key) is None:
            self.desk.book([entry])
            self.closed = (until, self.desk.journal.balances(on=until))

    closed: tuple[date, dict[tuple[str, str], int]] | None = None

    @invariant()
    def money_is_where_it_is_kept(self) -> None:
        balances = self.desk.journal.balances()
        check_cash_identity(balances)
        for (account, _), units in balances.items():
            if account.split(":")[0] in ("Pot", "Held", "Reserve", "Refund", "Suspense", "Fund"):
                assert units <= 0, f"{account} was overdrawn by {units}"

    @invariant()
    def what_is_owed_is_what_is_left_of_charges(self) -> None:
        owed: dict[str, int] = {}
        assessed: dict[str, int] = {}
        for charge in charges(self.desk.journal).values():
            assert charge.outstanding >= 0
            assert 0 <= charge.paid <= charge.raised
            assert charge.held <= charge.paid
            assert sum(part.units for part in charge.disputes) <= charge.raised
            owed[charge.receivable] = owed.get(charge.receivable, 0) + charge.outstanding
            # What was let off or written off stays assessed; the loss stands against it.
            units = charge.outstanding + charge.remitted + charge.written_off
            assessed[charge.assessed] = assessed.get(charge.assessed, 0) + units
        for account, units in owed.items():
            assert self.desk.balance(account) == units
        for account, units in assessed.items():
            assert -self.desk.balance(account) == units

    @invariant()
    def held_is_what_open_disputes_hold(self) -> None:
        held = sum(self.desk.balance(name) for name, _ in self.desk.journal.balances(under="Held:Disputed"))
        assert held == sum(part.held for charge in charges(self.desk.journal).values() for part in charge.disputes)

    @invariant()
    def no_pot_from_claims(self) -> None:
        # Checked of each entry when it is booked; here once more over all of them, by kind.
        for booked in self.desk.journal.entries():
            cash = sum(
                item.units
                for item in booked.entry.postings
                if item.account.split(":")[0] not in ("Receivable", "Assessed", "Loss")
            )
            assert cash == 0

    @invariant()
    def what_is_closed_does_not_change(self) -> None:
        if self.closed is not None:
            until, balances = self.closed
            assert self.desk.journal.balances(on=until) == balances

    def teardown(self) -> None:
        overview(self.desk.journal, self.today)
        before = START
        for booked in self.desk.journal.entries():
            before = chained(before, booked.number, booked.recorded, booked.entry)
            assert before == booked.digest
        self._everything_taken_back()

    def _everything_taken_back(self) -> None:
        """Taking back every receipt, where it is allowed, leaves its money in suspense, to the cent."""
        for number in range(1, self.receipts + 1):
            subject = f"receipt:R-{number}"
            found = receipt(self.desk.journal, subject)
            if found.applied:
                applied = sum(found.applied.values())
                self.bank_takes_back(number)
                after = receipt(self.desk.journal, subject)
                assert after.in_suspense in (found.in_suspense, found.in_suspense + applied)


TestProcedure = Procedure.TestCase
TestProcedure.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
