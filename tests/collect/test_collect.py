"""The collector against a real local server with faults; what it wrote is read back by us and by warcio."""

from __future__ import annotations

import gzip
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from agister.errors import UsageError
from agister.rights import Observation
from agister.sources import warc
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.http import CollectReport, collect
from agister.sources.http_fetch import Limits
from agister.sources.report import SourceReport
from agister.sources.warc_revisits import Revisits
from tests.collect.server import (
    CERTIFICATE,
    Answer,
    Site,
    drip,
    endless,
    endless_head,
    ok,
    redirect,
    reset,
    short,
    silence,
)

ROBOTS = b"User-agent: *\nDisallow: /private/\n"
PATHS = ("/.well-known/tdmrep.json", "/ai.txt")
QUICK = Limits(seconds=0.6, connect_seconds=0.5)


def run(out: Path, *origins: str, **more: object) -> CollectReport:
    options: dict[str, object] = {"contact": "a@b.example", "paths": PATHS, "delay": 0, "allow_private": True}
    return collect(origins, out, **(options | more))  # type: ignore[arg-type]


def read(out: Path) -> list[Observation]:
    memory = Revisits()
    report = SourceReport()
    found: list[Observation] = []
    for file in sorted(out.glob("*.warc.gz")):
        found += warc.observations(file, name=file.name, report=report, revisits=memory, wanted=lambda *_: True)
    assert {kind for kind in report.problem_counts if kind.startswith("warc")} == set()
    return found


def oracle(out: Path) -> Iterator[tuple[str, str, bytes]]:
    """Type, URL and content of each record as warcio reads them, all digests checked."""
    for file in sorted(out.glob("*.warc.gz")):
        with file.open("rb") as opened:
            for record in ArchiveIterator(opened, check_digests=True):
                content = record.content_stream().read()
                assert record.digest_checker.passed is not False, record.digest_checker.problems
                yield record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", content


def test_a_site_is_asked_in_order_and_read_back(tmp_path: Path) -> None:
    answers: dict[str, Answer] = {
        "/robots.txt": ok(ROBOTS, "Content-Type: text/plain"),
        "/": ok(b"<p>home", "Content-Type: text/html", "TDM-Reservation: 1"),
    }
    with Site(answers) as site:
        report = run(tmp_path, site.origin, pages=[f"{site.origin}/a", f"{site.origin}/private/b"])
        assert site.asked == ["/robots.txt", *PATHS, "/", "/a"]
        assert site.most_open == 1
        assert b"\r\nUser-Agent: agister/" in site.heads[0]
        assert b" (+a@b.example)\r\n" in site.heads[0]
    assert (report.origins, report.requests) == (1, 5)
    assert report.outcomes == {"2xx": 2, "4xx": 3, "robots-disallowed": 1}
    found = {o.url.removeprefix(site.origin): o for o in read(tmp_path)}
    assert [(path, o.status, o.body) for path, o in found.items()] == [
        ("/robots.txt", 200, ROBOTS),
        *((path, 404, None) for path in PATHS),
        ("/", 200, b"<p>home"),
        ("/a", 404, None),
    ]
    assert found["/"].headers == (("Content-Type", "text/html"), ("TDM-Reservation", "1"), ("Content-Length", "7"))
    assert ("response", f"{site.origin}/robots.txt", ROBOTS) in list(oracle(tmp_path))
    assert [kind for kind, _, _ in oracle(tmp_path)] == ["warcinfo", *(["response", "request"] * 5)]
    assert not list(tmp_path.glob("*.part"))


FAULTS: dict[str, tuple[Answer, int | None, str | None]] = {
    "server-error": (ok(b"", status="503 Busy"), 503, None),
    "silence": (silence, None, "timeout"),
    "reset": (reset, None, "reset"),
    "no-http": (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", None, "protocol-error"),
    "head-bomb": (endless_head, None, "protocol-error"),
    "drip": (drip, 200, "incomplete"),
    "short": (short, 200, "incomplete"),
    "two-lengths": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\n" + ROBOTS,
        None,
        "protocol-error",
    ),
    "broken-coding": (ok(gzip.compress(ROBOTS)[:-9], "Content-Encoding: gzip"), 200, "incomplete"),
    "unknown-coding": (ok(b"\1\2\3", "Content-Encoding: sdch"), 200, "content-encoding"),
    "loop": (redirect("/robots.txt"), None, "redirect-loop"),
    "scheme": (redirect("ftp://a.example/"), None, "unsupported-scheme"),
    "bad-target": (redirect("http://[x/"), None, "bad-url"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_becomes_a_failure_of_its_kind(tmp_path: Path, fault: str) -> None:
    answer, status, error = FAULTS[fault]
    with Site({"/robots.txt": answer, "/": ok(b"home")}) as site:
        run(tmp_path, site.origin, limits=QUICK)
        assert "/" not in site.asked, "without robots.txt pages are left alone"
    last = [o for o in read(tmp_path) if o.url.endswith("/robots.txt")][-1]
    assert (last.status, last.error) == (status, error)
    list(oracle(tmp_path))


def test_a_long_chain_of_redirects_is_given_up_and_each_hop_kept(tmp_path: Path) -> None:
    hops: dict[str, Answer] = {f"/{n}": redirect(f"/{n + 1}") for n in range(20)}
    with Site({"/robots.txt": redirect("/1"), **hops}) as site:
        run(tmp_path, site.origin)
    found = [(o.url.removeprefix(site.origin), o.status, o.error) for o in read(tmp_path)]
    assert found[:7] == [
        ("/robots.txt", 302, None),
        *((f"/{n}", 302, None) for n in range(1, 6)),
        ("/robots.txt", None, "redirect-loop"),
    ]


def test_redirects_to_another_origin_ask_its_robots_first(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(b"User-agent: *\nDisallow: /\n"), "/x": ok(b"x")}) as other, Site() as site:
        site.answers = {"/ai.txt": redirect(f"{other.origin}/ai.txt"), "/": redirect(f"{other.origin}/x")}
        report = run(tmp_path, site.origin)
        assert other.asked == ["/ai.txt", "/robots.txt"]
    assert report.outcomes["robots-disallowed"] == 1


def test_endless_and_huge_bodies_are_cut(tmp_path: Path) -> None:
    with Site({"/robots.txt": endless, "/ai.txt": ok(b"y" * (3 << 20))}) as site:
        run(tmp_path, site.origin)
    found = {o.url.removeprefix(site.origin): o for o in read(tmp_path)}
    cut = {path: (len(o.body or b""), o.truncated, o.error) for path, o in found.items() if o.body}
    assert cut == {"/robots.txt": (BODY_LIMIT, True, None), "/ai.txt": (BODY_LIMIT, True, None)}


def test_a_bomb_and_odd_bytes_are_kept_as_sent(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * (200 << 20), 9)
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nUser\r\n6\r\n-agent\r\n0\r\n\r\n"
    latin = "Disallow: /\xe9t\xe9".encode("latin-1")
    answers: dict[str, Answer] = {
        "/robots.txt": ok(latin, "Content-Type: text/plain; charset=utf-16", "X-Odd: \xe9"),
        PATHS[0]: ok(bomb, "Content-Encoding: gzip"),
        PATHS[1]: chunked,
    }
    with Site(answers) as site:
        run(tmp_path, site.origin)
    found = {o.url.removeprefix(site.origin): o for o in read(tmp_path)}
    assert found["/robots.txt"].body == latin
    assert ("X-Odd", "\xe9") in found["/robots.txt"].headers
    assert (len(found[PATHS[0]].body or b""), found[PATHS[0]].truncated) == (BODY_LIMIT, True)
    assert (found[PATHS[1]].body, found[PATHS[1]].error) == (b"User-agent", None)
    assert sum(file.stat().st_size for file in tmp_path.glob("*.warc.gz")) < 1 << 20


def test_a_certificate_that_is_not_trusted_is_a_failure(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(ROBOTS)}, tls=True) as site:
        run(tmp_path / "a", site.origin)
        run(tmp_path / "b", site.origin, tls=ssl.create_default_context(cafile=CERTIFICATE))
    assert [(o.url, o.error) for o in read(tmp_path / "a")] == [(f"{site.origin}/robots.txt", "tls")]
    assert read(tmp_path / "b")[0].body == ROBOTS


def test_private_addresses_are_refused_also_behind_a_redirect(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(ROBOTS)}) as site:
        report = run(tmp_path, site.origin, "http://127.1:1", "http://[::1]", "http://0x7f000001", allow_private=False)
        assert site.asked == []
    assert report.outcomes == {"private-address": 4}
    assert {o.error for o in read(tmp_path)} == {"private-address"}


def test_a_closed_port_and_an_unknown_name(tmp_path: Path) -> None:
    with Site() as site:
        port = site.port
    report = run(tmp_path, f"http://localhost:{port}", "http://no-such-name.invalid", "nonsense://x", "")
    assert report.outcomes == {"refused": 1, "dns": 1}
    assert report.unusable == ["nonsense://x", ""]


def test_linked_documents_are_fetched(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(b"License: /l.xml\n"), "/l.xml": ok(b"<rsl/>", "Content-Type: text/xml")}) as site:
        run(tmp_path, site.origin, links=lambda o: [f"{site.origin}/l.xml"] if o.body == b"License: /l.xml\n" else [])
        assert site.asked == ["/robots.txt", *PATHS, "/", "/l.xml"]


def test_a_rerun_skips_what_is_done_and_again_asks_conditionally(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(ROBOTS, 'ETag: "r"'), "/ai.txt": ok(b"no", 'ETag: "v1"')}) as site:
        run(tmp_path, site.origin)
        before = list(site.asked)
        assert run(tmp_path, site.origin).skipped == 1
        assert site.asked == before
        site.answers["/ai.txt"] = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nX-New: 1\r\n\r\n'
        report = run(tmp_path, site.origin, again=True)
        assert b'\r\nIf-None-Match: "v1"\r\n' in site.heads[len(before) + 2]
        assert b"If-None-Match" not in site.heads[len(before)]
    assert report.outcomes["unchanged"] == 1
    texts = [o for o in read(tmp_path) if o.url.endswith("/ai.txt")]
    assert [(o.status, o.body, o.error) for o in texts] == [(200, b"no", None)] * 2
    assert ("X-New", "1") in texts[1].headers
    assert "revisit" in [kind for kind, _, _ in oracle(tmp_path)]


def test_many_origins_run_side_by_side_each_one_request_at_a_time(tmp_path: Path) -> None:
    async def slow(writer: object) -> None:
        import asyncio

        await asyncio.sleep(0.1)
        writer.write(ok(ROBOTS))  # type: ignore[attr-defined]

    sites = [Site({"/robots.txt": slow, "/ai.txt": slow}) for _ in range(8)]
    for site in sites:
        site.__enter__()
    start = time.monotonic()
    report = run(tmp_path, *(site.origin for site in sites), concurrency=8)
    took = time.monotonic() - start
    for site in sites:
        site.__exit__()
    assert report.origins == 8
    assert {site.most_open for site in sites} == {1}
    assert took < 8 * 0.2, "one after the other would take this long"


def test_a_short_retry_after_is_waited_for_once(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(b"", "Retry-After: 0", status="429 Too Many")}) as site:
        run(tmp_path, site.origin)
        assert site.asked == ["/robots.txt", "/robots.txt", *PATHS]


def test_too_many_requests_without_a_time_means_no_page(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(b"", status="429 Too Many"), "/": ok(b"home")}) as site:
        run(tmp_path, site.origin)
        assert site.asked == ["/robots.txt", *PATHS]


def test_a_redirect_written_in_utf8_is_followed(tmp_path: Path) -> None:
    with Site({"/robots.txt": b"HTTP/1.1 301 Moved\r\nLocation: /\xc3\xa4\r\n\r\n", "/%C3%A4": ok(ROBOTS)}) as site:
        run(tmp_path, site.origin)
        assert site.asked[:2] == ["/robots.txt", "/%C3%A4"]


def test_segments_rotate(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(ROBOTS)}) as site:
        report = run(tmp_path, site.origin, segment_bytes=100)
    assert len(report.files) > 3
    assert len(read(tmp_path)) == 4


def test_an_interrupted_run_loses_no_finished_origin(tmp_path: Path) -> None:
    with Site({"/robots.txt": ok(ROBOTS)}) as one, Site({"/robots.txt": ok(ROBOTS)}) as two:
        report = run(tmp_path, one.origin)
        file = report.files[0]
        part = file.rename(file.with_name(file.name + ".part"))
        with part.open("ab") as opened:
            opened.write(b"\x1f\x8b half a record")
        with (tmp_path / "collect.state").open("a") as state:
            state.write('{"done": "half')
        again = run(tmp_path, one.origin, two.origin)
        assert (again.skipped, again.origins, len(again.files)) == (1, 1, 2)
        assert [o.url for o in read(tmp_path) if o.body == ROBOTS] == [f"{s.origin}/robots.txt" for s in (one, two)]


@pytest.mark.parametrize("contact", ["", "me", "a@b.example\r\nX: y", "a b@c"])
def test_a_contact_is_needed(tmp_path: Path, contact: str) -> None:
    with pytest.raises(UsageError, match="is no contact"):
        run(tmp_path, contact=contact)
