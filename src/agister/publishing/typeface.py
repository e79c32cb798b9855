"""The typeface of printed papers: Fira Sans, from a package of its own (OFL 1.1); Latin, Greek, Cyrillic and Vietnamese.

Other scripts (Arabic, Chinese, …) need shaping or fonts that no package here has: what has no glyph is transliterated where that says
something, and refused otherwise, so that no paper shows boxes in place of a name.
"""

from __future__ import annotations

import threading
import unicodedata
from functools import cache
from importlib.resources import as_file, files

from agister.errors import UsageError
from agister.payments.scheme_text import says_little, scheme_text

REGULAR, BOLD = "Agister-Regular", "Agister-Bold"
_FILES = {REGULAR: "FiraSans-Regular.ttf", BOLD: "FiraSans-SemiBold.ttf"}
_REGISTERING = threading.Lock()


@cache
def register() -> frozenset[int]:
    """Make both weights known to the PDF library, once. Returns the code points that they have.

    Raises `UsageError` where the extra `levy` is not installed.
    """
    try:
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.pdfbase.ttfonts import TTFont

        folder = files("fontpkg_fira_sans").joinpath("files")
    except ModuleNotFoundError as error:
        raise UsageError(f"papers need {error.name}, which is not installed: pip install 'agister[levy]'") from None
    known: list[set[int]] = []
    with _REGISTERING:
        for name, file in _FILES.items():
            with as_file(folder.joinpath(file)) as path:
                font = TTFont(name, str(path))
            registerFont(font)
            known.append(set(font.face.charToGlyph))
    return frozenset(known[0] & known[1])


def printable(text: str) -> str:
    """The text in one line, as it can be printed. Raises `UsageError` where a word of it cannot, not even transliterated."""
    glyphs = register()
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    if all(ord(character) in glyphs for character in line):
        return line
    words = []
    for word in line.split(" "):
        if all(ord(character) in glyphs for character in word):
            words.append(word)
        elif says_little(word):
            raise UsageError(
                f"{word[:40]!r} cannot be printed: the typeface has Latin, Greek and Cyrillic letters; give it in one of these"
            )
        else:
            words.append("".join(c if ord(c) in glyphs else scheme_text(c) for c in word))
    return " ".join(words)
