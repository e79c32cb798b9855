"""RSL 1.0, Really Simple Licensing: who associates a document, what the document says, and what counts of it.

The text of the specification was read from stored public copies; clauses are those of RSL-SPEC-1.0 with its errata.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urljoin

from agister.formats.rsl_document import looks_like_rsl, parse_rsl
from agister.protocols import rsl_note as note
from agister.protocols.problem_list import ProblemList
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.robots_groups import chosen
from agister.protocols.rsl_association import from_header, from_page, from_robots
from agister.protocols.rsl_order import KEYS, UNASSOCIATED, UNREAD, document_rules
from agister.protocols.rsl_terms import read_terms
from agister.protocols.rsl_voice import Setting
from agister.protocols.seen import Seen
from agister.rights import (
    Offer,
    Outcome,
    Panel,
    PolicyKey,
    Preference,
    Question,
    Reading,
    Rule,
    Rulebook,
    Scope,
    Statement,
    Usage,
)

name = "rsl"
specification = "RSL 1.0 Really Simple Licensing, RSL-SPEC-1.0 (2025-12-10, errata to 2026-08-07)"
well_known = ("/robots.txt",)
keys: tuple[PolicyKey, ...] = KEYS

# Lines of RSL are rare: nearly every robots.txt body is told apart by a search for a few bytes, and the rest by patterns
# that begin with a literal, which the regular expression engine finds at the speed of memory.
_ROBOTS_WORDS = tuple(
    (literal, re.compile(literal + rest + rb"[ \t]*:"))
    for literal, rest in (
        (b"icen", rb"[sc]e"),
        (b"ICEN", rb"[SC]E"),
        (b"rohibit", rb"s?"),
    )
)
_NAMED_LIKE_RSL = re.compile(r"(?i)/(?:[\w.-]*rsl[\w.-]*|licen[sc]es?)\.(?:xml|rsl)$|\.rsl$")
_WHY = "the narrowest content that speaks of the use counts; prohibition before permission (RSL 1.0 §3.1.1, §4.9)"


def read(seen: Seen) -> ReadResult:
    """Associations of robots.txt, header and page; terms of an RSL document, wherever it stands."""
    problems = ProblemList()
    found: list[Statement] = []
    links: list[str] = []
    if not seen.readable:
        return _missing(seen)
    body = seen.body
    if seen.path == "/robots.txt":
        if any(literal in body and line.search(body) for literal, line in _ROBOTS_WORDS):
            found, links = from_robots(seen, problems)
    elif body:
        if body[:1] in b"<\xef\xff\xfe \t\r\n" and looks_like_rsl(body):
            setting = Setting(url=_url(seen), scope=Scope.ORIGIN, carrier="rsl.xml")
            found = read_terms(parse_rsl(seen.observation.body or b""), setting, problems)
        elif _NAMED_LIKE_RSL.search(seen.path):
            message = "what stands here is no RSL document"
            problems.add("rsl-not-a-document", "file", message, "RSL 1.0 §2.2")
            found = [answered(_url(seen))]
        else:
            found = from_page(seen, problems)
    found = from_header(seen, problems) + found
    if not found and not problems.found:
        return NOTHING
    return ReadResult(statements=tuple(found), problems=problems.found, links=tuple(links))


def answered(url: str) -> Statement:
    """The marker that a document was looked for and nothing of RSL stands there: it was read, and says nothing.

    `read` gives it for documents named like RSL; whoever follows `ReadResult.links` adds it for others that answered
    without any RSL statement (4xx, a web page), since `order` takes an association without a marker as unread.
    """
    return Statement(
        protocol=name,
        usage=Usage.ANY,
        preference=Preference.UNKNOWN,
        place="document",
        quote=url[:500],
        carrier="rsl.xml",
        note=note.write([note.DOCUMENT], url),
        offer=Offer(url=url, kind="rsl"),
    )


def _missing(seen: Seen) -> ReadResult:
    status = seen.observation.status or 0
    if 400 <= status < 500 and not seen.observation.error and _NAMED_LIKE_RSL.search(seen.path):
        return ReadResult(statements=(answered(_url(seen)),))
    return NOTHING


def _url(seen: Seen) -> str:
    try:
        return urljoin(seen.url, seen.path) if seen.path and seen.path not in seen.url else seen.url
    except ValueError:
        return seen.url


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """One rulebook for each set of documents that speaks to the asker: terms of the page, its documents, the site's."""
    terms: dict[str, list[Statement]] = {}
    inline: list[Statement] = []
    page: list[Statement] = []
    lines: list[Statement] = []
    for s in statements:
        if s.carrier == "robots.txt":
            lines.append(s)
        elif s.note == note.ASSOCIATION:
            page.append(s)
        elif s.scope is Scope.URL:
            inline.append(s)
        elif s.carrier == "rsl.xml":
            terms.setdefault(note.document(s.note), []).append(s)
    inline_rules = document_rules([inline], question)
    sets = _sets(lines, question)
    books = []
    for mine in sets:
        rules = list(inline_rules)
        for associations in (page, mine):
            rules += document_rules([terms[url] for url in _documents(associations, terms)], question)
        unread = [s for s in (*page, *mine) if not _documents([s], terms)]
        if unread and question.choice(name, UNREAD) == "unreadable":
            rules = _with_unread(rules, unread[0], question)
        books.append(Rulebook(tuple(rules)))
    panels = [Panel(tuple(books), combine=question.combine, why=_WHY)] if any(b.rules for b in books) else []
    spoken_for = _documents([*page, *(s for s in lines if s.note == note.ASSOCIATION)], terms)
    loose = [terms[url] for url in terms if url not in spoken_for]
    if loose and question.choice(name, UNASSOCIATED) == "reserves":
        # Nobody said that these speak for the site: they may take away, not give.
        kept = tuple(
            rule if rule.outcome is Outcome.RESERVED else Rule(rule.pattern, Outcome.UNKNOWN, rule.statement)
            for rule in document_rules(loose, question)
        )
        panels.append(Panel((Rulebook(kept),), why=_WHY))
    return tuple(panels)


def _sets(lines: Sequence[Statement], question: Question) -> list[list[Statement]]:
    """For each token the associations of its group, else those outside any group (§4.4.2); equal sets once."""
    everybody = [
        s
        for s in lines
        if s.note == note.ASSOCIATION and not s.agents and s.reading in (Reading.BOTH, question.reading)
    ]
    grouped = [s for s in lines if s.agents]
    found: list[list[Statement]] = []
    for mine in chosen(grouped, question.tokens or ("*",), question.reading) or [[]]:
        own = [s for s in mine if s.note == note.ASSOCIATION]
        found.append(own or everybody)
    distinct: dict[tuple[str, ...], list[Statement]] = {}
    for associations in found:
        distinct.setdefault(tuple(s.offer.url for s in associations if s.offer), associations)
    return list(distinct.values())


def _documents(associations: Sequence[Statement], terms: dict[str, list[Statement]]) -> list[str]:
    wanted = [s.offer.url for s in associations if s.offer]
    return [url for url in terms if any(note.same_document(one, url) for one in wanted)]


def _with_unread(rules: Sequence[Rule], unread: Statement, question: Question) -> list[Rule]:
    """A document that was never read may reserve anything: only what is reserved already stays as it is."""
    if question.usage is Usage.CRAWL:
        return list(rules)
    return [
        *(
            rule if rule.outcome is Outcome.RESERVED else Rule(rule.pattern, Outcome.UNREADABLE, unread)
            for rule in rules
        ),
        Rule("", Outcome.UNREADABLE, unread),
    ]
