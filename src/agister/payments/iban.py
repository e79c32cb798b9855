"""Account numbers (IBAN, ISO 13616) and legal entity identifiers (LEI, ISO 17442): checked, and why they are not ones.

The lengths are those of the IBAN registry that SWIFT keeps for ISO. Only form and check digits are checked: whether an account exists,
and whose it is, a bank alone can say.
"""

from __future__ import annotations

import re

from agister.errors import PaymentError
from agister.payments.check_digits import remainder

_LENGTHS = """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18
    FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21
    LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22
    RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
"""
#: Country → how many characters its IBAN has.
IBAN_LENGTHS = {item[:2]: int(item[2:]) for item in _LENGTHS.split()}

#: Countries and territories of the Single Euro Payments Area (EPC409-09): their IBANs can be paid in euro by SEPA credit transfer.
SEPA = frozenset(
    [
        "AD",
        "AL",
        "AT",
        "BE",
        "BG",
        "CH",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GI",
        "GR",
        "HR",
        "HU",
        "IE",
        "IS",
        "IT",
        "LI",
        "LT",
        "LU",
        "LV",
        "MC",
        "MD",
        "ME",
        "MK",
        "MT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "RS",
        "SE",
        "SI",
        "SK",
        "SM",
        "VA",
    ]
)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{1,30}", re.ASCII)
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}", re.ASCII)
_BIC = re.compile(r"[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?", re.ASCII)


def plain(text: str) -> str:
    """An identifier as machines write it: without blanks and in capitals."""
    return "".join(text.split()).upper()


def iban_fault(text: str) -> str:
    """Why a text is no IBAN, in words; empty where it is one. Blanks and small letters are no fault."""
    number = plain(text)
    shown = number[:40]
    if not _IBAN.fullmatch(number):
        return f"{shown!r} is no IBAN: it begins with two letters and two digits, then letters and digits, 34 at most"
    length = IBAN_LENGTHS.get(number[:2])
    if length is None:
        return f"{shown} is no IBAN: {number[:2]} is no country of the IBAN registry"
    if len(number) != length:
        return f"{shown} is no IBAN: those of {number[:2]} have {length} characters, this has {len(number)}"
    if remainder(number[4:] + number[:4]) != 1 or not 2 <= int(number[2:4]) <= 98:
        return f"{shown} is no IBAN: its check digits are wrong; compare it with the original, character by character"
    return ""


def is_iban(text: str) -> bool:
    """Whether a text is an IBAN, by form, country and check digits."""
    return not iban_fault(text)


def check_iban(text: str) -> str:
    """The IBAN without blanks. Raises `PaymentError` with what is wrong."""
    if fault := iban_fault(text):
        raise PaymentError(fault)
    return plain(text)


def account_number(text: str) -> str:
    """An account as it is compared and kept: an IBAN without blanks, any other number as it stands."""
    return plain(text) if is_iban(text) else text


def spaced(number: str) -> str:
    """In groups of four, as people read it."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def check_lei(text: str) -> str:
    """The LEI without blanks (ISO 17442: 18 characters and two check digits). Raises `PaymentError` with what is wrong."""
    number = plain(text)
    if not _LEI.fullmatch(number):
        raise PaymentError(f"{number[:40]!r} is no LEI: it has 20 letters and digits, the last two are digits")
    if remainder(number) != 1:
        raise PaymentError(f"{number} is no LEI: its check digits are wrong; compare it with the entry at gleif.org")
    return number


def check_bic(text: str) -> str:
    """The BIC (ISO 9362) without blanks: 8 or 11 characters. Raises `PaymentError`."""
    code = plain(text)
    if not _BIC.fullmatch(code):
        raise PaymentError(
            f"{code[:20]!r} is no BIC: it has 8 or 11 letters and digits, with a country in places 5 and 6"
        )
    return code
