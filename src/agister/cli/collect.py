"""`agister collect`: ask origins politely what they say, and keep the answers as WARC."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from agister.cli.fetching import collect_origins
from agister.cli.terminal import Progress, print_json, say, table
from agister.errors import InputError

name = "collect"
summary = "fetch the signal files of origins politely and write WARC"
description = (
    "For each origin robots.txt, the other well-known signal files, linked licences and the home page, one request at a time "
    "per origin, bounded in size, time and redirects. Writes WARC files, from which an index is built. Resumes where it stopped."
)
example = "agister origins shards/ > origins.tsv\nagister collect origins.tsv --out crawl --contact you@example.org"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the reference."""
    parser.add_argument(
        "origins", metavar="ORIGINS", help="file with one origin per line (as `agister origins` prints), or -"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="folder for WARC files and the state of the run")
    parser.add_argument("--contact", required=True, metavar="MAIL", help="mail address or page of who is responsible")
    parser.add_argument("--pages", metavar="FILE", help="further page URLs, one per line")
    parser.add_argument("--concurrency", type=int, default=64, metavar="N", help="origins at a time (default 64)")
    parser.add_argument(
        "--delay", type=float, default=0.5, metavar="S", help="seconds between requests to one origin (default 0.5)"
    )
    parser.add_argument("--again", action="store_true", help="ask finished origins anew, with conditional requests")
    parser.add_argument("--allow-private", action="store_true", help="fetch private addresses too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Collect and print."""
    origins = _lines(options.origins)
    pages = _lines(options.pages) if options.pages else []
    progress = Progress(quiet=options.json, unit=" origins")
    try:
        report = collect_origins(
            origins,
            options.out,
            contact=options.contact,
            pages=pages,
            concurrency=options.concurrency,
            delay=options.delay,
            again=options.again,
            allow_private=options.allow_private,
            progress=progress,
        )
    finally:
        progress.close()
    if options.json:
        print_json(report)
    else:
        done = f", {report['skipped']:,} were done already" if report["skipped"] else ""
        print(
            f"{options.out}: {report['origins']:,} origins asked{done}; {report['requests']:,} answers and failures written"
        )
        if report["outcomes"]:
            print(table(list(report["outcomes"].items())))
        for text in report["unusable"][:10]:
            say(f"  not an http(s) origin, left out: {text}")
        print(f"next: agister index build idx {options.out}")
    return 0


def _lines(name: str) -> list[str]:
    if name == "-":
        text = sys.stdin.read()
    else:
        path = Path(name)
        if not path.is_file():
            raise InputError(f"{name} does not exist: give a file with one origin per line")
        text = path.read_text("utf-8", "replace")
    return [line.split("\t")[0].strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
