"""What payees do and what is done about them: apply, be checked, name an account, report, be suspended, reinstated, closed.

Each function gives the entries to book, or raises `ProcedureError` with the reason and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from agister.errors import PaymentError, ProcedureError
from agister.ledger.entry import Fact, JournalEntry
from agister.ledger.exact import written
from agister.ledger.journal import JournalReader
from agister.levy.charter.charter import Charter, PurposeKind
from agister.levy.charter.parties import accessions
from agister.levy.payees.org_id import org_id_problem
from agister.levy.payees.payee import Payee, Unit, find_payee, payee, payees
from agister.levy.payees.units import Answers, unit_problems
from agister.levy.procedure.booking import step
from agister.levy.runs.people import same_person
from agister.payments.iban import check_bic, check_iban


def apply(
    reader: JournalReader,
    charter: Charter,
    *,
    id: str,
    purposes: Sequence[str],
    answers: Answers,
    country: str,
    work: str,
    org_id: str = "",
    fiscal_host: str = "",
    host_fee: Fraction = Fraction(0),
    persons: Sequence[str] = (),
    related_parties: Sequence[str] = (),
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A collection or an effort applies. Refused where it is neither, where it names no purpose of the charter, or where it has no
    legal form and no fiscal host."""
    before = find_payee(reader, id)
    if before is not None and before.state not in ("refused", "closed"):
        raise ProcedureError(f"{id} has applied already and is {before.state}: nothing was booked")
    kinds = _kinds(charter, id, purposes, answers.unit)
    if found := unit_problems(charter, kinds, answers):
        raise ProcedureError(f"{answers.name} cannot be a payee of {charter.id}: {'; '.join(found)}")
    if org_id and (problem := org_id_problem(org_id)):
        raise ProcedureError(f"{id}: {problem}")
    for other in payees(reader).values():
        if org_id and other.org_id == org_id and other.id != id and other.state not in ("refused", "closed"):
            raise ProcedureError(f"{id} names the organisation {org_id}, which is the payee {other.id} already")
    if fiscal_host:
        _check_host(reader, charter, id, fiscal_host, host_fee)
    elif answers.legal_form == "none":
        raise ProcedureError(f"{id} has no legal form, so it needs a fiscal host that is a payee: name `fiscal_host`")
    parties = {item.party for item in accessions(reader, charter.id)}
    for party in related_parties:
        if party not in parties:
            raise ProcedureError(f"{id} names {party} as a related party, which never acceded to {charter.id}")
    declared: dict[str, Fact] = {
        "charter": charter.id,
        "open_to_all": answers.open_to_all,
        "pays_rightholders": answers.pays_rightholders,
        "administers_repertoire": answers.administers_repertoire,
    }
    declared |= {"works": answers.works} if answers.works is not None else {}
    declared |= {"host_fee": written(host_fee)} if fiscal_host else {}
    declared |= {"related_parties": list(related_parties)} if related_parties else {}
    facts: dict[str, Fact] = {
        "name": answers.name,
        "purposes": list(purposes),
        "legal_form": answers.legal_form,
        "country": country,
        "unit": str(answers.unit),
        "work": work,
        "declared": declared,
    }
    facts |= {"org_id": org_id} if org_id else {}
    facts |= {"fiscal_host": fiscal_host} if fiscal_host else {}
    facts |= {"persons": list(persons)} if persons else {}
    text = f"{answers.name} applies to be a payee for {', '.join(purposes) or 'others (fiscal host)'}."
    return (_step(reader, "payee_applied", id, on, by, text, facts, documents),)


def set_account(
    reader: JournalReader,
    charter: Charter,
    *,
    id: str,
    iban: str,
    holder: str,
    confirmed_by: str,
    bic: str = "",
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """The account of a payee, entered by one person and confirmed by another; used only some days later, so that a forged letter
    can be noticed. Until then the account before it is used."""
    found = _alive(reader, id)
    if found.fiscal_host:
        raise ProcedureError(
            f"{id} is paid through its fiscal host {found.fiscal_host}: change the account of the host"
        )
    if not confirmed_by.strip() or same_person(confirmed_by, by):
        raise ProcedureError(
            f"the account of {id} is entered by {by} and must be confirmed by somebody else (four eyes)"
        )
    for person in found.persons:
        if same_person(person, by) or same_person(person, confirmed_by):
            raise ProcedureError(
                f"{person} runs {id}: its account is entered and confirmed by two people of the office"
            )
    try:
        number = check_iban(iban)
        code = check_bic(bic) if bic else ""
    except PaymentError as error:
        raise ProcedureError(f"{id}: {error}") from None
    for other in payees(reader).values():
        if other.id != id and other.accounts and other.accounts[-1].iban == number and other.state != "closed":
            raise ProcedureError(
                f"the account named for {id} is that of the payee {other.id} already: "
                "a community without an account of its own names a fiscal host"
            )
    usable = on + timedelta(days=charter.bank_days)
    facts: dict[str, Fact] = {
        "iban": number,
        "holder": holder,
        "confirmed_by": confirmed_by,
        "usable_from": usable.isoformat(),
    }
    facts |= {"bic": code} if code else {}
    text = f"{found.name} is to be paid on another account from {usable} on."
    return (_step(reader, "payee_bank_changed", id, on, by, text, facts, documents),)


def report(
    reader: JournalReader,
    *,
    id: str,
    period: str,
    report_digest: str,
    summary: str,
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A payee reports on its progress."""
    found = _alive(reader, id)
    if found.admitted is None:
        raise ProcedureError(f"{id} is not admitted ({found.state}): there is nothing to report on yet")
    facts: dict[str, Fact] = {"period": period, "report_digest": report_digest, "summary": summary}
    text = f"{found.name} reports on {period}."
    return (_step(reader, "payee_reported", id, on, by, text, facts, documents),)


def suspend(
    reader: JournalReader, *, id: str, reason: str, on: date, by: str, documents: tuple[str, ...] = ()
) -> tuple[JournalEntry, ...]:
    """Nothing is paid to a payee for now."""
    found = _alive(reader, id)
    if found.suspended:
        raise ProcedureError(f"{id} is suspended already: {found.suspended}")
    text = f"Nothing is paid to {found.name} for now: {reason}"
    return (_step(reader, "payee_suspended", id, on, by, text, {"reason": reason}, documents),)


def reinstate(
    reader: JournalReader, *, id: str, reason: str, on: date, by: str, documents: tuple[str, ...] = ()
) -> tuple[JournalEntry, ...]:
    """A suspended payee is paid again. Not by somebody who runs it."""
    found = _alive(reader, id)
    if not found.suspended:
        raise ProcedureError(f"{id} is not suspended ({found.state}): there is nothing to reinstate")
    for person in found.persons:
        if same_person(person, by):
            raise ProcedureError(f"{by} runs {id} and cannot decide about it: somebody else must")
    text = f"{found.name} is paid again: {reason}"
    return (_step(reader, "payee_reinstated", id, on, by, text, {"reason": reason}, documents),)


def close(
    reader: JournalReader,
    *,
    id: str,
    reason: str,
    successor: str = "",
    on: date,
    by: str,
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """A payee exists no more; who follows it must be a payee of its own right."""
    found = _alive(reader, id)
    if successor:
        following = find_payee(reader, successor)
        if successor == id or following is None or following.state == "closed":
            raise ProcedureError(
                f"{successor} cannot follow {id}: a successor is another payee that has applied and is not closed"
            )
    facts: dict[str, Fact] = {"reason": reason}
    facts |= {"successor": successor} if successor else {}
    text = f"{found.name} is closed: {reason}" + (f" {successor} follows it." if successor else "")
    return (_step(reader, "payee_closed", id, on, by, text, facts, documents),)


def _alive(reader: JournalReader, id: str) -> Payee:
    found = payee(reader, id)
    if found.state == "closed":
        raise ProcedureError(f"{id} is closed: {found.closed}")
    return found


def _kinds(charter: Charter, id: str, purposes: Sequence[str], unit: Unit) -> tuple[PurposeKind, ...]:
    if not purposes and unit is not Unit.HOST:
        raise ProcedureError(
            f"{id} names no purpose; the charter's are {', '.join(item.id for item in charter.purposes)}"
        )
    kinds = []
    for name in purposes:
        found = charter.purpose(name)
        if found is None:
            known = ", ".join(item.id for item in charter.purposes)
            raise ProcedureError(
                f"{id} names the purpose {name!r}, which is none of {charter.id}; its purposes are {known}"
            )
        kinds.append(found.kind)
    return tuple(kinds)


def _check_host(reader: JournalReader, charter: Charter, id: str, host: str, fee: Fraction) -> None:
    """A chain of hosts has depth one, and a host is admitted itself."""
    found = find_payee(reader, host)
    if host == id:
        raise ProcedureError(f"{id} cannot be its own fiscal host")
    if found is None or found.state != "admitted":
        state = "never applied" if found is None else f"is {found.state}"
        raise ProcedureError(f"the fiscal host {host} of {id} {state}: a host is admitted first")
    if found.fiscal_host:
        raise ProcedureError(
            f"{host} has a fiscal host itself ({found.fiscal_host}): a host of a host is not allowed, name that one"
        )
    if fee > charter.host_fee_cap:
        raise ProcedureError(
            f"the host {host} of {id} asks for {written(fee)}; the charter allows {written(charter.host_fee_cap)}"
        )


def _step(
    reader: JournalReader,
    kind: str,
    id: str,
    on: date,
    by: str,
    text: str,
    facts: Mapping[str, Fact],
    documents: tuple[str, ...],
) -> JournalEntry:
    return step(reader, kind=kind, subject=f"payee:{id}", on=on, by=by, text=text, facts=facts, documents=documents)
