"""A journal in memory with a charter in force, parties and payees, for tests of governance: through the documents that people write."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from agister.ledger import JournalEntry, MemoryJournal
from agister.levy.charter import CHARTER_DOCUMENTS, CHARTER_SCHEMAS, Charter, charter_in_force
from agister.levy.events import check_event
from agister.levy.instrument import Instrument
from agister.levy.instrument_file import shipped_instruments
from agister.levy.payees import PAYEE_DOCUMENTS, PAYEE_SCHEMAS
from agister.levy.procedure.document import Document, read_document
from agister.levy.scope import SCOPE_DOCUMENTS, SCOPE_SCHEMAS

SCHEMAS = {**CHARTER_SCHEMAS, **PAYEE_SCHEMAS, **SCOPE_SCHEMAS}
ACTIONS = {**CHARTER_DOCUMENTS, **PAYEE_DOCUMENTS, **SCOPE_DOCUMENTS}

DIGEST = "sha256:" + "1" * 64
OTHER = "sha256:" + "2" * 64
RULE = {
    "voters": ["state", "company"], "quorum": "1/2", "majority": "1/2", "comparison": "exceeds", "of": "cast",
    "voting_days": "14", "may_change": "yes",
}  # fmt: skip
CHARTER: dict[str, Any] = {
    "id": "commons", "title": "Commons charter", "text_digest": DIGEST, "acts": ["essay"], "since": "2027-01-01",
    "currency": "EUR",
    "purposes": [
        {"id": "commons", "kind": "digital_commons", "title": "The digital commons"},
        {"id": "adaptation", "kind": "benefit_humanity", "title": "Climate adaptation"},
    ],
    "criteria": [
        {"id": "open", "text": "Open to all", "kinds": ["digital_commons"]},
        {"id": "accounts", "text": "Publishes accounts"},
    ],
    "voting": {"other": RULE, "charter": {**RULE, "majority": "2/3", "comparison": "at_least", "may_change": "no"}},
    "consultation_days": "30", "withdrawal_notice_days": "90", "administration_cap": "2%",
    "reserve": {"share": "3%", "until": "1/4"}, "non_distributable": "share_again", "non_distributable_months": "36",
    "least_payout": "EUR 10.00", "sanctions_days": "90", "bank_days": "7", "report_months": "12", "report_grace_days": "60",
    "host_fee_cap": "10%",
}  # fmt: skip
APPLICATION: dict[str, Any] = {
    "id": "archive", "charter": "commons", "name": "Open Archive", "purposes": ["commons"], "unit": "collection",
    "work": "keeps public-domain books", "works": "12000", "open_to_all": "yes", "pays_rightholders": "no",
    "administers_repertoire": "no", "legal_form": "foundation", "country": "NL", "org_id": "NL-KVK-12345678",
    "persons": ["Ada Example"],
}  # fmt: skip
CHECK: dict[str, Any] = {
    "payee": "archive",
    "criteria": [
        {"id": "open", "met": "yes", "evidence": "terms of use, read on 2027-02-01"},
        {"id": "accounts", "met": "yes", "evidence": "accounts of 2026"},
    ],
    "sanctions": {"list": "EU list", "list_digest": OTHER, "day": "2027-02-01", "hits": []},
    "outcome": "admitted", "reason": "all criteria are met",
}  # fmt: skip
ACCOUNT: dict[str, Any] = {
    "payee": "archive", "iban": "NL91 ABNA 0417 1643 00", "holder": "Stichting Open Archive", "confirmed_by": "Second Officer",
}  # fmt: skip


def essay() -> Instrument:
    """The act that the charter of these tests governs."""
    return shipped_instruments()["essay"]


def document(schema: str, values: dict[str, Any]) -> Document:
    """A document as a file would hold it: JSON is YAML."""
    text = json.dumps({"schema": f"agister.levy.{schema}/1", **values})
    return read_document(text, f"{schema}.yaml", SCHEMAS)


def journal() -> MemoryJournal:
    """An empty journal that takes what a levy office takes."""
    return MemoryJournal(lambda: datetime(2027, 1, 1, tzinfo=UTC), (check_event,))


def book(
    kept: MemoryJournal,
    schema: str,
    values: dict[str, Any],
    on: str,
    by: str = "Officer",
    act: Instrument | None = None,
) -> tuple[JournalEntry, ...]:
    """Book a document on a day."""
    with kept.write() as writer:
        entries = ACTIONS[schema](document(schema, values), writer, act or essay(), date.fromisoformat(on), by)
        for entry in entries:
            writer.append(entry)
    return entries


def chartered(**changes: Any) -> MemoryJournal:
    """A journal with the charter in force since 2027."""
    kept = journal()
    book(kept, "charter", {**CHARTER, **changes}, "2026-12-01", by="Founders")
    return kept


def charter_of(kept: MemoryJournal, on: str = "2027-01-01") -> Charter:
    """The charter in force."""
    return charter_in_force(kept, "commons", date.fromisoformat(on))


def with_parties(kept: MemoryJournal, *names: str) -> MemoryJournal:
    """States accede on the first day."""
    for name in names:
        book(
            kept, "accession",
            {"charter": "commons", "party": name, "kind": "state", "name": f"State {name}", "since": "2027-01-01"},
            "2027-01-01",
        )  # fmt: skip
    return kept


def admitted(kept: MemoryJournal, **changes: Any) -> MemoryJournal:
    """The archive applies, is admitted and names its account."""
    book(kept, "payee-application", {**APPLICATION, **changes}, "2027-02-01")
    book(kept, "payee-check", {**CHECK, "payee": changes.get("id", "archive")}, "2027-02-02")
    return kept


def decided(
    kept: MemoryJournal, name: str, digest: str, votes: dict[str, str], *, matter: str = "key", effect: str = "2027-04-01",
    proposed: str = "2027-01-10",
) -> MemoryJournal:  # fmt: skip
    """A proposal, its consultation, the votes and the count, in the days that the charter asks for."""
    book(
        kept, "decision",
        {"id": name, "charter": "commons", "matter": matter, "proposal": "a key", "proposal_digest": digest, "proposer": "a"},
        proposed,
    )  # fmt: skip
    book(
        kept, "consultation",
        {"charter": "commons", "decision": name, "start": "2027-01-11", "end": "2027-02-10", "responses": "3"},
        "2027-02-11",
    )  # fmt: skip
    for voter, vote in votes.items():
        book(kept, "vote", {"charter": "commons", "decision": name, "voter": voter, "vote": vote}, "2027-02-12")
    book(kept, "count", {"charter": "commons", "decision": name, "takes_effect": effect}, "2027-03-01")
    return kept
