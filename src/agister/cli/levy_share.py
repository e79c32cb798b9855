"""`agister levy share`: whole minor units shared out by a key file, exactly."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.terminal import print_json, table
from agister.ledger.amount import minor_units
from agister.ledger.exact import written
from agister.ledger.tree import by_payee
from agister.levy.allocations.key_file import parse_key

name = "share"
summary = "share out an amount by a key"
description = (
    "Shares AMOUNT, whole minor units such as cents, by the key in a YAML file: largest remainder, ties to the identifier "
    "that comes first, a negative amount as the mirror image. The shares add up to AMOUNT, always."
)
example = "agister levy share 10000 --key examples/levy/commons.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """AMOUNT and the key."""
    parser.add_argument("amount", metavar="AMOUNT", help="whole minor units (cents); negative to reverse")
    parser.add_argument("--key", metavar="FILE", required=True, type=Path, help="the key, a YAML file")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Share it out and print every line with its reason."""
    total = minor_units(options.amount)
    key = parse_key(options.key.read_bytes(), file=options.key.name)
    lines = key.share(total)
    shares = by_payee(lines)
    if options.json:
        print_json(
            {
                "shares": shares,
                "amount": total,
                "key": {"kind": key.kind, "law": key.law, "digest": key.digest},
                "lines": [
                    {
                        "path": list(line.path),
                        "units": line.units,
                        "due": written(line.due),
                        "reason": line.reason,
                        "shared_on": line.shared_on,
                    }
                    for line in lines
                ],
            }
        )
        return 0
    print(table([["  " * (len(line.path) - 1) + line.path[-1], line.units, line.reason] for line in lines]))
    print(f"{total:,} shared out, nothing left over   key {key.kind}   {key.digest}")
    return 0
