"""TDM Reservation Protocol: file at the origin, response headers, HTML metadata (TDMRep, Final Report 2024-05-10).

Later carriers supersede earlier ones, even where laxer; absence never resets (§ Processing priority). EPUB and PDF
metadata are read by `agister.sources`, which see the files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agister.protocols.problem_list import ProblemList
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.seen import Seen
from agister.protocols.tdmrep_file import read_file
from agister.protocols.tdmrep_value import Value, read_policy, read_value, refuses
from agister.rights import (
    RANK,
    Offer,
    Outcome,
    Panel,
    PolicyKey,
    Preference,
    Question,
    Rule,
    Rulebook,
    Scope,
    Standing,
    Statement,
    Usage,
    permits,
    reserves,
)

name = "tdmrep"
specification = "TDM Reservation Protocol (TDMRep), W3C Community Group Final Report (2024-05-10)"
well_known = ("/.well-known/tdmrep.json",)

_MATCH = PolicyKey(
    name="match",
    values=("first", "longest", "strictest"),
    default="first",
    meaning=(
        "Which rule of a tdmrep.json counts for a path that several match: `first` in sequence, as TDMRep § TDM File "
        "defines “most specific”; `longest` pattern, as the robots.txt rules that TDMRep points to; `strictest`: "
        "reserved if either of the two reserves."
    ),
    ambiguity="A8",
)
_COVERS = PolicyKey(
    name="covers",
    values=("tdm", "any"),
    default="tdm",
    meaning=(
        "What a TDM reservation reserves: `tdm`, text and data mining with all AI training (the protocol's words); "
        "`any`, search and retrieval by AI systems too. A `0` never permits more than text and data mining."
    ),
    ambiguity="A10",
)
keys = (_MATCH, _COVERS)

_FILE = "/.well-known/tdmrep.json"
_MISPLACED = "/tdmrep.json"
_SPELLINGS = (b"tdm", b"TDM", b"Tdm")
_MENTIONS = re.compile(rb"(?i)tdm[-:_.]?(?:reservation|policy)")
_META = {
    "tdm-reservation": ("tdm-reservation", True),
    "tdm-policy": ("tdm-policy", True),
    "tdm:reservation": ("tdm-reservation", False),
    "tdm:policy": ("tdm-policy", False),
    "tdm_reservation": ("tdm-reservation", False),
    "tdm_policy": ("tdm-policy", False),
    "tdmreservation": ("tdm-reservation", False),
    "tdmpolicy": ("tdm-policy", False),
}
_SUPERSEDES = ("html", "header", "tdmrep.json")
_WHY = "HTML supersedes the header, the header the file; in the file the first rule that matches counts (TDMRep)"
_LONGEST = "HTML supersedes the header, the header the file; in the file the longest pattern counts (policy)"


def read(seen: Seen) -> ReadResult:
    """Statements of the file (origin), of the response's headers and of the page's metadata (that URL)."""
    problems = ProblemList()
    statements: list[Statement] = []
    if not seen.readable:
        return NOTHING
    if seen.path in (_FILE, _MISPLACED):
        statements += read_file(seen, problems, misplaced=seen.path == _MISPLACED)
    statements += _carried(seen, problems)
    if not statements and not problems.found:
        return NOTHING
    return ReadResult(statements=tuple(statements), problems=problems.found)


def _carried(seen: Seen, problems: ProblemList) -> list[Statement]:
    """Header and HTML statements; a later carrier without a policy keeps the earlier one's (§ Processing priority)."""
    values = seen.header_lines("tdm-reservation")
    policies = seen.header_lines("tdm-policy")
    policy = _policy(seen, policies, "header tdm-policy", problems)
    statements = []
    if values:
        statements.append(_statement(values, "header", "header tdm-reservation", policy, problems))
    elif policy:
        statements.append(_policy_alone(policy, "header", "header tdm-policy", policies[0]))
    metas = _metas(seen, problems)
    if metas["tdm-policy"]:
        policy = _policy(seen, metas["tdm-policy"], "meta tdm-policy", problems) or policy
    if metas["tdm-reservation"]:
        statements.append(_statement(metas["tdm-reservation"], "html", "meta tdm-reservation", policy, problems))
    elif metas["tdm-policy"] and policy:
        statements.append(_policy_alone(policy, "html", "meta tdm-policy", metas["tdm-policy"][0]))
    return statements


def _metas(seen: Seen, problems: ProblemList) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"tdm-reservation": [], "tdm-policy": []}
    # A robots.txt is no page, and there are many.
    body = b"" if seen.path == "/robots.txt" else seen.body
    if not any(spelling in body for spelling in _SPELLINGS) or not _MENTIONS.search(body):
        return found
    page = seen.html
    for meta in page.metas if page else ():
        spelling = meta.name.strip().lower()
        if spelling not in _META:
            continue
        known, right = _META[spelling]
        if meta.attribute != "name":
            message = (
                f"write name={known!r}: agents do not look at {meta.attribute}={meta.name[:60]!r}; it was read as meant"
            )
            problems.add("tdmrep-meta-name", f"meta {meta.name[:60]}", message, "TDMRep § TDM Metadata in HTML Content")
        elif not right:
            message = f"in HTML the name is {known!r}; {meta.name[:60]!r} was read as it"
            problems.add("tdmrep-meta-name", f"meta {meta.name[:60]}", message, "TDMRep § TDM Metadata in HTML Content")
        found[known].append(meta.content.strip())
    return found


def _statement(raw: Sequence[str], carrier: str, place: str, policy: Offer | None, problems: ProblemList) -> Statement:
    """One statement of a carrier that may stand several times: where its values differ, the restrictive one counts."""
    values = [read_value(part, place, problems) for text in raw for part in _parts(text)]
    chosen = max(values, key=Value.restriction)
    if len({value.preference for value in values}) > 1:
        message = f"values differ ({', '.join(raw)[:80]}); the restrictive one was taken"
        problems.add("tdmrep-conflicting-values", place, message, "TDMRep § tdm-reservation")
    elif len(values) > 1:
        problems.add("tdmrep-repeated-value", place, "the value is given more than once", "TDMRep § tdm-reservation")
    return Statement(
        protocol=name,
        usage=Usage.TDM,
        preference=chosen.preference,
        place=place,
        quote=f"{place.rpartition(' ')[2]}: {', '.join(raw)}"[:500],
        scope=Scope.URL,
        standing=Standing.SAID if chosen.understood else Standing.UNCLEAR,
        carrier=carrier,
        offer=policy if chosen.preference is not Preference.ALLOW else None,
    )


def _parts(text: str) -> list[str]:
    # A field that is no list may have been joined from several lines on the way (RFC 9110 §5.3): `1, 0`.
    return text.split(",")[:20]


def _policy(seen: Seen, raw: Sequence[str], place: str, problems: ProblemList) -> Offer | None:
    offer = None
    for text in raw[:20]:
        offer = offer or read_policy(text, seen.url, place, problems)
    return offer


def _policy_alone(policy: Offer, carrier: str, place: str, quote: str) -> Statement:
    return Statement(
        protocol=name,
        usage=Usage.TDM,
        preference=Preference.UNKNOWN,
        place=place,
        quote=f"tdm-policy: {quote}"[:500],
        scope=Scope.URL,
        # `tdm-policy: not-allowed` beside no reservation: evidently meant, not said.
        standing=Standing.UNCLEAR if refuses(policy.terms or "") else Standing.SAID,
        carrier=carrier,
        note="policy alone",
        offer=policy,
    )


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """One rulebook: what the page says, else its header, else the file's rules in sequence (or as the policy says)."""
    by_carrier: dict[str, list[Statement]] = {carrier: [] for carrier in _SUPERSEDES}
    for s in statements:
        if s.preference is not Preference.UNKNOWN and s.carrier in by_carrier:
            by_carrier[s.carrier].append(s)
    wide = question.choice(name, _COVERS) == "any"
    page = [_rule(s, question, wide=wide) for carrier in ("html", "header") for s in by_carrier[carrier]]
    first = [_rule(s, question, wide=wide) for s in by_carrier["tdmrep.json"]]
    if not page and not first:
        return ()
    longest = sorted(first, key=lambda rule: (-len(rule.pattern), -RANK[rule.outcome]))
    match = question.choice(name, _MATCH)
    if match == "longest":
        return (Panel((Rulebook((*page, *longest)),), why=_LONGEST),)
    if match == "strictest":
        return (Panel((Rulebook((*page, *first)), Rulebook((*page, *longest))), why=_WHY),)
    return (Panel((Rulebook((*page, *first)),), why=_WHY),)


def _rule(s: Statement, question: Question, *, wide: bool) -> Rule:
    # A rule that does not speak of the question still ends the search: it supersedes what comes after it.
    outcome = Outcome.UNKNOWN
    if s.preference is Preference.DISALLOW and reserves(Usage.ANY if wide else s.usage, question.usage):
        outcome = Outcome.RESERVED
    elif s.preference is Preference.ALLOW and permits(s.usage, question.usage):
        outcome = Outcome.PERMITTED
    return Rule(s.pattern, outcome, s)
