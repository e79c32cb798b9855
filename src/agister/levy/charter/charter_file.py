"""Charters as documents, `agister.levy.charter/1`: what may stand in one, and what cannot be agreed to together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger.amount import Amount, decimal
from agister.ledger.entry import Fact
from agister.ledger.exact import written
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import (
    ADMINISTRATION,
    ESSAY,
    ESSAY_PURPOSES,
    RESERVE,
    Charter,
    Criterion,
    Majority,
    Matter,
    NonDistributable,
    PartyKind,
    Purpose,
    PurposeKind,
    ReserveRule,
    VotingRule,
)
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Field, Schema, TableReader, Value
from agister.levy.yaml_lines import Node

#: Most days or months of any span in a charter, and the latest year that it can begin in.
LONGEST, LATEST = 3660, 2999

_RULE: dict[str, Field] = {
    "voters": Field(kind="texts", meaning="kinds of party that vote, one vote each: state, company"),
    "quorum": Field(kind="share", meaning="share of those entitled that must have voted, abstentions included"),
    "majority": Field(kind="share", meaning="share that the votes for must have; from a half up"),
    "comparison": Field(kind="word", words=("exceeds", "at_least"), meaning="whether the share must be exceeded"),
    "of": Field(kind="word", words=tuple(Majority), meaning="of which votes; so it says what an abstention means"),
    "voting_days": Field(kind="count", meaning="days after the consultation in which votes are taken"),
    "may_change": Field(kind="yes", meaning="whether a vote may be replaced until the count"),
}

CHARTER = Schema(
    meaning="a charter: what the proceeds are for, who may be a payee, how decisions are taken",
    fields={
        "id": Field(kind="id"),
        "title": Field(kind="text"),
        "text_digest": Field(kind="digest", meaning="digest of the text that people agree to"),
        "text_link": Field(kind="text", needed=False, meaning="where the text can be read"),
        "acts": Field(kind="ids", meaning="ids of the acts whose proceeds it governs"),
        "since": Field(kind="day"),
        "currency": Field(kind="currency"),
        "purposes": Field(
            kind="rows",
            meaning="what the proceeds are for; a key names them by id",
            fields={
                "id": Field(kind="id"),
                "kind": Field(kind="word", words=tuple(PurposeKind)),
                "title": Field(kind="text"),
            },
        ),
        "criteria": Field(
            kind="rows",
            meaning="what a payee must meet",
            fields={
                "id": Field(kind="id"),
                "text": Field(kind="text"),
                "kinds": Field(kind="texts", needed=False, meaning="only for payees of purposes of these kinds"),
            },
        ),
        "voting": Field(
            kind="table",
            meaning="how each matter is decided",
            fields={str(matter): Field(kind="table", needed=matter is Matter.OTHER, fields=_RULE) for matter in Matter},
        ),
        "consultation_days": Field(kind="count"),
        "withdrawal_notice_days": Field(kind="count"),
        "administration_cap": Field(kind="share", meaning="largest share of the proceeds for the costs of the office"),
        "reserve": Field(
            kind="table",
            fields={
                "share": Field(kind="share", meaning="share of each year's money that goes to the reserve"),
                "until": Field(kind="share", meaning="part of a year's payouts that the reserve is to hold"),
            },
        ),
        "non_distributable": Field(
            kind="word", words=tuple(NonDistributable), meaning="what becomes of money that rested"
        ),
        "non_distributable_months": Field(kind="count", meaning="months for which money may rest"),
        "least_payout": Field(kind="money", meaning="a smaller share rests until more has come together"),
        "sanctions_days": Field(kind="count", meaning="days for which a screening against sanctions lists is good"),
        "bank_days": Field(kind="count", meaning="days after which a confirmed bank account is used"),
        "report_months": Field(kind="count", meaning="months within which a payee reports on its progress again"),
        "report_grace_days": Field(kind="count", meaning="days after which a missing report stops payments"),
        "host_fee_cap": Field(kind="share", meaning="most of a payment that a fiscal host may keep"),
    },
)


def read_charter(document: Document) -> Charter:
    """The charter that a document holds. Raises `ProcedureError` with everything in it that cannot be."""
    charter = _charter(document.values, document.digest, document.name)
    if found := list(_contradictions(charter)):
        raise ProcedureError(f"{document.name} is no charter: {'; '.join(found)}")
    return charter


def charter_terms(document: Document) -> dict[str, Fact]:
    """Everything that a charter says, as facts of the entry that adopts it: whoever has the journal has the charter."""
    return {key: _plain(value) for key, value in document.values.items()}


def charter_in_force(reader: JournalReader, name: str, day: date) -> Charter:
    """The charter that holds on a day, read from the journal alone. Raises `ProcedureError` where none does."""
    found = None
    for booked in reader.entries(kinds=("charter_adopted",), subject=f"charter:{name}" if name else ""):
        facts = booked.entry.facts
        since = date.fromisoformat(str(facts["since"]))
        if since <= day and (found is None or since >= found[0]):
            found = (since, booked.entry)
    if found is None:
        named = f"charter {name}" if name else "charter"
        raise ProcedureError(f"no {named} is in force on {day}: adopt one first (schema: agister.levy.charter/1)")
    terms = found[1].facts.get("terms")
    if not isinstance(terms, Mapping):
        raise ProcedureError(
            f"the entry {found[1].key} does not state the terms of its charter: book the charter's document again"
        )
    reader_ = TableReader(str(terms.get("currency", "EUR")))
    values = reader_.table(_node(terms), "", CHARTER.fields)
    if reader_.faults:
        raise ProcedureError(f"the terms in entry {found[1].key} cannot be read: {reader_.faults[0]}")
    return _charter(values, str(found[1].facts["digest"]), found[1].key)


def _charter(values: Mapping[str, Value], digest: str, name: str) -> Charter:
    said = Document(schema="charter", values=values, digest=digest, name=name)
    least = said.money("least_payout")
    if least.currency != said.text("currency"):
        raise ProcedureError(
            f"{name}: least_payout is in {least.currency}, the charter in {said.text('currency')}: write one currency"
        )
    reserve = Document(schema="charter", values=said.table("reserve"), digest=digest, name=name)
    return Charter(
        id=said.text("id"),
        title=said.text("title"),
        text_digest=said.text("text_digest"),
        text_link=said.text("text_link"),
        acts=said.texts("acts"),
        since=said.day("since"),
        currency=said.text("currency"),
        purposes=tuple(
            Purpose(id=str(row["id"]), kind=PurposeKind(str(row["kind"])), title=str(row["title"]))
            for row in said.rows("purposes")
        ),
        criteria=tuple(
            Criterion(id=str(row["id"]), text=str(row["text"]), kinds=_kinds(row.get("kinds"), name))
            for row in said.rows("criteria")
        ),
        voting={Matter(matter): _rule(rule, name) for matter, rule in said.table("voting").items()},
        consultation_days=said.count("consultation_days"),
        withdrawal_notice_days=said.count("withdrawal_notice_days"),
        administration_cap=said.number("administration_cap"),
        reserve=ReserveRule(share=reserve.number("share"), until=reserve.number("until")),
        non_distributable=NonDistributable(said.text("non_distributable")),
        non_distributable_months=said.count("non_distributable_months"),
        least_payout=least.units,
        sanctions_days=said.count("sanctions_days"),
        bank_days=said.count("bank_days"),
        report_months=said.count("report_months"),
        report_grace_days=said.count("report_grace_days"),
        host_fee_cap=said.number("host_fee_cap"),
        digest=digest,
    )


def _kinds(value: Value | None, name: str) -> tuple[PurposeKind, ...]:
    said = value if isinstance(value, tuple) else ()
    for item in said:
        if item not in tuple(PurposeKind):
            raise ProcedureError(f"{name}: {item!r} is no kind of purpose; allowed: {', '.join(PurposeKind)}")
    return tuple(PurposeKind(str(item)) for item in said)


def _rule(value: Value, name: str) -> VotingRule:
    said = Document(schema="charter", values=value if isinstance(value, Mapping) else {}, digest="", name=name)
    for voter in said.texts("voters"):
        if voter not in tuple(PartyKind):
            raise ProcedureError(f"{name}: {voter!r} is no kind of party; allowed: {', '.join(PartyKind)}")
    return VotingRule(
        voters=tuple(PartyKind(voter) for voter in said.texts("voters")),
        quorum=said.number("quorum"),
        majority=said.number("majority"),
        exceeds=said.text("comparison") == "exceeds",
        of=Majority(said.text("of")),
        voting_days=said.count("voting_days"),
        may_change=said.yes("may_change"),
    )


def _contradictions(charter: Charter) -> Iterator[str]:
    for what, names in (
        ("purpose", [item.id for item in charter.purposes]),
        ("criterion", [item.id for item in charter.criteria]),
    ):
        if not names:
            yield f"it names no {what}; name at least one"
        for twice in sorted({name for name in names if names.count(name) > 1}):
            yield f"the {what} {twice!r} stands twice"
    for item in charter.purposes:
        if item.id in (ADMINISTRATION, RESERVE):
            yield f"{item.id!r} is the name of what is kept back, not of a purpose; call the purpose otherwise"
        if charter.essay and item.kind not in ESSAY_PURPOSES:
            yield (
                f"the purpose {item.id!r} is of the kind {item.kind}; under the act {ESSAY} payees are only "
                f"{' and '.join(ESSAY_PURPOSES)} (other purposes are variants of model-act)"
            )
    for matter, rule in charter.voting.items():
        if not rule.voters:
            yield f"voting.{matter}: nobody votes; name state, company or both"
        if rule.majority < Fraction(1, 2) or (rule.majority == 1 and rule.exceeds):
            yield f"voting.{matter}: a majority of {written(rule.majority)} decides nothing; from 1/2 to 1, and 1 only with at_least"
    for what, days in (
        ("consultation_days", charter.consultation_days),
        ("withdrawal_notice_days", charter.withdrawal_notice_days),
        ("sanctions_days", charter.sanctions_days),
        ("bank_days", charter.bank_days),
        ("report_grace_days", charter.report_grace_days),
        ("report_months", charter.report_months),
        ("non_distributable_months", charter.non_distributable_months),
        *((f"voting.{matter}.voting_days", rule.voting_days) for matter, rule in charter.voting.items()),
    ):
        if days > LONGEST:
            yield f"{what} is more than {LONGEST}; nobody waits so long"
    if charter.since.year > LATEST:
        yield f"it holds from {charter.since} on; name a day up to the year {LATEST}"
    if charter.administration_cap + charter.reserve.share >= 1:
        yield "administration and reserve take everything: nothing is left for the purposes"


def _plain(value: Value) -> Fact:
    """A value as the text that reads back as the same value."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value.currency} {decimal(value.units, value.exponent)}" if isinstance(value, Amount) else str(value)


def _node(fact: Fact) -> Node:
    """The facts of an entry as the tree that the reader of documents reads."""
    if isinstance(fact, Mapping):
        return Node(1, {key: _node(item) for key, item in fact.items()})
    if isinstance(fact, str) or not hasattr(fact, "__iter__"):
        return Node(1, str(fact))
    return Node(1, tuple(_node(item) for item in fact))  # type: ignore[union-attr]
