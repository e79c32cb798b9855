"""`agister index`: build, update and inspect a statement index."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from agister.cli.narrow import add_verb
from agister.cli.terminal import Progress, print_json, say, table
from agister.rights import Observation
from agister.screening.index_build import BuildReport, build
from agister.screening.index_stats import difference, stats
from agister.screening.inputs import IndexInputs
from agister.stores.statement_index import StatementIndex

name = "index"
summary = "build, update, inspect or compare a statement index"
description = (
    "What the web says, neutral of any policy: built from WARC or WACZ files (your own crawl, or Common Crawl's robots.txt captures) "
    "and observations tables (Parquet or JSON Lines with url, fetched_at, status, headers, body, error)."
)
example = "agister index build idx robotstxt/*.warc.gz observations.parquet\nagister index stats idx"


_SHOWN = 15
_WRITERS = (
    (
        "build",
        "make a new index at OUT",
        "Makes a new index at OUT of all that WARC files and observations tables hold; a policy judges it only in screening.",
        "agister index build idx robotstxt/*.warc.gz observations.parquet",
    ),
    (
        "update",
        "add newer observations to the index OUT",
        "Adds newer observations to the index OUT. What was seen before stays, with its time, for --as-of.",
        "agister index update idx crawl-2031/",
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sub-commands build, update, stats, diff."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for word, summary, description, example in _WRITERS:
        action = add_verb(actions, word, summary=summary, description=description, example=example)
        action.add_argument("out", metavar="OUT", help="folder of the index")
        action.add_argument(
            "inputs", metavar="INPUT", nargs="+", help="WARC or WACZ file, observations table, or a folder of them"
        )
        action.add_argument("--json", action="store_true", help="print one JSON object")
        action.add_argument("--quiet", action="store_true", help="no progress")
    action = add_verb(
        actions,
        "stats",
        summary="what an index holds",
        description="What an index holds: origins, statements of each protocol, failures, problems, times, the files it was built "
        "from, and its digest, which a manifest names.",
        example="agister index stats idx",
    )
    action.add_argument("index", metavar="IDX", help="folder of the index")
    action.add_argument("--json", action="store_true", help="print one JSON object")
    action = add_verb(
        actions,
        "diff",
        summary="what changed from one index to another",
        description="Which origins were added, are gone, or say something else in the newer of two indexes.",
        example="agister index diff idx-2030 idx-2031",
    )
    action.add_argument("old", metavar="OLD", help="folder of the older index")
    action.add_argument("new", metavar="NEW", help="folder of the newer index")
    action.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    if options.action in ("build", "update"):
        return _build(options)
    if options.action == "stats":
        found = stats(StatementIndex(options.index))
        if options.json:
            print_json(found)
        else:
            say(f"{options.index}: {found['origins']:,} origins, {found['statements']:,} statements")
            for title in ("observations", "protocols", "failures", "status", "problems", "time"):
                part = found[title]
                if part:
                    say(f"\n{title}\n{table(list(part.items()))}")
            say(f"\nbuilt from\n{table(found['inputs'][:_SHOWN])}")
            if len(found["inputs"]) > _SHOWN:
                say(f"  … and {len(found['inputs']) - _SHOWN:,} more files (--json lists all)")
            say(f"\ndigest\n  {found['digest']}")
        return 0
    changed = difference(StatementIndex(options.old), StatementIndex(options.new))
    if options.json:
        print_json(changed)
    else:
        say(
            f"{len(changed['added']):,} origins added, {len(changed['removed']):,} removed, {len(changed['changed']):,} say something else"
        )
        for word in ("added", "removed", "changed"):
            for origin in changed[word][:20]:
                say(f"  {word:<8} {origin}")
            if len(changed[word]) > 20:
                say(f"  {word:<8} … and {len(changed[word]) - 20:,} more (--json lists all)")
    return 0


def _build(options: argparse.Namespace) -> int:
    inputs = IndexInputs(options.inputs)
    progress = Progress(quiet=options.quiet or options.json, unit=" observations")

    def counted() -> Iterator[Observation]:
        for number, observation in enumerate(inputs.observations(), 1):
            if number % 500 == 0:
                progress("reading", number)
            yield observation

    try:
        _, report = build(Path(options.out), counted(), inputs.digests, update=options.action == "update")
    finally:
        progress.close()
    if options.json:
        print_json(_as_json(report, inputs))
    else:
        _print(report, inputs, options)
    return 0


def _as_json(report: BuildReport, inputs: IndexInputs) -> dict[str, object]:
    return {
        "observations": report.observations,
        "origins": report.origins,
        "documents": report.documents,
        "statements": report.statements,
        "protocols": dict(report.protocols.most_common()),
        "problems": dict(report.problems.most_common()),
        "failures": dict(report.failures.most_common()),
        "skipped": inputs.report.skipped,
        "source_problems": inputs.report.problem_counts,
        "unread_files": inputs.unread,
    }


def _print(report: BuildReport, inputs: IndexInputs, options: argparse.Namespace) -> None:
    say(
        f"{options.out}: {report.statements:,} statements of {report.origins:,} origins, "
        f"from {report.observations:,} observations in {len(inputs.files):,} files"
    )
    for title, counts in (
        ("statements by protocol", report.protocols),
        ("could not be read", report.failures),
        ("problems (documents)", report.problems),
        ("records that are no observation", inputs.report.skipped),
        ("damaged records", inputs.report.problem_counts),
    ):
        if counts:
            say(f"\n{title}")
            say(table(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]))
            if len(counts) > _SHOWN:
                say(f"  … and {len(counts) - _SHOWN:,} more kinds (agister index stats {options.out} lists all)")
    if inputs.unread:
        say("\nfiles without a record, passed over")
        for words in inputs.unread[:_SHOWN]:
            say(f"  {words}")
        if len(inputs.unread) > _SHOWN:
            say(f"  … and {len(inputs.unread) - _SHOWN:,} more (--json lists all)")
