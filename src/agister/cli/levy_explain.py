"""`agister levy explain`: what an act says on a day, each value with its law and how far that was checked."""

from __future__ import annotations

import argparse

from agister.cli.levy_act import day, instrument_named
from agister.cli.terminal import hanging, print_json
from agister.levy.bases import BASES
from agister.levy.instrument import value_text
from agister.levy.keys import FACTS, VALUES

name = "explain"
summary = "what an act says on a day, with its law"
description = (
    "Shows what an act lays down: each value with its dates, its legal reference and how far that was checked."
)
example = "agister levy explain uk-dst --on 2021-12-31"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The act and the day."""
    parser.add_argument("instrument", metavar="INSTRUMENT", help="id of an act (agister levy instruments), or a file")
    parser.add_argument("--on", metavar="DATE", type=day, help="only what holds on that day; otherwise all of it")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Print it."""
    act = instrument_named(options.instrument)
    values = {
        name: [value for value in entries if options.on is None or value is act.value(name, options.on)]
        for name, entries in act.values.items()
    }
    if options.json:
        print_json(
            {
                "instrument": act.id,
                "title": act.title,
                "status": act.status,
                "citation": act.citation,
                "link": act.link,
                "on": options.on,
                "bases": act.bases,
                "parameters": {p.name: p.question for p in act.parameters.values()},
                "values": {
                    name: [
                        {
                            "value": value_text(value.value), "since": value.since, "until": value.until,
                            "known_since": value.known_since, "law": value.law, "link": value.link,
                            "confidence": value.confidence,
                        }
                        for value in entries
                    ]
                    for name, entries in values.items()
                },
            }
        )  # fmt: skip
        return 0
    print(f"{act.id}   {act.title}   {act.status.replace('_', ' ')}")
    print(hanging(f"  {act.about}"))
    print(hanging(f"  law: {act.citation}   {act.link}"))
    for base in BASES:
        if base.name in act.bases:
            print(hanging(f"  base: {base.name}, {base.summary}"))
            print(hanging("    facts: " + "; ".join(f"{fact} ({FACTS[fact].meaning})" for fact in base.reads)))
    if options.on and not act.in_force(options.on):
        print(
            f"  not in force on {options.on}: in force since {act.since}"
            + (f" and until {act.until}" if act.until else "")
        )
    for parameter in act.parameters.values():
        print(hanging(f"  open: {parameter.name}, {parameter.question} (--set {parameter.name}=…)"))
    for name, entries in values.items():
        for value in entries:
            until = f" until {value.until}" if value.until else ""
            print(hanging(f"  {name}: {value_text(value.value)}   since {value.since}{until}"))
            print(hanging(f"    {VALUES[name].meaning}"))
            print(hanging(f"    {value.law}   {value.link}   {value.confidence.replace('_', ' ')}"))
            if value.note:
                print(hanging(f"    {value.note}"))
    return 0
