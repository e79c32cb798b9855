"""Whether a name is that of a single work or of a person with rights in works, by the identifiers that such things carry.

Collections have none of these: who is paid under one of them is paid for a work, or for a repertoire. A name in plain words is
not judged here; what it stands for is asked for in the application of a payee.
"""

from __future__ import annotations

import re

_PREFIX = re.compile(
    r"(?:urn:)?(isbn|isrc|iswc|isan|doi|isni|orcid|ipi|iscc|sha256|ismn)[:\s]\s*", re.ASCII | re.IGNORECASE
)
_ISRC = re.compile(r"[A-Z]{2}-?[A-Z0-9]{3}-?[0-9]{2}-?[0-9]{5}", re.ASCII)
_ISWC = re.compile(r"T-?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]", re.ASCII)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}/\S+", re.ASCII)
_FILE = re.compile(
    r"https?://\S+/\S+\.(?:jpe?g|png|gif|webp|tiff?|mp[34]|wav|flac|ogg|mkv|pdf|epub|txt|docx?)", re.ASCII
)
_WORDS = {
    "isbn": "a book (ISBN)", "ismn": "a piece of printed music (ISMN)", "isrc": "a recording (ISRC)",
    "iswc": "a musical work (ISWC)", "isan": "an audiovisual work (ISAN)", "doi": "a single document (DOI)",
    "isni": "a person or group with rights (ISNI)", "orcid": "an author (ORCID)", "ipi": "a rightholder (IPI)",
    "iscc": "a single file (ISCC)", "sha256": "a single file (SHA-256)",
}  # fmt: skip


def single_work(name: str) -> str:
    """What a name identifies, in words: `a book (ISBN)`; empty where it names neither a single work nor a rightholder."""
    text = name.strip()
    if found := _PREFIX.match(text):
        return _WORDS[found[1].lower()]
    plain = text.replace("-", "").replace(" ", "").upper()
    if _isbn13(plain) or _isbn10(plain):
        return _WORDS["isbn"]
    if _isni(plain):
        return _WORDS["isni"]
    if _ISRC.fullmatch(text.upper()):
        return _WORDS["isrc"]
    if _ISWC.fullmatch(text.upper()):
        return _WORDS["iswc"]
    if _DOI.fullmatch(text):
        return _WORDS["doi"]
    if _FILE.fullmatch(text):
        return "a single file (its address)"
    return ""


def _isbn13(text: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", text, re.ASCII):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text)) % 10 == 0


def _isbn10(text: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", text, re.ASCII):
        return False
    return sum((10 if digit == "X" else int(digit)) * (10 - place) for place, digit in enumerate(text)) % 11 == 0


def _isni(text: str) -> bool:
    """ISNI and ORCID: sixteen characters, ISO 7064 mod 11-2."""
    if not re.fullmatch(r"[0-9]{15}[0-9X]", text, re.ASCII):
        return False
    total = 0
    for digit in text[:-1]:
        total = (total + int(digit)) * 2
    return (12 - total % 11) % 11 == (10 if text[-1] == "X" else int(text[-1]))
