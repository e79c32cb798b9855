"""Currencies and how many decimals each has: ISO 4217, list one, as amended to January 2026; a few ended ones for old rates.

The exponent says how many minor units make one: 2 → a hundred cents, 0 → there is no smaller unit, 3 → a thousand fils.
Codes without an exponent (gold, test codes, units of account such as XDR) are no money that can be owed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from agister.errors import AmountError

_BY_EXPONENT = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
        CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR
        ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV
        MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD
        SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
#: Ended (list three); the decimals are those they had. Old reference rates and the euro's rounding rules speak of them.
_ENDED_BY_EXPONENT = {
    0: "BEF ESP ITL LUF PTE",
    2: "ANG ATS BGN CYP CUC DEM EEK FIM FRF GRD HRK IEP LTL LVL MTL NLG SIT SKK SLL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Currency:
    """A currency of ISO 4217."""

    code: str
    """Three capital letters."""
    exponent: int
    """Decimals of the minor unit."""
    ended: bool = False
    """No longer legal tender: read in old documents, never owed anew."""


CURRENCIES: dict[str, Currency] = {
    code: Currency(code=code, exponent=exponent, ended=ended)
    for table, ended in ((_BY_EXPONENT, False), (_ENDED_BY_EXPONENT, True))
    for exponent, codes in table.items()
    for code in codes.split()
}


def currency(code: str) -> Currency:
    """The currency with a code. Raises `AmountError` with the nearest codes where there is none."""
    found = CURRENCIES.get(code)
    if found is None:
        near = get_close_matches(code.upper()[:3], CURRENCIES, n=3)
        hint = f"; is it {' or '.join(near)}?" if near else ""
        raise AmountError(f"{code[:20]!r} is no currency code of ISO 4217{hint}")
    return found
