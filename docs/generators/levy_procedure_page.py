"""The tables of the levy's procedure: states and steps, deadlines where an act is silent, documents; from the code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from agister.levy.procedure.assessments import ASSESSMENT
from agister.levy.procedure.charge import ChargeState
from agister.levy.procedure.disputes import DISPUTE
from agister.levy.procedure.document_fields import Field
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS
from agister.levy.procedure.law import WHERE_SILENT
from agister.levy.procedure.obligations import OBLIGATION
from agister.levy.procedure.registration import REGISTRATION
from agister.levy.procedure.returns import RETURN
from agister.levy.procedure.transitions import Machine, rows
from docs.generators.markdown import table
from tests.places import ROOT

_S = TypeVar("_S", bound=StrEnum)
_PAGE = ROOT / "docs" / "reference" / "levy" / "procedure.md"


def page() -> str:
    """The page as it stands, with each table written anew between its marks."""
    text = _PAGE.read_text("utf-8")
    for name, found in {
        "registration": _steps(REGISTRATION),
        "obligation": _steps(OBLIGATION),
        "return": _steps(RETURN),
        "assessment": _steps(ASSESSMENT),
        "dispute": _steps(DISPUTE),
        "charge": ", ".join(f"*{state}*" for state in ChargeState) + "\n",
        "deadlines": table(
            ("value of the act", "where it is silent", "source"),
            [(f"`{key}`", item.value, item.source) for key, item in WHERE_SILENT.items()],
        ),
        "documents": _documents(),
    }.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text, count = pattern.subn(lambda match, found=found: f"{match[1]}\n{found}\n{match[2]}", text)
        if count != 1:
            raise SystemExit(f"{_PAGE}: the marks of the table {name} stand {count} times")
    return text


def _steps(machine: Machine[_S]) -> str:
    return table(
        ("step", "allowed where it is", "leads to"), [(f"`{kind}`", states, to) for kind, states, to in rows(machine)]
    )


def _documents() -> str:
    parts = []
    for word, schema in PROCEDURE_SCHEMAS.items():
        meaning = f"{schema.meaning[0].upper()}{schema.meaning[1:]}."
        keys = table(("key", "kind", "meaning"), _keys(schema.fields, ""))
        parts.append(f"### `agister.levy.{word}/1`\n\n{meaning}\n\n{keys}")
    return "\n".join(parts)


def _keys(fields: Mapping[str, Field], before: str) -> Iterator[tuple[str, str, str]]:
    for name, field in fields.items():
        kind = ", ".join(f"`{word}`" for word in field.words) if field.words else field.kind
        yield f"`{before}{name}`", kind if field.needed else f"{kind}; may be left out", field.meaning
        yield from _keys(field.fields, f"{before}{name}[]." if field.kind == "rows" else f"{before}{name}.")
