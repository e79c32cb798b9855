"""`agister levy recompute`: a report folder computed again from nothing but itself: equal, or the first difference."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from agister.cli.terminal import hanging, print_json
from agister.publishing.levy.recompute import Recomputation, recompute

name = "recompute"
summary = "compute a report folder again, from outside: equal, or the first difference"
description = (
    "Reads a report folder and nothing else: checks the chain of digests, every entry against its kind and both sides, every assessment "
    "against its return, act and rates, interest, every run against its key, and every number of the report. Prints `equal` with "
    "counts (exit status 0), or the first difference (exit status 2). Documents that are not public are counted and named."
)
example = "agister levy recompute report-2032"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that `agister levy report` wrote")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Compute it again and say what came of it."""
    found = recompute(options.folder)
    if options.json:
        print_json(as_json(found))
        return 0 if found.is_equal else 2
    if found.difference is not None:
        print(f"different: {found.difference}")
        return 2
    print(
        f"equal: {found.entries:,} entries, {found.postings:,} postings, {found.files:,} files, every number of report.json"
    )
    print(hanging(f"  computed again  {_counts(found.equal)}"))
    if found.not_computed:
        print(
            hanging(
                f"  not computed    {_counts(found.not_computed)}: they rest on documents that are not in the folder"
            )
        )
    if found.withheld:
        print(hanging(f"  not in folder   {_counts(found.withheld)}: named by the journal with their digests"))
    for note in found.notes:
        print(hanging(f"  note            {note}"))
    print(f"  journal         {found.head}")
    print(f"  manifest        {found.manifest}")
    return 0


def as_json(found: Recomputation) -> dict[str, Any]:
    """For machines."""
    difference = found.difference
    return {
        "equal": found.is_equal,
        "difference": None
        if difference is None
        else {
            "where": difference.where,
            "what": difference.what,
            "theirs": difference.theirs,
            "ours": difference.ours,
        },
        "entries": found.entries,
        "postings": found.postings,
        "files": found.files,
        "computed_again": dict(found.equal),
        "not_computed": dict(found.not_computed),
        "not_in_folder": dict(found.withheld),
        "journal": found.head,
        "manifest": found.manifest,
        "notes": list(found.notes),
    }


def _counts(counts: Any) -> str:
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items()) or "nothing"
