"""Where a site on disk says that it is served: without that, what it says of itself by absolute URLs seems to be somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from agister.formats.html import parse_html
from agister.formats.url import parse
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.folder import read_regular, site_roots

_SITEMAP = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_LOC = re.compile(rb"<loc>\s*(https?://[^<\s]+)")


def origin_on_disk(path: Path) -> str | None:
    """The origin that a folder, or a robots.txt, names as its own; None where it names none.

    In this order: the first name of a `CNAME` file, the Sitemap line of robots.txt, the canonical link of the home page, the
    first address of sitemap.xml.
    """
    for said in _said(path):
        if (asset := parse(said)) is not None:
            return asset.origin
    return None


def _said(path: Path) -> Iterator[str]:
    if not path.is_dir():
        if path.name.lower() == "robots.txt":
            yield from _found(_SITEMAP, path)
        return
    folders = list(dict.fromkeys((*site_roots(path), path / "public", path / "static")))
    for folder in folders:
        words = _read(folder / "CNAME").decode("utf-8", "replace").split()
        if words and "/" not in words[0]:
            yield f"https://{words[0][:300]}/"
    for folder in folders:
        yield from _found(_SITEMAP, folder / "robots.txt")
    for folder in folders:
        page = parse_html(_read(folder / "index.html"), ["text/html"])
        for link in page.links if page else ():
            if "canonical" in link.rel and link.href.lower().startswith(("http://", "https://")):
                yield link.href
    for folder in folders:
        yield from _found(_LOC, folder / "sitemap.xml")


def _found(pattern: re.Pattern[bytes], file: Path) -> Iterator[str]:
    found = pattern.search(_read(file))
    if found:
        yield found[1].decode("utf-8", "replace")


def _read(file: Path) -> bytes:
    try:
        return read_regular(file, BODY_LIMIT)
    except OSError:
        return b""
