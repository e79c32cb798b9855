"""What `x_robots_tag` and `robots_meta` share: rules → statements, the choices left open, and their one precedence.

All rules restrict and add up: those for everybody and those for the asking crawler; `all` and `index` grant nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agister.formats.robots_tokens import Directive, Kind
from agister.protocols.problem_list import ProblemList
from agister.protocols.seen import Seen, path_of
from agister.rights import (
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
    reserves,
)

AGENTS = PolicyKey(
    name="agents",
    values=("own", "everybody", "ignored"),
    default="own",
    meaning=(
        "Whom a rule addressed to one crawler (`GPTBot: noai`) concerns: `own`, users whose policy lists that token; "
        "`everybody`, because who refuses one crawler the use refuses the use; `ignored`, nobody."
    ),
    ambiguity="A13",
)
NOINDEX = PolicyKey(
    name="noindex",
    values=("search", "any"),
    default="search",
    meaning=(
        "What `noindex`, `none` and `noimageindex` reserve: `search`, what they were written for; `any`, training and "
        "AI answers too, as the downloader img2dataset reads them by default."
    ),
    ambiguity="A13",
)
SNIPPET = PolicyKey(
    name="nosnippet",
    values=("ai-input", "ignored"),
    default="ai-input",
    meaning=(
        "Whether `nosnippet` and `max-snippet:0` reserve direct input for AI answers (`ai-input`), as search "
        "operators document, or speak of search results alone (`ignored`). They never speak of training."
    ),
    ambiguity="A13",
)
NOARCHIVE = PolicyKey(
    name="noarchive",
    values=("operator", "everybody", "ignored"),
    default="operator",
    meaning=(
        "Whether `noarchive` and `nocache` reserve training and AI answers: `operator`, for the crawlers whose "
        "operators read them so (Bing, Amazon), where the policy lists their tokens; `everybody`; `ignored`."
    ),
    ambiguity="A13",
)
NOML = PolicyKey(
    name="noml",
    values=("training-and-input", "training"),
    default="training-and-input",
    meaning=(
        "What `noml` (no machine learning, search allowed) reserves: `training-and-input`, training and AI answers; "
        "`training` alone."
    ),
    ambiguity="A13",
)
IMAGES = PolicyKey(
    name="noimageai",
    values=("images", "page"),
    default="images",
    meaning=(
        "What `noimageai` on something that is no image reserves: `images`, nothing of its text (the images shown "
        "there have URLs of their own, which it does not name); `page`, the page as a whole."
    ),
    ambiguity="A13",
)
KEYS = (AGENTS, NOINDEX, SNIPPET, NOARCHIVE, NOML, IMAGES)

#: Crawlers whose operators read `noarchive` and `nocache` as speaking of training and AI answers.
READ_NOARCHIVE = frozenset({"bingbot", "msnbot", "bingpreview", "amazonbot"})
#: Notes of statements, by which `order` knows how far they reach.
IMAGES_ONLY = "images only"

_IMAGE_ENDINGS = (
    *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".gif", ".webp", ".avif", ".svg", ".svgz", ".bmp", ".ico"),
    *(".tif", ".tiff", ".heic", ".heif", ".jxl", ".jp2", ".psd", ".raw", ".cr2", ".nef", ".dng"),
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".txt", ".xml", ".json", ".pdf", "/")
_VAGUE_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream", "*/*"})
_WHY = "rules add up, and the most restrictive counts; this one is no more restrictive"


def is_image(seen: Seen) -> bool:
    """Whether the observed resource is an image: by Content-Type; without a telling one by the ending of its path, and
    where that tells nothing either, unless the body is a web page (an image address without an ending is common)."""
    media_type = seen.media_type
    if media_type.startswith("image/"):
        return True
    if seen.is_html:
        return False
    path = path_of(seen.url).partition("?")[0].lower()
    if path.endswith(_IMAGE_ENDINGS):
        return True
    return media_type in _VAGUE_TYPES and bool(path) and not path.endswith(_PAGE_ENDINGS)


def statements_of(
    protocol: str, directives: Iterable[Directive], *, carrier: str, place: str, image: bool, problems: ProblemList
) -> list[Statement]:
    """Statements for the observed URL alone, in source order: one for each use that a rule reserves."""
    found: list[Statement] = []
    for directive in directives:
        if directive.kind is Kind.TEMPLATE:
            problems.add(
                f"{_slug(protocol)}-template",
                place,
                f"a template that was never filled in ({directive.text}); it says nothing",
                "Google: robots meta tag",
            )
        standing = Standing.SAID
        if directive.kind is Kind.INTENT:
            standing = Standing.UNCLEAR
            problems.add(
                f"{_slug(protocol)}-rule-unknown",
                place,
                f"{directive.text!r} is no rule that anybody defined, but evidently means to reserve; write `noai`",
                "DeviantArt 2022: noai, noimageai",
            )
            if directive.rule == "noimageai" and not image:
                # What was meant concerns other URLs, as the rule itself would.
                continue
        for number, usage in enumerate(directive.usages):
            said = f"{directive.agent}: {directive.rule}" if directive.agent else directive.rule
            found.append(
                Statement(
                    protocol=protocol,
                    usage=usage,
                    preference=Preference.DISALLOW,
                    place=f"{place}: {said}" + (f" ({usage.value})" if number else ""),
                    quote=f"{place.partition(' ')[2]}: {directive.agent and directive.agent + ': '}{directive.text}"[
                        :500
                    ],
                    scope=Scope.URL,
                    agents=(directive.agent,) if directive.agent else (),
                    standing=standing,
                    carrier=carrier,
                    note=IMAGES_ONLY if directive.kind is Kind.IMAGES and not image else directive.kind.value,
                )
            )
    return found


def order_of(protocol: str, statements: Sequence[Statement], question: Question) -> tuple[Panel, ...]:
    """One rulebook for each listed token that has rules of its own, with those for everybody; each rule reserves."""
    books: list[Rulebook] = []
    seen: set[tuple[int, ...]] = set()
    for token in question.tokens or ("",):
        mine = [s for s in statements if _concerns(protocol, s, token.lower(), question)]
        key = tuple(map(id, mine))
        if key not in seen:
            seen.add(key)
            books.append(Rulebook(tuple(Rule("", Outcome.RESERVED, s) for s in mine)))
    if not any(book.rules for book in books):
        return ()
    return (Panel(tuple(books), combine=question.combine, why=_WHY),)


def _concerns(protocol: str, s: Statement, token: str, question: Question) -> bool:
    """Whether a statement speaks of the question, to the operator of `token`."""

    def chosen(key: PolicyKey) -> str:
        return question.choice(protocol, key)

    if s.agents and token not in s.agents and chosen(AGENTS) != "everybody":
        return False
    if s.agents and chosen(AGENTS) == "ignored":
        return False
    if s.note == IMAGES_ONLY and chosen(IMAGES) == "images":
        return False
    if s.note == Kind.OPERATOR and not (
        chosen(NOARCHIVE) == "everybody" or (chosen(NOARCHIVE) == "operator" and token in READ_NOARCHIVE)
    ):
        return False
    if s.note == Kind.EXCERPT and chosen(SNIPPET) == "ignored":
        return False
    if s.note == Kind.EVERYBODY and s.usage is Usage.AI_INPUT and chosen(NOML) == "training":
        return False
    usage = Usage.ANY if s.note == Kind.SEARCH and chosen(NOINDEX) == "any" else s.usage
    return reserves(usage, question.usage)


def _slug(protocol: str) -> str:
    return protocol.replace("_", "-")
