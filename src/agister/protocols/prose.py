"""Reservations in words: comments of robots.txt, web pages, terms of use.

Whether words that only a reader understands reserve anything in law is disputed (LG Hamburg 310 O 227/23: in principle
yes; OLG Hamburg 5 U 104/24: not by the technology of 2021). They are shown by default and decide nothing; a policy may
count them. Words never lift anything: a permission in words is a problem. Who speaks for a whole site: ADR 0012.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from agister.formats.prose_passages import Passage, may_speak, passages
from agister.protocols.problem_list import ProblemList
from agister.protocols.prose_blocks import BLOCK_LIMIT, Block, comment_blocks, page_blocks, speaks_for_the_site
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
    Scope,
    Statement,
    Usage,
    reserves,
)

name = "prose"
specification = "Words for people, without a specification; Directive (EU) 2019/790 Art. 4(3)"
#: None: a robots.txt that could not be fetched is unreadable in `robots_txt`, and says nothing of words.
well_known: tuple[str, ...] = ()

READING = PolicyKey(
    name="reading",
    values=("ignore", "surface", "reserve"),
    default="surface",
    meaning=(
        "What a reservation in words counts as. `surface` shows it in reports and traces and decides nothing; "
        "`reserve` counts it like any other reservation; `ignore` leaves it out."
    ),
    ambiguity="A16",
)
keys = (READING,)

#: At most so many statements of one document.
STATEMENT_LIMIT = 20
#: At most so many characters of one document are read sentence by sentence; most documents have none that need it.
READING_LIMIT = 200_000

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[(\[]at[)\]] ?| at )(?:[\w-]{1,63}\.){1,5}[A-Za-z]{2,24}\b")
_PAGE = re.compile(r"https?://[^\s<>\"')\]]{3,300}", re.IGNORECASE)
_PAGE_WORDS = re.compile(
    r"licen[sc]|lizenz|permission|rights|syndicat|tdm|data-?mining|terms|legal|policy|contact|kontakt|nutzung",
    re.IGNORECASE,
)
_USAGES = {"tdm": Usage.TDM, "train-ai": Usage.TRAIN_AI, "ai-input": Usage.AI_INPUT}
_WHY = "any reservation in words counts alike, none lifts another"


def read(seen: Seen) -> ReadResult:
    """One statement for each block of words and use that it reserves; permissions in words as problems."""
    if not seen.body:
        return NOTHING
    if seen.path == "/robots.txt":
        return _gather(comment_blocks(seen), anchored=False, scope=Scope.ORIGIN, carrier="robots.txt comment")
    page = seen.html
    if page is None:
        return NOTHING
    scope = Scope.ORIGIN if speaks_for_the_site(seen.path) else Scope.URL
    return _gather(page_blocks(page), anchored=True, scope=scope, carrier="html")


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """One rulebook for each statement that speaks of the use. It reserves only where the policy says `reserve`."""
    reading = question.choice(name, READING)
    if reading == "ignore":
        return ()
    counts = reading == "reserve"
    books = tuple(
        Rulebook((Rule(s.pattern, _outcome(s, counts), s, s.fold_case),))
        for s in sorted(statements, key=lambda s: s.preference is not Preference.DISALLOW)
        if reserves(s.usage, question.usage)
    )
    return (Panel(books, why=_WHY),) if books else ()


def _outcome(statement: Statement, counts: bool) -> Outcome:
    return Outcome.RESERVED if counts and statement.preference is Preference.DISALLOW else Outcome.UNKNOWN


def _gather(blocks: Iterator[Block], *, anchored: bool, scope: Scope, carrier: str) -> ReadResult:
    statements: list[Statement] = []
    problems = ProblemList()
    quoted: set[str] = set()
    size = 0
    for block in blocks:
        if not may_speak(block.text):
            continue
        if len(statements) >= STATEMENT_LIMIT or size > READING_LIMIT:
            problems.add(
                "prose-too-much", block.place, "so many words on mining or training that the rest was not read"
            )
            break
        found: list[Passage] = []
        for start in range(0, len(block.text), BLOCK_LIMIT):
            if size <= READING_LIMIT:
                part = block.text[start : start + BLOCK_LIMIT]
                found.extend(passages(part, anchored=anchored))
                size += len(part)
        fresh = [p for p in found if p.kind != "permission" and p.quote not in quoted]
        quoted.update(p.quote for p in fresh)
        statements.extend(_statements(fresh, block, scope, carrier))
        for passage in found:
            if passage.kind == "permission":
                problems.add(
                    "prose-permission",
                    block.place,
                    f"a permission in words lifts no reservation and grants nothing here: {passage.quote[:200]}",
                )
    return ReadResult(statements=tuple(statements[:STATEMENT_LIMIT]), problems=problems.found)


def _statements(found: Sequence[Passage], block: Block, scope: Scope, carrier: str) -> Iterator[Statement]:
    own = [p for p in found if p.kind == "reservation"] or found
    if not own:
        return
    conditional = own[0].kind == "conditional"
    uses = frozenset[str]().union(*(p.uses for p in own))
    if "tdm" in uses:
        uses -= {"train-ai"}
    notes = _notes(own)
    if conditional:
        notes.append("reserves only what content signals say")
    for use, usage in _USAGES.items():
        if use in uses:
            yield Statement(
                protocol=name,
                usage=usage,
                preference=Preference.UNKNOWN if conditional else Preference.DISALLOW,
                place=block.place,
                quote=_quote(own),
                scope=scope,
                carrier=carrier,
                offer=_offer(block.text),
                note="; ".join(notes),
            )


def _notes(found: Sequence[Passage]) -> list[str]:
    languages = Counter(p.language for p in found if p.language).most_common(1)
    statutes = dict.fromkeys(p.statute for p in found if p.statute)
    return [f"language {languages[0][0]}"] * bool(languages) + [f"names {statute}" for statute in statutes]


def _quote(found: Sequence[Passage]) -> str:
    """The sentences, in order, as many as fit into 500 characters."""
    words = found[0].quote
    for passage in found[1:]:
        if len(words) + len(passage.quote) > 495:
            break
        words = f"{words} … {passage.quote}"
    return words if len(words) <= 500 else words[:499] + "…"


def _offer(text: str) -> Offer | None:
    """Mail address or page in the same block of words, where permission can be asked for."""
    mail = _MAIL.search(text[:BLOCK_LIMIT])
    pages = [page.rstrip(".,;:") for page in _PAGE.findall(text[:BLOCK_LIMIT]) if _PAGE_WORDS.search(page)]
    if not mail and not pages:
        return None
    contact = re.sub(r" ?[(\[]at[)\]] ?| at ", "@", mail.group()) if mail else ""
    return Offer(kind="contact", contact=contact, url=pages[0] if pages else "")
