"""trust.txt (JournalList): `datatrainingallowed=yes|no` for a whole site, among its statements of affiliation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agister.formats.reservation_intent import refuses
from agister.protocols.problem_list import ProblemList
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.seen import Seen
from agister.rights import (
    Offer,
    Outcome,
    Panel,
    PolicyKey,
    Preference,
    Question,
    Rule,
    Rulebook,
    Standing,
    Statement,
    Usage,
    permits,
    reserves,
)

name = "trust_txt"
specification = "JournalList trust.txt reference document (2024-04-04); draft-org-trust-relationship-protocol-00"
well_known = ("/trust.txt", "/.well-known/trust.txt")

_YES = PolicyKey(
    name="yes",
    values=("permitted", "unknown"),
    default="permitted",
    meaning=(
        "What `datatrainingallowed=yes` says: `permitted`, that the site permits training; `unknown`, that it reserves "
        "nothing here."
    ),
)
keys = (_YES,)

_KEY = "datatrainingallowed"
_CLAUSE = "trust.txt: datatrainingallowed"
_LINE = re.compile(r"([^=:#]{1,80})([=:])(.*)")
_NOT_LETTERS = re.compile(r"[^a-z]")
# Ways of writing the name that nobody defined, letters alone; the second set says no by saying yes.
_MEANT = frozenset(
    {_KEY, "datatraining", "trainingallowed", "aitrainingallowed", "allowdatatraining", "datatrainallowed"}
)
_MEANT_REFUSED = frozenset({"datatrainingdisallowed", "datatrainingprohibited", "nodatatraining"})
_AGREES = frozenset({"yes", "y", "true", "1", "allowed", "allow"})
_MAX_LINES = 50_000


def read(seen: Seen) -> ReadResult:
    """A statement for each line about training. Other variables are no concern of ours, except the contact."""
    if seen.path not in well_known or seen.is_html or b"train" not in seen.body.lower():
        return NOTHING
    problems = ProblemList()
    statements: list[Statement] = []
    lines = seen.text.splitlines()[:_MAX_LINES]
    contact = _contact(lines)
    for number, raw in enumerate(lines, 1):
        found = _LINE.match(raw.partition("#")[0].strip())
        if found is None:
            continue
        written, sign, value = found[1].strip(), found[2], found[3].strip()
        letters = _NOT_LETTERS.sub("", written.lower())
        if letters not in _MEANT and letters not in _MEANT_REFUSED:
            continue
        statement = _judged(raw.strip(), (written, sign, value), f"line {number}", problems, contact)
        if statement is not None and len(statements) < 100:
            statements.append(statement)
    if len({s.preference for s in statements}) > 1:
        message = "the lines about training differ; the restrictive one counts"
        problems.add("trust-txt-conflicting-values", statements[-1].place, message, _CLAUSE)
    return ReadResult(statements=tuple(statements), problems=problems.found)


def _judged(
    quote: str, parts: tuple[str, str, str], place: str, problems: ProblemList, contact: Offer | None
) -> Statement | None:
    written, sign, value = parts
    letters = _NOT_LETTERS.sub("", written.lower())
    exact = sign == "=" and written.lower() == _KEY
    word = value.lower()
    if exact and word in ("yes", "no"):
        said = Preference.ALLOW if word == "yes" else Preference.DISALLOW
        return _statement(said, place, quote, Standing.SAID, contact if word == "no" else None)
    refused = word in _AGREES if letters in _MEANT_REFUSED else refuses(value)
    if sign == ":" and letters == _KEY:
        kind, wrong = "trust-txt-colon", "a colon stands where `=` belongs"
    elif not exact:
        kind, wrong = "trust-txt-misspelled", f"the variable is called {_KEY!r}"
    else:
        kind, wrong = "trust-txt-value", "the value is `yes` or `no`"
    outcome = "it evidently reserves, and is unclear" if refused else "it says nothing"
    problems.add(kind, place, f"`{quote[:80]}`: {wrong}; {outcome}", _CLAUSE)
    return _statement(Preference.DISALLOW, place, quote, Standing.UNCLEAR, contact) if refused else None


def _statement(said: Preference, place: str, quote: str, standing: Standing, offer: Offer | None) -> Statement:
    return Statement(
        protocol=name,
        usage=Usage.TRAIN_AI,
        preference=said,
        place=place,
        quote=quote[:500],
        standing=standing,
        carrier="trust.txt",
        offer=offer,
    )


def _contact(lines: Sequence[str]) -> Offer | None:
    for line in lines:
        variable, sign, value = line.partition("#")[0].partition("=")
        if sign and variable.strip().lower() == "contact" and value.strip():
            return Offer(kind="contact", contact=value.strip()[:300])
    return None


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """Whatever line reserves counts; each file and each line is a rulebook of its own."""
    allowed = Outcome.PERMITTED if question.choice(name, _YES) == "permitted" else Outcome.UNKNOWN
    books = []
    for s in statements:
        if s.preference is Preference.DISALLOW and reserves(s.usage, question.usage):
            books.append(Rulebook((Rule("", Outcome.RESERVED, s),)))
        elif s.preference is Preference.ALLOW and permits(s.usage, question.usage):
            books.append(Rulebook((Rule("", allowed, s),)))
    return (Panel(tuple(books), why="a line that reserves counts"),) if books else ()
