"""How a site of the sample is written down: an origin and what it answered, each at its time."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The two visits of the sample's crawler, at most sites in the first only.
SPRING = "2026-03-02T08:00:00Z"
AUTUMN = "2026-09-15T08:00:00Z"

_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "xml": "application/rsl+xml",
    "jpg": "image/jpeg",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, or failure, of one URL."""

    path: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    failure: str = ""
    at: str = SPRING


@dataclass(frozen=True, slots=True)
class Site:
    """An origin with what was observed there, and how much of the dataset comes from it."""

    origin: str
    answers: tuple[Answer, ...]
    weight: int = 120
    folders: tuple[str, ...] = field(default=("/images/", "/2025/", "/works/", "/art/"))


def site(origin: str, *answers: Answer, weight: int = 120, folders: tuple[str, ...] = ()) -> Site:
    """A site; `folders` are those from which the dataset takes its files."""
    return Site(origin, answers, weight, folders) if folders else Site(origin, answers, weight)


def file(path: str, body: str | bytes, *headers: tuple[str, str], at: str = SPRING, media_type: str = "") -> Answer:
    """A file that was served with 200."""
    ending = path.rpartition(".")[2]
    kind = media_type or _TYPES.get(ending, "text/html; charset=utf-8")
    raw = body if isinstance(body, bytes) else body.encode()
    return Answer(path=path, headers=(("Content-Type", kind), *headers), body=raw, at=at)


def robots(body: str | bytes, *, at: str = SPRING) -> Answer:
    """A robots.txt."""
    return file("/robots.txt", body, at=at)


def page(path: str, title: str, *, head: str = "", text: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """A web page."""
    lines = ["<!doctype html>", "<html><head>", '<meta charset="utf-8">', f"<title>{title}</title>"]
    lines += [head] if head else []
    lines += ["</head><body>", f"<h1>{title}</h1>", text or "<p>Welcome.</p>", "</body></html>", ""]
    return file(path, "\n".join(lines), *headers)


def image(path: str, *headers: tuple[str, str]) -> Answer:
    """An image with headers of its own; its bytes do not matter here."""
    return file(path, b"\xff\xd8\xff\xe0 not a real picture", *headers, media_type="image/jpeg")


def status(path: str, code: int, *, to: str = "", at: str = SPRING) -> Answer:
    """Any answer that is no 200; `to` is where a redirect leads."""
    headers = (("Location", to),) if to else (("Content-Type", "text/html; charset=utf-8"),)
    return Answer(path=path, status=code, headers=headers, at=at)


def failed(path: str, kind: str, *, at: str = SPRING) -> Answer:
    """A URL that gave no answer."""
    return Answer(path=path, failure=kind, at=at)
