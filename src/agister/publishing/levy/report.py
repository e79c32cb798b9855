"""The transparency report: every number from the journal alone, in one pass, as JSON that HTML and PDF are renderings of."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from fractions import Fraction
from typing import Any

from agister.errors import JournalError
from agister.ledger import JournalReader, Rounding, SkimmingReader, rounded
from agister.ledger.currency import currency
from agister.ledger.entry import START, BookedEntry, JournalEntry, chained
from agister.ledger.exact import written
from agister.ledger.journal import Skimmed
from agister.levy.events import EVENTS, check_event
from agister.publishing.levy.claims import Claims, Period, PeriodClaims
from agister.publishing.levy.disclosure import RULE, named_parties, payer_rows, rate_bands, ratio
from agister.publishing.levy.governing import Governing
from agister.publishing.levy.money import Money
from agister.publishing.levy.payouts import Payouts
from agister.publishing.levy.register import Register
from agister.publishing.levy.rows import Rows
from agister.publishing.levy.runs import Runs

SCHEMA = "agister.levy.report/1"
#: How many payers the concentration counts.
TOP = 5


def _kinds(*subjects: str) -> frozenset[str]:
    return frozenset(name for name, event in EVENTS.items() if event.subject in subjects)


_GOVERNING = _kinds("office", "charter", "accession", "decision", "payee")
_REGISTER = _kinds("party", "deployment", "obligation", "return")
_CLAIMS = _kinds("assessment", "charge", "dispute") | {"matched", "corrected"}
_PAYOUTS = _kinds("payout", "run") | {"corrected"}
_RUNS = _kinds("run") | {"matched", "remittance_received"}


class ReportFold:
    """Takes all entries of a journal in order, checks each, and makes the report. Memory: parties × periods, payouts, accounts.

    `take` reads any source of entries; `read` a journal whose entries were checked, faster. Both give the same report.

    `start`: first day of the flows, the first day of the journal where none is given. `until`: last day that counts.
    """

    def __init__(self, *, start: date | None = None, until: date | None = None) -> None:
        if start is not None and until is not None and start > until:
            raise JournalError(
                f"a report from {start} until {until} covers no day: --from must not be later than --until"
            )
        self.start, self.until = start, until
        self.claims, self.register, self.governing = Claims(), Register(), Governing()
        self.money, self.payouts = Money(start), Payouts(start)
        self.runs = Runs(self.payouts)
        # Millions of entries: each goes only to the folds that its kind concerns, and every one to the balances.
        folds = ((_GOVERNING, self.governing.take), (_REGISTER, self.register.take), (_CLAIMS, self.claims.take),
                 (_PAYOUTS, self.payouts.take), (_RUNS, self.runs.take))  # fmt: skip
        self._folds: dict[str, tuple[Callable[[JournalEntry, int], None], ...]] = {
            kind: tuple(take for kinds, take in folds if kind in kinds) for kind in EVENTS
        }
        self.entries = 0
        self.head = START
        self._last = date.min.isoformat()
        self._later = 0

    def take(self, booked: BookedEntry) -> None:
        """Go on by one entry. Raises `JournalError` where it is not the next one, was changed, or is none of its kind."""
        if booked.number != self.entries + 1:
            raise JournalError(
                f"entry {booked.number} follows entry {self.entries}: entry {self.entries + 1} is missing"
            )
        if chained(self.head, booked.number, booked.recorded, booked.entry) != booked.digest:
            raise JournalError(
                f"entry {booked.number} was changed: its digest does not follow from it and the one before"
            )
        check_event(booked.entry)
        self.take_checked(booked)

    def take_checked(self, booked: BookedEntry) -> None:
        """Go on by one entry whose place, digest and kind were checked."""
        self.entries, self.head = booked.number, booked.digest
        if self.until is not None and booked.entry.on > self.until:
            self._later += 1
            return
        self.count(booked)

    def count(self, booked: BookedEntry) -> None:
        """Count an entry that was checked."""
        entry, number = booked.entry, booked.number
        self._last = max(self._last, entry.on.isoformat())
        self.money.take(entry, number)
        for take in self._folds.get(entry.kind, ()):
            take(entry, number)

    def read(self, reader: JournalReader) -> None:
        """Take a whole journal whose entries were checked (`journal_verify` did), instead of taking its entries one by one.

        Sums come from the journal (`totals`), and only entries that say more than their sums are taken apart.
        """
        with without_garbage(), reader.snapshot() if isinstance(reader, SkimmingReader) else nullcontext():
            self.entries, self.head = reader.head()
            self.money.take_totals(reader, self.until)
            until = (self.until or date.max).isoformat()
            folds = {kind: takes for kind, takes in self._folds.items() if takes}
            for number, kind, day, entry in _skimmed(reader, frozenset(folds)):
                if day > until:
                    self._later += 1
                    continue
                if day > self._last:
                    self._last = day
                if entry is not None:
                    if entry.corrects:
                        self.money.corrected(entry, number)
                    for take in folds.get(kind, ()):
                        take(entry, number)

    def named(self) -> frozenset[str]:
        """Parties whose names are public."""
        return named_parties(self.claims)

    def report(self, *, title: str = "") -> dict[str, Any]:
        """The report. Raises `JournalError` where the journal is empty."""
        if not self.governing.office:
            raise JournalError(
                "the journal does not begin with the opening of an office: there is nothing to report on"
            )
        until = self.until or date.fromisoformat(self._last)
        office = self.governing.office
        named = self.named()
        return {
            "schema": SCHEMA,
            "title": title or f"{office['name']}: transparency report",
            "office": office,
            "from": self.start.isoformat() if self.start else None,
            "until": until.isoformat(),
            "journal": {
                "entries": self.entries, "head": self.head, "postings": self.money.postings, "later": self._later,
                "closed_until": self.governing.closed_until,
            },
            "acts": self.governing.acts,
            "charters": self.governing.charters,
            "charter_parties": [row for _, row in sorted(self.governing.members.items())],
            "decisions": [row for _, row in sorted(self.governing.decisions.items())],
            "register": self.register.as_json(named),
            "disclosure": RULE,
            "periods": self._periods(until, named),
            "disputes": self._disputes(),
            "purposes": self.payouts.purpose_rows(),
            "runs": self.runs.rows(),
            "payouts": Rows(len(self.payouts.payouts), self.payouts.payout_rows),
            "payees": self._payees(),
            "reserve": self.money.keeping("Reserve"),
            "administration": self.money.keeping("Administration"),
            "flows": self.money.flows(),
            "corrections": self.money.corrections,
            "trial_balance": self.money.trial_balance(),
            "cash_identity": self.money.cash_identity(),
        }  # fmt: skip

    def _periods(self, until: date, named: frozenset[str]) -> list[dict[str, Any]]:
        outstanding = self.claims.outstanding(until)
        found = set(self.claims.periods) | set(outstanding)
        asked = set(self.register.returns) - {period for period, _ in found}
        found |= {(period, self.governing.office["currency"]) for period in asked if period}
        return [self._period(period, outstanding.get(period, {}), named) for period in sorted(found)]

    def _period(self, period: Period, outstanding: dict[str, dict[str, int]], named: frozenset[str]) -> dict[str, Any]:
        name, code = period
        claims = self.claims.periods.get(period, PeriodClaims())
        standing = self.claims.standing.get(period, {})
        payers = self.claims.payers(period)
        top, total = sum(item.amount for _, item in payers[:TOP]), sum(item.amount for _, item in payers)
        known = [item for item in standing.values() if item.surplus]
        surplus = sum((item.surplus for item in known if item.surplus), Fraction(0))
        returns = self.register.returns.get(name)
        return {
            "period": name,
            "currency": code,
            "returns": {} if returns is None else {
                "asked": returns.asked, "waived": returns.waived, "filed": returns.filed, "late": returns.late,
                "amended": returns.amended, "missing": returns.asked - returns.waived - returns.filed,
            },
            "assessments": len(standing),
            "final": sum(item.final for item in standing.values()),
            "base": sum(item.base for item in standing.values()),
            "assessed": claims.assessed,
            "interest": claims.interest,
            "penalties": claims.penalties,
            "collected": claims.collected,
            "reduced": claims.reduced,
            "paid_back": claims.paid_back,
            "corrected": claims.corrected,
            "remitted": claims.remitted,
            "written_off": claims.written_off,
            "outstanding": {what: dict(sorted(ages.items())) for what, ages in sorted(outstanding.items())},
            "outstanding_total": sum(sum(ages.values()) for ages in outstanding.values()),
            "disputed": self.claims.disputed(period),
            "payer_count": len(payers),
            "payers": payer_rows(self.claims, period, named, self.register.names()),
            "effective_rate": ratio(total, sum(item.base for _, item in payers)),
            "rate_bands": rate_bands(self.claims, period, currency(code).exponent),
            "top_five_share": ratio(top, total),
            "surplus": {
                "returns": len(known),
                "levy": sum(item.amount for item in known),
                "surplus": rounded(surplus, Rounding.HALF_UP),
                "share": written(Fraction(sum(item.amount for item in known)) / surplus) if surplus > 0 else None,
            },
        }  # fmt: skip

    def _disputes(self) -> dict[str, Any]:
        rows = [
            {
                "dispute": name, "party": item.party, "period": item.period[0], "currency": item.period[1], "amount": item.amount,
                "ground": item.ground, "forum": item.forum, "opened": item.opened, "outcome": item.outcome or None,
                "reduced_by": item.reduced_by, "reason": item.reason or None, "decided": item.decided or None,
            }
            for name, item in sorted(self.claims.disputes.items())
        ]  # fmt: skip
        decided = [row for row in rows if row["outcome"]]
        won = sum(1 for row in decided if row["reduced_by"])
        return {
            "lodged": len(rows), "decided": len(decided), "for_the_payer": won, "for_the_office": len(decided) - won,
            "open": len(rows) - len(decided), "rows": rows,
        }  # fmt: skip

    def _payees(self) -> list[dict[str, Any]]:
        amounts: dict[str, list[dict[str, Any]]] = {}
        for (payee, code), row in sorted(self.payouts.payee_sums().items()):
            amounts.setdefault(payee, []).append({"currency": code, **row})
        names = sorted({*self.governing.payees, *amounts})
        empty: dict[str, Any] = {"org_id": None, "country": None, "purposes": []}
        return [
            {
                **self.governing.payees.get(name, {"payee": name, "name": name, **empty}),
                "amounts": amounts.get(name, []),
            }
            for name in names
        ]


def compute_report(
    entries: Iterable[BookedEntry],
    *,
    start: date | None = None,
    until: date | None = None,
    title: str = "",
    checked: bool = False,
) -> dict[str, Any]:
    """The report of a journal, read once.

    `checked`: the entries were checked already (`journal_verify` did), so that their digests and kinds are not checked again.
    """
    fold = ReportFold(start=start, until=until)
    take = fold.take_checked if checked else fold.take
    with without_garbage():
        for booked in entries:
            take(booked)
    return fold.report(title=title)


def read_report(
    reader: JournalReader, *, start: date | None = None, until: date | None = None, title: str = ""
) -> dict[str, Any]:
    """The report of a journal whose entries were checked: equal to `compute_report` of its entries, and faster.

    Rows of payouts and payers are made when they are read. Raises `JournalError` where the journal is empty or damaged.
    """
    fold = ReportFold(start=start, until=until)
    fold.read(reader)
    with without_garbage():
        return fold.report(title=title)


def _skimmed(reader: JournalReader, kinds: frozenset[str]) -> Iterator[Skimmed]:
    if isinstance(reader, SkimmingReader):
        return reader.skim(kinds)
    return (
        (booked.number, booked.entry.kind, booked.entry.on.isoformat(), booked.entry) for booked in reader.entries()
    )


@contextmanager
def without_garbage() -> Iterator[None]:
    """Python does not look for cycles meanwhile: a fold makes millions of objects and no cycle, and looking takes as long as folding."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
