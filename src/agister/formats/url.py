"""http(s) URLs as the WHATWG URL Standard reads them, in the one spelling in which rights are compared.

The parsing is a browser's, done by the ada library: tabs and newlines removed, blanks at the ends trimmed, backslashes
turned, dot segments resolved, IDN in punycode. On top of that the trailing dots of the host, userinfo, default port and
fragment go (none of them changes what is fetched, RFC 3986 §3.2.2, §3.5, §6.2.3), and path and query take the spelling
of RFC 9309 §2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import ada_url

from agister.formats.path_pattern import normalise_path
from agister.rights import Asset

_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_HOST_FIRST = re.compile(
    r"[^\s/?#:@\\]+\.[^\s/?#:@\\]+(?::[0-9]*)?(?:[/?#\\]|$)|localhost(?::[0-9]*)?(?:[/?#\\]|$)", re.IGNORECASE
)
_ESCAPED_AMPERSAND = re.compile(r"&(?:amp;)+", re.IGNORECASE)


def parse(url: str | bytes) -> Asset | None:
    """The asset that a URL names; None where it is not an http or https URL with a host. Never raises, repairs nothing.

    Bytes are read as UTF-8; a byte that is none stands for its own percent escape, so that it stays the same resource.
    """
    try:
        href = ada_url.normalize_url(_text(url))
    except ValueError:
        return None
    scheme, _, rest = href.partition("://")
    if scheme not in ("http", "https"):
        return None
    rest = rest.partition("#")[0]
    authority, _, path = rest.partition("/")
    host = authority.rpartition("@")[2]
    colon = host.rfind(":")
    port = ""
    if colon > host.rfind("]"):
        host, port = host[:colon], host[colon:]
    if host.endswith("."):
        bare = host.rstrip(".")
        if not bare:
            return None
        # Without its dots the host may be an address, so it is read once more; where it is a broken one, the dots stay.
        asset = parse(f"{scheme}://{bare}{port}/{path}")
        if asset is not None:
            return asset
    return Asset(origin=f"{scheme}://{host}{port}", path=normalise_path(b"/" + path.encode()))


def join(base: str, location: str) -> str | None:
    """The absolute URL that a `Location` header names, as a browser resolves it; None where it names none. Never raises.

    `location` is the header's octets decoded as Latin-1; where they are UTF-8, they are read as that.
    """
    try:
        text = location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        text = location
    try:
        return ada_url.join_url(_text(base), _text(text.strip()))
    except ValueError:
        return None


#: The repairs that a policy may allow, by the names of `[urls] repair`.
REPAIRS = ("missing-scheme", "amp")


def repair(url: str | bytes, kinds: Collection[str] = REPAIRS) -> str:
    """What a damaged URL evidently means: `missing-scheme` puts `http://` before a bare host, `amp` undoes `&amp;`.

    For use only where a policy asks for repairs; anything else comes back as it was.
    """
    text = _text(url).strip()
    if "amp" in kinds:
        text = _ESCAPED_AMPERSAND.sub("&", text)
    if "missing-scheme" in kinds:
        if text.startswith("//"):
            return "http:" + text
        if not _SCHEME.match(text) and _HOST_FIRST.match(text):
            return "http://" + text
    return text


def parse_repaired(url: str, kinds: Collection[str]) -> Asset | None:
    """The asset that a row's URL names where a policy allows repairs: only what is damaged is mended, the rest stays as it is.

    Damaged is what names none, and what holds `&amp;` where `amp` is allowed.
    """
    asset = parse(url)
    if kinds and (asset is None or ("amp" in kinds and _ESCAPED_AMPERSAND.search(url))):
        return parse(repair(url, kinds)) or asset
    return asset


def _text(url: str | bytes) -> str:
    if isinstance(url, bytes):
        text = url.decode("utf-8", "surrogateescape")
        return _SURROGATE.sub(lambda byte: f"%{ord(byte.group()) - 0xDC00:02X}", text)
    # A lone surrogate is no scalar value; the standard's input conversion makes it U+FFFD.
    return url if url.isascii() else _SURROGATE.sub("\ufffd", url)
