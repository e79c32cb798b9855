"""The folder that a simulation leaves: report, rows, draws and summary, each whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pyarrow.parquet as pq

from agister.errors import LevyError
from agister.simulation.report import render
from agister.simulation.simulate import Simulation
from agister.simulation.tables import draws_table, rows_csv, rows_table, summary

#: Files of the folder.
REPORT, ROWS, ROWS_CSV, DRAWS, SUMMARY = "report.html", "rows.parquet", "rows.csv", "draws.parquet", "summary.json"


def write_folder(found: Simulation, out: Path) -> tuple[Path, ...]:
    """Write everything and say where. Raises `LevyError` where `out` is a file; what stands there from before is replaced."""
    if out.exists() and not out.is_dir():
        raise LevyError(f"{out} is a file; name a folder for the report")
    out.mkdir(parents=True, exist_ok=True)
    written = []
    # The report comes last: where it stands, all that it names stands beside it.
    for name in (ROWS, ROWS_CSV, *((DRAWS,) if found.spreads else ()), SUMMARY, REPORT):
        waiting = out / f".{name}.{os.getpid()}"
        try:
            if name == ROWS:
                pq.write_table(rows_table(found), waiting, compression="zstd")
            elif name == DRAWS:
                pq.write_table(draws_table(found), waiting, compression="zstd")
            elif name == ROWS_CSV:
                waiting.write_text(rows_csv(found), "utf-8")
            elif name == SUMMARY:
                waiting.write_text(json.dumps(summary(found), ensure_ascii=False, indent=1) + "\n", "utf-8")
            else:
                waiting.write_text(render(found), "utf-8")
            waiting.replace(out / name)
        finally:
            waiting.unlink(missing_ok=True)
        written.append(out / name)
    if not found.spreads:
        (out / DRAWS).unlink(missing_ok=True)
    return tuple(written)
