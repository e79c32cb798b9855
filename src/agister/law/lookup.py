"""What the recorded law makes of one user's copying on one day: pure look-up, no advice.

Four rules: the law of the place and day of the copying counts; a member state's own record is preferred, the directive
stands in where there is none; proposals never decide; what is not known never permits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agister.law.records import Confidence, ExceptionRecord, LawBook, law_book
from agister.rights import Usage


class UserKind(StrEnum):
    """Who copies."""

    COMPANY = "company"
    RESEARCH_ORGANISATION = "research-organisation"
    HERITAGE_INSTITUTION = "heritage-institution"
    INDIVIDUAL = "individual"
    PUBLIC_BODY = "public-body"
    UNKNOWN = "unknown"


class Purpose(StrEnum):
    """What for. Several may be named; all of them must lie within an exception."""

    COMMERCIAL = "commercial"
    NON_COMMERCIAL = "non-commercial"
    SCIENTIFIC_RESEARCH = "scientific-research"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFacts:
    """The facts about a user that exceptions depend on. The user answers for them; nothing here tests them."""

    kind: UserKind = UserKind.UNKNOWN
    purpose: tuple[Purpose, ...] = ()
    place: str = ""
    """Where the copying happens: ISO 3166-1 alpha-2 code, or `EU` where only that is known; empty = not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A record that was looked at, and what came of it."""

    record: str
    reference: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LawFinding:
    """Whether an exception applies that no reservation switches off."""

    applies: bool
    record: str = ""
    """Identifier of the record that applies; empty where none does."""
    reference: str = ""
    """How a lawyer cites it."""
    confidence: Confidence | None = None
    reasons: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()
    """Conditions of the exception that only the user can answer, e.g. lawful access."""
    considered: tuple[Considered, ...] = ()


def exception_for(user: UserFacts, usage: Usage, on: date, *, book: LawBook | None = None) -> LawFinding:
    """Whether the law lets this user go ahead even where a work is reserved.

    `on` is the day of the copying. Only an exception that rightholders cannot switch off answers yes; one that they can
    is among those considered.
    """
    book = book or law_book()
    if not user.place:
        return LawFinding(
            applies=False, reasons=("the place of the copying is not given: what is not known never permits",)
        )
    candidates = _candidates(user.place, on, book)
    considered: list[Considered] = []
    for record, confidence in candidates:
        obstacles = _obstacles(record, user, usage)
        if record.reservation_possible is not False:
            obstacles.append("a reservation switches this exception off")
        if not obstacles:
            result = "applies, whatever is reserved"
            considered.append(Considered(record=record.id, reference=record.reference, result=result))
            return LawFinding(
                applies=True,
                record=record.id,
                reference=record.reference,
                confidence=confidence,
                reasons=(
                    f"in force in {user.place} on {on}",
                    f"open to a {user.kind}",
                    f"for {' and '.join(user.purpose)}",
                    "rightholders cannot switch it off",
                ),
                not_checked=tuple(_condition(record)),
                considered=tuple(considered),
            )
        considered.append(Considered(record=record.id, reference=record.reference, result="; ".join(obstacles)))
    considered += [
        Considered(record=record.id, reference=record.reference, result=f"a {record.status} decides nothing")
        for record in book.records
        if record.jurisdiction == user.place and record.status not in ("in_force", "repealed")
    ]
    if candidates:
        reasons = tuple(f"{item.reference} does not apply: {item.result}" for item in considered)
    else:
        reasons = (f"no exception on record for {user.place} on {on}: what is not known never permits",)
    return LawFinding(applies=False, reasons=reasons, considered=tuple(considered))


def exception_days(user: UserFacts, usage: Usage, *, book: LawBook | None = None) -> tuple[tuple[date, bool], ...]:
    """From which day on the law lets this user go ahead even where a work is reserved, or no longer does.

    Ascending, beginning with the first day of the calendar; each entry differs from the one before.
    """
    book = book or law_book()
    days = {date.min, *book.members.values()}
    for record in book.records:
        days |= {day for day in (record.valid_from, record.valid_to) if day is not None}
    found: list[tuple[date, bool]] = []
    for day in sorted(days):
        applies = exception_for(user, usage, day, book=book).applies
        if not found or found[-1][1] is not applies:
            found.append((day, applies))
    return tuple(found)


def sentence_on_unknown(place: str, usage: Usage, on: date | None = None, *, book: LawBook | None = None) -> str:
    """What the recorded law makes of a work that nothing reserves, in one sentence for a trace or report.

    `on`: the day of the copying; None: whatever is in force without an end."""
    book = book or law_book()
    for record, confidence in _candidates(place, on or date.max, book) if place else ():
        if record.reservation_possible and "any" in record.beneficiaries and usage in record.usages:
            standing_in = " (the directive; no national record is held)" if confidence is Confidence.FALLBACK else ""
            conditions = "; ".join(_condition(record))
            return (
                f"{record.reference}{standing_in}: works that their rightholders have not reserved stay "
                f"available for text and data mining. Not checked here: {conditions}."
            )
    none = f"No law on record for {usage} in {place}" if place else "The policy names no place, so no law on record"
    return f"{none} says what may be done with a work that nothing reserves; ask for legal advice."


def _candidates(place: str, on: date, book: LawBook) -> list[tuple[ExceptionRecord, Confidence]]:
    """Records in force for a place and day: its own, then those of the directive that it has no own record for."""
    own = [record for record in book.records if record.jurisdiction == place and record.in_force(on)]
    if place == "EU":
        return [(record, Confidence.FALLBACK) for record in own]
    found = [(record, record.confidence) for record in own]
    since = book.members.get(place)
    if since is not None and on >= since:
        replaced = {record.overrides for record in own}
        found += [
            (record, Confidence.FALLBACK)
            for record in book.records
            if record.jurisdiction == "EU" and record.id not in replaced and record.in_force(on)
        ]
    return found


def _obstacles(record: ExceptionRecord, user: UserFacts, usage: Usage) -> list[str]:
    """Why a record does not cover this user; an empty list if it does."""
    found = []
    if usage not in record.usages:
        found.append(f"it speaks of {', '.join(sorted(record.usages))}, not of {usage}")
    if "any" not in record.beneficiaries and not _belongs(user, record.beneficiaries):
        found.append(f"it is open to {', '.join(sorted(record.beneficiaries))}, not to a user who is {_words(user)}")
    if "any" not in record.purposes:
        # A purpose beside the covered one takes the copying out of the exception; that it earns nothing does not.
        beside = [purpose for purpose in user.purpose if purpose not in record.purposes and purpose != "non-commercial"]
        if not record.purposes.intersection(user.purpose):
            found.append(f"it asks for {' or '.join(sorted(record.purposes))} as the purpose")
        elif beside:
            found.append(f"the purpose is also {' and '.join(beside)}")
    return found


def _belongs(user: UserFacts, beneficiaries: frozenset[str]) -> bool:
    if user.kind is UserKind.INDIVIDUAL and Purpose.NON_COMMERCIAL in user.purpose:
        return "individual-non-commercial" in beneficiaries
    return user.kind.value in beneficiaries


def _words(user: UserFacts) -> str:
    kind = "of unknown kind" if user.kind is UserKind.UNKNOWN else f"a {user.kind}"
    return f"{kind} with purpose {' and '.join(user.purpose) or 'unknown'}"


def _condition(record: ExceptionRecord) -> list[str]:
    return [f"{condition.note or condition.id} ({condition.reference})" for condition in record.conditions]
