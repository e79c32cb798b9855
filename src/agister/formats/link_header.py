"""The `Link` header field (RFC 8288): targets with their relation types.

Read with the parsing algorithm of Appendix B, which never fails: what is no link is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_MAX_LINKS = 1_000
_MAX_VALUE = 65_536
_TARGET = re.compile(r"[\s,]*<([^>]*)>")
# One parameter (Appendix B.3): name, then nothing, a quoted string, or characters up to `;` or `,`.
_PARAMETER = re.compile(r"\s*;\s*([^\s=;,]*)\s*(?:=\s*(?:\"((?:[^\"\\]|\\.)*+)\"?|([^;,]*)))?", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLink:
    """One link whose context is the answer that carried it; links with an `anchor` speak of something else."""

    target: str
    """URI reference as written between `<` and `>`; a relative one stands against the response's URL (§3.1)."""
    rel: frozenset[str]
    """Relation types, lower-case, of the first `rel` (RFC 8288 §3.3)."""
    type: str
    """Media type hint without parameters, lower-case; empty where none."""
    line: int
    """Number of the header line among those given, from 0."""


def parse_link(values: Sequence[str]) -> list[WebLink]:
    """All links of the given `Link` header lines in order; at most 1,000, of the first 64 KiB a line."""
    found: list[WebLink] = []
    for number, value in enumerate(values):
        for target, parameters in _links(value[:_MAX_VALUE]):
            if "anchor" in parameters:
                continue
            if len(found) == _MAX_LINKS:
                return found
            found.append(
                WebLink(
                    target=target.strip(),
                    rel=frozenset(parameters.get("rel", "").lower().split()),
                    type=parameters.get("type", "").split(";")[0].strip().lower(),
                    line=number,
                )
            )
    return found


def _links(value: str) -> Iterator[tuple[str, dict[str, str]]]:
    at = 0
    while (target := _TARGET.match(value, at)) is not None:
        at = target.end()
        parameters: dict[str, str] = {}
        while (parameter := _PARAMETER.match(value, at)) is not None:
            at = parameter.end()
            quoted, plain = parameter[2], parameter[3]
            text = _ESCAPED.sub(r"\1", quoted) if quoted is not None else (plain or "").strip()
            # The first of a name counts: RFC 8288 §3.3 (rel), §3.2 (anchor), §3.4.1 (type).
            parameters.setdefault(parameter[1].lower(), text)
        yield target[1], parameters
        # To the comma that ends this link; what stands before it is no parameter.
        comma = value.find(",", at)
        if comma < 0:
            return
        at = comma
