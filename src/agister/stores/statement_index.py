"""A statement index on disk: a folder with `index.json` and numbered segments of Parquet files."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from agister.errors import StatementIndexError
from agister.rights import Offer, Preference, Problem, Reading, Scope, Standing, Statement, Usage
from agister.stores.index_tables import FORMAT, TABLES

_COLUMNS = (
    "protocol",
    "usage",
    "preference",
    "scope",
    "pattern",
    "fold_case",
    "agents",
    "reading",
    "standing",
    "place",
    "quote",
    "carrier",
    "note",
)
_SPEECH = {"usage": Usage, "preference": Preference, "scope": Scope, "reading": Reading, "standing": Standing}


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One immutable part of an index, written by one build or update."""

    name: str
    first_document: int
    documents: int
    first_statement: int
    statements: int
    observations: int
    inputs: tuple[tuple[str, str], ...]
    """(name, digest) of every input file."""
    digest: str


class StatementIndex:
    """An index opened for reading.

    Raises `agister.errors.StatementIndexError` where the folder is no index, is of another format version, or lacks a file.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        entry = self.path / "index.json"
        if not entry.is_file():
            hint = "build one with `agister index build`" if not self.path.exists() else "it has no index.json"
            raise StatementIndexError(f"{self.path} is not a statement index: {hint}")
        try:
            content = json.loads(entry.read_text("utf-8"))
            version = content["format"]
            if version != FORMAT:
                raise StatementIndexError(
                    f"{self.path} is an index of format {version}, this version of agister reads format {FORMAT}: "
                    "build it again from its inputs (listed in its index.json)"
                )
            self.segments = tuple(
                Segment(**{**s, "inputs": tuple((i[0], i[1]) for i in s["inputs"])}) for s in content["segments"]
            )
            self.code_version: str = content["code_version"]
        except (ValueError, KeyError, TypeError) as error:
            raise StatementIndexError(f"{entry} is damaged ({error}): build the index again") from error
        for segment in self.segments:
            for table in TABLES:
                if not self._file(segment, table).is_file():
                    raise StatementIndexError(
                        f"{self.path} lacks {segment.name}/{table}.parquet: build the index again"
                    )

    def _file(self, segment: Segment, table: str) -> Path:
        return self.path / segment.name / f"{table}.parquet"

    @property
    def digest(self) -> str:
        """SHA-256 over the digests of the segments: names exactly this content."""
        return hashlib.sha256("\n".join(s.digest for s in self.segments).encode()).hexdigest()

    def table(self, name: str, columns: Sequence[str] | None = None, where: pc.Expression | None = None) -> pa.Table:
        """One of the four tables over all segments, in order of the segments and of the rows in them."""
        parts = [self._read(s, name, columns, where) for s in self.segments]
        schema = TABLES[name] if columns is None else pa.schema([TABLES[name].field(c) for c in columns])
        return pa.concat_tables([schema.empty_table(), *(p.cast(schema) for p in parts)])

    def _read(
        self, segment: Segment, name: str, columns: Sequence[str] | None, where: pc.Expression | None
    ) -> pa.Table:
        file = self._file(segment, name)
        try:
            return ds.dataset(file, format="parquet").to_table(columns=list(columns) if columns else None, filter=where)
        except (pa.ArrowException, OSError) as error:
            raise StatementIndexError(
                f"{segment.name}/{name}.parquet of {self.path} is damaged ({type(error).__name__}): build the index again"
            ) from error

    def observations_of(self, origins: Iterable[str]) -> pa.Table:
        """All observations of some origins."""
        return self.table("observations", where=pc.field("origin").isin(list(origins)))

    def documents_of(self, numbers: Iterable[int]) -> pa.Table:
        """Rows of some documents."""
        return self.table("documents", where=pc.field("document").isin(list(numbers)))

    def statements_of(self, document: int) -> list[tuple[int, Statement]]:
        """Number and statement of everything one document says, in source order."""
        segment = next((s for s in self.segments if 0 <= document - s.first_document < s.documents), None)
        if segment is None:
            return []
        found = self._read(segment, "documents", ["first_statement", "statements"], pc.field("document") == document)
        if found.num_rows == 0:
            return []
        first, count = found["first_statement"][0].as_py(), found["statements"][0].as_py()
        rows = self._rows(segment, first - segment.first_statement, count)
        return [(first + i, s) for i, s in enumerate(statements_from(rows))]

    def statement(self, number: int) -> tuple[int, Statement] | None:
        """Document number and statement of a statement number; None where the index has no such number."""
        for segment in self.segments:
            if 0 <= number - segment.first_statement < segment.statements:
                rows = self._rows(segment, number - segment.first_statement, 1)
                return rows["document"][0].as_py(), statements_from(rows)[0]
        return None

    def problems_of(self, document: int) -> list[tuple[str, Problem]]:
        """(protocol, problem) of one document."""
        rows = self.table("problems", where=pc.field("document") == document).to_pylist()
        return [
            (r["protocol"], Problem(kind=r["kind"], place=r["place"], message=r["message"], clause=r["clause"]))
            for r in rows
        ]

    def _rows(self, segment: Segment, start: int, count: int) -> pa.Table:
        """Rows of the statements of a segment by position, reading only the row groups that hold them."""
        try:
            file = pq.ParquetFile(self._file(segment, "statements"))
        except (pa.ArrowException, OSError) as error:
            raise StatementIndexError(
                f"{segment.name}/statements.parquet of {self.path} is damaged ({type(error).__name__}): "
                "build the index again"
            ) from error
        parts: list[pa.Table] = []
        at = 0
        for group in range(file.metadata.num_row_groups):
            rows = file.metadata.row_group(group).num_rows
            low, high = max(start - at, 0), min(start + count - at, rows)
            if low < high:
                parts.append(file.read_row_group(group).slice(low, high - low))
            at += rows
        return pa.concat_tables([TABLES["statements"].empty_table(), *(p.cast(TABLES["statements"]) for p in parts)])


def statements_from(rows: pa.Table) -> list[Statement]:
    """Statements of rows of the statements table, in order."""
    columns: dict[str, list[Any]] = {name: rows[name].to_pylist() for name in rows.column_names if name != "document"}
    for name, kind in _SPEECH.items():
        words = {word: kind(word) for word in set(columns[name])}
        columns[name] = [words[word] for word in columns[name]]
    tokens = {text: tuple(text.split("\n")) if text else () for text in set(columns["agents"])}
    columns["agents"] = [tokens[text] for text in columns["agents"]]
    offers = [
        None if kind is None else Offer(url=url or "", kind=kind, contact=contact or "", terms=terms or "")
        for url, kind, contact, terms in zip(
            columns.pop("offer_url"),
            columns.pop("offer_kind"),
            columns.pop("offer_contact"),
            columns.pop("offer_terms"),
            strict=True,
        )
    ]
    # Written out: keyword arguments from a dictionary would double the cost, and an index holds millions.
    return [
        Statement(
            protocol=protocol,
            usage=usage,
            preference=preference,
            scope=scope,
            pattern=pattern,
            fold_case=fold_case,
            agents=agents,
            reading=reading,
            standing=standing,
            place=place,
            quote=quote,
            carrier=carrier,
            note=note,
            offer=offer,
        )
        for (
            protocol,
            usage,
            preference,
            scope,
            pattern,
            fold_case,
            agents,
            reading,
            standing,
            place,
            quote,
            carrier,
            note,
            offer,
        ) in zip(*(columns[name] for name in _COLUMNS), offers, strict=True)
    ]


def write_entry(path: Path, segments: Sequence[Segment], code_version: str) -> None:
    """Write `index.json` so that it appears whole or not at all."""
    content = {
        "format": FORMAT,
        "code_version": code_version,
        "segments": [{f: getattr(s, f) for f in Segment.__dataclass_fields__} for s in segments],
    }
    waiting = path / "index.json.part"
    waiting.write_text(json.dumps(content, indent=1), "utf-8")
    waiting.replace(path / "index.json")


def discard(path: Path) -> None:
    """Remove a half-written segment folder."""
    shutil.rmtree(path, ignore_errors=True)
