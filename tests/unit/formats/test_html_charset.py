"""Encodings of web pages: which label counts and what it means."""

from __future__ import annotations

import pytest

from agister.formats.html_charset import decode_html, encoding_named


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("é".encode(), "", ("é", "utf-8")),
        (b"\xe9", "", ("é", "cp1252")),
        (b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=iso-8859-1", ("é", "utf-8")),
        ("é".encode("utf-16"), "", ("é", "utf-16-le")),
        (b"\xe9", "text/html; charset=ISO-8859-1", ("é", "cp1252")),
        (b"\x80", 'text/html;Charset="latin1"', ("€", "cp1252")),
        (b"\xe1", "text/html; charset=windows-1250", ("á", "cp1250")),
        ("<meta charset=koi8-r>й".encode("koi8-r"), "text/html", ("<meta charset=koi8-r>й", "koi8-r")),
        ("<meta charset=utf-16>é".encode(), "", ("<meta charset=utf-16>é", "utf-8")),
        ("é".encode(), "text/html; charset=nonsense", ("é", "utf-8")),
        (b"a\xff", "text/html; charset=utf-8", ("a\ufffd", "utf-8")),
        (
            b'<meta http-equiv=content-type content="text/html; charset=shift_jis">\x82\xa0',
            "",
            ('<meta http-equiv=content-type content="text/html; charset=shift_jis">あ', "cp932"),
        ),
    ],
)
def test_the_label_that_counts(body: bytes, content_type: str, expected: tuple[str, str]) -> None:
    assert decode_html(body, content_type) == expected


@pytest.mark.parametrize("label", ["rot13", "base64", "punycode", "unicode_escape", "utf-7", "", "\0", "x" * 50])
def test_codecs_that_the_web_does_not_know(label: str) -> None:
    assert encoding_named(label) is None
