"""ISO 7064 MOD 97-10, the check digits of IBAN (ISO 13616), creditor reference (ISO 11649) and LEI (ISO 17442).

A = 10, B = 11, … Z = 35; what is checked leaves the remainder 1 when divided by 97. A wrong digit, a wrong letter, two digits or
two letters that changed places are always found; a letter in place of a digit in all cases but about one of a hundred.
"""

from __future__ import annotations

import re

_LETTERS_AND_DIGITS = re.compile(r"[0-9A-Z]+", re.ASCII)


def remainder(text: str) -> int:
    """The remainder modulo 97 of digits and capital letters; -1 where the text has anything else or nothing."""
    if not _LETTERS_AND_DIGITS.fullmatch(text):
        return -1
    return int("".join(str(int(character, 36)) for character in text)) % 97


def check_digits(text: str) -> str:
    """The two digits that make the text with them behind it leave the remainder 1. The text is digits and capital letters."""
    return f"{98 - remainder(text + '00'):02d}"
