from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.sources.folder_headers import NAMES, headers_for, read_rules
from agister.sources.report import SourceReport

VERCEL = """{"headers": [
 {"source": "/(.*)", "headers": [{"key": "A", "value": "all"}]},
 {"source": "/art/:path*", "headers": [{"key": "A", "value": "art"}]},
 {"source": "/p/:slug", "headers": [{"key": "B", "value": "1"}]},
 {"source": "/(x|y)\\\\.html", "headers": [{"key": "C", "value": "1"}]},
 {"source": "/img.png", "headers": [{"key": "D", "value": "1"}]}]}"""
NETLIFY = """# comment
/*
  A: all
/art/*
  A: art
https://a.example/p/:slug
  B: 1
/art/free/*
  ! A
"""
TOML = '[[headers]]\nfor = "/*"\n[headers.values]\nA = "all"\nB = ["1", "2"]\n'
FIREBASE = '{"hosting": {"headers": [{"source": "**/*.@(jpg|png)", "headers": [{"key": "A", "value": "1"}]}]}}'
AZURE = '{"globalHeaders": {"A": "1"}, "routes": [{"route": "/art/*", "headers": {"B": "2"}}, {"route": "/x"}]}'
APACHE = """
<IfModule mod_headers.c>
Header always set X-Robots-Tag "noai, \\"x\\""
<FilesMatch "\\.(jpg|png)$">
  Header append TDM-Reservation 1
</FilesMatch>
<Files secret.html>
  Header unset X-Robots-Tag
</Files>
</IfModule>
RewriteRule ^ - [E=x]
"""
CASELESS = '<FilesMatch "(?i)\\.(jpe?g|png)$">\nHeader set X-Robots-Tag "noai"\n</FilesMatch>\n'
NOAI = ("X-Robots-Tag", 'noai, "x"')


@pytest.mark.parametrize(
    ("name", "text", "path", "lines"),
    [
        ("vercel.json", VERCEL, "/", [("A", "all")]),
        ("vercel.json", VERCEL, "/art", [("A", "art")]),
        ("vercel.json", VERCEL, "/art/1/2.jpg", [("A", "art")]),
        ("vercel.json", VERCEL, "/p/x", [("A", "all"), ("B", "1")]),
        ("vercel.json", VERCEL, "/p/x/y", [("A", "all")]),
        ("vercel.json", VERCEL, "/x.html", [("A", "all"), ("C", "1")]),
        ("vercel.json", VERCEL, "/imgapng", [("A", "all")]),
        ("_headers", NETLIFY, "/art/1.jpg", [("A", "all"), ("A", "art")]),
        ("_headers", NETLIFY, "/p/x", [("A", "all"), ("B", "1")]),
        ("_headers", NETLIFY, "/art/free/1.jpg", []),
        ("netlify.toml", TOML, "/x", [("A", "all"), ("B", "1"), ("B", "2")]),
        ("firebase.json", FIREBASE, "/a/b.jpg", [("A", "1")]),
        ("firebase.json", FIREBASE, "/a/b.gif", []),
        ("staticwebapp.config.json", AZURE, "/art/x", [("A", "1"), ("B", "2")]),
        (".htaccess", APACHE, "/a/b.jpg", [NOAI, ("TDM-Reservation", "1")]),
        (".htaccess", APACHE, "/a/b.html", [NOAI]),
        (".htaccess", APACHE, "/a/secret.html", []),
        (".htaccess", APACHE, "/b.html", []),
        (".htaccess", CASELESS, "/a/B.JPG", [("X-Robots-Tag", "noai")]),
        (".htaccess", CASELESS, "/a/b.jpg.html", []),
    ],
)
def test_rules(name: str, text: str, path: str, lines: list[tuple[str, str]]) -> None:
    report = SourceReport()
    rules = read_rules(name, name, text, "/a/" if name == ".htaccess" else "/", report)
    assert list(headers_for(path, rules)) == lines
    assert report.problems == []


@pytest.mark.parametrize("source", ["/(a+)+", "/" + "(.*)" * 9, "/(", "/" + "x" * 500])
def test_a_pattern_that_could_run_for_long_is_left_out_and_counted(source: str) -> None:
    report = SourceReport()
    text = f'{{"headers": [{{"source": "{source}", "headers": [{{"key": "A", "value": "1"}}]}}]}}'
    assert read_rules("vercel.json", "vercel.json", text, "/", report) == []
    assert report.problem_counts == {"folder-bad-headers": 1}


HOSTS = """{"headers": [{"source": "/(.*)", "has": [{"type": "host", "value": "(?<draft>.*)\\\\.vercel\\\\.app"}],
 "headers": [{"key": "X-Robots-Tag", "value": "noindex"}]}]}"""


@pytest.mark.parametrize(
    ("name", "text", "host", "kinds", "count"),
    [
        ("_headers", "https://:p.pages.dev/*\n  A: 1\n", "", ["folder-rule-for-drafts"], 0),
        ("_headers", "https://:p.pages.dev/*\n  A: 1\n", "art.pages.dev", [], 1),
        ("_headers", "https://:p.pages.dev/*\n  A: 1\n", "v1.art.pages.dev", [], 0),
        ("_headers", "https://art.pages.dev/*\n  A: 1\n", "", [], 1),
        ("_headers", "https://art.example:8443/*\n  A: 1\n", "ART.example", [], 1),
        ("_headers", "https://art.example/*\n  A: 1\n", "other.example", [], 0),
        ("netlify.toml", '[[headers]]\nfor = "https://art.example/*"\nvalues = {A = "1"}\n', "other.example", [], 0),
        ("vercel.json", HOSTS, "", ["folder-rule-for-drafts"], 0),
        ("vercel.json", HOSTS, "art.example", [], 0),
    ],
)
def test_rules_for_a_host(name: str, text: str, host: str, kinds: list[str], count: int) -> None:
    report = SourceReport()
    assert len(headers_for("/", read_rules(name, name, text, "/", report, host=host))) == count
    assert [problem.kind for problem in report.problems] == kinds


@given(st.sampled_from(NAMES), st.text())
def test_any_text_is_read_without_an_error(name: str, text: str) -> None:
    headers_for("/a", read_rules(name, name, text, "/", SourceReport()))
