"""Creditor references: `RF`, two check digits, up to 21 letters and digits (ISO 11649). The payer copies it, the bank checks it.

One is made of the identifier of a charge or notice, so that a payment names what it is for. Two identifiers that differ in more
than punctuation and case get two references.
"""

from __future__ import annotations

import hashlib
import re

from agister.errors import PaymentError
from agister.payments.check_digits import check_digits, remainder
from agister.payments.iban import plain, spaced

#: Characters of a reference after `RF` and the check digits, at most.
LONGEST = 21
_REFERENCE = re.compile(r"RF[0-9]{2}[0-9A-Z]{1,21}", re.ASCII)
_NOT_ALLOWED = re.compile(r"[^0-9A-Z]", re.ASCII)
_BEGINS = re.compile(r"(?<![0-9A-Za-z])[Rr][Ff] ?[0-9]{2}", re.ASCII)
#: Longest free text that is searched.
TEXT_LIMIT = 10_000


def creditor_reference(text: str) -> str:
    """The reference of an identifier: `A-17` → `RF93A17`.

    Letters are made capitals and everything but letters and digits is left out. Where more than 21 are left, the first 9 and 12
    digits of a hash stand for them. Raises `PaymentError` where nothing is left.
    """
    body = _NOT_ALLOWED.sub("", text.upper())
    if not body:
        raise PaymentError(f"{text[:40]!r} makes no creditor reference: it has no letter from A to Z and no digit")
    if len(body) > LONGEST:
        number = int.from_bytes(hashlib.sha256(body.encode("ascii")).digest()[:8], "big") % 10**12
        body = f"{body[:9]}{number:012d}"
    return f"RF{check_digits(body + 'RF')}{body}"


def reference_fault(text: str) -> str:
    """Why a text is no creditor reference, in words; empty where it is one."""
    reference = plain(text)
    if not _REFERENCE.fullmatch(reference):
        return f"{reference[:40]!r} is no creditor reference: RF, two digits, then 1 to 21 letters and digits"
    if remainder(reference[4:] + reference[:4]) != 1:
        return f"{reference} is no creditor reference: its check digits are wrong; copy it from the notice again"
    return ""


def is_creditor_reference(text: str) -> bool:
    """Whether a text is a creditor reference with the right check digits."""
    return not reference_fault(text)


def reference_text(text: str) -> str:
    """A reference as it is compared and kept: a creditor reference without blanks, any other as it stands."""
    return plain(text) if is_creditor_reference(text) else text


def check_creditor_reference(text: str) -> str:
    """The reference without blanks. Raises `PaymentError` with what is wrong."""
    if fault := reference_fault(text):
        raise PaymentError(fault)
    return plain(text)


def references_in(text: str) -> tuple[str, ...]:
    """Creditor references with right check digits that stand in free text, in their order, each once.

    Blanks within one are read over, since banks break lines anywhere; so a reference and the word behind it may, one time in a hundred,
    make another that checks. All are given: compare them with those that are asked for.
    """
    found: dict[str, None] = {}
    shown = text[:TEXT_LIMIT]
    for start in _BEGINS.finditer(shown):
        reference = plain(start[0])
        at = start.end()
        while at < len(shown) and len(reference) <= 4 + LONGEST:
            character = shown[at]
            at += 1
            if character.isascii() and character.isalnum():
                reference += character.upper()
                ends = at == len(shown) or not (shown[at].isascii() and shown[at].isalnum())
                if ends and is_creditor_reference(reference):
                    found[reference] = None
            elif character != " " or shown[at - 2 : at - 1] == " ":
                break
    return tuple(found)


def printed(reference: str) -> str:
    """In groups of four, as it stands on paper."""
    return spaced(reference)
