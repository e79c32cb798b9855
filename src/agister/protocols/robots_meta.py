"""`<meta name="robots">` and metas named after a crawler: the same rules as `X-Robots-Tag`, for one web page.

A page's metas cover its own text, not the images that it embeds, which have URLs (and headers) of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from agister.formats.html import HtmlPage, Meta
from agister.formats.robots_tokens import Directive, Kind, read_list
from agister.protocols.problem_list import ProblemList
from agister.protocols.protocol import NOTHING, ReadResult
from agister.protocols.robots_directives import KEYS, order_of, statements_of
from agister.protocols.seen import Seen
from agister.rights import Panel, Question, Statement

name = "robots_meta"
specification = (
    "Robots meta tag as Google documents it (2025), with noai and noimageai (DeviantArt 2022) and noml (2023)"
)
well_known = ()
keys = KEYS

# Names of crawlers as they stand in metas; what is written there under any other name is looked at for `noai` alone.
_CRAWLER = re.compile(
    r"(?!robot$)[a-z0-9._ -]*(?:bot|crawler|spider|slurp|scraper|fetcher|externalagent|-extended|-user|-agent|-web|2dataset)"
    r"|anthropic-ai|cohere-ai|omgili|teoma|scrapy|bytespider|diffbot|googleother(?:-image|-video)?|gptbot|bingpreview"
)
#: Metas that hold words for people, where `noai` may stand as a topic.
_WORDS = frozenset({"description", "keywords", "title", "author", "generator", "abstract", "subject", "news_keywords"})
#: No page has more metas with rules than this.
_MAX_METAS = 100
_FOR_AI = frozenset({Kind.EVERYBODY, Kind.IMAGES})


def read(seen: Seen) -> ReadResult:
    """Statements of the metas of one page, for its URL alone."""
    page = seen.html if seen.readable else None
    if page is None:
        return NOTHING
    problems = ProblemList()
    statements: list[Statement] = []
    for meta, directives in islice(_robots(page, problems), _MAX_METAS):
        statements += statements_of(name, directives, carrier="html", place=meta.place, image=False, problems=problems)
    if not statements and not problems.found:
        return NOTHING
    return ReadResult(statements=tuple(statements), problems=problems.found)


def _robots(page: HtmlPage, problems: ProblemList) -> Iterator[tuple[Meta, list[Directive]]]:
    for meta in page.metas:
        if meta.attribute == "name" and meta.name == "robots":
            yield meta, read_list(meta.content, prefixes=False)
        elif meta.attribute == "name" and _CRAWLER.fullmatch(meta.name):
            found = read_list(meta.content, prefixes=False)
            yield meta, [_addressed(directive, meta.name) for directive in found]
        elif meta.attribute != "property" or meta.name in ("robots", "robot"):
            yield from _misnamed(meta, problems)


def _misnamed(meta: Meta, problems: ProblemList) -> Iterator[tuple[Meta, list[Directive]]]:
    """Rules for AI use under a name that no crawler has, where nothing else stands: evidently meant, not said."""
    if meta.name in _WORDS or "no" not in meta.content.lower():
        return
    found = read_list(meta.content, prefixes=meta.attribute == "http-equiv")
    if not any(d.kind in _FOR_AI for d in found) or any(d.kind is Kind.NOTHING and " " in d.rule for d in found):
        return
    problems.add(
        "robots-meta-name",
        meta.place,
        f'robots rules under {meta.attribute}={meta.name[:60]!r}, where no crawler looks; write name="robots"',
        "HTML §4.2.5.1",
    )
    yield meta, [_as_intent(d) for d in found if d.kind in _FOR_AI]


def _addressed(directive: Directive, agent: str) -> Directive:
    return Directive(
        text=directive.text, rule=directive.rule, kind=directive.kind, usages=directive.usages, agent=agent
    )


def _as_intent(directive: Directive) -> Directive:
    return Directive(text=directive.text, rule=directive.rule, kind=Kind.INTENT, usages=directive.usages)


def order(statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """All metas add up; one for a single crawler counts as `[robots_meta] agents` says."""
    return order_of(name, statements, question)
