"""`agister screen`: a dataset of URLs in, every row with its outcome out."""

from __future__ import annotations

import argparse

from agister.cli.terminal import Progress, print_json, share, table
from agister.errors import UsageError
from agister.publishing.outcome_words import MEANING
from agister.screening.screen import ScreenResult, screen, where
from agister.screening.shards import open_address

name = "screen"
summary = "screen a dataset of URLs: every row gets an outcome, its protocol and its statement"
description = (
    "Every row of the dataset comes out in its order with agister_outcome, agister_protocol and agister_statement "
    "added. --kept and --excluded split it. OUT.manifest.json holds digests and counts. Inputs and outputs may be files, "
    "globs, folders, or any fsspec address (s3://, gs://, hf://)."
)
example = (
    "agister screen shards/ --index idx --policy eu-commercial-training --out screened/ \\\n"
    "    --excluded excluded/ --report report.html"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the reference."""
    parser.add_argument("input", metavar="INPUT", help="Parquet, CSV, TSV or JSON Lines: a file, a glob or a folder")
    parser.add_argument("--index", required=True, metavar="IDX", help="statement index (agister index build)")
    parser.add_argument(
        "--policy", required=True, metavar="P.toml", help="policy file, or the name of a shipped policy"
    )
    parser.add_argument("--out", required=True, metavar="OUT", help="where every row goes; a folder where INPUT is one")
    parser.add_argument("--kept", metavar="FILE", help="only the rows whose outcome the policy keeps")
    parser.add_argument("--excluded", metavar="FILE", help="only the other rows, with agister_reason")
    parser.add_argument(
        "--url-column",
        metavar="C",
        help="column of URLs, or metadata.url within a struct (found by itself where it is evident)",
    )
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--as-of", metavar="D", help="answer from what was in force on this date (UTC)")
    when.add_argument(
        "--as-of-column",
        metavar="C",
        help="answer from what was in force at each row's own time (a column, or a field as above)",
    )
    parser.add_argument("--engine", default="local", metavar="NAME", help="local (default) or ray")
    parser.add_argument("--report", metavar="report.html", help="write a self-contained report for people")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the summary")
    parser.add_argument("--quiet", action="store_true", help="no progress")


def run(options: argparse.Namespace) -> int:
    """Screen, report, print."""
    if options.report:
        _refuse_as_report(options)
    progress = Progress(quiet=options.quiet or options.json)
    try:
        result = screen(
            options.input,
            index=options.index,
            policy=options.policy,
            out=options.out,
            kept=options.kept,
            excluded=options.excluded,
            url_column=options.url_column,
            as_of=options.as_of,
            as_of_column=options.as_of_column,
            engine=options.engine,
            progress=progress,
        )
        if options.report:
            from agister.publishing.screening_report import write_report

            write_report(
                options.report,
                result,
                dataset=options.input,
                index=options.index,
                policy=options.policy,
                progress=progress,
            )
    finally:
        progress.close()
    if options.json:
        print_json(result.as_json())
    else:
        print(_summary(result, options))
    return 0


def _refuse_as_report(options: argparse.Namespace) -> None:
    """A report that cannot be written is refused before the work, not after it; and it is written over no other file."""
    taken = [options.input, options.out, options.kept, options.excluded, f"{options.out}.manifest.json"]
    if where(options.report) in {where(address) for address in taken if address}:
        raise UsageError("--report must be a file of its own, not the input or another output")
    filesystem, path = open_address(options.report)
    if filesystem.isdir(path):
        raise UsageError(f"{options.report} is a folder: name the file of the report, such as report.html")


def _summary(result: ScreenResult, options: argparse.Namespace) -> str:
    kept = sum(result.outcomes.get(word, 0) for word in result.kept)
    head = (
        f"{result.rows:,} rows screened: {kept:,} kept ({share(kept, result.rows)}), "
        f"{result.rows - kept:,} excluded ({share(result.rows - kept, result.rows)}) under {options.policy}"
    )
    lines = [head, ""]
    rows = [
        (outcome.value, result.outcomes[outcome.value], share(result.outcomes[outcome.value], result.rows),
         "kept" if outcome.value in result.kept else "excluded", MEANING[outcome])
        for outcome in MEANING
        if result.outcomes.get(outcome.value)
    ]  # fmt: skip
    lines.append(table(rows))
    if result.protocols:
        lines += ["", "decided by", table([(n, c) for n, c in result.protocols.items()])]
    if result.problems:
        lines += ["", "rows with problems", table([(n, c) for n, c in result.problems.items()])]
    if result.repaired:
        lines.append(f"  {result.repaired:,} URLs were repaired as the policy allows")
    lines += [
        "",
        f"the index covers {100 * result.coverage:.1f} % of the rows"
        + (
            ""
            if result.coverage > 0.995
            else f"; list the rest: agister origins {options.input} --missing-from {options.index}"
        ),
        f"{result.seconds:.1f} s"
        + (f", {result.skipped_shards} of {result.shards} shards were done already" if result.skipped_shards else ""),
        "",
        f"all rows   {result.out}",
    ]
    for label, address in (("kept", options.kept), ("excluded", options.excluded), ("report", options.report)):
        if address:
            lines.append(f"{label:<9}  {address}")
    lines.append(f"manifest   {result.manifest}")
    return "\n".join(lines)
