"""`agister levy measure`: from a screened corpus to a key by the measured share of collections."""

from __future__ import annotations

import argparse
from pathlib import Path

from agister.cli.terminal import print_json, share, table
from agister.errors import UsageError
from agister.levy.allocations.measured_sources import UNITS

name = "measure"
summary = "measure what a screened corpus holds of each collection, and write it as a key"
description = (
    "Counts items, tokens or bytes of each collection of the commons in Parquet files that `agister screen` wrote, per strand "
    "(modality, licence class, language), and writes a key that `agister levy share --key` reads, with floors, caps and the digest "
    "of every input. Only rows count whose outcome lets them be used; a URL counts once; what is in no collection is reported."
)
example = "agister levy measure screened.parquet --sources examples/levy/sources.toml --unit items --out key.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The corpus, the collections, and what is counted."""
    parser.add_argument("inputs", metavar="SCREENED", nargs="+", help="screened Parquet: files, globs or folders")
    parser.add_argument("--sources", metavar="FILE", required=True, type=Path, help="the collections, a TOML file")
    parser.add_argument("--unit", required=True, choices=UNITS, help="what is counted")
    parser.add_argument(
        "--count-column", metavar="C", default="", help="column that holds the tokens or bytes of a row"
    )
    parser.add_argument("--url-column", metavar="C", help="column of URLs (found by itself where it is evident)")
    parser.add_argument("--language-column", metavar="C", default="", help="column that holds the language of a row")
    parser.add_argument(
        "--outcomes",
        metavar="WORDS",
        default="permitted,licensed,excepted,unknown",
        help="outcomes that count (default %(default)s)",
    )
    parser.add_argument("--unscreened", action="store_true", help="the table was never screened: count every row")
    parser.add_argument("--out", metavar="KEY", required=True, type=Path, help="the key file to write")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Measure, write the key, say what counted and what did not."""
    from agister.publishing.measured import Question, key_text, measure, read_collections

    if options.out.is_dir():
        raise UsageError(f"{options.out} is a folder: name the key file to write")
    collections = read_collections(options.sources.read_bytes(), file=options.sources.name)
    question = Question(
        unit=options.unit,
        count_column=options.count_column,
        url_column=options.url_column,
        language_column=options.language_column,
        outcomes=tuple(word.strip() for word in options.outcomes.split(",")),
        unscreened=options.unscreened,
    )
    measured = measure(options.inputs, collections, question)
    text = key_text(collections, measured)
    options.out.write_text(text, "utf-8")
    outside = measured.outside_origins.most_common(10)
    if options.json:
        print_json(
            {
                "key": str(options.out),
                "unit": question.unit,
                "strands": measured.strands,
                "items": measured.items,
                "inputs": measured.inputs,
                "rows": measured.rows,
                "not_counted": dict(measured.not_counted),
                "repeated": measured.repeated,
                "without_count": measured.without_count,
                "unreadable": measured.unreadable,
                "outside": measured.outside,
                "outside_origins": dict(outside),
            }
        )
        return 0
    alone = "" if question.unscreened else "one single item: is it a collection?"
    for strand, counts in sorted(measured.strands.items()):
        whole = sum(counts.values())
        print(f"{strand}   {whole:,} {question.unit}")
        rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        cells = [
            [source, units, share(units, whole) if whole else "–", alone if measured.items[source] == 1 else ""]
            for source, units in rows
        ]
        print(table(cells))
    print(f"\n{measured.rows:,} rows read")
    kinds = [(f"not counted: {word}", rows) for word, rows in sorted(measured.not_counted.items())]
    kinds += [
        ("the same URL again", measured.repeated),
        ("no number to count", measured.without_count),
        ("no usable URL", measured.unreadable),
        ("in no collection", measured.outside),
    ]
    print(table([[what, rows] for what, rows in kinds if rows]))
    if outside:
        print(f"\nlargest origins in no collection, by {question.unit}")
        print(table([[origin, rows] for origin, rows in outside]))
    print(f"\nkey   {options.out}   frozen {collections.frozen}")
    return 0
