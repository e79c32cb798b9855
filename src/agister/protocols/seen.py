"""One observation with what its body parses to, parsed once for all protocols."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from agister.formats.html import HtmlPage, looks_like_html, parse_html
from agister.formats.robots_txt import RobotsFile, parse_robots
from agister.rights import Observation

#: Longest body that any protocol looks at, in bytes. RFC 9309 §2.5 asks for 500 KiB of a robots.txt.
BODY_LIMIT = 2 * 1024 * 1024


class Seen:
    """An observation under one path. Protocols read from this and nothing else.

    `path` is the path of the requested URL, or of the well-known file that redirected to it (RFC 9309 §2.3.1.2: the rules
    apply to the authority that was asked first).
    """

    def __init__(self, observation: Observation, *, path: str | None = None) -> None:
        self.observation = observation
        self.url = observation.url
        self.path = path if path is not None else path_of(observation.url)

    @property
    def body(self) -> bytes:
        """The body, cut at `BODY_LIMIT`; empty where none was kept or the answer was not a success."""
        if not self.readable or self.observation.body is None:
            return b""
        return self.observation.body[:BODY_LIMIT]

    @property
    def readable(self) -> bool:
        """Whether this is a successful answer (2xx, or a body without a status)."""
        status = self.observation.status
        if self.observation.error:
            return False
        return status is None or 200 <= status < 300

    def header_lines(self, name: str) -> list[str]:
        """Values of all header lines called `name` (any case), in order, surrounding blanks removed. Lines with NUL or CR are
        dropped (RFC 9110 §5.5)."""
        wanted = name.lower()
        return [
            value.strip(" \t")
            for field, value in self.observation.headers
            if field.lower() == wanted and "\0" not in value and "\r" not in value
        ]

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters, lower-case; empty where none was sent."""
        lines = self.header_lines("content-type")
        return lines[0].split(";")[0].strip().lower() if lines else ""

    @cached_property
    def robots(self) -> RobotsFile:
        """The body read as robots.txt: lines, groups in both readings, comments. Of any body, also a broken one."""
        return parse_robots(self.body)

    @cached_property
    def is_html(self) -> bool:
        """Whether the body is a web page, by declared type or, without one, by its first bytes."""
        return looks_like_html(self.body, self.media_type)

    @cached_property
    def html(self) -> HtmlPage | None:
        """Head elements and visible text of a web page; None where the body is not one."""
        return parse_html(self.body, self.header_lines("content-type")[:1]) if self.is_html and self.body else None

    @cached_property
    def text(self) -> str:
        """The body as text: UTF-8 without BOM, broken bytes replaced."""
        return self.body.decode("utf-8-sig", "replace")


def path_of(url: str) -> str:
    """Path of a URL with its query: `/robots.txt?x=1` is not the well-known file. `/` where it has none or cannot be split."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
