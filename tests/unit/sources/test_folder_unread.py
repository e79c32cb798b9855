"""Header configuration that is not read is told where it speaks of rights."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agister.sources.folder_unread import report_unread
from agister.sources.report import SourceReport


def told(folder: Path) -> list[tuple[str, str]]:
    report = SourceReport()
    report_unread(folder, [folder], report)
    assert {problem.kind for problem in report.problems} <= {"folder-unread-headers"}
    return [(problem.place, problem.message.partition(",")[0]) for problem in report.problems]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "next.config.ts",
            "nuxt.config.js",
            "astro.config.mjs",
            "nginx.conf",
            "site.nginx",
            "conf/my-nginx.conf.template",
        ),
        *(
            "Caddyfile",
            "web.config",
            "customHttp.yml",
            "render.yaml",
            "src/middleware.ts",
            "_worker.js",
            "functions/_middleware.ts",
            "worker/index.js",
            "docker-compose.yml",
        ),
    ],
)
def test_what_sets_headers_elsewhere(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("first\n  X-Robots-Tag: noai\n")
    assert told(tmp_path) == [(f"{name} line 2", "speaks of x-robots-tag")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("next.config.ts", "headers: 'X-Frame-Options'"),
        ("notes.ts", "tdm-reservation"),
        ("a/b/nginx.conf", "tdm-policy"),
    ],
)
def test_other_files_and_other_headers_are_left_alone(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
    (tmp_path / name).write_text(text)
    assert told(tmp_path) == []


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "nginx.conf")
    assert told(tmp_path) == []
