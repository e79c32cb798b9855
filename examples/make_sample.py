"""Writes the sample that `make demo` and the tutorial use: examples/sample/sites.warc.gz and examples/sample/urls.parquet.

    python -m examples.make_sample [FOLDER]

Every site in it is invented, and every date is fixed, so that running it again gives the same records and the same rows.
"""

from __future__ import annotations

import io
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from examples.sample_sites import SITES
from examples.sample_sites.answers import Answer

SAMPLE = Path(__file__).parent / "sample"

_REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 403: "Forbidden", 404: "Not Found", 500: "Internal Server Error",
    503: "Service Unavailable"}  # fmt: skip
_STARTED = datetime(2026, 3, 10, tzinfo=UTC)


def write_archive(path: Path) -> None:
    """All observations as one WARC, record by record."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        software = {"software": "agister examples/make_sample.py", "format": "WARC File Format 1.1"}
        info = writer.create_warcinfo_record(path.name, software)
        info.rec_headers.replace_header("WARC-Date", "2026-03-02T08:00:00Z")
        info.rec_headers.replace_header("WARC-Record-ID", _identity("warcinfo"))
        writer.write_record(info)
        visits = sorted(
            ((answer.at, site.origin, answer) for site in SITES for answer in site.answers), key=lambda v: v[0]
        )
        for number, (at, origin, answer) in enumerate(visits):
            moment = datetime.fromisoformat(at) + timedelta(seconds=7 * number)
            _write_answer(writer, origin + answer.path, answer, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _write_answer(writer: WARCWriter, url: str, answer: Answer, date: str) -> None:
    fields = {"WARC-Date": date, "WARC-Record-ID": _identity(f"{url} {date}")}
    if answer.failure:
        block = io.BytesIO(f"fetchFailure: {answer.failure}\r\n".encode())
        record = writer.create_warc_record(
            url, "metadata", payload=block, warc_content_type="application/warc-fields", warc_headers_dict=fields
        )
    else:
        headers = [*answer.headers, ("Content-Length", str(len(answer.body)))]
        head = StatusAndHeaders(f"{answer.status} {_REASONS[answer.status]}", headers, protocol="HTTP/1.1")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(answer.body), http_headers=head, warc_headers_dict=fields
        )
    writer.write_record(record)


def _identity(text: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}>"


_THINGS = [
    "fox",
    "owl",
    "harbour",
    "bridge",
    "lantern",
    "window",
    "orchard",
    "kettle",
    "violin",
    "staircase",
    "market",
    "letter",
    "garden",
    "clock",
    "snow",
    "chair",
]
_KINDS = ["red", "old", "small", "quiet", "painted", "broken", "wooden", "distant", "early", "blue", "narrow", "golden"]
_ENDINGS = ("jpg", "jpg", "jpg", "png", "webp", "html", "html", "pdf", "JPG")
#: Origins that nobody observed.
_STRANGERS = tuple(f"https://{kind}-{thing}.example" for kind in _KINDS for thing in _THINGS[:6])


def rows() -> pa.Table:
    """About ten thousand rows as datasets of the web have them: mostly plain, some written in odd ways, some no URLs at all."""
    chance = Random(20260302)
    made: list[tuple[str | None, str]] = []
    total = sum(site.weight for site in SITES)
    for site in SITES:
        known = [
            site.origin + answer.path
            for answer in site.answers
            if answer.path.startswith(site.folders) or answer.path.endswith("html")
        ]
        made += [(url, _caption(chance)) for url in known]
        for _ in range(8_600 * site.weight // total - len(known)):
            made.append((_plain(site.origin, site.folders, chance), _caption(chance)))
    strangers = 10_000 - len(made) - len(_USELESS)
    for _ in range(strangers):
        made.append(
            (
                _plain(_STRANGERS[int(len(_STRANGERS) * chance.random() ** 2)], ("/images/", "/p/"), chance),
                _caption(chance),
            )
        )
    made = [(odd_spelling(url, chance) if url and chance.random() < 0.04 else url, caption) for url, caption in made]
    made += [(useless, _caption(chance)) for useless in _USELESS]
    chance.shuffle(made)
    widths = [None if chance.random() < 0.02 else chance.choice((320, 640, 800, 1024, 1200, 1920)) for _ in made]
    times = [_STARTED + timedelta(days=int(chance.random() * 250)) for _ in made]
    return pa.table(
        {
            "url": pa.array([url for url, _ in made], pa.string()),
            "caption": pa.array([caption for _, caption in made], pa.string()),
            "width": pa.array(widths, pa.int32()),
            "crawled_at": pa.array(times, pa.timestamp("s", tz="UTC")),
        }
    )


#: Rows that no program can make a web address of.
_USELESS: tuple[str | None, ...] = (
    *(None,) * 12, *("",) * 6, *("n/a",) * 4, "data:image/png;base64,iVBORw0KGgo=", "//cdn.example/no-scheme.jpg", "images/relative.jpg",
    "ftp://files.example/a.jpg", "https://", "http://[::1", "mailto:someone@foto-brandt.example", "C:\\pictures\\fox.jpg",
)  # fmt: skip


def _plain(origin: str, folders: tuple[str, ...], chance: Random) -> str:
    name = f"{chance.choice(_KINDS)}-{chance.choice(_THINGS)}-{int(chance.random() * 900) + 100}"
    query = f"?w={chance.choice((320, 640, 1024))}" if chance.random() < 0.05 else ""
    return f"{origin}{chance.choice(folders)}{name}.{chance.choice(_ENDINGS)}{query}"


def _caption(chance: Random) -> str:
    return f"{chance.choice(_KINDS)} {chance.choice(_THINGS)} near a {chance.choice(_THINGS)}"


def odd_spelling(url: str, chance: Random) -> str:
    """The same address written in another way; no way of writing it may change the answer."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    match int(chance.random() * 8):
        case 0:
            return f"{scheme.upper()}://{host.upper()}{slash}{path}"
        case 1:
            return url if ":" in host else f"{scheme}://{host}:{443 if scheme == 'https' else 80}{slash}{path}"
        case 2:
            return f"{url}#top"
        case 3:
            return f"  {url} "
        case 4:
            return f"{scheme}://{host}{slash}./{path}"
        case 5:
            return f"{scheme}://reader@{host}{slash}{path}"
        case 6:
            return f"{scheme}:\\\\{host}\\{path}"
        case _:
            spoken = host.replace("xn--mnchner-bilder-gsb", "Münchner-Bilder")
            return f"{scheme}://{spoken}{slash}{path.replace('a', '%61', 1)}"


def main(folder: Path = SAMPLE) -> None:
    """Write both files."""
    folder.mkdir(parents=True, exist_ok=True)
    write_archive(folder / "sites.warc.gz")
    pq.write_table(rows(), folder / "urls.parquet", compression="zstd", compression_level=19)
    for file in sorted(folder.iterdir()):
        print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
