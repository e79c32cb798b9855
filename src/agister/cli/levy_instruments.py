"""`agister levy instruments`: the acts that come with agister."""

from __future__ import annotations

import argparse

from agister.cli.terminal import hanging, print_json
from agister.levy.instrument_file import shipped_instruments

name = "instruments"
summary = "list the acts that come with agister"
description = "Lists the acts that come with agister: two drafts of ours, clearly called drafts, and levies that run."
example = "agister levy instruments"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the form of the output."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """List them."""
    acts = shipped_instruments().values()
    if options.json:
        print_json(
            {
                act.id: {
                    "title": act.title,
                    "status": act.status,
                    "jurisdiction": act.jurisdiction,
                    "currency": act.currency,
                    "since": act.since,
                    "until": act.until,
                    "bases": act.bases,
                    "citation": act.citation,
                    "link": act.link,
                    "parameters": sorted(act.parameters),
                }
                for act in acts
            }
        )
        return 0
    for act in acts:
        print(f"{act.id}   {act.status.replace('_', ' ')}   {act.currency}   {', '.join(act.bases)}")
        print(hanging(f"    {act.title}. {act.citation}"))
    return 0
