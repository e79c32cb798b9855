"""What a `content` speaks of: its `url` as a pattern (RSL 1.0 §3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from agister.formats.path_pattern import normalise_pattern
from agister.formats.rsl_document import RslElement
from agister.protocols.problem_list import ProblemList

_CLAUSE = "RSL 1.0 §3.3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Path pattern, or absolute URL pattern as written; empty = everything the document is associated with."""

    pattern: str
    understood: bool = True


def read_reach(content: RslElement, place: str, document_url: str, problems: ProblemList, inline: bool) -> Reach:
    """The reach of one content. Inside a page it is the page, whatever the URL says; another URL is reported."""
    raw = content.attributes.get("url")
    if inline:
        if raw and raw.strip() and raw.strip() not in (document_url, _path(document_url)):
            message = f"{raw[:80]!r} is not this page; inside a page the terms speak of the page"
            problems.add("rsl-inline-url", place, message, "RSL 1.0 §4.6.2")
        return Reach(pattern="")
    if raw is None:
        problems.add("rsl-content-without-url", place, "url is mandatory; taken to mean the whole site", _CLAUSE)
        return Reach(pattern="", understood=False)
    text = raw.strip()
    if not text:
        return Reach(pattern="")
    if text[0] in "/*" and not text.startswith("//"):
        return Reach(pattern=_pattern(text))
    if text.lower().startswith(("http://", "https://")):
        return _absolute(text, place, problems)
    message = f"{text[:80]!r} is neither a path nor an absolute URL"
    problems.add("rsl-url-unclear", place, message, _CLAUSE)
    return Reach(pattern=_pattern("/" + text.lstrip("/")), understood=False)


def _absolute(text: str, place: str, problems: ProblemList) -> Reach:
    scheme, _, rest = text.partition("://")
    cut = min((at for at in (rest.find("/"), rest.find("?"), rest.find("$")) if at >= 0), default=len(rest))
    host, path = rest[:cut].lower(), rest[cut:] or "/"
    try:
        named = urlsplit(f"{scheme}://{host}/").hostname
    except ValueError:
        named = None
    if not named or any(c.isspace() for c in host):
        problems.add("rsl-url-unclear", place, f"{text[:80]!r} is no URL", _CLAUSE)
        return Reach(pattern="", understood=False)
    if path[0] != "/":
        path = "/" + path if path[0] == "?" else path
    return Reach(pattern=f"{scheme.lower()}://{host}{_pattern(path)}")


def _pattern(text: str) -> str:
    return normalise_pattern(text.encode("utf-8", "replace"))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
