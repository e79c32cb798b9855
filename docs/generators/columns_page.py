"""Columns of every table that agister writes or reads, with types from the code and meanings from columns.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyarrow as pa

from agister.screening.batches import ADDED, REASON
from agister.stores.index_tables import DOCUMENTS, OBSERVATIONS, PROBLEMS, STATEMENTS
from docs.generators.markdown import NOTE, table, yes

REFERENCE = Path(__file__).resolve().parent.parent / "reference"

#: Heading in columns.toml → fields in the code.
TABLES: dict[str, list[pa.Field]] = {
    "output": [*ADDED, REASON],
    "index_observations": list(OBSERVATIONS),
    "index_documents": list(DOCUMENTS),
    "index_statements": list(STATEMENTS),
    "index_problems": list(PROBLEMS),
}


def page() -> str:
    """One section for each table."""
    written = tomllib.loads((REFERENCE / "columns.toml").read_text("utf-8"))
    text = "# Columns\n\n" + NOTE + "Names, types and order come from the code.\n"
    if set(written) != set(TABLES):
        raise SystemExit(
            f"docs/reference/columns.toml: these tables are on one side only: {set(written) ^ set(TABLES)}"
        )
    for name, fields in TABLES.items():
        about = written[name]
        missing = {field.name for field in fields} ^ set(about["columns"])
        if missing:
            raise SystemExit(f"docs/reference/columns.toml: [{name}.columns] and the code differ in {sorted(missing)}")
        text += f"\n## {about['title']}\n\n{about['about']}\n\n"
        rows = [[f"`{f.name}`", f"`{_type(f.type)}`", yes(f.nullable), about["columns"][f.name]] for f in fields]
        text += table(["column", "type", "may be null", "means"], rows)
    return text


def _type(kind: pa.DataType) -> str:
    if pa.types.is_dictionary(kind):
        return f"dictionary of {kind.value_type}"
    return str(kind).replace("item: ", "").replace("element: ", "")
