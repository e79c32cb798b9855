"""Registration of a party: who need not register is told so before anything is asked; then submitted, verified, active.

A draft is a document that was not handed in: it stands in no journal. Design, states; UK Finance Act 2020 s. 54 is the example.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.procedure.booking import about, booked_before, check_order, standing, step
from agister.levy.procedure.document_fields import is_identifier
from agister.levy.procedure.transitions import Machine
from agister.payments.check_digits import remainder

#: Longest name of a party: with a period it is part of the names of charges, which are at most 80 characters long.
LONGEST_PARTY = 40
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
_YEAR_END = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)


class RegistrationState(StrEnum):
    """Where a registration stands."""

    UNREGISTERED = "unregistered"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


_S = RegistrationState
REGISTRATION: Machine[RegistrationState] = Machine(
    thing="registration",
    begin=_S.UNREGISTERED,
    steps={
        "registration_submitted": ((_S.UNREGISTERED, _S.SUBMITTED, _S.CLOSED), _S.SUBMITTED),
        "registration_verified": ((_S.SUBMITTED,), _S.VERIFIED),
        "registration_activated": ((_S.VERIFIED,), _S.ACTIVE),
        "registration_suspended": ((_S.ACTIVE,), _S.SUSPENDED),
        "registration_reinstated": ((_S.SUSPENDED,), _S.ACTIVE),
        "registration_closed": ((_S.SUBMITTED, _S.VERIFIED, _S.ACTIVE, _S.SUSPENDED), _S.CLOSED),
        "membership_recorded": ((_S.SUBMITTED, _S.VERIFIED, _S.ACTIVE, _S.SUSPENDED), None),
    },
)
#: What an office decides on a registration, as people write it → kind of entry.
DECISIONS: Mapping[str, str] = {
    "verified": "registration_verified",
    "activated": "registration_activated",
    "suspended": "registration_suspended",
    "reinstated": "registration_reinstated",
    "closed": "registration_closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A party and where its registration stands."""

    party: str
    state: RegistrationState
    name: str = ""
    country: str = ""
    lei: str = ""
    accounting_period_end: str = ""
    liable_since: date | None = None
    number: str = ""
    closed_on: date | None = None


def fold(party: str, entries: Iterable[JournalEntry]) -> Registration:
    """The registration that entries about a party lead to."""
    state, said, number, closed = REGISTRATION.begin, dict[str, Fact](), "", None
    for entry in entries:
        state = REGISTRATION.after(state, entry.kind)
        if entry.kind == "registration_submitted":
            said, closed = dict(entry.facts), None
        elif entry.kind == "registration_activated":
            number = str(entry.facts["number"])
        elif entry.kind == "registration_closed":
            closed = entry.on
    since = said.get("liable_since")
    return Registration(
        party=party,
        state=state,
        name=str(said.get("name", "")),
        country=str(said.get("country", "")),
        lei=str(said.get("lei", "")),
        accounting_period_end=str(said.get("accounting_period_end", "")),
        liable_since=date.fromisoformat(str(since)) if since else None,
        number=number,
        closed_on=closed,
    )


def registration(reader: JournalReader, party: str) -> Registration:
    """The registration of a party."""
    return fold(party, about(reader, f"party:{party}"))


def registrations(reader: JournalReader) -> dict[str, Registration]:
    """All registrations, by party."""
    found: dict[str, list[JournalEntry]] = {}
    for entry in standing(reader, kinds=tuple(REGISTRATION.steps)):
        found.setdefault(entry.subject.partition(":")[2], []).append(entry)
    return {party: fold(party, entries) for party, entries in sorted(found.items())}


def active(reader: JournalReader, party: str, asked: str) -> Registration:
    """The registration of a party that has duties. Raises `ProcedureError` where it has none."""
    found = registration(reader, party)
    if found.state is not RegistrationState.ACTIVE:
        raise ProcedureError(
            f"party {party} is {found.state}, so {asked} is refused; only an active party has duties: register and activate it first"
        )
    return found


def may_file(reader: JournalReader, party: str, asked: str) -> Registration:
    """The registration of a party that may file: an active one, or a closed one for a period that was asked for already.

    Raises `ProcedureError` where its duties rest or it has none.
    """
    found = registration(reader, party)
    return found if found.state is RegistrationState.CLOSED else active(reader, party, asked)


def submit_registration(
    reader: JournalReader,
    *,
    party: str,
    name: str,
    country: str,
    accounting_period_end: str,
    liable_since: date,
    answers: Mapping[str, Fact],
    on: date,
    by: str,
    lei: str = "",
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Hand in a registration. Whether the party is in scope at all was asked first: `kick_out.kicked_out`.

    Raises `ProcedureError` for an identifier that cannot be part of an account, a wrong LEI, country or day, another party with
    the same LEI, or a state that does not allow it.
    """
    if not is_identifier(party) or "/" in party or len(party) > LONGEST_PARTY:
        raise ProcedureError(
            f"{party[:80]!r} cannot name a party: use at most {LONGEST_PARTY} letters, digits and . _ + - such as acme or acme-eu"
        )
    if not _COUNTRY.fullmatch(country):
        raise ProcedureError(f"{country!r} is no country: write its two capital letters, such as DE (ISO 3166)")
    if not _YEAR_END.fullmatch(accounting_period_end):
        raise ProcedureError(
            f"{accounting_period_end!r} is no end of an accounting period: write month-day, such as 12-31"
        )
    if lei and not lei_is_right(lei):
        raise ProcedureError(f"{lei!r} is no LEI: it has 20 characters and its check digits must be right (ISO 17442)")
    for other in registrations(reader).values() if lei else ():
        if other.lei == lei and other.party != party and other.state is not RegistrationState.CLOSED:
            raise ProcedureError(
                f"the LEI {lei} is registered for party {other.party} already: one group registers once"
            )
    facts: dict[str, Fact] = {
        "name": name,
        "country": country,
        "answers": dict(answers),
        "accounting_period_end": accounting_period_end,
        "liable_since": liable_since.isoformat(),
    }
    if lei:
        facts["lei"] = lei
    return _step(reader, "registration_submitted", party, on, by, f"{name} asks to be registered.", facts, documents)


def decide_registration(
    reader: JournalReader,
    *,
    party: str,
    decision: str,
    on: date,
    by: str,
    reason: str = "",
    number: str = "",
    documents: tuple[str, ...] = (),
) -> tuple[JournalEntry, ...]:
    """Verify, activate, suspend, reinstate or close a registration.

    Raises `ProcedureError` where the state does not allow it or the reason is missing.
    """
    kind = DECISIONS.get(decision)
    if kind is None:
        raise ProcedureError(f"{decision!r} is no decision on a registration; there are {', '.join(DECISIONS)}")
    if kind == "registration_activated":
        facts: dict[str, Fact] = {"number": number or party}
    elif reason:
        facts = {"reason": reason}
    else:
        raise ProcedureError(f"party {party}: a registration is {decision} for a reason; write it down")
    return _step(reader, kind, party, on, by, f"Registration of {party} is {decision}.", facts, documents)


def _step(
    reader: JournalReader,
    kind: str,
    party: str,
    on: date,
    by: str,
    text: str,
    facts: Mapping[str, Fact],
    documents: tuple[str, ...],
) -> tuple[JournalEntry, ...]:
    subject = f"party:{party}"
    entry = step(reader, kind=kind, subject=subject, on=on, by=by, text=text, facts=facts, documents=documents)
    entries = about(reader, subject)
    if (before := booked_before(entries, entry)) is not None:
        return (before,)
    REGISTRATION.check(REGISTRATION.state(entries), kind, f"party {party}")
    check_order(entries, entry)
    return (entry,)


def lei_is_right(lei: str) -> bool:
    """Whether a text has the form and the check digits of an LEI (ISO 17442; remainder 1 modulo 97 by ISO 7064)."""
    return bool(_LEI.fullmatch(lei)) and remainder(lei) == 1
