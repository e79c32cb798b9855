"""`agister levy check`: whether the file of an act or of a return can be used, and what is wrong with it, line by line."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.levy_act import read_text
from agister.cli.terminal import hanging, print_json
from agister.levy import instrument_file, return_file
from agister.levy.instrument_file import read_instrument
from agister.levy.return_file import parse_return

name = "check"
summary = "check the file of an act or of a return"
description = "Checks an act or a return: each fault with its line, its key and what is allowed there."
example = "agister levy check act.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", metavar="FILE.yaml", type=Path, help="an act or a return")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Exit status 2 where something is wrong."""
    text = read_text(options.file)
    if return_file.SCHEMA in text and instrument_file.SCHEMA not in text:
        kind, faults = "return", parse_return(text)[1]
    else:
        kind, faults = "act", read_instrument(text)[1]
    if options.json:
        items = [{"line": fault.line, "key": fault.key, "message": fault.message} for fault in faults]
        print_json({"file": str(options.file), "kind": kind, "valid": not faults, "faults": items})
    elif faults:
        for fault in faults:
            print(hanging(f"{options.file.name}, {fault}"))
    else:
        article = "a return" if kind == "return" else "an act"
        print(f"{options.file.name} is {article} that can be used")
    return 2 if faults else 0
