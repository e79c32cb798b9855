"""`agister check`: what one site says, what is malformed, what contradicts what."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agister.cli.terminal import print_json, table
from agister.errors import InputError, UsageError
from agister.publishing.trace_json import statement_as_json
from agister.rights import Observation, Standing, Statement
from agister.screening.inputs import site_files
from agister.screening.policy_file import load_policy
from agister.screening.site_check import SiteCheck, check_site

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
    parser.add_argument("--origin", metavar="ORIGIN", help="origin under which a folder or file is read")
    parser.add_argument("--allow-private", action="store_true", help="fetch private addresses too")
    parser.add_argument("--all", action="store_true", help="list every statement and problem")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Check and print."""
    found = check_site(options.subject, _observations(options), policy=load_policy(options.policy))
    if not found.files:
        raise InputError(f"{options.subject}: nothing there that a site would serve")
    if options.json:
        print_json(_as_json(found))
    else:
        print("\n".join(_lines(found, _SHOWN if not options.all else 1_000_000)))
    return 0


def _observations(options: argparse.Namespace) -> Iterable[Observation]:
    if "://" in options.subject and urlsplit(options.subject).scheme in ("http", "https"):
        if not options.contact:
            raise UsageError("checking a URL fetches it: say whom the site can write to with --contact you@example.org")
        from agister.cli.fetching import fetch_site

        return fetch_site(options.subject, contact=options.contact, allow_private=options.allow_private)
    path = Path(options.subject)
    if not path.exists():
        raise InputError(f"{options.subject} does not exist")
    return site_files(path, options.origin)


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
            for url, protocol, p in found.problems
        ],
        "contradictions": list(found.contradictions),
    }


def _lines(found: SiteCheck, shown: int) -> list[str]:
    lines = [f"{found.subject}   {len(found.files)} files read, as {found.origin}", ""]
    rows = [
        (
            usage.value,
            decision.outcome.value,
            decision.protocol or "",
            _words(decision.because) if decision.because else "",
        )
        for usage, decision in found.answers
    ]
    lines += [f"what the site as a whole says (policy {found.policy})", table(rows), ""]
    by_protocol = Counter(s.protocol for s in found.statements)
    if not by_protocol:
        lines.append("no statement of any protocol was found")
    for protocol, count in by_protocol.items():
        lines.append(f"{protocol}: {count:,} statement{'s' if count > 1 else ''}")
        mine = [(f.url, s) for f in found.files for s in f.statements if s.protocol == protocol]
        lines += [f"  {_short(url, found.origin)}  {_words(s)}" for url, s in mine[:shown]]
        if len(mine) > shown:
            lines.append(f"  … and {len(mine) - shown:,} more (--all lists them)")
    if found.contradictions:
        lines += ["", "contradictions", *(f"  {text}" for text in found.contradictions)]
    if found.problems:
        lines += ["", f"problems: {len(found.problems):,}"]
        for url, protocol, problem in found.problems[: shown * 2]:
            clause = f" ({problem.clause})" if problem.clause else ""
            lines.append(f"  {protocol:<16} {_short(url, found.origin)} {problem.place}: {problem.message}{clause}")
        if len(found.problems) > shown * 2:
            lines.append(f"  … and {len(found.problems) - shown * 2:,} more (--all lists them)")
    else:
        lines += ["", "nothing malformed"]
    return lines


def _short(url: str, origin: str) -> str:
    return url.removeprefix(origin) or "/"


def _words(statement: Statement) -> str:
    agents = (
        f" for {', '.join(statement.agents[:4])}{' …' if len(statement.agents) > 4 else ''}" if statement.agents else ""
    )
    flaw = "" if statement.standing is Standing.SAID else f" [{statement.standing}]"
    quote = json.dumps(statement.quote[:100], ensure_ascii=False)[1:-1]
    return f"{statement.place}{agents}: {quote}{flaw}"
