"""How a web page is encoded: by BOM, then Content-Type, then `<meta charset>`, then what fits (HTML §13.2.3).

Labels are read as the Encoding Standard reads them: `iso-8859-1` and `ascii` mean windows-1252, `gb2312` means gb18030;
a meta that says UTF-16 is wrong by being readable, so UTF-8 it is. Without any label a body that is valid UTF-8 is
UTF-8, else windows-1252.
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META_LIMIT = 4096
_META_CHARSET = re.compile(rb"<meta[^<>]{0,500}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)

# Encoding Standard §4.2: labels whose Python codec is another one.
_READ_AS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_KNOWN = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "koi8-r", "koi8-u"}
    | {"cp866", "cp874", "cp932", "cp949", "mac-roman", "mac-cyrillic"}
    | {f"cp125{n}" for n in range(9)}
    | {f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)


def encoding_named(label: str) -> str | None:
    """The Python codec that the Encoding Standard means by a label; None for one that the web does not know."""
    try:
        found = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    found = _READ_AS.get(found, found)
    return found if found in _KNOWN else None


def decode_html(body: bytes, content_type: str) -> tuple[str, str]:
    """A page's text and the codec that read it. Bytes that do not fit become U+FFFD; a BOM is left out."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), codec
    declared = _HEADER_CHARSET.search(content_type[:1000])
    codec_name = encoding_named(declared.group(1)) if declared else None
    if codec_name is None:
        start = body[:_META_LIMIT]
        inside = _META_CHARSET.search(start) or _XML_ENCODING.match(start)
        codec_name = encoding_named(inside.group(1).decode("ascii")) if inside else None
        if codec_name is not None and codec_name.startswith("utf-16"):
            codec_name = "utf-8"
    if codec_name is None:
        try:
            return body.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            codec_name = "cp1252"
    return body.decode(codec_name, "replace"), codec_name
