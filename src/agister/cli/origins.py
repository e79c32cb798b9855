"""`agister origins`: which origins a dataset has, for `agister collect`."""

from __future__ import annotations

import argparse

from agister.cli.terminal import Progress, print_json
from agister.screening.dataset_origins import count_origins, most_first, without_observed
from agister.stores.statement_index import StatementIndex

name = "origins"
summary = "list the origins of a dataset, most rows first"
description = "One origin per line with its rows, most first: the input of `agister collect`."
example = "agister origins shards/ --missing-from idx > origins.tsv"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options as in the reference."""
    parser.add_argument("input", metavar="INPUT", help="Parquet, CSV, TSV or JSON Lines: a file, a glob or a folder")
    parser.add_argument("--missing-from", metavar="IDX", help="only origins that this index has not observed")
    parser.add_argument(
        "--url-column",
        metavar="C",
        help="column of URLs, or metadata.url within a struct (found by itself where it is evident)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Count and print."""
    index = StatementIndex(options.missing_from) if options.missing_from else None
    progress = Progress(quiet=options.json)
    try:
        origins, unusable = count_origins(options.input, url_column=options.url_column, progress=progress)
    finally:
        progress.close()
    wanted = origins if index is None else without_observed(origins, index)
    if options.json:
        print_json(
            {
                "origins": dict(most_first(wanted)),
                "rows": sum(origins.values()) + unusable,
                "rows_listed": sum(wanted.values()),
                "rows_without_url": unusable,
            }
        )
    else:
        for origin, rows in most_first(wanted):
            print(f"{origin}\t{rows}")
    return 0
