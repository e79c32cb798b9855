"""One URL from an Arrow buffer to its compared spelling, in machine code.

Writes the canonical origin and the RFC 9309 spelling of path and query into scratch buffers; equal to
`agister.formats.url.parse` wherever it does not set the row aside. Set aside are the rare spellings for which the
WHATWG parser is needed: IDN and odd hosts, control characters, backslashes, dot segments, missing or extra slashes.
"""

from __future__ import annotations

import numpy as np

from agister.formats.path_pattern import normalise_path
from agister.screening.compiled import Octets, called, inlined

READ = 0
NO_URL = 5
ASIDE = 6

# What to do with an octet of path or query.
_KEEP, _ESCAPE, _PERCENT, _QUESTION, _HASH, _CONTROL, _BACKSLASH, _DOT = range(8)


def _path_table() -> Octets:
    table = np.empty(256, np.uint8)
    for octet in range(256):
        table[octet] = _KEEP if normalise_path(bytes((octet,))) == chr(octet) else _ESCAPE
    table[:0x20] = _CONTROL
    for character, action in (("%", _PERCENT), ("?", _QUESTION), ("#", _HASH), ("\\", _BACKSLASH), (".", _DOT)):
        table[ord(character)] = action
    return table


def _host_table() -> Octets:
    table = np.zeros(256, np.uint8)
    for character in "abcdefghijklmnopqrstuvwxyz0123456789-._":
        table[ord(character)] = table[ord(character.upper())] = ord(character)
    return table


def _hex_table() -> Octets:
    table = np.full(256, 255, np.uint8)
    for value, character in enumerate("0123456789abcdef"):
        table[ord(character)] = table[ord(character.upper())] = value
    return table


def _unreserved_table() -> Octets:
    return np.array([normalise_path(b"%%%02X" % octet) == chr(octet) for octet in range(256)], np.uint8)


_PATH = _path_table()
#: Which octets of path and query are spelled as they stand; dots may still be those of a dot segment.
PLAIN = np.isin(_PATH, (_KEEP, _QUESTION, _DOT)).astype(np.uint8)
#: Octets that a host may hold, in lower case; 0 for all others.
HOST = _host_table()
_HEX = _hex_table()
_UNRESERVED = _unreserved_table()
_DIGITS = np.frombuffer(b"0123456789ABCDEF", np.uint8)
_HTTP = np.frombuffer(b"http", np.uint8)


@inlined
def is_dot_segment(octets: Octets, at: int, end: int) -> bool:
    """Whether the path segment that starts here is `.` or `..` in any spelling (WHATWG URL, dot segments)."""
    dots = 0
    while at < end:
        octet = octets[at]
        if octet == 0x2E:
            at += 1
        elif octet == 0x25 and at + 2 < end and octets[at + 1] == 0x32 and (octets[at + 2] | 0x20) == 0x65:
            at += 3
        else:
            return dots > 0 and (octet == 0x2F or octet == 0x3F or octet == 0x23)
        dots += 1
        if dots > 2:
            return False
    return dots > 0


@inlined
def read_origin(octets: Octets, at: int, end: int, origin: Octets) -> tuple[int, int, int, bool]:
    """Scheme and authority → (status, where the path starts, length of the canonical origin, whether it is unsure).

    The last is true for hosts that might be an address or hold punycode: they are canonical if some key equals them,
    and otherwise not known to be.
    """
    for step in range(4):
        if at == end:
            return NO_URL, at, 0, False
        octet = octets[at]
        if (octet | 0x20) != _HTTP[step]:
            # Tabs and newlines are removed before the scheme is read; a control character may be one.
            return (ASIDE if octet < 0x20 else NO_URL), at, 0, False
        origin[step] = _HTTP[step]
        at += 1
    base = 4
    secure = at < end and (octets[at] | 0x20) == 0x73
    if secure:
        origin[4] = 0x73
        base = 5
        at += 1
    if at == end:
        return NO_URL, at, 0, False
    if octets[at] != 0x3A:
        return (ASIDE if octets[at] < 0x20 else NO_URL), at, 0, False
    if at + 3 >= end or octets[at + 1] != 0x2F or octets[at + 2] != 0x2F:
        return ASIDE, at, 0, False
    at += 3
    origin[base] = 0x3A
    origin[base + 1] = 0x2F
    origin[base + 2] = 0x2F
    base += 3
    length = base
    doubled = False
    before = np.uint8(0)
    port = -1
    while at < end:
        octet = octets[at]
        lower = HOST[octet]
        if lower != 0:
            # Two hyphens may be those of punycode.
            doubled |= (lower == 0x2D) & (before == 0x2D)
            before = lower
            origin[length] = lower
            length += 1
            at += 1
            continue
        if octet == 0x2F or octet == 0x3F or octet == 0x23:
            break
        # Userinfo, a port, or a host that only the standard's parser can read.
        last = -1
        look = at
        while look < end:
            seen = octets[look]
            if seen == 0x2F or seen == 0x3F or seen == 0x23:
                break
            if seen < 0x20 or seen == 0x5C:
                return ASIDE, at, 0, False
            if seen == 0x40:
                last = look
            look += 1
        if last >= 0:
            at = last + 1
            length = base
            doubled = False
            continue
        if octet != 0x3A:
            return ASIDE, at, 0, False
        port = 0
        at += 1
        while at < look:
            digit = octets[at] - 0x30
            if octets[at] < 0x30 or digit > 9:
                return ASIDE, at, 0, False
            port = port * 10 + digit
            if port > 65535:
                return NO_URL, at, 0, False
            at += 1
        if at == look and octets[look - 1] == 0x3A:
            port = -1
        break
    if length > base and origin[length - 1] == 0x2E:
        length -= 1
        if length > base and origin[length - 1] == 0x2E:
            return ASIDE, at, 0, False
    if length == base:
        return ASIDE, at, 0, False
    last = length
    while last > base and origin[last - 1] != 0x2E:
        last -= 1
    unsure = doubled or last == length or (origin[last] >= 0x30 and origin[last] <= 0x39)
    if port >= 0 and port != (443 if secure else 80):
        origin[length] = 0x3A
        length += 1
        scale = 10000
        while scale > 1 and port < scale:
            scale //= 10
        while scale > 0:
            origin[length] = 0x30 + (port // scale) % 10
            length += 1
            scale //= 10
    return READ, at, length, unsure


@called
def read_path(octets: Octets, at: int, end: int, path: Octets) -> tuple[int, int]:
    """Path and query → (status, length written)."""
    length = 0
    if at == end or octets[at] != 0x2F:
        path[0] = 0x2F
        length = 1
    query = False
    # Octets of the path up to here that end a broken escape: a `%`, or a `%` and a hex digit.
    broken = 0
    while at < end:
        octet = octets[at]
        action = _PATH[octet]
        if action == _HASH:
            break
        if action == _CONTROL or (action == _BACKSLASH and not query):
            return ASIDE, 0
        may_be_dots = action in (_DOT, _PERCENT)
        if may_be_dots and not query and octets[at - 1] == 0x2F and is_dot_segment(octets, at, end):
            return ASIDE, 0
        if action == _QUESTION:
            query = True
        value = octet
        if action == _PERCENT:
            high = _HEX[octets[at + 1]] if at + 2 < end else np.uint8(255)
            low = _HEX[octets[at + 2]] if at + 2 < end else np.uint8(255)
            if high == 255 or low == 255:
                path[length] = octet
                length += 1
                at += 1
                broken = 1
                continue
            value = np.uint8(high * 16 + low)
            at += 2
            # A hex digit after a broken escape stays escaped: decoded, the two would become another escape.
            if _UNRESERVED[value] and not (broken != 0 and _HEX[value] != 255):
                action = _KEEP
        at += 1
        if action in (_ESCAPE, _PERCENT, _BACKSLASH):
            path[length] = 0x25
            path[length + 1] = _DIGITS[value >> 4]
            path[length + 2] = _DIGITS[value & 15]
            length += 3
            broken = 0
        else:
            path[length] = value
            length += 1
            broken = 2 if broken == 1 and _HEX[value] != 255 else 0
    return READ, length


@called
def read_url(
    octets: Octets, at: int, end: int, canonical: bool, origin: Octets, path: Octets
) -> tuple[int, int, int, bool]:
    """A whole URL → (status, length of the origin, length of the path, whether the host is unsure).

    With `canonical`, the text is one that `agister.formats.url.parse` gave back, and its origin is taken as it stands.
    """
    if canonical:
        length = 0
        slashes = 0
        while at < end:
            octet = octets[at]
            if octet == 0x2F:
                slashes += 1
                if slashes == 3:
                    break
            origin[length] = octet
            length += 1
            at += 1
        status, path_length = read_path(octets, at, end, path)
        return status, length, path_length, False
    while at < end and octets[at] == 0x20:
        at += 1
    while end > at and octets[end - 1] == 0x20:
        end -= 1
    status, at, length, unsure = read_origin(octets, at, end, origin)
    if status != READ:
        return status, 0, 0, False
    status, path_length = read_path(octets, at, end, path)
    return status, length, path_length, unsure
