"""Observations from WARC archives (ISO 28500, WARC 1.0 and 1.1): one's own crawl, Common Crawl, or anybody's.

What the records of each type become is listed in docs/reference/sources/warc.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from agister.rights import Observation
from agister.sources.content_coding import BODY_LIMIT, Decoded, decode, unchunk
from agister.sources.http_message import HEAD_LIMIT, Head, Traits, header_lines, is_ended, parse_head, traits
from agister.sources.interest import Followed, has_rights_header, is_web, wanted
from agister.sources.report import SourceReport
from agister.sources.warc_date import moment
from agister.sources.warc_revisits import Payload, Revisits, refreshed
from agister.sources.warc_stream import Archive, Record, Records

Wanted = Callable[[str, str], bool]

_READ_LIMIT = BODY_LIMIT + HEAD_LIMIT
_RESPONSE, _RESOURCE, _METADATA, _REVISIT = 4, 8, 32, 64
_READ = frozenset((_RESPONSE, _RESOURCE, _METADATA, _REVISIT))
_NAMES = {2: "warcinfo", 16: "request", 32: "metadata", 128: "conversion", 256: "continuation", 512: "unknown-type"}
_UNCODED = ("", "identity")
_FIELDS = (
    "WARC-Target-URI WARC-Truncated WARC-Segment-Number WARC-Record-ID WARC-Date WARC-Payload-Digest WARC-Refers-To "
    "WARC-Refers-To-Date WARC-Refers-To-Target-URI Content-Type"
)
_SPELLINGS = {name.lower(): name for name in _FIELDS.split()}


def observations(
    archive: Archive,
    *,
    name: str,
    report: SourceReport | None = None,
    wanted: Wanted = wanted,
    revisits: Revisits | None = None,
) -> Iterator[Observation]:
    """Every observation in an archive, in order, one record at a time.

    `archive` is a path, an fsspec address or a binary stream; `name` becomes `Observation.source`, the record's byte
    offset `Observation.offset` (in an archive that is compressed as a whole, all records share one). `report` counts
    what was read and skipped. `wanted(url, media_type)` decides whose bodies are decoded; of other answers only those
    with a rights header come out, without a body. `revisits` may be shared by the archives of one run.
    Raises InputError where there is no archive to read; nothing inside it raises.
    """
    counts = report if report is not None else SourceReport()
    reader = _Reader(
        Records(archive, name, counts), name, counts, wanted, revisits if revisits is not None else Revisits()
    )
    pending: Observation | None = None
    for record in reader.records:
        if record is None:
            # What came before does not end where it says, so nobody knows what is missing from it.
            if pending is not None and pending.error is None:
                pending = replace(pending, error="incomplete")
            continue
        if pending is not None:
            yield pending
            pending = None
        counts.records += 1
        kind = int(record.record_type)
        if kind in _READ:
            pending = reader.read(record, kind)
            if pending is not None:
                counts.observations += 1
        else:
            reader.pass_over(record, kind)
    if pending is not None:
        yield pending


class _Reader:
    __slots__ = ("_followed", "_revisits", "_wanted", "name", "records", "report")

    def __init__(self, records: Records, name: str, report: SourceReport, wanted: Wanted, revisits: Revisits) -> None:
        self.records = records
        self.name = name
        self.report = report
        self._wanted = wanted
        self._revisits = revisits
        self._followed = Followed()

    def read(self, record: Record, kind: int) -> Observation | None:
        report = self.report
        length = record.content_length
        try:
            # A buffer of the size asked for is made for each read: never ask for more than there is.
            expected = length if length < _READ_LIMIT else _READ_LIMIT
            block = record.reader.read(expected)
        except OSError as error:
            return self._damaged(record, error)
        if kind == _METADATA and b"fetchFailure:" not in block:
            report.skip("metadata")
            return None
        fields = dict(record.headers.to_tuples())
        if "WARC-Target-URI" not in fields:
            fields = {_SPELLINGS.get(name.lower(), name): value for name, value in fields.items()}
        url = fields.get("WARC-Target-URI", "").strip("<> ")
        if not is_web(url):
            if not url:
                report.problem("warc-no-url", self._at(record), f"{self.name}: no WARC-Target-URI", "WARC 1.1 §5.14")
            report.skip("not-a-web-url")
            return None
        if kind == _METADATA:
            return self._failure(record, fields, url, block)
        flaw = "incomplete" if len(block) < expected else ""
        if flaw:
            report.problem(
                "warc-cut-record",
                self._at(record),
                f"{self.name}: {len(block)} of {length} bytes are there",
                "WARC 1.1 §5.3",
            )
        cut, reason = length > _READ_LIMIT, fields.get("WARC-Truncated", "")
        if reason == "length":
            cut = True
        elif reason or "WARC-Segment-Number" in fields:
            flaw = "incomplete"
        if kind == _RESOURCE:
            return self._resource(record, fields, url, block, cut, flaw)
        head = parse_head(block)
        if head is None:
            if kind == _REVISIT and not block.strip():
                head = Head(0, (), len(block))
            else:
                report.problem(
                    "http-no-status",
                    self._at(record),
                    f"{url}: the record holds no readable HTTP answer",
                    "RFC 9112 §4",
                )
                return self._made(record, fields, url, error="protocol-error")
        if 300 <= head.status < 400:
            self._followed.note(url, head.status, head.headers)
        shape = traits(head.headers)
        decides = self._wanted(url, shape.media_type) or url in self._followed
        # Whatever a URL is, where it leads to may say something (ADR 0021).
        redirects = 300 <= head.status < 400 and head.status != 304
        if not decides and not redirects and not (kind == _REVISIT and head.status in (0, 304)):
            if not has_rights_header(block[: head.body_at]):
                report.skip("not-wanted")
                return None
            return self._made(record, fields, url, status=head.status, headers=head.headers)
        if kind == _REVISIT or head.status == 304:
            return self._revisit(record, fields, url, head)
        if not 200 <= head.status < 300:
            return self._made(record, fields, url, status=head.status, headers=head.headers)
        return self._response(record, fields, url, block, head, shape, cut, flaw)

    def pass_over(self, record: Record, kind: int) -> None:
        """Count a record of a type that says nothing."""
        word = _NAMES.get(kind)
        if word is None:
            word = "unknown-type"
            if not any(name.lower() == "warc-type" for name, _ in record.headers.to_tuples()):
                self.report.problem("warc-no-type", self._at(record), f"{self.name}: no WARC-Type", "WARC 1.1 §5.5")
        self.report.skip(word)

    def _response(
        self,
        record: Record,
        fields: dict[str, str],
        url: str,
        block: bytes,
        head: Head,
        shape: Traits,
        cut: bool,
        flaw: str,
    ) -> Observation:
        body = block[head.body_at :]
        if shape.transfer or shape.content:
            done = _payload(body, shape)
            body, cut = done.body, cut or done.cut
            # Where the collector stopped on purpose, a chunk or a gzip member without its end is no further defect.
            flaw = flaw or ("" if cut and done.flaw == "incomplete" else done.flaw)
            for note in (done.note, done.flaw):
                if note:
                    self.report.problem(
                        f"http-{note}", self._at(record), f"{url}: {note.replace('-', ' ')}", "RFC 9110 §8.4"
                    )
        elif not (cut or flaw) and (
            len(body) < shape.length or (not body and shape.length and not is_ended(block, head))
        ):
            # RFC 9112 §8: fewer bytes than announced, or a head without its end.
            flaw = "incomplete"
            self.report.problem("http-incomplete", self._at(record), f"{url}: the answer breaks off", "RFC 9112 §8")
        elif len(body) > BODY_LIMIT:
            body, cut = body[:BODY_LIMIT], True
        if not flaw:
            self._remember(fields, url, Payload(head.status, head.headers, body, cut, fields.get("WARC-Date", "")))
        return self._made(record, fields, url, status=head.status, headers=head.headers, body=body, cut=cut, error=flaw)

    def _resource(
        self, record: Record, fields: dict[str, str], url: str, block: bytes, cut: bool, flaw: str
    ) -> Observation | None:
        kind = fields.get("Content-Type", "")
        headers = (("Content-Type", kind),) if kind else ()
        if not self._wanted(url, traits(headers).media_type):
            self.report.skip("not-wanted")
            return None
        body = block[:BODY_LIMIT]
        self._remember(fields, url, Payload(None, headers, body, cut, fields.get("WARC-Date", "")))
        return self._made(
            record, fields, url, headers=headers, body=body, cut=cut or len(block) > BODY_LIMIT, error=flaw
        )

    def _remember(self, fields: dict[str, str], url: str, payload: Payload) -> None:
        keys = (fields.get("WARC-Record-ID", ""), fields.get("WARC-Payload-Digest", ""), url)
        self._revisits.remember(keys, payload)

    def _revisit(self, record: Record, fields: dict[str, str], url: str, head: Head) -> Observation | None:
        unchanged = head.status in (0, 304)
        if not unchanged and not 200 <= head.status < 300:
            return self._made(record, fields, url, status=head.status, headers=head.headers)
        found = self._revisits.find((fields.get("WARC-Refers-To", ""), fields.get("WARC-Payload-Digest", "")))
        if found is None and unchanged:
            # "Not modified" means the answer of that date, or without a date the last one of this address.
            date = fields.get("WARC-Refers-To-Date", "")
            last = self._revisits.find((fields.get("WARC-Refers-To-Target-URI", url).strip("<> "),))
            found = last if last is not None and date in ("", last.date) else None
        if found is None:
            if not self._wanted(url, traits(head.headers).media_type):
                self.report.skip("not-wanted")
                return None
            self.report.problem(
                "warc-revisit-target-missing",
                self._at(record),
                f"{url}: the payload was not seen in this run",
                "WARC 1.1 §6.7",
            )
            return self._made(record, fields, url, headers=head.headers, error="revisit")
        headers = refreshed(found.headers, head.headers) if unchanged else head.headers
        status = found.status if unchanged else head.status
        self._remember(fields, url, Payload(status, headers, found.body, found.cut, fields.get("WARC-Date", "")))
        return self._made(record, fields, url, status=status, headers=headers, body=found.body, cut=found.cut)

    def _failure(self, record: Record, fields: dict[str, str], url: str, block: bytes) -> Observation | None:
        kind = dict(header_lines(block[:65536])).get("fetchFailure", "")
        if not kind or not fields.get("Content-Type", "").startswith("application/warc-fields"):
            self.report.skip("metadata")
            return None
        return self._made(record, fields, url, error=kind)

    def _damaged(self, record: Record, error: OSError) -> Observation | None:
        fields = dict(record.headers.to_tuples())
        url = fields.get("WARC-Target-URI", "").strip("<> ")
        self.report.problem(
            "warc-damaged", self._at(record), f"{self.name}: {error}; the record's content is lost", "WARC 1.1 §4"
        )
        if is_web(url) and self._wanted(url, ""):
            return self._made(record, fields, url, error="incomplete")
        self.report.skip("invalid-record")
        return None

    def _made(
        self,
        record: Record,
        fields: dict[str, str],
        url: str,
        *,
        status: int | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes | None = None,
        cut: bool = False,
        error: str = "",
    ) -> Observation:
        when = moment(fields.get("WARC-Date", ""))
        if when is None:
            self._no_date(record, fields)
        return Observation(
            url=url,
            fetched_at=when,
            status=status,
            headers=headers,
            body=body,
            error=error or None,
            truncated=cut,
            source=self.name,
            offset=record.stream_pos if self.records.shared is None else self.records.place(record),
        )

    def _no_date(self, record: Record, fields: dict[str, str]) -> None:
        self.report.problem(
            "warc-date",
            self._at(record),
            f"{self.name}: no usable WARC-Date ({fields.get('WARC-Date', '')[:40]!r}), so it counts at any time",
            "WARC 1.1 §5.4",
        )

    def _at(self, record: Record) -> str:
        return f"byte {self.records.place(record)}"


def _payload(raw: bytes, shape: Traits) -> Decoded:
    plain = unchunk(raw) if "chunked" in shape.transfer else Decoded(raw)
    more = [word for word in shape.transfer if word not in ("chunked", *_UNCODED)]
    done = decode(plain.body, shape.content + more, BODY_LIMIT)
    return Decoded(done.body, done.cut, done.flaw or plain.flaw, done.note or plain.note)
