"""What the author of a malformed robots.txt line evidently meant: the lenient reading, nothing of the strict one."""

from __future__ import annotations

import re

#: Misspelled or invented spellings of the three keys. The first seven are those Google's parser accepts.
LENIENT_KEYS: dict[str, str] = {
    "useragent": "user-agent",
    "user agent": "user-agent",
    "dissallow": "disallow",
    "dissalow": "disallow",
    "disalow": "disallow",
    "diasllow": "disallow",
    "disallaw": "disallow",
    "user_agent": "user-agent",
    "user-agents": "user-agent",
    "useragents": "user-agent",
    "user–agent": "user-agent",
    "user-agnet": "user-agent",
    "user-agen": "user-agent",
    "ser-agent": "user-agent",
    "user -agent": "user-agent",
    "user- agent": "user-agent",
    "disallows": "disallow",
    "disallowed": "disallow",
    "dis-allow": "disallow",
    "dis allow": "disallow",
    "disslow": "disallow",
    "disallow": "disallow",
    "dissallaw": "disallow",
    "disallo": "disallow",
    "isallow": "disallow",
    "disalllow": "disallow",
    "allows": "allow",
    "allowed": "allow",
    "alow": "allow",
}
del LENIENT_KEYS["disallow"]
LENIENT_KEYS |= {key.encode().decode("latin-1"): word for key, word in LENIENT_KEYS.items() if not key.isascii()}

# At most two words, a gap, one value. No two parts can take the same blanks, so that a long line of them costs one pass.
_MISSING_COLON = re.compile(rb"([A-Za-z_-]+(?: [A-Za-z_-]+)?)(?:[ \t]+|[ \t]*=[ \t]*)([^ \t=]\S*)")
_INDEX_PAGE = re.compile(rb"/index\.html?\$?\Z")
_TOKEN = re.compile(rb"[A-Za-z0-9_.-]*")
_KEYS = ("user-agent", "allow", "disallow")
_QUOTES = "\"'`\u2018\u2019\u201c\u201d\u00ab\u00bb\u00a0\u200b\ufeff \t"


def lenient_line(key: str, value: bytes) -> tuple[str, bytes] | None:
    """Key and value that a line with a wrong key or without a colon evidently means; None where that is not evident."""
    if key:
        meant = LENIENT_KEYS.get(key)
        return (meant, value) if meant else None
    found = _MISSING_COLON.fullmatch(value)
    if found is None:
        return None
    word = found.group(1).lower().decode("ascii")
    meant = word if word in _KEYS else LENIENT_KEYS.get(word)
    return (meant, found.group(2)) if meant else None


def lenient_tokens(value: bytes) -> list[str]:
    """The agents that a User-agent value evidently names: split at commas, quotes removed, cut at the first character
    that no token in use holds (letters, digits, `_`, `-`, `.`), lower-case."""
    tokens: list[str] = []
    for part in value.decode("utf-8", "replace").split(","):
        word = part.strip(_QUOTES)
        if word[:1] == "*" and (len(word) == 1 or word[1].isspace()):
            tokens.append("*")
            continue
        found = _TOKEN.match(word.encode())
        token = found.group().lower().decode("ascii").rstrip(".") if found else ""
        if token:
            tokens.append(token)
    return tokens


def lenient_path(value: bytes) -> bytes:
    """The path that a rule value evidently means: a full URL loses scheme and host, a missing first slash is added.

    A URL that names a whole site stays as it is, and matches no path: on the real web it nearly always names another
    host, which these rules cannot reach, and never this one.
    """
    if value[:8].lower() == b"https://" or value[:7].lower() == b"http://":
        rest = value.split(b"://", 1)[1]
        slash = rest.find(b"/")
        return rest[slash:] if slash >= 0 and rest[slash:].strip(b"/*$") else value
    if value and value[:1] not in b"/*$":
        return b"/" + value
    return value


def lenient_patterns(value: bytes, allow: bool) -> tuple[bytes, ...]:
    """The patterns that a rule value evidently means: its path, and for `Allow: /x/index.html` also the folder `/x/`
    itself, which serves that page (Google's parser reads it so too)."""
    path = lenient_path(value)
    if allow:
        found = _INDEX_PAGE.search(path)
        if found:
            return path, path[: found.start() + 1] + b"$"
    return (path,)
