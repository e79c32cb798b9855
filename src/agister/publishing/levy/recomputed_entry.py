"""One entry computed again from what it rests on: an assessment from its return, interest from the act, a run from its key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from agister.errors import AgisterError
from agister.ledger import Rounding, rounded
from agister.ledger.entry import JournalEntry, is_sealed
from agister.ledger.exact import exact, written
from agister.levy.allocations.key_file import SharingKey, parse_key
from agister.levy.assess import assess
from agister.levy.exchange import RateTable, read_reference_rates
from agister.levy.instrument import Instrument
from agister.levy.instrument_file import load_instrument
from agister.levy.interest import interest
from agister.levy.levy_return import LevyReturn, currencies
from agister.levy.penalties import late_return_penalty
from agister.levy.procedure.assessing import declared_amount
from agister.levy.procedure.law import Act
from agister.levy.return_file import load_return
from agister.levy.runs.shared_lines import line_rows, movements, shared_lines
from agister.publishing.levy.differences import Difference, first_difference
from agister.publishing.levy.documents import DocumentReader

_INTEREST = {"interest_raised": "late_interest", "repayment_interest": "repayment_interest"}


class EntryCheck:
    """Computes entries again, in their order; counts what was equal and what could not be computed for want of a document."""

    def __init__(self, documents: DocumentReader) -> None:
        self._documents = documents
        self._acts: dict[str, Instrument] = {}
        self._act: Mapping[str, Any] = {}
        self.equal: dict[str, int] = {}
        """Kind → entries that were computed again and are equal."""
        self.withheld: dict[str, int] = {}
        """Kind → entries that rest on a document that the folder does not hold."""
        self._raised: dict[str, int] = {}
        """Charge → what it was raised to, after decisions."""
        self._disputes: dict[str, str] = {}
        self._asked: dict[tuple[str, str], tuple[date, date | None]] = {}
        """(party, period) → the day by which the return was asked for, and the one on which it was filed."""
        self._runs: dict[str, dict[str, Any]] = {}

    def take(self, entry: JournalEntry, number: int) -> Difference | None:
        """The first difference in an entry."""
        if entry.kind in ("office_opened", "act_adopted"):
            self._act = entry.facts
        facts: Mapping[str, Any] = entry.facts
        where = f"entry {number} ({entry.kind})"
        try:
            if entry.kind == "assessed":
                return self._posted(entry, facts, where) or self._counted(entry.kind, self._assessed(facts, where))
            if entry.kind == "obligation_opened":
                self._asked[facts["party"], facts["period"]] = (date.fromisoformat(facts["file_by"]), None)
            elif entry.kind == "return_filed" and (asked := self._asked.get((facts["party"], facts["period"]))):
                self._asked[facts["party"], facts["period"]] = (asked[0], date.fromisoformat(facts["filed"]))
            elif entry.kind == "penalty_raised":
                return self._counted(entry.kind, self._penalty(entry, facts, where))
            if entry.kind in _INTEREST:
                return self._counted(entry.kind, self._interest(entry, facts, where))
            if entry.kind == "dispute_opened":
                self._disputes[entry.subject] = facts["charge"]
            elif entry.kind == "dispute_decided":
                charge = self._disputes.get(entry.subject, "")
                self._raised[charge] = self._raised.get(charge, 0) - facts["reduced_by"]
            elif entry.kind == "run_proposed":
                self._runs[entry.subject] = dict(facts)
            elif entry.kind == "run_frozen":
                return self._counted(entry.kind, self._frozen(entry, facts, where))
            elif entry.kind == "run_approved" and entry.postings:
                return self._counted(entry.kind, self._approved(entry, where))
            elif entry.kind == "entitled":
                return self._counted(entry.kind, self._entitled(facts, where))
        except (AgisterError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, OSError) as error:
            return Difference(where=where, theirs="", ours="", what=f"it cannot be computed again: {error}")
        return None

    def _counted(self, kind: str, found: Difference | bool | None) -> Difference | None:
        if found is None or isinstance(found, bool):
            counts = self.withheld if found else self.equal
            counts[kind] = counts.get(kind, 0) + 1
            return None
        return found

    def _posted(self, entry: JournalEntry, facts: Mapping[str, Any], where: str) -> Difference | None:
        """An assessment posts the difference to what its charge was raised to."""
        charge = facts["charge"]
        ours = facts["amount"] - self._raised.get(charge, 0)
        theirs = sum(item.units for item in entry.postings if item.account.startswith(("Receivable:", "Refund:")))
        self._raised[charge] = facts["amount"]
        return first_difference(theirs, ours, f"{where}, postings")

    def _assessed(self, facts: Mapping[str, Any], where: str) -> Difference | bool | None:
        return_digest, act_digest = facts.get("return_digest"), facts["instrument_digest"]
        rates_digest = facts.get("rates_digest")
        needed = [item for item in (return_digest, act_digest, rates_digest) if item]
        if not return_digest or not all(self._documents.has(item) for item in needed):
            return True
        levy_return = load_return(self._text(return_digest), "return")
        act = self._instrument(act_digest)
        found = assess(
            levy_return, act, date.fromisoformat(facts["law_of"]), given=facts["given"], base=facts["base"],
            rates=self._rates(rates_digest, levy_return, act.currency) if rates_digest else None,
        )  # fmt: skip
        ours: dict[str, Any] = {
            "amount": found.amount,
            "currency": found.currency,
            "exact": written(found.exact),
            "instrument": found.instrument,
            "base": found.base,
            "base_amount": declared_amount(found.base, found.lines),
        }
        if not is_sealed(facts["members"]):
            ours["members"] = dict(found.members)
        if not is_sealed(facts["lines"]):
            ours["lines"] = [
                {"step": line.step, "text": line.text, "law": line.law, "fact": line.fact,
                 "amount": None if line.amount is None else written(line.amount)}
                for line in found.lines
            ]  # fmt: skip
        theirs = {name: facts[name] for name in ours}
        if "lines" in ours and all(isinstance(line, Mapping) for line in facts["lines"]):
            theirs["lines"] = [
                {name: line.get(name) for name in ("step", "text", "law", "fact", "amount")} for line in facts["lines"]
            ]
        if found.of_surplus is not None and "of_surplus" in facts:
            ours["of_surplus"], theirs["of_surplus"] = written(found.of_surplus), facts["of_surplus"]
        return first_difference(theirs, ours, where)

    def _interest(self, entry: JournalEntry, facts: Mapping[str, Any], where: str) -> Difference | bool | None:
        """Every span from its principal, days and the rate of the act; the sum, rounded once, less what was raised before."""
        digest = str(self._act.get("instrument_digest", ""))
        if not self._documents.has(digest):
            return True
        given = {str(name): str(value) for name, value in (self._act.get("given") or {}).items()}
        act = Act(
            instrument=self._instrument(digest), digest=digest, given=given, base=str(self._act.get("base") or "")
        )
        start = date.fromisoformat(facts["start"])
        rates = act.dated(_INTEREST[entry.kind], start)
        total = Fraction(0)
        for place, span in enumerate(facts["spans"]):
            found = interest(
                span["principal"], date.fromisoformat(span["start"]), date.fromisoformat(span["until"]), rates
            )
            ours: dict[str, Any] = {
                "days": sum(item.days for item in found.spans),
                "rate": written(found.spans[0].rate) if len(found.spans) == 1 else "one rate for a span",
                "amount": written(sum((item.amount for item in found.spans), Fraction(0))),
            }
            if different := first_difference({name: span.get(name) for name in ours}, ours, f"{where}, spans[{place}]"):
                return different
            total += exact(ours["amount"])
        mode = act.value("rounding", start)
        whole = rounded(total, Rounding.HALF_UP if mode is None else Rounding(str(mode.value)))
        due = whole - facts.get("before", 0) + facts.get("let_off", 0)
        return first_difference(facts["amount"], due, f"{where}.amount")

    def _penalty(self, entry: JournalEntry, facts: Mapping[str, Any], where: str) -> Difference | bool | None:
        """A penalty for a late return from the steps of the act, single or repeated; others rest on what was unpaid on a day."""
        charge, digest = entry.subject, str(self._act.get("instrument_digest", ""))
        asked = self._asked.get((facts["party"], facts["period"]))
        self._raised[charge] = self._raised.get(charge, 0) + facts["amount"]
        if not str(facts["ground"]).startswith("late-return") or asked is None or not self._documents.has(digest):
            return True
        act = self._instrument(digest)
        file_by, filed = asked
        day = min(filed or entry.on, entry.on)
        allowed = [
            late_return_penalty(steps, file_by, day)
            for name in ("late_return", "late_return_repeated")
            if (steps := act.value(name, file_by)) is not None
        ]
        if not allowed:
            return True
        # What was let off before is not raised again: a later step may then be less than the table says.
        if self._raised[charge] in allowed or facts["amount"] < 0:
            return None
        return Difference(
            where=f"{where}.amount", theirs=str(self._raised[charge]), ours=" or ".join(map(str, allowed))
        )

    def _frozen(self, entry: JournalEntry, facts: Mapping[str, Any], where: str) -> Difference | bool | None:
        run = self._runs[entry.subject]
        moves = movements(facts["lines"], facts.get("purposes", ()))
        run["kept"], run["funds"] = dict(moves.kept), dict(moves.funds)
        run["lines"] = {tuple(line["path"]): line["units"] for line in facts["lines"]}
        if not self._documents.has(run["key_digest"]):
            return True
        key: SharingKey = parse_key(self._documents.read(run["key_digest"]))
        lines = line_rows(shared_lines(key.branch, run["total"], facts.get("reserve_room")))
        return first_difference({"lines": list(facts["lines"])}, {"lines": list(lines)}, where)

    def _approved(self, entry: JournalEntry, where: str) -> Difference | None:
        """What an approval moves is what the frozen lines say."""
        run = self._runs.get(entry.subject, {})
        if "lines" not in run:
            return Difference(where=where, theirs="", ours="", what="the run was never proposed and frozen")
        theirs = {item.account: -item.units for item in entry.postings if item.units < 0}
        ours = {**run["kept"], **{f"Fund:{purpose}": units for purpose, units in run["funds"].items()}}
        ours = {account: units for account, units in sorted(ours.items()) if units}
        return first_difference(dict(sorted(theirs.items())), ours, f"{where}, postings")

    def _entitled(self, facts: Mapping[str, Any], where: str) -> Difference | None:
        lines = self._runs[f"run:{facts['run']}"]["lines"]
        return first_difference(facts["amount"], lines.get(tuple(facts["path"]), 0), f"{where}.amount")

    def _text(self, digest: str) -> str:
        return self._documents.read(digest).decode("utf-8", "surrogateescape")

    def _instrument(self, digest: str) -> Instrument:
        if digest not in self._acts:
            self._acts[digest] = load_instrument(self._text(digest), "act")
        return self._acts[digest]

    def _rates(self, digest: str, levy_return: LevyReturn, currency: str) -> RateTable:
        codes = sorted({currency, *currencies(levy_return)})
        return read_reference_rates(self._text(digest).splitlines(), "reference rates", codes)
