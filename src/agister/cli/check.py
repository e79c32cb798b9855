"""`agister check`: what one site says, what is malformed, what contradicts what."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from agister.cli.terminal import hanging, labelled, print_json, say, states_something
from agister.errors import InputError, UsageError
from agister.formats.url import parse
from agister.protocols.seen import BODY_LIMIT
from agister.publishing.trace_json import statement_as_json
from agister.rights import Decision, Observation, Outcome, Problem, Reading, Standing, Statement
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

_SITEMAP = re.compile(rb"^[ \t]*sitemap[ \t]*:[ \t]*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_SHOWN = 12
_NAMED = 4
_QUOTED = 160


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the reference."""
    parser.add_argument("subject", metavar="URL|FOLDER|FILE", help="what to check")
    parser.add_argument(
        "--policy", default="eu-commercial-training", metavar="P.toml", help="policy file or shipped name"
    )
    parser.add_argument("--contact", metavar="MAIL", help="whom a site can write to (required for a URL)")
    parser.add_argument(
        "--origin", metavar="ORIGIN", help="where a folder or file is served (else as its CNAME or Sitemap line says)"
    )
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
        say("\n".join(_lines(found, _SHOWN if not options.all else 1_000_000)))
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
    return site_files(path, options.origin or origin_on_disk(path))


def origin_on_disk(path: Path) -> str | None:
    """Where a site on disk says that it is served: its `CNAME` file, else the Sitemap line of its robots.txt. None: it does not say.

    Licences and policies are named by absolute URLs; without the origin they would seem to be somebody else's.
    """
    folders = [path, path / "public", path / "static"] if path.is_dir() else []
    for name in (folder / "CNAME" for folder in folders):
        if (
            name.is_file()
            and (asset := parse(f"https://{name.read_text('utf-8', 'replace')[:300].strip()}/")) is not None
        ):
            return asset.origin
    for robots in [folder / "robots.txt" for folder in folders] or [path]:
        if robots.is_file() and robots.name == "robots.txt":
            with robots.open("rb") as file:
                named = _SITEMAP.search(file.read(BODY_LIMIT))
            if named and (asset := parse(named.group(1).decode("utf-8", "replace"))) is not None:
                return asset.origin
    return None


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
    count = len(found.files)
    lines = [f"{found.subject}: {count:,} file{'s' if count != 1 else ''} read, as {found.origin}", ""]
    lines.append(f"what the site as a whole says (policy {found.policy})")
    answers: dict[str, list[str]] = {}
    for usage, decision in found.answers:
        answers.setdefault(_answer(decision), []).append(usage.value)
    for answer, usages in answers.items():
        word, _, why = answer.partition("   ")
        lines.append(labelled(word, ", ".join(usages)))
        lines += [labelled("", why)] if why else []
    lines.append("")
    stated = [(f.url, s) for f in found.files for s in f.statements if states_something(s)]
    if not stated:
        lines.append("no statement of any protocol was found")
    for protocol in dict.fromkeys(s.protocol for _, s in stated):
        lines += ["", protocol] if lines[-1] else [protocol]
        said: dict[tuple[str, str], list[tuple[str, Statement]]] = {}
        for url, statement in stated:
            if statement.protocol == protocol:
                said.setdefault((_words(statement), statement.carrier), []).append((url, statement))
        lines += [labelled("", _group(places, found.origin), column=2) for places in list(said.values())[:shown]]
        if len(said) > shown:
            lines.append(f"    … and {len(said) - shown:,} more (--all lists them)")
    if found.contradictions:
        lines += ["", "contradictions", *(hanging(f"  {text}") for text in found.contradictions)]
    if not found.problems:
        return [*lines, "", "nothing malformed"]
    kinds: dict[tuple[str, str, str], list[Problem]] = {}
    for url, protocol, problem in found.problems:
        kinds.setdefault((url, protocol, problem.kind), []).append(problem)
    lines += ["", "problems"]
    for (url, protocol, _), alike in list(kinds.items())[:shown]:
        clause = f" ({alike[0].clause})" if alike[0].clause else ""
        more = f"   and {len(alike) - 1:,} more like it" if len(alike) > 1 else ""
        lines.append(
            hanging(f"  {protocol}   {_short(url, found.origin)} {alike[0].place}: {alike[0].message}{clause}{more}")
        )
    if len(kinds) > shown:
        lines.append(f"  … and {len(kinds) - shown:,} more kinds (--all lists them)")
    return lines


def _answer(decision: Decision) -> str:
    because = decision.because
    if because is None:
        return decision.outcome.value
    doubt = because.standing is Standing.UNCLEAR and decision.outcome is Outcome.RESERVED
    note = "   — malformed, and counted as a reservation by this policy" if doubt else ""
    return f"{decision.outcome.value}   {decision.protocol}   {_because(because)}{note}"


def _group(places: Sequence[tuple[str, Statement]], origin: str) -> str:
    """What is said in the same words in several places, once: the words, to whom, and where."""
    statement = places[0][1]
    agents = list(dict.fromkeys("everybody" if agent == "*" else agent for _, s in places for agent in s.agents))
    to = f"   for {_some(agents)}" if agents not in ([], ["everybody"]) else ""
    urls = list(dict.fromkeys(_short(url, origin) for url, _ in places))
    if len(urls) > 1:
        where = f"{statement.carrier} of {urls[0]} and {_more(len(urls) - 1, 'file')}"
    else:
        rest = len({s.place for _, s in places}) - 1
        where = f"{urls[0]} {statement.place}" + (f" and {_more(rest, 'place')}" if rest else "")
    readings = {s.reading for _, s in places}
    reading = f"   [{statement.reading} reading only]" if len(readings) == 1 and Reading.BOTH not in readings else ""
    return f"{_words(statement)}{to}   {where}{reading}"


def _because(statement: Statement) -> str:
    to = f"   for {_some(statement.agents)}" if statement.agents not in ((), ("*",)) else ""
    return f"{statement.carrier} {statement.place}   {_words(statement)}{to}"


def _more(number: int, what: str) -> str:
    return f"{number:,} more {what}{'s' if number > 1 else ''}"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else "")


def _short(url: str, origin: str) -> str:
    return url.removeprefix(origin) or "/"


def _words(statement: Statement) -> str:
    quote = " ".join(statement.quote.split())
    cut = f"{quote[:_QUOTED]} …" if len(quote) > _QUOTED else quote
    return cut if statement.standing is Standing.SAID else f"{cut} [{statement.standing}]"
