"""Whether a payee can be paid on a day, with every reason why not, and on which account. From the journal alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from agister.errors import ProcedureError
from agister.ledger.entry import is_sealed
from agister.ledger.exact import written
from agister.ledger.journal import JournalReader
from agister.ledger.tree import Branch
from agister.levy.allocations.key_file import SharingKey
from agister.levy.charter.allowed_keys import purpose_of
from agister.levy.charter.charter import Charter
from agister.levy.charter.charter_file import charter_in_force
from agister.levy.payees.payee import BankDetails, Payee, Unit, find_payee, payees
from agister.levy.period import add_months


def payable(reader: JournalReader, payee: str, day: date) -> tuple[bool, tuple[str, ...]]:
    """Whether a payee can be paid on a day; if not, every reason, each with what to do."""
    known = _with_host(reader, payee, day)
    reasons = _reasons(reader, known, payee, day, {})
    return not reasons, reasons


def all_payable(reader: JournalReader, day: date) -> dict[str, tuple[str, ...]]:
    """Every payee → why it cannot be paid on a day, empty where it can. Reads the journal once, however many there are."""
    known, charters = payees(reader, day), dict[str, Charter | str]()
    return {name: _reasons(reader, known, name, day, charters) for name in sorted(known)}


def bank_details(reader: JournalReader, payee: str, day: date) -> BankDetails | None:
    """The account that a payee is paid on: its own, or its fiscal host's; the last that can be used on that day. None: there is none.

    Raises `ProcedureError` where the journal shows only seals: the office's own journal is needed.
    """
    found = _account(_with_host(reader, payee, day), payee, day)
    if found is not None and is_sealed(found.iban):
        raise ProcedureError(
            f"the account of {payee} is sealed in this journal: payments are made from the office's own"
        )
    return found


def payees_of_key(reader: JournalReader, charter: Charter, key: SharingKey, day: date) -> tuple[str, ...]:
    """Everybody below a purpose in a key who is no admitted payee for it on a day, in words; empty: all are."""
    known = payees(reader, day)
    problems = []
    for path in _leaves(key.branch, ()):
        purpose = purpose_of(charter, path)
        if purpose is None or path[-1] == purpose.id:
            continue
        found = known.get(path[-1])
        name = " → ".join(path)
        if found is None:
            problems.append(f"{name}: nobody of this name has applied to be a payee")
        elif found.state != "admitted":
            problems.append(f"{name}: the payee is {found.state}")
        elif purpose.id not in found.purposes:
            problems.append(
                f"{name}: it was admitted for {', '.join(found.purposes) or 'no purpose'}, not for {purpose.id}"
            )
        elif found.unit is Unit.HOST:
            problems.append(f"{name}: a fiscal host gets nothing of its own")
    return tuple(problems)


def _with_host(reader: JournalReader, name: str, day: date) -> dict[str, Payee]:
    """A payee and its fiscal host, as far as they are known."""
    found = find_payee(reader, name, day)
    if found is None:
        return {}
    host = find_payee(reader, found.fiscal_host, day) if found.fiscal_host else None
    return {item.id: item for item in (found, host) if item is not None}


def _reasons(
    reader: JournalReader, known: Mapping[str, Payee], name: str, day: date, charters: dict[str, Charter | str]
) -> tuple[str, ...]:
    found = known.get(name)
    if found is None:
        return (f"{name} never applied to be a payee",)
    charter = charters.get(found.charter) or _charter(reader, found.charter, day)
    charters[found.charter] = charter
    if isinstance(charter, str):
        return (charter,)
    reasons = _standing(charter, found, day)
    if found.fiscal_host:
        reasons += _host(charter, found, known.get(found.fiscal_host), day)
    if _account(known, name, day) is None:
        whose = known.get(found.fiscal_host) if found.fiscal_host else found
        hint = "name one, confirmed by a second person"
        if whose is not None and whose.accounts:
            hint = f"the one named can be used from {whose.accounts[-1].usable_from} on"
        reasons += (f"no bank account of {found.fiscal_host or name} can be used on {day}: {hint}",)
    return reasons


def _charter(reader: JournalReader, name: str, day: date) -> Charter | str:
    """The charter in force, or why there is none."""
    try:
        return charter_in_force(reader, name, day)
    except ProcedureError as error:
        return str(error)


def _account(known: Mapping[str, Payee], name: str, day: date) -> BankDetails | None:
    found = known.get(name)
    if found is not None and found.fiscal_host:
        found = known.get(found.fiscal_host)
    usable = [item for item in found.accounts if item.usable_from <= day] if found is not None else []
    return usable[-1] if usable else None


def _standing(charter: Charter, found: Payee, day: date) -> tuple[str, ...]:
    reasons = []
    if found.closed:
        follows = f"; {found.successor} follows it" if found.successor else ""
        reasons.append(f"{found.id} is closed: {found.closed}{follows}")
    if found.suspended:
        reasons.append(f"{found.id} is suspended: {found.suspended}")
    if found.admitted is None:
        state = f"was refused: {found.reason}" if found.outcome else "was not checked yet"
        reasons.append(f"{found.id} {state}")
        return tuple(reasons)
    reasons += _sanctions(charter, found, day)
    last = max((found.admitted, *found.reported))
    due = add_months(last, charter.report_months)
    if day > due + timedelta(days=charter.report_grace_days):
        reasons.append(f"{found.id} owes a report on its progress since {due}: book it")
    return tuple(reasons)


def _sanctions(charter: Charter, found: Payee, day: date) -> list[str]:
    if found.screening is None:
        return [f"{found.id} was never screened against a sanctions list"]
    until = found.screening.day + timedelta(days=charter.sanctions_days)
    if day > until:
        return [
            f"{found.id} was screened against sanctions lists on {found.screening.day}, good until {until}: screen it again"
        ]
    if not found.screening.clear:
        return [f"{found.id} may be on {found.screening.list_name}: {found.screening.hits[0]}"]
    return []


def _host(charter: Charter, found: Payee, host: Payee | None, day: date) -> tuple[str, ...]:
    if host is None:
        return (f"the fiscal host {found.fiscal_host} of {found.id} never applied to be a payee",)
    reasons = tuple(f"fiscal host: {reason}" for reason in _standing(charter, host, day))
    if host.fiscal_host:
        reasons += (f"fiscal host: {host.id} has a host itself, {host.fiscal_host}",)
    if found.host_fee > charter.host_fee_cap:
        cap = written(charter.host_fee_cap)
        reasons += (f"fiscal host: {host.id} keeps {written(found.host_fee)}, the charter allows {cap}",)
    return reasons


def _leaves(branch: Branch, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    found = []
    for name in branch.rule.payees:
        below = branch.within.get(name)
        found += [(*path, name)] if below is None else _leaves(below, (*path, name))
    return found
