"""What is fuzzed: every function that takes bytes of the world, by name, with seeds from the conformance vectors.

A target raises only where something is wrong with us. What a target must never do is asserted here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agister.formats.content_usage import parse_content_usage
from agister.formats.html import parse_html
from agister.formats.link_header import parse_link
from agister.formats.path_pattern import matches, normalise_path, normalise_pattern
from agister.formats.robots_file import parse_robots
from agister.formats.robots_txt import is_allowed
from agister.formats.rsl_document import parse_rsl
from agister.formats.strict_json import parse_json
from agister.formats.structured_fields import parse_dictionary, parse_item, parse_list
from agister.formats.url import parse, repair
from agister.protocols import PROTOCOLS, ReservationProtocol, Seen, resolve
from agister.rights import Asset, Observation, Question, Reading, Usage
from agister.sources.content_coding import decode
from agister.sources.http_message import parse_head
from tests.conformance.vectors import observation_of, protocol_vectors

_ASSET = Asset(origin="https://example.org", path="/art/1.jpg")
_QUESTIONS = tuple(
    Question(usage=Usage.TRAIN_AI, tokens=("gptbot", "ccbot"), reading=reading)
    for reading in (Reading.STRICT, Reading.LENIENT)
)


def _robots(octets: bytes) -> None:
    robots = parse_robots(octets)
    assert all(0 < line.number <= len(octets) + 1 for line in robots.lines)
    assert is_allowed(octets, "gptbot", "/art/1.jpg") in (True, False)
    assert is_allowed(octets, "gptbot", "/robots.txt")


def _patterns(octets: bytes) -> None:
    left, _, right = octets.partition(b"\n")
    pattern, path = normalise_pattern(left), normalise_path(right)
    assert normalise_pattern(pattern.encode()) == pattern
    assert normalise_path(path.encode()) == path
    matches(pattern, path)


def _url(octets: bytes) -> None:
    asset = parse(octets)
    assert asset is None or parse(asset.url) == asset
    parse(repair(octets))


def _structured_fields(octets: bytes) -> None:
    parse_dictionary(octets)
    parse_list(octets)
    parse_item(octets)
    parse_content_usage(octets)


def _link(octets: bytes) -> None:
    parse_link(octets.decode("latin-1").split("\n"))


def _coding(octets: bytes) -> None:
    first, body = octets[:1], octets[1:]
    coding = {b"g": "gzip", b"d": "deflate", b"b": "br", b"z": "zstd"}.get(first, "gzip")
    decoded = decode(body, [coding], 1 << 20)
    assert len(decoded.body) <= 1 << 20


def _protocol(protocol: ReservationProtocol) -> Callable[[bytes], None]:
    """Header lines, an empty line, the body: read, ordered and resolved under both readings."""
    paths = (*protocol.well_known, "/art/1.jpg")

    def run(octets: bytes) -> None:
        head, _, body = octets.partition(b"\n\n")
        lines = [line.partition(b":") for line in head.split(b"\n")[:50]]
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, _, value in lines)
        for path in paths:
            seen = Seen(Observation(url=f"https://example.org{path}", status=200, headers=headers, body=body))
            result = protocol.read(seen)
            for question in _QUESTIONS:
                resolve(protocol, result.statements, _ASSET, question)

    return run


def _html(octets: bytes) -> None:
    parse_html(octets, ["text/html"])


#: Name → what takes the bytes.
TARGETS: dict[str, Callable[[bytes], object]] = {
    "robots_file": _robots,
    "path_pattern": _patterns,
    "url": _url,
    "structured_fields": _structured_fields,
    "link_header": _link,
    "html": _html,
    "strict_json": parse_json,
    "rsl_document": parse_rsl,
    "content_coding": _coding,
    "http_head": parse_head,
    **{f"protocol_{protocol.name}": _protocol(protocol) for protocol in PROTOCOLS},
}


def seeds(target: str) -> Iterator[bytes]:
    """Bytes to start from: the observations of the vectors, in the form that the target takes."""
    yield b""
    protocol = target.removeprefix("protocol_")
    for vector in protocol_vectors():
        if target.startswith("protocol_") and vector.protocol != protocol:
            continue
        for entry in vector.content["observations"]:
            seen = observation_of(entry)
            head = "\n".join(f"{name}: {value}" for name, value in seen.headers).encode("utf-8", "replace")
            if target.startswith("protocol_"):
                yield head + b"\n\n" + (seen.body or b"")
            elif target in ("structured_fields", "link_header"):
                yield from (value.encode("utf-8", "replace") for _, value in seen.headers)
            elif target == "url":
                yield seen.url.encode()
            elif target == "http_head":
                yield b"HTTP/1.1 200 OK\r\n" + head.replace(b"\n", b"\r\n") + b"\r\n\r\n"
            elif seen.body:
                yield seen.body


#: Words worth trying, for the fuzzer's dictionary.
WORDS = (
    *(
        "User-agent:",
        "Disallow:",
        "Allow:",
        "Content-Usage:",
        "Content-Signal:",
        "License:",
        "train-ai=n",
        "ai-train=no",
    ),
    *("tdm-reservation", "<meta name=", "<rsl", "xmlns", "<!DOCTYPE", "<![CDATA[", "%41", "%%34", "://", "&amp;"),
    *("X-Robots-Tag: ", "noai", "Link: <", ">; rel=", "datatrainingallowed=no", "\xef\xbb\xbf", "\xff\xfe"),
)
