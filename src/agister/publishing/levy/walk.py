"""The walk from a cent back to the law, each step with its entry.

A payout leads to its run, key, decision, and to the receipts and assessments that filled the pot; an assessment to its act, lines
and return.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agister.errors import UsageError
from agister.ledger import BookedEntry, JournalReader
from agister.ledger.entry import is_sealed
from agister.ledger.exact import exact
from agister.levy.wording import money_text
from agister.publishing.levy.documents import DocumentReader

#: Most entries of one kind that a walk shows, the largest first.
SHOWN = 8
_WORDS = {"payment_returned": "came back", "non_distributable": "to a pot"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a walk."""

    label: str
    """`from`, `under`, `on`, `booked` …"""
    text: str
    entry: int = 0
    """Number of the entry that says so; 0: none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk from something that was booked to what it rests on."""

    subject: str
    title: str
    steps: tuple[Step, ...]
    head: str

    def lines(self) -> Iterator[tuple[str, str]]:
        """(label, text) of each step, with the number of its entry."""
        for step in self.steps:
            yield step.label, f"{step.text}   entry {step.entry}" if step.entry else step.text

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "subject": self.subject,
            "title": self.title,
            "steps": [{"label": step.label, "text": step.text, "entry": step.entry or None} for step in self.steps],
            "journal": self.head,
        }


def walk(reader: JournalReader, documents: DocumentReader, subject: str) -> Walk:
    """The walk of `payout:RUN/PAYEE` or `assessment:ID`. Raises `UsageError` where there is none, with what there is."""
    kind, _, name = subject.partition(":")
    if kind == "payout":
        return _payout(reader, name)
    if kind == "assessment":
        return _assessment(reader, documents, name)
    raise UsageError(f"{subject[:120]!r} cannot be traced here: write payout:RUN/PAYEE, or assessment:ID")


def _payout(reader: JournalReader, name: str) -> Walk:
    entries = list(reader.entries(subject=f"payout:{name}"))
    entitled = next((item for item in entries if item.entry.kind == "entitled"), None)
    if entitled is None:
        raise UsageError(f"there is no payout {name!r}; {_known(reader, 'entitled')}")
    facts: Mapping[str, Any] = entitled.entry.facts
    run = f"run:{facts['run']}"
    of_run = {item.entry.kind: item for item in reader.entries(subject=run)}
    proposed: Mapping[str, Any] = of_run["run_proposed"].entry.facts
    code = proposed["currency"]
    steps = [
        Step(
            label="from",
            text=f"run {facts['run']}: {' → '.join(facts['path'])}, {facts['reason']}, exactly {facts['due']} minor units",
            entry=entitled.number,
        ),
        Step(
            label="shares out",
            text=f"{money_text(proposed['total'], code)} out of pot {', '.join(proposed['pots'])}",
            entry=of_run["run_proposed"].number,
        ),
        Step(label="by key", text=str(proposed["key_digest"]), entry=of_run["run_frozen"].number),
    ]
    approvals = [item for item in reader.entries(subject=run) if item.entry.kind == "run_approved"]
    steps += [
        Step(label="approved", text=f"by {item.entry.by} on {item.entry.on}", entry=item.number) for item in approvals
    ]
    steps += _decision(reader, str(proposed["decision"]))
    before = of_run["run_proposed"].number
    for pot in proposed["pots"]:
        steps += _filled(reader, pot, code, before)
    steps += [
        Step(label=_WORDS.get(item.entry.kind, item.entry.kind), text=_moved(item), entry=item.number)
        for item in entries
        if item is not entitled
    ]
    steps += _booked(entitled)
    title = f"payout {name.replace('/', ' / ')}   {money_text(facts['amount'], code)}"
    return Walk(subject=f"payout:{name}", title=title, steps=tuple(steps), head=reader.head()[1])


def _decision(reader: JournalReader, name: str) -> list[Step]:
    steps = []
    for item in reader.entries(subject=f"decision:{name}"):
        facts: Mapping[str, Any] = item.entry.facts
        if item.entry.kind == "decision_taken":
            word = "adopted" if facts["adopted"] else "not adopted"
            votes = f"{facts['for']} to {facts['against']} by the rule {facts['rule']}"
            text = f"decision {name}: {word} {votes}, in effect from {facts['takes_effect']}"
            steps.append(Step(label="under", text=text, entry=item.number))
        elif item.entry.kind == "decision_proposed":
            steps.append(Step(label="proposed", text=f"by {facts['proposer']}: {facts['matter']}", entry=item.number))
    return steps


def _filled(reader: JournalReader, pot: str, code: str, before: int) -> list[Step]:
    """The largest receipts that went into a pot before a run, and the assessments of its period."""
    receipts = []
    for item in reader.entries(kinds=("matched", "remittance_received"), upto=before):
        units = -sum(
            post.units for post in item.entry.postings if post.account == f"Pot:{pot}" and post.currency == code
        )
        if units:
            receipts.append((units, item))
    assessed = [item for item in reader.entries(kinds=("assessed",), upto=before) if item.entry.facts["period"] == pot]
    superseded = {
        f"assessment:{item.entry.facts['supersedes']}" for item in assessed if "supersedes" in item.entry.facts
    }
    standing = [item for item in assessed if item.entry.subject not in superseded]
    steps = [
        Step(
            label="received",
            text=f"{money_text(units, code)}   {item.entry.subject}, {item.entry.on}",
            entry=item.number,
        )
        for units, item in sorted(receipts, key=lambda pair: -abs(pair[0]))[:SHOWN]
    ]
    if len(receipts) > SHOWN:
        steps.append(Step(label="", text=f"and {len(receipts) - SHOWN:,} smaller receipts"))
    for item in sorted(standing, key=lambda found: -int(str(found.entry.facts["amount"])))[:SHOWN]:
        facts: Mapping[str, Any] = item.entry.facts
        amount, base = money_text(facts["amount"], code), money_text(facts["base_amount"], code)
        text = f"{item.entry.subject}: {amount} on {base}, {facts['instrument']}"
        steps.append(Step(label="assessed", text=text, entry=item.number))
    if len(standing) > SHOWN:
        steps.append(Step(label="", text=f"and {len(standing) - SHOWN:,} smaller assessments"))
    return steps


def _assessment(reader: JournalReader, documents: DocumentReader, name: str) -> Walk:
    booked = next(reader.entries(subject=f"assessment:{name}", kinds=("assessed",)), None)
    if booked is None:
        raise UsageError(f"there is no assessment {name!r}; {_known(reader, 'assessed')}")
    facts: Mapping[str, Any] = booked.entry.facts
    code = facts["currency"]
    law = f"{facts['instrument']}, law of {facts['law_of']}, base {facts['base']}"
    steps = [
        Step(label="under", text=f"{law}   {_held(documents, facts['instrument_digest'])}", entry=booked.number),
        *(Step(label="given", text=f"{key} = {value}") for key, value in facts["given"].items()),
    ]  # fmt: skip
    for line in () if is_sealed(facts["lines"]) else facts["lines"]:
        amount = line.get("amount")
        text = f"{line.get('text', '')}{'   ' + money_text(exact(amount), code) if amount is not None else ''}   {line.get('law', '')}"
        steps.append(Step(label="line", text=text))
    steps += [Step(label="exchange", text=rate) for rate in facts["rates"]]
    if digest := facts.get("return_digest") or facts.get("evidence_digest"):
        word = f"return {facts['return']}" if "return" in facts else "evidence"
        steps.append(Step(label="on", text=f"{word}   {_held(documents, digest)}"))
    if "supersedes" in facts:
        steps.append(Step(label="instead of", text=f"assessment:{facts['supersedes']}"))
    steps += _afterwards(reader, facts["charge"], f"assessment:{name}", code)
    steps += _booked(booked)
    title = f"assessment {name}   {facts['party']}, {facts['period']}   {money_text(facts['amount'], code)}"
    steps.insert(0, Step(label="exactly", text=f"{facts['exact']} minor units, before rounding once"))
    return Walk(subject=f"assessment:{name}", title=title, steps=tuple(steps), head=reader.head()[1])


def _afterwards(reader: JournalReader, charge: str, subject: str, code: str) -> Iterator[Step]:
    for item in reader.entries(kinds=("matched",)):
        facts: Mapping[str, Any] = item.entry.facts
        units = sum(int(row["units"]) for row in facts["applied"] if row.get("charge") == charge)
        if units:
            text = f"{money_text(units, code)}   {item.entry.subject}, {item.entry.on}"
            yield Step(label="paid", text=text, entry=item.number)
    cases = set()
    for item in reader.entries(kinds=("dispute_opened", "dispute_decided")):
        facts = item.entry.facts
        if item.entry.kind == "dispute_opened" and facts["charge"] == charge:
            cases.add(item.entry.subject)
            words = f"{money_text(int(str(facts['amount'])), code)}: {facts['ground']}"
            yield Step(label="disputed", text=words, entry=item.number)
        elif item.entry.subject in cases:
            yield Step(label="decided", text=f"{facts['outcome']}: {facts['reason']}", entry=item.number)
    for item in reader.entries(kinds=("assessment_final",), subject=subject):
        yield Step(label="final", text=f"since {item.entry.on}: {item.entry.facts['reason']}", entry=item.number)


def _booked(booked: BookedEntry) -> Iterator[Step]:
    for posting in booked.entry.postings:
        side = "debit " if posting.units > 0 else "credit"
        yield Step(
            label="booked",
            text=f"{side} {posting.account}   {money_text(abs(posting.units), posting.currency)}",
            entry=booked.number,
        )
    yield Step(label="digest", text=booked.digest)


def _moved(booked: BookedEntry) -> str:
    debits = [item for item in booked.entry.postings if item.units > 0]
    amounts = ", ".join(money_text(item.units, item.currency) for item in debits)
    reason = booked.entry.facts.get("reason")
    return f"{amounts}   {booked.entry.on}" + (f"   {reason}" if reason else "")


def _held(documents: DocumentReader, digest: str) -> str:
    return digest if documents.has(digest) else f"{digest} (not held here)"


def _known(reader: JournalReader, kind: str) -> str:
    found = []
    for item in reader.entries(kinds=(kind,)):
        found.append(item.entry.subject)
        if len(found) == SHOWN:
            break
    return f"there are {', '.join(found)}" if found else "nothing of that kind was booked yet"
