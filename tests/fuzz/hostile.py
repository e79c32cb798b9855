"""Inputs made to be slow, of any size, and what they cost: docs/explanation/hostile-input.md.

python tests/fuzz/hostile.py                 # 2 MB each, and half of it, in seconds
python tests/fuzz/hostile.py --only html --size 500000
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import time
from collections.abc import Callable

import zstandard

from agister.formats.robots_txt import is_allowed
from agister.protocols import PROTOCOLS, Seen, resolve
from agister.rights import Asset, Observation, Question, Reading, Usage
from agister.screening.policy_file import parse_policy
from agister.screening.thrift_compact import ThriftError, read_struct
from agister.sources import warc
from agister.sources.content_coding import decode, unchunk
from tests.archives import record
from tests.fuzz.payments import HOSTILE_PAYMENTS

Make = Callable[[int], bytes]
Run = Callable[[bytes], object]

_ORIGIN = "https://example.org"
_ASSET = Asset(origin=_ORIGIN, path="/" + "a" * 2000 + ".jpg")
_QUESTIONS = tuple(
    Question(usage=Usage.TRAIN_AI, tokens=("gptbot", "a7"), reading=reading)
    for reading in (Reading.STRICT, Reading.LENIENT)
)


def _repeat(piece: bytes, before: bytes = b"", after: bytes = b"") -> Make:
    return lambda size: before + piece * max(1, (size - len(before) - len(after)) // len(piece)) + after


def _numbered(piece: str, before: str = "", after: str = "") -> Make:
    """Pieces with a number each, as many as fit."""
    return lambda size: (
        before + "".join(piece.format(n) for n in range(size // len(piece.format(10**6)))) + after
    ).encode()


def _read(path: str, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    """All protocols read one answer and answer for one asset."""
    seen = Seen(Observation(url=_ORIGIN + path, status=200, headers=headers, body=body))
    for protocol in PROTOCOLS:
        statements = protocol.read(seen).statements
        for question in _QUESTIONS:
            resolve(protocol, statements, _ASSET, question)


def _file(path: str) -> Run:
    return lambda body: _read(path, (), body)


def _page(body: bytes) -> None:
    _read("/terms", (("Content-Type", "text/html"),), body)


def _header(name: str) -> Run:
    """The bytes as one header line; as many lines of 64 KiB as they fill."""
    return lambda body: _read(
        "/x", tuple((name, body[at : at + 65_536].decode("latin-1")) for at in range(0, len(body), 65_536)), b""
    )


def _asked(body: bytes) -> None:
    is_allowed(body, "gptbot", _ASSET.path)
    is_allowed(body, "gptbot", _ASSET.path, "lenient")


def _warc(body: bytes) -> None:
    for _ in warc.observations(io.BytesIO(body), name="hostile.warc"):
        pass


def _thrift(body: bytes) -> None:
    try:
        read_struct(body)
    except ThriftError:
        return


def _policy(body: bytes) -> None:
    parse_policy(body, "hostile.toml")


def _frames(size: int) -> bytes:
    frame = zstandard.ZstdCompressor().compress(b"a")
    return frame * (size // len(frame))


_ROBOTS, _STAR = _file("/robots.txt"), b"User-agent: *\n"
_ENDLESS = b"text and data mining of our content is expressly reserved "

#: Name → how to make it and who reads it.
HOSTILE: dict[str, tuple[Make, Run]] = {
    "robots one line": (_repeat(b"a", _STAR + b"Disallow: /"), _ROBOTS),
    "robots a million lines": (_repeat(b"x\n"), _ROBOTS),
    "robots empty keys": (_repeat(b":\n", _STAR), _ROBOTS),
    "robots rules": (_numbered("Disallow: /{}\n", "User-agent: *\n"), _ROBOTS),
    "robots agents of one group": (_numbered("User-agent: a{}\n", "", "Disallow: /\n"), _ROBOTS),
    "robots agents in one line": (_numbered("a{},", "User-agent: ", "\nDisallow: /\n"), _ROBOTS),
    "robots groups": (_numbered("User-agent: a{}\nAllow: /\n"), _ROBOTS),
    "robots groups of one agent": (_repeat(b"User-agent: gptbot\nDissalow: /a\n"), _ROBOTS),
    "robots agents and signals": (
        lambda size: _numbered("User-agent: a{}\n")(size // 2) + _repeat(b"Content-Signal: ai-train=no\n")(size // 2),
        _ROBOTS,
    ),
    "robots stars in one rule": (_repeat(b"*a", _STAR + b"Disallow: /", b"b"), _ROBOTS),
    "robots stars in rules": (_repeat(b"Disallow: /*a*a*a*a*a*a*a*a*a*b$\n", _STAR), _ROBOTS),
    "robots stars, asked": (_repeat(b"Disallow: /*a*a*a*a*a*a*a*a*a*b$\n", _STAR), _asked),
    "robots percent signs": (_repeat(b"%", _STAR + b"Disallow: /"), _ROBOTS),
    "robots comments": (_repeat(b"# " + _ENDLESS + b"\n"), _ROBOTS),
    "robots comments without words": (_repeat(b"#\n"), _ROBOTS),
    "robots UTF-16": (lambda size: ("User-agent: *\n" + "Disallow: /a\n" * (size // 26)).encode("utf-16"), _ROBOTS),
    "robots signals of blanks": (_repeat(b"Content-Signal: a;" + b" " * 4000 + b"b\n", _STAR), _ROBOTS),
    "robots signals of pairs": (_repeat(b"Content-Signal: " + b"a=b " * 1000 + b"\n", _STAR), _ROBOTS),
    "robots usages": (_repeat(b"Content-Usage: /a train-ai=n\n", _STAR), _ROBOTS),
    "robots usage of one line": (_numbered("a{}=n, ", "User-agent: *\nContent-Usage: "), _ROBOTS),
    "robots usage of blanks": (_repeat(b" ", _STAR + b"Content-Usage: train-ai", b"x"), _ROBOTS),
    "robots licences": (_numbered("License: https://example.org/{}.xml\n", "User-agent: *\n"), _ROBOTS),
    "robots missing colons": (_repeat(b"Disallow " + b" " * 4000 + b"/a b\n", _STAR), _ROBOTS),
    "ai.txt rules": (_numbered("Disallow: *.{}\n", "User-Agent: *\n"), _file("/ai.txt")),
    "ai.txt other dialects": (_repeat(b"Train: no\n"), _file("/ai.txt")),
    "trust.txt": (_repeat(b"datatrainingallowed=no\n"), _file("/trust.txt")),
    "trust.txt one line": (_repeat(b"datatraining "), _file("/trust.txt")),
    "json nested arrays": (_repeat(b"["), _file("/.well-known/tdmrep.json")),
    "json nested objects": (_repeat(b'{"a":'), _file("/.well-known/tdmrep.json")),
    "json rules": (
        _numbered('{{"location":"/{}","tdm-reservation":1}},', "[", "{}]"),
        _file("/.well-known/tdmrep.json"),
    ),
    "json locations of one rule": (
        _numbered('"/{}",', '[{"tdm-reservation":1,"location":[', '""]}]'),
        _file("/.well-known/tdmrep.json"),
    ),
    "json one name": (_repeat(b'"tdm-reservation":1,', b"[{", b'"a":1}]'), _file("/.well-known/tdmrep.json")),
    "json digits": (_repeat(b"1", b"[", b"]"), _file("/.well-known/tdmrep.json")),
    "json backslashes": (_repeat(b"\\", b'["'), _file("/.well-known/tdmrep.json")),
    "xml nested": (_repeat(b"<a>", b'<rsl xmlns="https://rslstandard.org/rsl">'), _file("/rsl.xml")),
    "xml contents": (
        _numbered('<content url="/{}"><license><permits type="usage">all</permits></license></content>',
                  '<rsl xmlns="https://rslstandard.org/rsl">', "</rsl>"),
        _file("/rsl.xml"),
    ),
    "xml attributes": (_numbered(' a{}="b"', "<rsl", "/>"), _file("/rsl.xml")),
    "xml comments first": (_repeat(b"<!---->", b"", b"<rsl/>"), _file("/rsl.xml")),
    "xml unclosed comments first": (_repeat(b"<!--"), _file("/rsl.xml")),
    "xml entities": (_numbered('<!ENTITY a{} "&b;">', "<!DOCTYPE rsl [", "]><rsl/>"), _file("/rsl.xml")),
    **{
        f"html {name}": (_repeat(piece, b"<!doctype html><body>"), _page)
        for name, piece in {
            "div in div": b"<div>",
            "b in b": b"<b>",
            "b in p": b"<p><b>",
            "a in a": b"<a rel=license href=x>",
            "tables": b"<table>",
            "text in tables": b"<table>x<b>",
            "templates": b"<template>",
            "svg": b"<svg><desc>",
            "less-than signs": b"<",
            "unclosed comments": b"<!--",
            "comments": b"<!--a-->",
            "unclosed tags": b"<a ",
            "quotes": b"<a b='",
            "metas": b"<meta name=robots content=noai>",
            "links": b"<link rel=license type='application/rsl+xml' href=x>",
            "scripts": b"<script type=application/rsl+xml><rsl></script>",
            "unclosed scripts": b"<script type=application/rsl+xml>",
            "selects": b"<select><option>",
            "entities": b"&amp;",
            "paragraphs": b"<p>a",
            "words": _ENDLESS,
            "sentences": _ENDLESS + b". ",
            "one word": b"reserved",
            "numbers": b"44b 4 2019/790 ",
            "mail addresses": b"a@a.",
            "open brackets": b"AI (",
        }.items()
    },
    "html attributes": (_numbered(" a{}=b", "<!doctype html><body", ">"), _page),
    **{
        f"header {field}: {name}": (_repeat(piece), _header(field))
        for field, name, piece in (
            ("Link", "targets", b"<a>,"),
            ("Link", "parameters", b";a=b"),
            ("Link", "blanks", b" "),
            ("Link", "rsl", b"<a>;rel=license;type=application/rsl+xml,"),
            ("X-Robots-Tag", "items", b"noai,"),
            ("X-Robots-Tag", "agents", b"a:"),
            ("X-Robots-Tag", "blanks", b"noai "),
            ("X-Robots-Tag", "templates", b"{{"),
            ("Content-Usage", "labels", b"a=n,"),
            ("Content-Usage", "lists", b"("),
            ("Content-Signal", "pairs", b"a=no "),
            ("tdm-reservation", "digits", b"1"),
        )
    },
    "gzip members": (_repeat(gzip.compress(b"", mtime=0)), lambda body: decode(body, ["gzip"])),
    "gzip bomb": (lambda size: gzip.compress(b"\0" * size * 100), lambda body: decode(body, ["gzip"])),
    "zstd frames": (_frames, lambda body: decode(body, ["zstd"])),
    "chunks of one byte": (_repeat(b"1\r\na\r\n"), unchunk),
    "warc records": (_repeat(record(block=b"HTTP/1.1 200 OK\r\n\r\n")), _warc),
    "warc broken records": (_repeat(b"WARC/1.1\r\nx", record()), _warc),
    "thrift lists": (_repeat(b"\x19"), _thrift),
    "policy keys": (_numbered("a{} = 1\n", 'name = "a"\nusage = "tdm"\n'), _policy),
    "policy arrays": (_repeat(b"[", b"a = "), _policy),
    **HOSTILE_PAYMENTS,
}  # fmt: skip


def seconds(make: Make, run: Run, size: int) -> float:
    """Process time of one run."""
    body = make(size)
    began = time.process_time()
    try:
        run(body)
    except ValueError:
        pass
    except Exception as error:  # noqa: BLE001
        print(f"  {type(error).__name__}: {str(error)[:100]}")
    return time.process_time() - began


def main() -> int:
    """Print a table of seconds at a size and at half of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=2_000_000, help="bytes of an input (2,000,000)")
    parser.add_argument("--only", default="", help="inputs whose name holds this")
    given = parser.parse_args()
    _read("/", (), b"<p>warm")
    print(f"| input | seconds at {given.size // 2:,} bytes | seconds at {given.size:,} bytes |\n|---|---|---|")
    for name, (make, run) in HOSTILE.items():
        if given.only in name:
            half = seconds(make, run, given.size // 2)
            print(f"| {name} | {half:.2f} | {seconds(make, run, given.size):.2f} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
