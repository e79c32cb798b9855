"""The rules of `<meta name="robots">` and `X-Robots-Tag`: their list syntax, and what each says of use by machines.

No standards body owns them. Sources: Google's robots meta tag page and draft-illyes-repext-03 (index, snippet and date
rules), DeviantArt 2022 (`noai`, `noimageai`), noml.info 2023 (`noml`), Microsoft Bing 2023-09 and Amazonbot's page
(`noarchive`, `nocache`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from agister.formats.reservation_intent import reserved_by
from agister.rights import Usage

#: Longest value and most items that are looked at. draft-illyes-repext-03 asks for 8 KiB of a header.
MAX_VALUE = 65_536
MAX_ITEMS = 1_000


class Kind(StrEnum):
    """How far a rule speaks, which a policy may decide."""

    EVERYBODY = "everybody"
    """Written for AI use by anybody."""
    IMAGES = "images"
    """The same for images alone."""
    SEARCH = "search"
    """Written for search indexes."""
    EXCERPT = "excerpt"
    """Written against excerpts; search operators read it as: no direct input for generated answers."""
    OPERATOR = "operator"
    """Written against cached copies; some operators read it as: no training and no generated answers."""
    INTENT = "intent"
    """Not a rule that anybody defined, or one that is misspelled, yet evidently a reservation."""
    TEMPLATE = "template"
    """A template that was never filled in."""
    NOTHING = "nothing"
    """Allows, speaks of something else, or is not known: nothing is said (unknown rules are ignored)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """One item of a list, with what it says."""

    text: str
    """As written, shortened to 80 characters."""
    rule: str
    """The rule's name, lower-case: `noai`, `max-snippet:0`; what it was read as, where misspelled."""
    kind: Kind
    usages: tuple[Usage, ...] = ()
    """The uses that it reserves, most important first; none for TEMPLATE and NOTHING."""
    agent: str = ""
    """The crawler that it is addressed to, lower-case; empty = everybody."""


_TRAIN_AND_INPUT = (Usage.TRAIN_AI, Usage.AI_INPUT)
_RULES: dict[str, tuple[Kind, tuple[Usage, ...]]] = {
    "noai": (Kind.EVERYBODY, (Usage.TRAIN_AI,)),
    "noml": (Kind.EVERYBODY, _TRAIN_AND_INPUT),
    "noimageai": (Kind.IMAGES, (Usage.TRAIN_AI,)),
    "noindex": (Kind.SEARCH, (Usage.SEARCH,)),
    "none": (Kind.SEARCH, (Usage.SEARCH,)),
    "noimageindex": (Kind.SEARCH, (Usage.SEARCH,)),
    "nosnippet": (Kind.EXCERPT, (Usage.AI_INPUT,)),
    "max-snippet:0": (Kind.EXCERPT, (Usage.AI_INPUT,)),
    "noarchive": (Kind.OPERATOR, _TRAIN_AND_INPUT),
    "nocache": (Kind.OPERATOR, _TRAIN_AND_INPUT),
}
_HARMLESS = frozenset(
    {"all", "index", "follow", "nofollow", "archive", "cache", "snippet", "imageindex", "notranslate", "translate"}
    | {"nositelinkssearchbox", "indexifembedded", "noodp", "noydir", "noyaca", "nopagereadaloud", "nopin", "nopreview"}
)
#: Rules with a value after a colon: what stands before that colon is no agent.
VALUED = frozenset({"max-snippet", "max-image-preview", "max-video-preview", "unavailable_after"})
_READ_WITHOUT_SIGNS = {"noai": "noai", "noimageai": "noimageai", "noml": "noml", "noimagesai": "noimageai"}

# Bounded between its signs, so that a thousand opening ones cost no more than one.
_TEMPLATE = re.compile(
    r"\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\}|<[%?][^<>]{0,300}[%?]>|\$\{[^{}]{0,300}\}|\[\[[^\[\]]{0,300}\]\]"
    r"|%[A-Z_]{3,60}%"
)
_AGENT = re.compile(
    r"([A-Za-z*][A-Za-z0-9_.*-]{0,80}(?: [A-Za-z0-9_.-]{1,40}){0,2})(?:/[0-9.]{1,20})?[ \t]*:(?!//)[ \t]*(.*)",
    re.DOTALL,
)
_INVENTED = re.compile(
    r"(?:no|non|not|notfor|disallow|deny|block|forbid|optout|exclude)"
    r"(?:ai|genai|generativeai|gpt|llm|llms|ml|machinelearning|tdm|textanddatamining|datamining|dataset|scrape|scraping"
    r"|train|training|learn|learning|imageai|imagesai|textai|videoai|audioai|artai|ki)"
    r"(?:train|training|trains|use|usage|data|datasets?|model|models|bots?|content|scraping|images?)?"
)
_INVENTED_TRAINING = re.compile(r"(?:ai|ml|llm|gpt|genai|model)?(?:train|training)(?:no|none|deny|disallow|false|off)")
_NOT_LETTERS = re.compile(r"[^a-z]")
_STARTS_WITH_DAY = re.compile(r"\s*\d{1,4}[ -]")
_SIGNS = re.compile(r"[\s;|]+")


def read_list(value: str, *, prefixes: bool) -> list[Directive]:
    """The items of one meta content or one header line, in order, without repetitions. Never raises; linear time.

    With `prefixes` (headers) an item `agent: rule` addresses its rule and all that follow on the line to that crawler,
    until another prefix. A template comes first, whatever stands beside it.
    """
    found: dict[tuple[str, str, Kind], Directive] = {}
    agent = ""
    value, template = _without_templates(value[:MAX_VALUE])
    if template:
        found["", "", Kind.TEMPLATE] = Directive(text=template[:80], rule="template", kind=Kind.TEMPLATE)
    for item in _items(value):
        if prefixes and (prefixed := _prefix(item)) is not None:
            agent, item = prefixed
            agent = "" if agent in ("*", "robots") else agent
        for directive in _directives(item, agent):
            found.setdefault((directive.rule, directive.agent, directive.kind), directive)
    return list(found.values())


def _without_templates(value: str) -> tuple[str, str]:
    """The value with what a person wrote beside the templates, and the first template; empty where there is none."""
    found = _TEMPLATE.search(value)
    return (_TEMPLATE.sub(" ", value), found[0]) if found else (value, "")


def _items(value: str) -> Iterator[str]:
    """Items between commas. A date after `unavailable_after` may hold a comma of its own (RFC 850, RFC 822)."""
    parts = value.split(",", MAX_ITEMS)[:MAX_ITEMS]
    index = 0
    while index < len(parts):
        item = parts[index].strip()
        index += 1
        if "unavailable_after" in item.lower() and index < len(parts) and _STARTS_WITH_DAY.match(parts[index]):
            item = f"{item}, {parts[index].strip()}"
            index += 1
        if item:
            yield item


def _prefix(item: str) -> tuple[str, str] | None:
    found = _AGENT.match(item)
    if found is None:
        return None
    before = found[1].lower()
    if before in VALUED or before in _RULES or before in _HARMLESS or _evident(before) or _INTENT_PAIR.match(item):
        return None
    return before, found[2].strip()


def _directives(item: str, agent: str) -> Iterator[Directive]:
    word = " ".join(item.split()).lower()
    yield from _known(item, _valued(word), agent) or _misspelled(item, word, agent)


def _valued(word: str) -> str:
    """`max-snippet: 0` and `max-snippet=0` as `max-snippet:0`; other words as they are."""
    name, sign, rest = word.partition(":") if ":" in word else word.partition("=")
    return f"{name.strip()}:{rest.strip()}" if sign and name.strip() in VALUED else word


def _known(item: str, word: str, agent: str) -> list[Directive]:
    if word in _RULES:
        kind, usages = _RULES[word]
        return [Directive(text=item[:80], rule=word, kind=kind, usages=usages, agent=agent)]
    if not word or word in _HARMLESS or word.partition(":")[0] in VALUED:
        return [Directive(text=item[:80], rule=word[:80], kind=Kind.NOTHING, agent=agent)]
    return []


def _misspelled(item: str, word: str, agent: str) -> Iterator[Directive]:
    # Blanks, semicolons or quotes where commas belong: rules that Google reads are read, those for AI use are intent.
    pieces = [piece for piece in _SIGNS.split(word.strip("\"'“”‘’ ;|.")) if piece][:MAX_ITEMS]
    if pieces and all(piece in _RULES or piece in _HARMLESS for piece in pieces):
        for piece in pieces:
            kind, usages = _RULES.get(piece, (Kind.NOTHING, ()))
            if kind in (Kind.EVERYBODY, Kind.IMAGES):
                kind = Kind.INTENT
            yield Directive(text=item[:80], rule=piece, kind=kind, usages=usages, agent=agent)
        return
    reserved = _evident(word)
    if reserved is None:
        yield Directive(text=item[:80], rule=word[:80], kind=Kind.NOTHING, agent=agent)
    else:
        letters = _NOT_LETTERS.sub("", word)
        rule = _READ_WITHOUT_SIGNS.get(letters, word[:80])
        yield Directive(text=item[:80], rule=rule, kind=Kind.INTENT, usages=(reserved,), agent=agent)


_INTENT_PAIR = re.compile(
    r"\s*(?:no)?(?:ai|ml|tdm|train|training|genai|content)[a-z-]*\s*:\s*[\"']?"
    r"(?:no|n|false|0|deny|denied|disallow(?:ed)?|true|yes|1|prohibited|forbidden|reserved)[\"']?\s*$",
    re.IGNORECASE,
)


def _evident(word: str) -> Usage | None:
    """The use that an undefined word evidently reserves (`no-ai`, `notdm`, `ai-train=no`); None where not evident."""
    letters = _NOT_LETTERS.sub("", word[:200])
    if letters in _READ_WITHOUT_SIGNS or _INVENTED_TRAINING.fullmatch(letters):
        return Usage.TRAIN_AI
    if _INVENTED.fullmatch(letters):
        return Usage.TDM if "tdm" in letters or "mining" in letters or "scrap" in letters else Usage.TRAIN_AI
    return reserved_by(word)
