"""Path patterns with `*` and `$`, and the spelling in which paths are compared (RFC 9309 §2.2.2 and §2.2.3).

This is the readable matcher. The compiled kernel has its own and is tested to agree with it.
"""

from __future__ import annotations

import re

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# Kept as they stand. All else that is not a valid escape is escaped: a browser's and a hand's spelling then agree.
_KEPT = _UNRESERVED | frozenset(b":/?#[]@!$&()*+,;=")
_PLAIN = bytes(sorted(_KEPT))
_NEEDS_WORK = re.compile(rb"[^A-Za-z0-9\-._~:/?#\[\]@!$&()*+,;=]")
_ESCAPE = tuple(b"%%%02X" % octet for octet in range(256))
_HEX = frozenset(b"0123456789abcdefABCDEF")


def normalise_pattern(raw: bytes) -> str:
    """A pattern in its compared spelling (RFC 9309 §2.2.2, §2.2.3): as `normalise_path`, but `*` keeps its meaning, and
    so does a final `$`; a `$` elsewhere is a literal and becomes `%24`. Runs of `*` become one."""
    text = _normalise(raw) if raw.translate(None, _PLAIN) else raw.decode("ascii")
    if "**" in text:
        text = re.sub(r"\*{2,}", "*", text)
    if "$" in text[:-1]:
        text = text[:-1].replace("$", "%24") + text[-1]
    return text


def normalise_path(raw: bytes) -> str:
    """A URL's path and query in their compared spelling.

    Octets that no URL may hold raw become upper-case percent escapes, escapes of unreserved characters are decoded, all
    other escapes are kept with upper-case hex digits; `*` and `$` are written `%2A` and `%24`, as RFC 9309 §2.2.3 asks
    of patterns that mean them literally. Broken escapes (`%zz`) stay as they stand. The result is ASCII.
    """
    text = _normalise(raw)
    if "*" in text or "$" in text:
        text = text.replace("*", "%2A").replace("$", "%24")
    return text


def _normalise(raw: bytes) -> str:
    if not _NEEDS_WORK.search(raw):
        return raw.decode("ascii")
    out = bytearray()
    index, end = 0, len(raw)
    while index < end:
        octet = raw[index]
        if octet == 0x25:
            if index + 2 < end and raw[index + 1] in _HEX and raw[index + 2] in _HEX:
                value = int(raw[index + 1 : index + 3], 16)
                # A hex digit after a broken escape stays escaped: decoded, the two would become another escape.
                bare = value in _UNRESERVED and not (value in _HEX and _ends_broken(out))
                out += bytes((value,)) if bare else _ESCAPE[value]
                index += 3
                continue
            out.append(octet)
        elif octet in _KEPT:
            out.append(octet)
        else:
            out += _ESCAPE[octet]
        index += 1
    return out.decode("ascii")


def _ends_broken(out: bytearray) -> bool:
    # Whole escapes are written at once, so a `%` in one of the last two places is no escape.
    return out[-1:] == b"%" or (out[-2:-1] == b"%" and out[-1] in _HEX)


def matches(pattern: str, path: str, *, fold_case: bool = False) -> bool:
    """Whether `pattern` matches from the first octet of `path` (both in compared spelling).

    `*` stands for any run of characters, a final `$` for the end of the path; without it a pattern is a prefix.
    An empty pattern matches everything. Runs in time linear in the path for each literal between two stars.
    """
    if fold_case:
        pattern, path = pattern.lower(), path.lower()
    anchored = pattern.endswith("$")
    if anchored:
        pattern = pattern[:-1]
    first, *rest = pattern.split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or len(path) == len(first)
    at = len(first)
    last = rest.pop()
    for literal in rest:
        found = path.find(literal, at)
        if found < 0:
            return False
        at = found + len(literal)
    if anchored:
        return len(path) - at >= len(last) and path.endswith(last)
    return path.find(last, at) >= 0
