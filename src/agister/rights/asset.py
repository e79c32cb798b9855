"""A digital file or stream, named by its URL; and the origin that serves it (RFC 6454)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """An http(s) URL split for the comparison of rights. Made by `agister.formats.url.parse`."""

    origin: str
    """Scheme, host and port in canonical form: `https://example.org`, `http://example.org:8080` (default port left out,
    host lower-case punycode without trailing dot)."""
    path: str
    """Path and query, percent-normalised per RFC 9309 §2.2.2, always starting with `/`; no fragment, no userinfo."""

    @property
    def url(self) -> str:
        """Origin and path again: the canonical spelling."""
        return self.origin + self.path
