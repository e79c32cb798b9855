"""What is fuzzed: every function that takes bytes of the world, by name, one small function each.

A target raises only where something is wrong with us. What must hold is asserted here and in `sites`, nowhere else.
"""

from __future__ import annotations

import copy
import io
import re
from collections import Counter
from collections.abc import Callable

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from agister.errors import InputError, PolicyError
from agister.formats.content_signal import ContentSignal, parse_content_signal
from agister.formats.content_usage import ContentUsage, parse_content_usage
from agister.formats.html import HtmlPage, parse_html
from agister.formats.link_header import WebLink, parse_link
from agister.formats.path_pattern import matches, normalise_path, normalise_pattern
from agister.formats.prose_passages import Passage, passages, sentences
from agister.formats.robots_file import SIZE_LIMIT, parse_robots
from agister.formats.robots_tokens import MAX_ITEMS, Directive, Kind, read_list
from agister.formats.robots_txt import is_allowed
from agister.formats.rsl_document import DEPTH_LIMIT, ELEMENT_LIMIT, RslElement, looks_like_rsl, parse_rsl
from agister.formats.strict_json import JsonDocument, parse_json
from agister.formats.structured_fields import Dictionary, Failure, Item, parse_dictionary, parse_item, parse_list
from agister.formats.url import parse, repair
from agister.protocols import PROTOCOLS, Seen, resolve, robots_txt
from agister.rights import Asset, Observation, Outcome, Question, Reading, Usage
from agister.screening.parquet_footer import arrow_schema_of, can_extend, extended, read_footer, row_counts
from agister.screening.policy import ScreeningPolicy
from agister.screening.policy_file import parse_policy
from agister.screening.thrift_compact import Struct, ThriftError, read_struct, write_struct
from agister.sources import table, warc
from agister.sources.content_coding import decode, unchunk
from agister.sources.http_message import parse_head
from agister.sources.report import SourceReport
from tests.fuzz.payments import PAYMENT_TARGETS
from tests.fuzz.sites import PROBLEMS_PER_KIND, protocol_target, site

_PATHS = ("/", "/art/1.jpg", "/a?b=c", "/robots.txt", "/%C3%A4")
_SINK = io.BytesIO()
pq.write_table(pa.table({"answer": [1]}), _SINK)
_ADDED = _SINK.getvalue()
_WHAT_STANDS = re.compile(r"\*+")


def _robots(octets: bytes) -> None:
    """Lines, groups and problems within bounds; both ways of asking give one answer, in both readings."""
    robots = parse_robots(octets)
    size = min(len(octets), SIZE_LIMIT)
    assert all(0 < line.number <= size + 1 for line in robots.lines)
    assert len(robots.lines) + len(robots.comments) <= size + 1
    # The lenient reading parts a line in which line breaks were lost, before each key.
    for groups, parted in ((robots.strict, 0), (robots.lenient, size // len(b"Allow:"))):
        held = sum(len(group.rules) + len(group.others) + len(group.values) for group in groups)
        assert held <= len(robots.lines) * 2 + parted
    kinds = Counter(problem.kind for problem in robots.problems)
    assert all(count <= PROBLEMS_PER_KIND for count in kinds.values())
    statements = robots_txt.read(Seen(Observation(url="https://example.org/robots.txt", body=octets))).statements
    for reading in (Reading.STRICT, Reading.LENIENT):
        question = Question(usage=Usage.TRAIN_AI, tokens=("gptbot",), reading=reading)
        for path in _PATHS:
            allowed = is_allowed(octets, "gptbot", path, reading.value)
            asset = Asset(origin="https://example.org", path=normalise_path(path.encode()))
            found = resolve(robots_txt, statements, asset, question).outcome
            assert allowed is (found is not Outcome.RESERVED), (reading, path)
        assert is_allowed(octets, "gptbot", "https://example.org/robots.txt", reading.value)


def _patterns(octets: bytes) -> None:
    """Spelling is done once, and the match equals a regular expression written from RFC 9309 §2.2.3."""
    left, _, right = octets.partition(b"\n")
    pattern, path = normalise_pattern(left), normalise_path(right)
    assert pattern.isascii() and path.isascii()
    assert normalise_pattern(pattern.encode()) == pattern
    assert normalise_path(path.encode()) == path
    found = matches(pattern, path)
    assert matches(pattern, path, fold_case=True) or not found
    if len(pattern) < 40 and pattern.count("*") < 4 and len(path) < 200:
        literal = pattern.removesuffix("$")
        written = ".*".join(map(re.escape, _WHAT_STANDS.split(literal))) + (r"\Z" if literal != pattern else "")
        assert found is (re.match(written, path, re.DOTALL) is not None)


def _url(octets: bytes) -> None:
    """A canonical spelling is its own; a repair is one."""
    for asset in (parse(octets), parse(repair(octets))):
        assert asset is None or isinstance(asset, Asset)
        if asset is not None:
            assert parse(asset.url) == asset
            assert asset.url.isascii() and asset.path.startswith("/") and asset.origin == asset.origin.lower()
    assert repair(repair(octets)) == repair(octets)


def _structured_fields(octets: bytes) -> None:
    assert isinstance(parse_dictionary(octets), Dictionary | Failure)
    assert isinstance(parse_list(octets), tuple | Failure)
    assert isinstance(parse_item(octets), Item | Failure)


def _usage_lines(octets: bytes) -> None:
    """One line of Content-Usage, one of Content-Signal."""
    used, signalled = parse_content_usage(octets), parse_content_signal(octets.decode("utf-8", "replace"))
    assert isinstance(used, ContentUsage) and isinstance(signalled, ContentSignal)
    assert len(used.flaws) <= 40 and len(signalled.flaws) <= 40
    assert all(len(flaw.message) <= 1000 for flaw in (*used.flaws, *signalled.flaws))


def _link(octets: bytes) -> None:
    links = parse_link(octets.decode("latin-1").split("\n"))
    assert all(isinstance(link, WebLink) for link in links)
    assert len(links) <= octets.count(b"<")


def _directives(octets: bytes) -> None:
    for prefixes in (True, False):
        found = read_list(octets.decode("latin-1"), prefixes=prefixes)
        assert all(isinstance(one, Directive) and isinstance(one.kind, Kind) for one in found)
        assert len(found) <= 2 * MAX_ITEMS * MAX_ITEMS and len(found) <= len(octets) + 1
        assert all(len(one.text) <= 80 and len(one.rule) <= 80 for one in found)


def _html(octets: bytes) -> None:
    """Everything that comes out of a page stood in it. A byte may stand for three, and a place is named for each block."""
    page = parse_html(octets, ["text/html"])
    if page is None:
        return
    assert isinstance(page, HtmlPage)
    room = 3 * len(octets) + 64
    found = [*page.text_blocks(), *page.comment_blocks()]
    assert len(found) <= room and sum(len(block.text) for block in found) <= room
    assert sum(len(meta.content) for meta in page.metas) <= room
    assert len({meta.place for meta in page.metas}) == len(page.metas)
    page.absolute(page.base, "https://example.org/")


def _prose(octets: bytes) -> None:
    text = octets.decode("utf-8", "replace")
    for anchored in (True, False):
        found = list(passages(text, anchored=anchored))
        assert all(isinstance(passage, Passage) and passage.quote for passage in found)
        assert sum(len(passage.quote) for passage in found) <= len(text)
    assert sum(map(len, sentences(text))) <= len(text)


def _json(octets: bytes) -> None:
    document = parse_json(octets)
    assert isinstance(document, JsonDocument)
    assert document.parsed or (document.value is None and document.problems)
    assert len(document.problems) <= 4 and len(document.text) <= len(octets)


def _rsl(octets: bytes) -> None:
    looks_like_rsl(octets)
    document = parse_rsl(octets)
    assert (document.root is None) is bool(document.error)

    def count(element: RslElement, depth: int) -> int:
        assert depth < DEPTH_LIMIT
        return 1 + sum(count(child, depth + 1) for child in element.children)

    assert document.root is None or count(document.root, 0) <= ELEMENT_LIMIT


def _coding(octets: bytes) -> None:
    first, body = octets[:1], octets[1:]
    coding = {b"g": "gzip", b"d": "deflate", b"b": "br", b"z": "zstd"}.get(first, "gzip")
    assert len(decode(body, [coding], 1 << 20).body) <= 1 << 20
    assert len(unchunk(body).body) <= len(body)


def _warc(octets: bytes) -> None:
    """An archive is refused as a whole, or every record of it is counted."""
    report = SourceReport()
    try:
        found = list(warc.observations(io.BytesIO(octets), name="fuzz.warc", report=report))
    except InputError:
        return
    assert all(isinstance(one, Observation) for one in found)
    assert report.observations == len(found)
    assert report.records == len(found) + sum(report.skipped.values())


def _table(octets: bytes) -> None:
    """Rows of JSON Lines; the first byte may ask for CSV instead."""
    kind = "csv" if octets[:1] == b"c" else "jsonl"
    fsspec.filesystem("memory").pipe(f"/fuzz.{kind}", octets[kind == "csv" :])
    report = SourceReport()
    try:
        found = list(table.observations(f"memory://fuzz.{kind}", name="fuzz", report=report))
    except InputError:
        return
    assert all(isinstance(one, Observation) and one.url.strip() for one in found)
    assert all(one.status is None or 100 <= one.status <= 599 for one in found)
    assert all(one.fetched_at is None or one.fetched_at.tzinfo for one in found)
    assert report.records == len(found) + sum(report.skipped.values())


def _thrift(octets: bytes) -> None:
    """What can be read can be written, and reads as the same."""
    try:
        found = read_struct(octets)
    except ThriftError:
        return
    written = write_struct(found)
    assert write_struct(read_struct(written)) == written


def _footer(octets: bytes) -> None:
    """The end of a Parquet file: refused, or extended."""
    whole = b"PAR1" + octets + len(octets).to_bytes(4, "little") + b"PAR1"
    try:
        footer, start = read_footer(io.BytesIO(whole), len(whole))
    except ThriftError:
        return
    assert start == 4
    if can_extend(footer):
        counts = row_counts(footer)
        arrow_schema_of(footer)
        added = read_footer(io.BytesIO(_ADDED), len(_ADDED))[0]
        _groups(added, counts)
        assert can_extend(read_struct(extended(footer, added, 100, b"schema")))


def _groups(footer: Struct, counts: list[int]) -> None:
    """Give a footer of one row group as many as another has, as `run_beside` does by writing."""
    kind, (of, groups) = footer[4]
    footer[4] = (kind, (of, [copy.deepcopy(groups[0]) | {3: (6, rows)} for rows in counts]))


def _policy(octets: bytes) -> None:
    try:
        policy = parse_policy(octets, "fuzz.toml")
    except PolicyError as error:
        assert "fuzz.toml" in str(error) and len(str(error)) < 4000
        return
    assert isinstance(policy, ScreeningPolicy) and policy.name


#: Name → what takes the bytes.
TARGETS: dict[str, Callable[[bytes], object]] = {
    "robots_file": _robots,
    "path_pattern": _patterns,
    "url": _url,
    "structured_fields": _structured_fields,
    "usage_lines": _usage_lines,
    "link_header": _link,
    "robots_directives": _directives,
    "html": _html,
    "prose_passages": _prose,
    "strict_json": _json,
    "rsl_document": _rsl,
    "content_coding": _coding,
    "http_head": parse_head,
    "warc": _warc,
    "observations_table": _table,
    "thrift": _thrift,
    "parquet_footer": _footer,
    "policy_file": _policy,
    **PAYMENT_TARGETS,
    **{f"protocol_{protocol.name}": protocol_target(protocol) for protocol in PROTOCOLS},
    "site": site,
}
