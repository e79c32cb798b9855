"""`agister levy report`: the transparency report of an office, from its journal alone, as a folder that anybody can check."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_act import day
from agister.cli.levy_desk import add_office
from agister.cli.terminal import hanging, print_json
from agister.office.folder import open_office
from agister.publishing.levy.documents import ReturnsShown
from agister.publishing.levy.folder import ReportFolder, write_report

name = "report"
summary = "the transparency report of an office, with everything to compute it again"
description = (
    "Writes a folder with report.html, report.pdf, report.json, the whole journal with private facts under seals, the public documents, "
    "exports (360Giving, IATI, beancount, CSV) and a manifest. Every number is computed from the journal. The folder must not exist."
)
example = "agister levy report --office office --out report-2032\nagister levy recompute report-2032"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The office, the folder, the days, and whose returns are shown."""
    add_office(parser)
    parser.add_argument("--out", metavar="DIR", type=Path, required=True, help="a new folder")
    parser.add_argument(
        "--from", dest="start", metavar="DATE", type=day, help="first day of the flows; all days if left out"
    )
    parser.add_argument(
        "--until", metavar="DATE", type=day, help="last day that counts; the last of the journal if left out"
    )
    parser.add_argument("--title", metavar="TEXT", default="", help="title of the report")
    parser.add_argument(
        "--returns",
        choices=[item.value for item in ReturnsShown],
        default=ReturnsShown.NAMED.value,
        help="whose returns are in the folder: of payers that the report names, of none, or of all (for an auditor)",
    )
    parser.add_argument("--org-id", metavar="ID", default="", help="org-id of the office, for 360Giving and IATI")


def run(options: argparse.Namespace) -> int:
    """Write it and say where."""
    office = open_office(options.office)
    found = write_report(
        office.journal,
        office.documents,
        options.out,
        start=options.start,
        until=options.until,
        title=options.title,
        returns=ReturnsShown(options.returns),
        organisation=options.org_id,
    )
    if options.json:
        print_json(
            {
                "out": str(found.path),
                "files": dict(found.files),
                "manifest": found.manifest,
                "journal": found.report["journal"],
                "withheld": dict(found.withheld),
                "missing": list(found.missing),
                "without": list(found.without),
            }
        )
        return 0
    _print(found)
    return 0


def _print(found: ReportFolder) -> None:
    journal = found.report["journal"]
    print(f"{found.path}: {journal['entries']:,} entries, {len(found.files):,} files; open report.html")
    if found.withheld:
        counts = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in found.withheld.items())
        print(hanging(f"  not in folder   {counts}"))
    for digest in found.missing:
        print(hanging(f"  missing         {digest}: the journal names it and the office does not hold it"))
    for reason in found.without:
        print(hanging(f"  {reason}"))
    print(f"  journal         {journal['head']}")
    print(f"  manifest        {found.manifest}   publish this digest elsewhere too: it seals the folder")
    print(f"  check           agister levy recompute {found.path}")
