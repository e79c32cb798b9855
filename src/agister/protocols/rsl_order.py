"""What counts of RSL terms (RSL 1.0 §3.1.1): narrow before broad, prohibition before permission, closed lists."""

from __future__ import annotations

from collections.abc import Sequence

from agister.protocols import rsl_note as note
from agister.rights import (
    RANK,
    Outcome,
    PolicyKey,
    Preference,
    Question,
    Rule,
    Statement,
    contains,
    permits,
    reserves,
)

UNREAD = PolicyKey(
    name="unread",
    values=("unreadable", "ignored"),
    default="unreadable",
    meaning="What an associated document that was never observed counts as: `unreadable`, or nothing (`ignored`).",
    ambiguity="A12",
)
UNASSOCIATED = PolicyKey(
    name="unassociated",
    values=("reserves", "ignored"),
    default="reserves",
    meaning=(
        "An RSL document that stands on the site without an association: `reserves`, its reservations count and its "
        "permissions do not; `ignored`, nothing of it counts (the letter of RSL 1.0 §4)."
    ),
    ambiguity="A12",
)
CLOSED_LIST = PolicyKey(
    name="closed_list",
    values=("reserves", "unstated"),
    default="reserves",
    meaning=(
        "Uses left out of a list of permitted uses are reserved (`reserves`, RSL 1.0 §3.5), or taken as not spoken of (`unstated`)."
    ),
    ambiguity="A12",
)
UNPRICED = PolicyKey(
    name="unpriced",
    values=("free", "reserves"),
    default="free",
    meaning="A permission without a payment is `free` (RSL 1.0 §3.7), or taken as not granted yet (`reserves`).",
    ambiguity="A12",
)
CONFLICT = PolicyKey(
    name="conflict",
    values=("prohibited", "narrower"),
    default="prohibited",
    meaning=(
        "`permits ai-train` beside `prohibits all` for the same content: `prohibited`, since what is both is not "
        "licensed (RSL 1.0 §3.1.1, §3.6); `narrower`, the narrower use counts (also §3.1.1)."
    ),
    ambiguity="A12",
)
CONDITIONS = PolicyKey(
    name="conditions",
    values=("unmet", "met"),
    default="unmet",
    meaning=(
        "Permissions for some users or places, or with a duty to report: `unmet`, reserved, since nothing is known of "
        "the user; `met`, the operator answers for them."
    ),
    ambiguity="A12",
)
KEYS = (UNREAD, UNASSOCIATED, CLOSED_LIST, UNPRICED, CONFLICT, CONDITIONS)
_SECTION = "rsl"


def document_rules(documents: Sequence[Sequence[Statement]], question: Question) -> list[Rule]:
    """Rules of some documents that speak together, narrowest pattern first; of equal ones the restrictive first (§4.9).

    One rule for each content pattern of each document that says something of the question.
    """
    rules: list[Rule] = []
    for statements in documents:
        by_pattern: dict[str, list[Statement]] = {}
        for s in statements:
            if s.preference is not Preference.UNKNOWN:
                by_pattern.setdefault(s.pattern, []).append(s)
        for pattern, said in by_pattern.items():
            found = _content(said, question)
            if found is not None:
                rules.append(Rule(pattern, *found))
    rules.sort(key=lambda rule: (-_narrowness(rule.pattern), -RANK[rule.outcome]))
    return rules


def _narrowness(pattern: str) -> int:
    """Length of the path pattern; the origin of an absolute one is cut off before matching and counts nothing."""
    if pattern.startswith(("http://", "https://")):
        slash = pattern.find("/", 8)
        return len(pattern) - slash if slash > 0 else 1
    return len(pattern)


def _content(said: Sequence[Statement], question: Question) -> tuple[Outcome, Statement] | None:
    """What the licences of one content say together: alternatives, of which one that covers the use does (§3.4)."""
    words = {id(s): note.words(s.note) for s in said}
    prohibitions = [s for s in said if note.PROHIBITS in words[id(s)] and reserves(s.usage, question.usage)]
    grants = [s for s in said if note.PERMITS in words[id(s)] and s.preference is Preference.ALLOW]
    covering = [s for s in grants if permits(s.usage, question.usage)]
    prohibition = next((s for s in prohibitions if not _yields(s, covering, question)), None)
    if prohibition is not None:
        return Outcome.RESERVED, prohibition
    free = next((s for s in covering if _is_free(s, words[id(s)], question)), None)
    if free is not None:
        return Outcome.PERMITTED, free
    asked = [s for s in said if note.PERMITS in words[id(s)] and s.preference is Preference.DISALLOW]
    conditional = [s for s in said if note.CONDITIONS_ONLY in words[id(s)] and _unmet(question)]
    for s in (*asked, *covering, *conditional):
        if reserves(s.usage, question.usage):
            return Outcome.RESERVED, s
    if question.choice(_SECTION, CLOSED_LIST) == "reserves":
        closed = next((s for s in said if note.CLOSED in words[id(s)] and reserves(s.usage, question.usage)), None)
        if closed is not None:
            return Outcome.RESERVED, closed
    return None


def _yields(prohibition: Statement, covering: Sequence[Statement], question: Question) -> bool:
    """Whether a narrower permission stands before a prohibition, where the policy says so."""
    if question.choice(_SECTION, CONFLICT) != "narrower":
        return False
    return any(s.usage is not prohibition.usage and contains(prohibition.usage, s.usage) for s in covering)


def _is_free(s: Statement, words: Sequence[str], question: Question) -> bool:
    if note.UNPRICED in words and question.choice(_SECTION, UNPRICED) != "free":
        return False
    return not (note.is_conditional(s.note) and _unmet(question))


def _unmet(question: Question) -> bool:
    return question.choice(_SECTION, CONDITIONS) == "unmet"
