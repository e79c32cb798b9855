"""Text in the characters that payment schemes carry: `a-z A-Z 0-9 / - ? : ( ) . , ' +` and blank (EPC217-08, SWIFT set X).

Letters with marks lose them, ligatures are spelled out, Greek and Cyrillic are transliterated; what is left becomes a point. Every
change is told to who orders the payment, since the payee's bank compares names.
"""

from __future__ import annotations

import re
import unicodedata

_ALLOWED = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]", re.ASCII)
_SPELLED = {
    "ß": "ss", "ẞ": "SS", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d",
    "Ð": "D", "ð": "d", "Þ": "TH", "þ": "th", "ı": "i", "Ŋ": "N", "ŋ": "n", "Ħ": "H", "ħ": "h", "Ŧ": "T", "ŧ": "t", "ĸ": "k",
    "‘": "'", "’": "'", "‚": "'", "“": "'", "”": "'", "„": "'", '"': "'", "`": "'", "´": "'", "–": "-", "—": "-", "_": "-",
    "&": "+", "@": "(at)", "€": "EUR", ";": ",", "[": "(", "]": ")", "{": "(", "}": ")", "«": "'", "»": "'", "‐": "-", "‑": "-",
    "\u2044": "/", "\u2212": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
_GREEK = "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o"
_CYRILLIC = (
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sht ъ=a "
    "ь=y ы=y э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz"
)
_LETTERS = {pair[0]: pair[2:] for pair in f"{_GREEK} {_CYRILLIC}".split()}
_SPELLED |= _LETTERS | {
    lower.upper(): latin.capitalize() for lower, latin in _LETTERS.items() if len(lower.upper()) == 1
}


def scheme_text(text: str) -> str:
    """The text in characters of the scheme, blanks single. What has no counterpart becomes a point."""
    out = []
    for character in unicodedata.normalize("NFC", " ".join(text.split())):
        if _ALLOWED.match(character):
            out.append(character)
        elif character in _SPELLED:
            out.append(_SPELLED[character])
        else:
            # A letter with marks is its base letter, which may itself need spelling (Greek with tonos, Cyrillic with breve).
            bare = [part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part)]
            spelled = "".join(part if _ALLOWED.match(part) else _SPELLED.get(part, "") for part in bare)
            out.append(spelled or ("" if not bare else "."))
    return " ".join("".join(out).split())


def says_little(text: str) -> bool:
    """Whether hardly anything of a text can be written in these characters: a name that no bank would know again."""
    asked = sum(character.isalnum() for character in text)
    written = scheme_text(text)
    return not any(character.isalnum() for character in written) or written.count(".") - text.count(".") > asked // 4


def is_scheme_reference(text: str) -> bool:
    """Whether an identifier can be sent as it is: those characters, and no slash at an end or doubled (EPC rulebook)."""
    return (
        bool(text)
        and text == scheme_text(text)
        and not text.startswith("/")
        and not text.endswith("/")
        and "//" not in text
    )
