"""Documents into the books: what a document is, is said by its `schema`; each is kept under its digest, and its entries name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalWriter
from agister.levy.charter import CHARTER_DOCUMENTS, CHARTER_SCHEMAS, Matter, charter_in_force, check_key_allowed
from agister.levy.charter.charter_documents import Action
from agister.levy.exchange import RateTable, read_reference_rates
from agister.levy.instrument_file import load_instrument
from agister.levy.levy_return import LevyReturn, currencies
from agister.levy.payees import PAYEE_DOCUMENTS, PAYEE_SCHEMAS
from agister.levy.procedure.agreement import party_of
from agister.levy.procedure.assessing import assess_return
from agister.levy.procedure.document import Document, digest_of, read_document, schema_word
from agister.levy.procedure.document_fields import Schema
from agister.levy.procedure.documents import PROCEDURE_DOCUMENTS
from agister.levy.procedure.obligations import obligations
from agister.levy.procedure.returns import amend_return, file_return, filed_return
from agister.levy.return_file import load_return
from agister.levy.scope import SCOPE_DOCUMENTS, SCOPE_SCHEMAS
from agister.office.costs import COST_DOCUMENTS, COST_SCHEMAS
from agister.office.folder import Office
from agister.office.resting import RESTING_DOCUMENTS, RESTING_SCHEMAS
from agister.office.sharing import load_key

#: What may be booked, besides returns and acts. A deployment is declared with what its scope rests on.
SCHEMAS: Mapping[str, Schema] = {
    **{word: schema for word, (schema, _) in PROCEDURE_DOCUMENTS.items()},
    **CHARTER_SCHEMAS,
    **PAYEE_SCHEMAS,
    **SCOPE_SCHEMAS,
    **COST_SCHEMAS,
    **RESTING_SCHEMAS,
}
ACTIONS: Mapping[str, Action] = {
    **{word: action for word, (_, action) in PROCEDURE_DOCUMENTS.items()},
    **CHARTER_DOCUMENTS,
    **PAYEE_DOCUMENTS,
    **SCOPE_DOCUMENTS,
    **COST_DOCUMENTS,
    **RESTING_DOCUMENTS,
}
RETURN, ACT = "return", "instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What comes with a document."""

    attachments: tuple[Path, ...] = ()
    """Files that it names by digest: a key, a charter, evidence."""
    rates: Path | None = None
    """Reference rates, for a return in other currencies."""
    reason: str = ""
    """Why a return is amended."""
    given: Mapping[str, str] | None = None
    """Parameters that a new version of the act leaves open."""
    base: str = ""


def book_document(
    office: Office, content: bytes, name: str, *, on: date, by: str, beside: Beside
) -> tuple[JournalEntry, ...]:
    """Book a document. Raises `ProcedureError` or `LevyError` with the reason, and then books nothing."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProcedureError(f"{name}: the file is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    _attach(office, text, beside.attachments)
    word = schema_word(text)
    with office.journal.write() as writer:
        if word == RETURN:
            entries = _return(office, writer, load_return(text, name), beside, on=on, by=by)
        elif word == ACT:
            entries = (_act(office, writer, text, name, beside, on=on, by=by),)
        else:
            act = office.act(writer).instrument
            document = read_document(text, name, {**SCHEMAS, **_ELSEWHERE}, currency=act.currency)
            if document.schema not in ACTIONS:
                raise ProcedureError(f"{name}: {_ELSEWHERE_WHY}")
            _check_proposal(office, writer, document, on)
            entries = ACTIONS[document.schema](document, writer, act, on, by)
        # A document is kept even if its entries fail after this: nothing names it then, and booking it again finds it there.
        office.documents.put(content)
        return office.append(writer, entries)


#: Read, so that the message says more than "unknown": what describes an AI model is booked with the deployments that use it.
_ELSEWHERE: Mapping[str, Schema] = {word: SCOPE_SCHEMAS[word] for word in SCOPE_SCHEMAS if word not in SCOPE_DOCUMENTS}
_ELSEWHERE_WHY = "a model alone is not booked; describe it under `models` of the deployment that uses it"


def _check_proposal(office: Office, writer: JournalWriter, document: Document, on: date) -> None:
    """A key is read before anybody votes on it: one that cannot share out, or that the charter does not allow, is no proposal."""
    if document.schema != "decision" or document.text("matter") != Matter.KEY:
        return
    digest = document.text("proposal_digest")
    if not office.documents.has(digest):
        raise ProcedureError(
            f"{document.name} proposes the key {digest}, which this office does not have: add --attach KEY.yaml"
        )
    check_key_allowed(charter_in_force(writer, document.text("charter"), on), load_key(office, digest))


def _attach(office: Office, text: str, paths: tuple[Path, ...]) -> None:
    """Keep files that a document names. Raises `ProcedureError` where it does not name one."""
    for path in paths:
        content = path.read_bytes()
        digest = office.documents.put(content)
        if digest not in text:
            raise ProcedureError(
                f"{path} is {digest}, and the document names it nowhere: write that digest where it belongs"
            )


def _return(
    office: Office, writer: JournalWriter, levy_return: LevyReturn, beside: Beside, *, on: date, by: str
) -> tuple[JournalEntry, ...]:
    """File it and assess it; or, where one was filed for that period, amend that one and assess anew."""
    adopted = office.act(writer)
    act = adopted.instrument
    rates, rates_digest = _rates(office, beside.rates, levy_return, act.currency)
    party = party_of(writer, levy_return)
    asked = next(
        (item for item in obligations(writer, party) if (item.start, item.end) == (levy_return.start, levy_return.end)),
        None,
    )
    before = filed_return(writer, party, asked.period) if asked is not None else None
    documents = (levy_return.digest,)
    kind = "amended"
    if before is None or before.versions == (levy_return.digest,):
        kind = "self"
        filed = file_return(writer, levy_return, on=on, by=by, documents=documents)
    elif before.versions[-1] == levy_return.digest:
        # This amendment is booked: booking it again finds it.
        booked_ones = writer.entries(kinds=("return_amended",), subject=f"return:{party}/{before.period}")
        filed = tuple(one.entry for one in booked_ones if one.entry.facts["return_digest"] == levy_return.digest)
    else:
        if not beside.reason:
            raise ProcedureError(
                f"a return of {party} for {before.period} was filed already: to amend it, say why (--reason TEXT)"
            )
        filed = amend_return(writer, act, levy_return, reason=beside.reason, on=on, by=by, documents=documents)
    booked = office.append(writer, filed)
    return (
        *booked,
        *assess_return(
            writer,
            act,
            levy_return,
            on=on,
            by=by,
            kind=kind,
            rates=rates,
            rates_digest=rates_digest,
            instrument_digest=adopted.digest,
        ),
    )


def _rates(office: Office, path: Path | None, levy_return: LevyReturn, currency: str) -> tuple[RateTable | None, str]:
    if path is None:
        return None, ""
    content = path.read_bytes()
    codes = sorted({currency, *currencies(levy_return)})
    found = read_reference_rates(content.decode("utf-8", "replace").splitlines(), path.name, codes)
    return found, office.documents.put(content)


def _act(
    office: Office, writer: JournalWriter, text: str, name: str, beside: Beside, *, on: date, by: str
) -> JournalEntry:
    """A new version of the act. Its values are dated, so what was assessed before stays as it was."""
    before, act = office.act(writer), load_instrument(text, name)
    if act.id != before.instrument.id:
        raise ProcedureError(f"this office applies {before.instrument.id}; for {act.id} make an office of its own")
    if act.currency != before.instrument.currency:
        raise ProcedureError(
            f"{name}: the books are kept in {before.instrument.currency}, this version in {act.currency}"
        )
    given = dict(beside.given if beside.given is not None else before.given)
    base = beside.base or before.base
    act.schedule(max(on, act.since), given=given, base=base)
    digest = digest_of(text)
    return JournalEntry(
        key=f"office/act/{digest[7:23]}",
        kind="act_adopted",
        on=on,
        subject=f"office:{act.id}",
        by=by,
        text=f"A new version of {act.id} is applied from {on} on; its values are dated.",
        facts={"instrument": act.id, "instrument_digest": digest, "given": given, "base": base},
        documents=(digest,),
    )
