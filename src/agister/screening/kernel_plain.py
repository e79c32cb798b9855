"""The URLs that most rows hold, 64 octets at a time: a host of letters, digits, dots and hyphens, then a path with nothing to spell
otherwise. Everything else is left to `kernel_url`, which reads octet by octet; both spell alike.
"""

from __future__ import annotations

import numpy as np

from agister.screening.compiled import Octets, inlined, signed
from agister.screening.kernel_lanes import WIDTH, equals, members, put, put_lower, put_word
from agister.screening.kernel_memory import highest_bit, load_word, lowest_bit
from agister.screening.kernel_url import HOST, PLAIN

#: A host of as many octets is followed by zeroes for a whole word, in what one instruction writes.
_LONGEST = WIDTH - 8
_FOLD = np.uint64(0x0000_0020_2020_2020)
_FOLD_SHORT = np.uint64(0x0000_0000_2020_2020)
_HTTPS = np.uint64(int.from_bytes(b"https://", "little"))
_HTTP = np.uint64(int.from_bytes(b"http://\0", "little"))
_SEVEN = np.uint64(2**56 - 1)
_EVERY = np.uint64(2**64 - 1)
_NOTHING = np.uint64(0)
_ONE = np.uint64(1)

in_host = members(HOST)
in_path = members(PLAIN)


@inlined
def read_plain(
    octets: Octets, at: int, end: int, origins: Octets, origin_at: int, paths: Octets, path_at: int
) -> tuple[int, int]:
    """Lengths of the canonical origin and of the path of a URL that is plain; 0 and 0 for any other.

    Both are written to where they are said to belong, with zeroes behind them; up to 72 octets are written there.
    """
    host = at + 8
    if end - at < 9 or end + WIDTH > octets.size:
        return 0, 0
    word = load_word(octets, at)
    if word | _FOLD != _HTTPS:
        if (word & _SEVEN) | _FOLD_SHORT != _HTTP:
            return 0, 0
        host = at + 7
    size = lowest_bit(~in_host(octets, host))
    if size == 0 or size > _LONGEST or host + size >= end or octets[host + size] != 0x2F:
        return 0, 0
    within = _EVERY >> np.uint64(64 - size)
    hyphens = equals(octets, host, 0x2D) & within
    dots = equals(octets, host, 0x2E) & within
    label = highest_bit(dots) + 1
    first = octets[host + label]
    # A trailing dot, punycode, and what might be an address.
    if label == size or (hyphens & (hyphens << _ONE)) != _NOTHING or (first >= 0x30 and first <= 0x39):
        return 0, 0
    base = host - at
    put_word(origins, origin_at, _HTTPS if base == 8 else _HTTP)
    put_lower(octets, host, origins, origin_at + base, size)
    at = host + size
    length = end - at
    done = 0
    carried = _NOTHING
    while done < length:
        left = min(length - done, WIDTH)
        within = _EVERY >> np.uint64(64 - left)
        slashes = equals(octets, at + done, 0x2F)
        dotted = equals(octets, at + done, 0x2E) & ((slashes << _ONE) | carried)
        if ((~in_path(octets, at + done) | dotted) & within) != _NOTHING:
            return 0, 0
        carried = slashes >> np.uint64(63)
        put(octets, at + done, paths, path_at + done, left)
        done += WIDTH
    put_word(paths, path_at + length, _NOTHING)
    return signed(base + size), length
