"""Where collections live on the web: hosts with all below them, paths of a host, or one origin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agister.errors import SharingError
from agister.formats.url import parse
from agister.rights import Asset

#: How many origins are remembered at once.
REMEMBERED = 1_000_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a collection."""

    host: str
    """In its canonical spelling; with everything below it, unless `origin` is set."""
    path: str = ""
    """Beginning of the path, up to a slash, a question mark or the end; empty: the whole host."""
    origin: str = ""
    """Only this origin, `https://example.org:8443`."""

    def holds(self, path: str) -> bool:
        """Whether a path of its host lies in it."""
        if not path.startswith(self.path):
            return False
        return self.path.endswith("/") or path[len(self.path) :][:1] in ("", "/", "?") or not self.path


def read_place(text: str) -> Place:
    """`wikipedia.org`, `archive.org/details/librivoxaudio`, or `https://example.org:8443`. Raises `SharingError` in words."""
    whole = bool(_SCHEME.match(text))
    asset = parse(text if whole else f"https://{text}") if text.strip() == text and text else None
    if asset is None:
        raise SharingError(
            f"{text[:80]!r} is no place; write a host such as wikipedia.org, a path of one, or an origin"
        )
    host = _host(asset.origin)
    if "." not in host and not whole:
        raise SharingError(f"{text[:80]!r} is a whole top-level domain: name the hosts of the collection")
    path = "" if asset.path == "/" else asset.path
    if "?" in path:
        raise SharingError(f"{text[:80]!r} holds a query: a collection is a host or a path, not an answer")
    return Place(host=host, path=path, origin=asset.origin if whole else "")


class Places:
    """Finds the collection of a URL. The longest host counts, then one origin before all of a host, then the longest path."""

    def __init__(self, places: Iterable[tuple[Place, str]]) -> None:
        self._by_host: dict[str, list[tuple[Place, str]]] = {}
        seen: dict[Place, str] = {}
        for place, collection in places:
            if place in seen:
                where = f"{place.origin or place.host}{place.path}"
                raise SharingError(
                    f"{where} belongs to both {seen[place]} and {collection}: each place has one collection"
                )
            seen[place] = collection
            self._by_host.setdefault(place.host, []).append((place, collection))
        for found in self._by_host.values():
            found.sort(key=lambda item: (not item[0].origin, -len(item[0].path)))
        self._known: dict[str, tuple[tuple[Place, str], ...]] = {}

    def of_origin(self, origin: str) -> tuple[tuple[Place, str], ...]:
        """What may lie at an origin, the first that holds a path counts. `origin` in its canonical spelling."""
        if (known := self._known.get(origin)) is not None:
            return known
        host = _host(origin)
        labels = host.split(".")
        # An address is no name below another one.
        hosts = (
            [host] if host.endswith("]") or labels[-1].isdigit() else [".".join(labels[n:]) for n in range(len(labels))]
        )
        found = tuple(item for name in hosts for item in self._by_host.get(name, ()) if item[0].origin in ("", origin))
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        self._known[origin] = found
        return found

    def of_asset(self, asset: Asset) -> str:
        """The collection of a URL; empty where it is in none."""
        return next((name for place, name in self.of_origin(asset.origin) if place.holds(asset.path)), "")


def _host(origin: str) -> str:
    authority = origin.partition("://")[2]
    return authority[: authority.index("]") + 1] if "]" in authority else authority.partition(":")[0]
