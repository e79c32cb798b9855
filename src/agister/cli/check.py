"""`agister check`: what one site says, what is malformed, what contradicts what."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agister.cli.check_lines import lines
from agister.cli.terminal import Progress, print_json, say
from agister.errors import InputError, UsageError
from agister.publishing.trace_json import statement_as_json
from agister.rights import Observation
from agister.screening.inputs import site_files
from agister.screening.policy_file import load_policy
from agister.screening.site_check import SiteCheck, check_site
from agister.sources.folder_origin import origin_on_disk
from agister.sources.report import SourceReport

name = "check"
summary = "what a site says of the use of its works, what is malformed, what contradicts what"
description = (
    "Give a URL (fetched politely, with --contact), a folder with a built site, or one file (robots.txt, tdmrep.json, "
    "a page, a WARC). Answers are given under a cautious policy, --policy changes it."
)
example = "agister check public/\nagister check https://example.org --contact you@example.org"

_SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the reference."""
    parser.add_argument("subject", metavar="URL|FOLDER|FILE", help="what to check")
    parser.add_argument(
        "--policy", default="eu-commercial-training", metavar="P.toml", help="policy file or shipped name"
    )
    parser.add_argument("--contact", metavar="MAIL", help="whom a site can write to (required for a URL)")
    parser.add_argument(
        "--origin",
        metavar="ORIGIN",
        help="where a folder or file is served (else as its CNAME, Sitemap line or canonical link says)",
    )
    parser.add_argument("--allow-private", action="store_true", help="fetch private addresses too")
    parser.add_argument("--all", action="store_true", help="list every statement and problem")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Check and print."""
    report = SourceReport()
    progress = Progress(quiet=options.json, unit=" files")
    try:
        observed = _counted(_observations(options, report), progress)
        found = check_site(options.subject, observed, policy=load_policy(options.policy), report=report)
    finally:
        progress.close()
    if not found.files and not found.source_problems:
        raise InputError(f"{options.subject}: nothing there that a site would serve")
    if options.json:
        print_json(_as_json(found))
    else:
        say("\n".join(lines(found, _SHOWN if not options.all else 1_000_000)))
    return 0


def _counted(observations: Iterable[Observation], progress: Progress) -> Iterator[Observation]:
    for number, observation in enumerate(observations):
        if number % 200 == 0:
            progress("reading", number)
        yield observation


def _observations(options: argparse.Namespace, report: SourceReport) -> Iterable[Observation]:
    if "://" in options.subject and urlsplit(options.subject).scheme in ("http", "https"):
        if not options.contact:
            raise UsageError("checking a URL fetches it: say whom the site can write to with --contact you@example.org")
        from agister.cli.fetching import fetch_site

        return fetch_site(options.subject, contact=options.contact, allow_private=options.allow_private)
    path = Path(options.subject)
    if not path.exists():
        raise InputError(f"{options.subject} does not exist")
    return site_files(path, options.origin or origin_on_disk(path), report)


def _as_json(found: SiteCheck) -> dict[str, Any]:
    return {
        "subject": found.subject,
        "origin": found.origin,
        "policy": found.policy,
        "answers": {
            usage.value: {
                "outcome": decision.outcome.value,
                "protocol": decision.protocol,
                "because": statement_as_json(decision.because) if decision.because else None,
            }
            for usage, decision in found.answers
        },
        "files": [
            {"url": f.url, "what": f.what, "statements": len(f.statements), "problems": len(f.problems)}
            for f in found.files
        ],
        "statements": [{"url": f.url, **statement_as_json(s)} for f in found.files for s in f.statements],
        "problems": [
            {
                "url": url,
                "protocol": protocol,
                "kind": p.kind,
                "place": p.place,
                "message": p.message,
                "clause": p.clause,
            }
            for url, protocol, p in [*found.problems, *((None, "source", p) for p in found.source_problems)]
        ],
        "contradictions": list(found.contradictions),
    }
