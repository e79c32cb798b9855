"""Where a site on disk says that it is served."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agister.sources.folder_origin import origin_on_disk

CANONICAL = '<head><link href="https://www.art.example/home" rel="canonical">'
SITEMAP = "<urlset><url>\n<loc> https://art.example/a </loc></url></urlset>"


@pytest.mark.parametrize(
    ("files", "origin"),
    [
        ({"CNAME": "art.example\n", "robots.txt": "Sitemap: https://other.example/s.xml\n"}, "https://art.example"),
        ({"CNAME": "art.example\nwww.art.example\n"}, "https://art.example"),
        ({"CNAME": "see/the/notes"}, None),
        ({"public/CNAME": "ART.example"}, "https://art.example"),
        ({"robots.txt": "User-agent: *\n  SITEMAP : https://www.art.example/s.xml\n"}, "https://www.art.example"),
        ({"static/robots.txt": "Sitemap: /sitemap.xml\n", "index.html": CANONICAL}, "https://www.art.example"),
        ({"dist/index.html": CANONICAL}, "https://www.art.example"),
        ({"index.html": '<link rel=canonical href="{{ site.url }}">', "sitemap.xml": SITEMAP}, "https://art.example"),
        ({"CNAME": ""}, None),
        ({}, None),
    ],
)
def test_a_site_says_where_it_is_served(tmp_path: Path, files: dict[str, str], origin: str | None) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert origin_on_disk(tmp_path) == origin


def test_a_single_robots_txt_says_it_too_and_other_files_do_not(tmp_path: Path) -> None:
    for name, origin in (("robots.txt", "https://art.example"), ("ai.txt", None)):
        (tmp_path / name).write_text("Sitemap: https://art.example/s.xml\n")
        assert origin_on_disk(tmp_path / name) == origin


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "CNAME")
    assert origin_on_disk(tmp_path) is None
