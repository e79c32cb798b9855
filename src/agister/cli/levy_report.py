"""`agister levy report`: the transparency report of an office, from its journal alone."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_act import day
from agister.cli.levy_desk import add_office
from agister.cli.terminal import hanging, print_json
from agister.errors import JournalError
from agister.office.checking import check_books
from agister.office.folder import open_office
from agister.publishing.levy.documents import ReturnsShown
from agister.publishing.levy.folder import write_report

name = "report"
summary = "write the transparency report: page, PDF, exports, and all that is needed to compute it again"
description = (
    "Writes a folder with the report as HTML, PDF and JSON, the public journal, the acts and keys, and exports (360Giving, IATI, "
    "beancount, CSV). Everything is computed from the journal. What is private stands under seals; whoever has the folder can "
    "compute every cent again with agister levy recompute."
)
example = "agister levy report --office my-office --out report-2027"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and about which time."""
    add_office(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="a new folder")
    parser.add_argument("--start", metavar="DATE", type=day, help="first day; the beginning of the books if left out")
    parser.add_argument("--until", metavar="DATE", type=day, help="last day; the end of the books if left out")
    parser.add_argument("--title", metavar="TEXT", default="", help="title of the report")
    parser.add_argument(
        "--organisation", metavar="ORG-ID", default="", help="identifier of the office for 360Giving and IATI"
    )
    parser.add_argument(
        "--returns",
        choices=[str(item) for item in ReturnsShown],
        default=str(ReturnsShown.NAMED),
        help="whose returns are in the folder: nobody's, those of payers that are named, or all (for an auditor)",
    )


def run(options: argparse.Namespace) -> int:
    """Write it, and say what to open."""
    office = open_office(options.office)
    checked = check_books(office)
    if checked.problems:
        raise JournalError(
            f"the books are damaged, and nothing is published from them: {checked.problems[0]}; "
            f"see agister levy journal --check --office {options.office}, and put back a copy of the folder"
        )
    found = write_report(
        office.journal,
        office.documents,
        options.out,
        start=options.start,
        until=options.until,
        title=options.title or office.settings.name,
        returns=ReturnsShown(options.returns),
        organisation=options.organisation,
    )
    if options.json:
        print_json({
            "folder": str(found.path), "manifest": found.manifest, "files": dict(found.files), "withheld": dict(found.withheld),
            "missing": list(found.missing), "without": list(found.without),
        })  # fmt: skip
        return 0
    print(f"open {found.path / 'report.html'}")
    print(f"  {len(found.files)} files; manifest {found.manifest}")
    for what, count in found.withheld.items():
        print(f"  withheld: {count} × {what}")
    for text in (*found.missing, *found.without):
        print(hanging(f"  not there: {text}"))
    print(f"anybody computes it again: agister levy recompute {found.path}")
    return 0
