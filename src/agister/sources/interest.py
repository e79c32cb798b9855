"""Which answers can say something about the use of works, judged before their body is decoded."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import ada_url

from agister.sources.http_message import Headers, as_utf8

# Site-wide carriers, at the root or in .well-known; RSL documents and terms go by any name and are known by type.
_SIGNAL_PATH = re.compile(
    r"[a-z]+://[^/?#]*/(?:robots\.txt|ai\.txt|trust\.txt|llms\.txt|tdmrep\.json|rsl\.xml|license\.xml|\.well-known/[^?#]*)(?:[?#]|$)",
    re.IGNORECASE,
)
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/rsl+xml"))
_RIGHTS_HEADER = re.compile(
    rb"\n[ \t]*(?:tdm-[a-z-]+|x-robots-tag|content-usage|content-signals?|licen[cs]e|rsl[a-z-]*|x-rsl[a-z-]*)[ \t]*:"
    rb"|\n[ \t]*link[ \t]*:[^\n]*(?:licen[cs]e|tdm|rsl|rel=\"?terms)",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_FOLLOWED_LIMIT = 200_000


def is_signal_url(url: str) -> bool:
    """Whether the URL is a site-wide place of signals: robots.txt, ai.txt, anything in `.well-known`, …"""
    return _SIGNAL_PATH.match(url) is not None


def wanted(url: str, media_type: str) -> bool:
    """The usual filter: signal files whatever their type, and web pages and XML (RSL) whatever their address."""
    return media_type in _PAGE_TYPES or is_signal_url(url)


def has_rights_header(head: bytes) -> bool:
    """Whether a raw head holds a line that some protocol reads: then the answer counts, whatever its body."""
    return _RIGHTS_HEADER.search(head) is not None


class Followed:
    """Where signal files redirect to, so that the answer at the end of the way is kept as well."""

    def __init__(self) -> None:
        self._targets: set[str] = set()

    def note(self, url: str, status: int | None, headers: Headers) -> None:
        """Take down the target where this is a redirect of a signal file or of a target of one."""
        if status is None or not 300 <= status < 400 or not (is_signal_url(url) or url in self):
            return
        for name, value in headers:
            if name.lower() == "location" and len(self._targets) < _FOLLOWED_LIMIT:
                try:
                    # As it is written, and as whoever fetches it writes it.
                    self._targets.add(urljoin(url, value).partition("#")[0])
                    self._targets.add(ada_url.join_url(url, as_utf8(value)).partition("#")[0])
                except ValueError:
                    return

    def __contains__(self, url: str) -> bool:
        return url in self._targets


def is_web(url: str) -> bool:
    """Whether this is an absolute http(s) URL with an authority."""
    return _WEB.match(url) is not None
