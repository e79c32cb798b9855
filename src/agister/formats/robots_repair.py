"""What the author of a malformed robots.txt line evidently meant: the lenient reading, nothing of the strict one."""

from __future__ import annotations

import re
from functools import lru_cache

_KEYS = ("user-agent", "disallow", "allow")
#: Letters of each key, and how many slips of the pen may part a key from them. Two would make `allow` of anything.
_SLIPS = tuple(
    (letters, frozenset(letters), key, slips)
    for letters, key, slips in (("useragent", "user-agent", 2), ("disallow", "disallow", 2), ("allow", "allow", 1))
)
_OTHER_FORMS = {"allowed": "allow"}
#: Longer keys are none that anybody misspelled, in octets.
LONGEST_KEY = 40
_SEPARATORS = re.compile(r"[-_ \t\u00a0\u2010-\u2015\u2212]")
# Byte order marks, no-break and zero-width blanks, null octets: nobody sees them, all come by copying. Around keys also
# what a program that took UTF-8 for Latin-1 made of them.
_UNSEEN = r"\s\x00\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_AROUND_PATH = re.compile(rf"\A[{_UNSEEN}]+|[{_UNSEEN}]+\Z")
_AROUND_KEY = re.compile(rf"\A[{_UNSEEN}\u00ef\u00bb\u00bf\u00c2]+|[{_UNSEEN}\u00ef\u00bb\u00bf\u00c2]+\Z")

# At most two words, a gap, one value. No two parts can take the same blanks, so that a long line of them costs one pass.
_MISSING_COLON = re.compile(rb"([A-Za-z_-]+(?: [A-Za-z_-]+)?)(?:[ \t]+|[ \t]*(?:[=;]|\xef\xbc\x9a)[ \t]*)([^ \t=;]\S*)")
_KEY_AND_SCHEME = re.compile(r"(.{4,40}) (https?)")
# A line break that was lost: a key after a blank or a tag, or one that begins in capitals in the middle of a path.
_JOINED = re.compile(
    rb"(?:(?<![^ \t>])(?i:user-?agent|(?:dis)?allow|sitemap|crawl-delay|content-signal|content-usage|license)[ \t]*:"
    rb"|(?:User-[Aa]gent|Disallow|Allow):(?=[ \t/*]|\Z))"
)
_JOINABLE = frozenset({*_KEYS, "sitemap", "crawl-delay"})
_INDEX_PAGE = re.compile(rb"/index\.html?\$?\Z")
_LINE_BREAK = re.compile(rb"(?:<br ?/?>)+\Z", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9_.-]*")
_HYPHENS = re.compile("[\u2010-\u2015\u2212]")
# Words that are crawlers' names each by itself; `Sogou web spider` and `Brightbot 1.0` are one name of several words.
_BOT = re.compile(r"[a-z][a-z0-9_.-]+(?:bot|crawler|spider)|[a-z][a-z0-9]+-[a-z][a-z-]+", re.IGNORECASE)
_LISTED = re.compile(r"[,;|]")
_QUOTES = "\"'`^\u2018\u2019\u201c\u201d\u00ab\u00bb\u00a0\u200b\u200c\u200d\u2060\ufeff \t\0"


@lru_cache(maxsize=4096)
def lenient_key(key: str) -> str | None:
    """The key that a misspelled one (lower-case, octets as Latin-1) evidently means; None for one that is right, and
    where that is not evident.

    Evident is a key with nothing but invisible characters around it, without hyphen or with another one, or that
    `user-agent` or `disallow` become by at most two slips (a letter missing, added, wrong, or two exchanged), `allow`
    by one.
    """
    if key in _KEYS or len(key) > LONGEST_KEY:
        return None
    text = key if key.isascii() else key.encode("latin-1").decode("utf-8", "replace")
    letters = _SEPARATORS.sub("", _AROUND_KEY.sub("", text))
    if not (letters.isascii() and letters.isalpha()):
        return None
    found = frozenset(letters)
    for word, wanted, meant, allowed in _SLIPS:
        # Each slip changes the letters in use by one at most: nearly every other key is told by these two counts.
        if len(found - wanted) <= allowed >= len(wanted - found) and _slips(letters, word) <= allowed:
            return meant
    return _OTHER_FORMS.get(letters)


@lru_cache(maxsize=4096)
def is_odd_key(key: str) -> bool:
    """Whether a line of this key may mean another one (`lenient_lines` looks at the line itself)."""
    return lenient_key(key) is not None or _KEY_AND_SCHEME.fullmatch(key) is not None


def _slips(written: str, meant: str) -> int:
    """The least number of letters missing, added, wrong, or exchanged with their neighbour (restricted distance)."""
    while written and meant and written[0] == meant[0]:
        written, meant = written[1:], meant[1:]
    while written and meant and written[-1] == meant[-1]:
        written, meant = written[:-1], meant[:-1]
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(written, 1):
        line = [row]
        for column, other in enumerate(meant, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == meant[column - 2] and written[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]


def lenient_lines(key: str, value: bytes) -> tuple[tuple[str, bytes], ...]:
    """What a line evidently means, as keys and values: the line itself where nothing is wrong with it, several where
    line breaks were lost, none where it has no colon and no evident meaning.

    `key` is lower-case, empty where the line has no colon; `value` is then the whole line.
    """
    if not key:
        found = _MISSING_COLON.fullmatch(value)
        if found is None:
            return ()
        word = found[1].lower().decode("ascii")
        meant = word if word in _KEYS else lenient_key(word)
        if meant is None:
            return ()
        key, value = meant, found[2]
    elif key not in _JOINABLE:
        meant = lenient_key(key)
        if meant is None:
            # The colon of `Disallow https://…` is that of its URL.
            cut = _KEY_AND_SCHEME.fullmatch(key)
            meant = (cut[1] if cut[1] in _KEYS else lenient_key(cut[1])) if cut and value[:2] == b"//" else None
            if cut is None or meant is None:
                return ((key, value),)
            value = cut[2].encode() + b":" + value
        key = meant
    return _parted(key, value) if b":" in value else ((key, value),)


def _parted(key: str, value: bytes) -> tuple[tuple[str, bytes], ...]:
    pieces: list[tuple[str, bytes]] = []
    start = 0
    for found in _JOINED.finditer(value):
        pieces.append((key, value[start : found.start()].strip()))
        key = found[0][:-1].strip().lower().decode("ascii")
        key = "user-agent" if key == "useragent" else key
        start = found.end()
    pieces.append((key, value[start:].strip()))
    # `Disallow: Disallow: /x` says its key twice, and says nothing with the first.
    return tuple(piece for index, piece in enumerate(pieces) if index or piece[1] or len(pieces) == 1)


def lenient_tokens(value: bytes) -> list[str]:
    """The agents that a User-agent value evidently names, lower-case: split at commas, semicolons and bars, and at
    blanks where each word is a crawler's name; quotes and stars around them removed, cut at the first character that no
    token in use holds (letters, digits, `_`, `-`, `.`). A part of nothing but signs, one a star, is everybody."""
    tokens: list[str] = []
    for part in _LISTED.split(value.decode("utf-8", "replace")):
        word = _HYPHENS.sub("-", part).strip(_QUOTES)
        if word[:1] == "*" and (len(word) == 1 or word[1].isspace()):
            tokens.append("*")
            continue
        signs = word.partition("<")[0]
        if "*" in signs and not any(character.isalnum() for character in signs):
            tokens.append("*")
            continue
        words = word.split()
        names = words if len(words) > 1 and all(map(_BOT.fullmatch, words)) else [word.lstrip("*")]
        for name in names:
            found = _TOKEN.match(name)
            token = found[0].lower().rstrip(".") if found else ""
            if token:
                tokens.append(token)
    return tokens


def lenient_path(value: bytes) -> bytes:
    """The path that a rule value evidently means: a full URL loses scheme and host, a missing first slash is added,
    invisible characters and HTML line breaks around it are dropped.

    A URL that names a whole site stays as it is, and matches no path: on the real web it nearly always names another
    host, which these rules cannot reach, and never this one.
    """
    if not value.isascii() or b"\0" in value:
        value = _AROUND_PATH.sub("", value.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    if value[-1:] == b">":
        value = _LINE_BREAK.sub(b"", value).rstrip()
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
