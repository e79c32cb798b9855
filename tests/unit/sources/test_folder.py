from __future__ import annotations

import os
from pathlib import Path

import pytest

from agister.errors import InputError
from agister.rights import Observation
from agister.sources.folder import observations
from agister.sources.report import SourceReport


def site(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def read(folder: Path) -> tuple[dict[str, Observation], SourceReport]:
    report = SourceReport()
    found = list(observations(folder, name="s", origin="https://a.example", report=report))
    return {one.url.removeprefix("https://a.example"): one for one in found}, report


def test_files_become_the_urls_that_they_are_served_at(tmp_path: Path) -> None:
    found, report = read(
        site(
            tmp_path,
            **{
                "index.html": "home",
                "über uns/index.html": "about",
                "a.html": "a",
                "robots.txt": "User-agent: *",
                ".well-known/tdmrep.json": "[]",
                "style.css": "x",
                ".git/config": "x",
                "node_modules/a/index.html": "x",
            },
        )
    )
    assert list(found) == ["/.well-known/tdmrep.json", "/a.html", "/", "/robots.txt", "/%C3%BCber%20uns/"]
    assert found["/robots.txt"] == Observation(
        url="https://a.example/robots.txt",
        status=200,
        headers=(("Content-Type", "text/plain"),),
        body=b"User-agent: *",
        source="s/robots.txt",
    )
    assert (report.records, report.observations, report.skipped) == (6, 5, {"not-wanted": 1})


def test_configured_headers_speak_for_files_of_any_kind(tmp_path: Path) -> None:
    found, _ = read(
        site(
            tmp_path,
            **{"_headers": "/art/*\n  TDM-Reservation: 1\n", "art/a.jpg": "x", "art/b.html": "b", "c.jpg": "c"},
        )
    )
    assert {path: (one.headers, one.body) for path, one in found.items()} == {
        "/art/a.jpg": ((("Content-Type", "image/jpeg"), ("TDM-Reservation", "1")), None),
        "/art/b.html": ((("Content-Type", "text/html"), ("TDM-Reservation", "1")), b"b"),
    }


def test_public_files_are_served_beside_the_others(tmp_path: Path) -> None:
    found, report = read(
        site(
            tmp_path,
            **{
                "public/robots.txt": "public",
                "robots.txt": "top",
                "index.html": "home",
                "public/_headers": "/*\n  A: 1\n",
            },
        )
    )
    assert {path: one.body for path, one in found.items()} == {"/": b"home", "/robots.txt": b"public"}
    assert found["/"].headers == (("Content-Type", "text/html"), ("A", "1"))
    assert report.problem_counts == {"folder-two-files": 1}


def test_beside_a_finished_site_only_signal_files_count(tmp_path: Path) -> None:
    found, report = read(
        site(tmp_path, **{"dist/index.html": "built", "index.html": "source", "src/a.html": "x", "robots.txt": "r"})
    )
    assert {path: one.body for path, one in found.items()} == {"/": b"built", "/robots.txt": b"r"}
    assert report.skipped == {"source-of-a-built-site": 1}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("netlify.toml", '[build]\npublish = "www"\n'),
        ("vercel.json", '{"outputDirectory": "www"}'),
        ("firebase.json", '{"hosting": {"public": "www"}}'),
    ],
)
def test_the_named_finished_site_is_all_there_is(tmp_path: Path, name: str, text: str) -> None:
    found, _ = read(site(tmp_path, **{name: text, "www/index.html": "x", "robots.txt": "r"}))
    assert list(found) == ["/"]


def test_a_folder_that_names_itself_serves_everything_as_it_lies(tmp_path: Path) -> None:
    found, _ = read(
        site(tmp_path, **{"vercel.json": '{"outputDirectory": "."}', "index.html": "x", "public/a.html": "y"})
    )
    assert list(found) == ["/", "/public/a.html"]


def test_a_named_folder_outside_is_not_followed(tmp_path: Path) -> None:
    site(tmp_path / "other", **{"index.html": "secret"})
    found, _ = read(site(tmp_path / "in", **{"netlify.toml": '[build]\npublish = "../other"\n', "a.html": "x"}))
    assert list(found) == ["/a.html"]


def test_htaccess_speaks_for_its_folder(tmp_path: Path) -> None:
    found, _ = read(site(tmp_path, **{"a/.htaccess": "Header set X-Robots-Tag noai\n", "a/b.html": "", "c.html": ""}))
    assert {path: one.headers[1:] for path, one in found.items()} == {
        "/a/b.html": (("X-Robots-Tag", "noai"),),
        "/c.html": (),
    }


def test_a_file_that_cannot_be_read_is_a_failure(tmp_path: Path) -> None:
    site(tmp_path, **{"index.html": "x"})
    (tmp_path / "robots.txt").symlink_to(tmp_path / "nowhere")
    found, report = read(tmp_path)
    assert (found["/robots.txt"].error, report.problem_counts) == ("unreadable-file", {"folder-unreadable-file": 1})


def test_broken_configuration_is_counted(tmp_path: Path) -> None:
    _, report = read(site(tmp_path, **{"vercel.json": "{", "netlify.toml": "[[", "index.html": "x"}))
    assert report.problem_counts == {"folder-bad-headers": 2}


def test_names_that_are_no_utf8_are_served_at_their_bytes(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfc.html"))).write_bytes(b"x")
    found, _ = read(tmp_path)
    assert {path: one.source for path, one in found.items()} == {"/%FC.html": "s/\\xfc.html"}


def test_a_pipe_is_a_failure_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "robots.txt")
    os.mkfifo(tmp_path / "_headers")
    site(tmp_path, **{"index.html": "x"})
    found, report = read(tmp_path)
    assert (found["/robots.txt"].error, found["/"].body) == ("unreadable-file", b"x")
    assert [(p.kind, p.place, p.message) for p in report.problems] == [
        ("folder-bad-headers", "_headers", "cannot be read: it is no regular file; its headers are not known"),
        ("folder-unreadable-file", "/robots.txt", "cannot be read: it is no regular file"),
    ]


def test_links_to_folders_are_told_and_not_followed(tmp_path: Path) -> None:
    site(tmp_path, **{"a/index.html": "x"})
    (tmp_path / "a" / "round").symlink_to("..")
    found, report = read(tmp_path)
    assert list(found) == ["/a/"]
    assert [(p.kind, p.place) for p in report.problems] == [("folder-link", "/a/round")]


def test_folders_too_deep_to_list_are_told(tmp_path: Path) -> None:
    site(tmp_path, **{"index.html": "x"})
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    found, report = read(tmp_path)
    assert list(found) == ["/"]
    assert report.problem_counts == {"folder-unreadable-folder": 1}
    assert report.problems[0].message.startswith("cannot be listed: File name too long")


def test_hidden_files_are_not_served(tmp_path: Path) -> None:
    found, report = read(
        site(tmp_path, **{"_headers": "/*\n  X-Robots-Tag: noai\n", ".env": "x", ".well-known/.x": "x", "a.css": "x"})
    )
    assert list(found) == ["/", "/.well-known/.x", "/a.css"]
    assert report.skipped == {"hidden-file": 1}


def test_a_home_page_made_elsewhere_is_served_with_the_headers_too(tmp_path: Path) -> None:
    found, _ = read(site(tmp_path, **{"public/_headers": "/*\n  TDM-Reservation: 1\n", "public/robots.txt": "x"}))
    assert found["/"] == Observation(
        url="https://a.example/", status=200, headers=(("TDM-Reservation", "1"),), source="s"
    )
    found, _ = read(site(tmp_path, **{"public/_headers": "/*\n  X-Frame-Options: DENY\n"}))
    assert list(found) == ["/robots.txt"]


def test_a_rule_for_another_host_does_not_count(tmp_path: Path) -> None:
    text = "https://:draft.pages.dev/*\n  X-Robots-Tag: noindex\nhttps://a.example/*\n  TDM-Reservation: 1\n"
    found, report = read(site(tmp_path, **{"_headers": text, "index.html": "x"}))
    assert found["/"].headers == (("Content-Type", "text/html"), ("TDM-Reservation", "1"))
    assert (report.skipped, report.problems) == ({"rule-of-another-host": 1}, [])


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="s is no folder"):
        read(tmp_path / "none")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may list every folder")
def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0)
    with pytest.raises(InputError, match="s cannot be listed"):
        read(tmp_path)
