"""The table of documents: every key says what it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from agister.levy.procedure.document_fields import Field
from agister.levy.procedure.document_schemas import PROCEDURE_SCHEMAS

KINDS = {
    "text", "id", "day", "count", "money", "signed", "share", "number", "yes", "word", "currency", "digest", "texts", "ids",
    "table", "rows", "any", "tree",
}  # fmt: skip


def _every(fields: Mapping[str, Field]) -> Iterator[Field]:
    for field in fields.values():
        yield field
        yield from _every(field.fields)


@pytest.mark.parametrize("word", PROCEDURE_SCHEMAS)
def test_each_key_has_a_kind_and_a_meaning(word: str) -> None:
    schema = PROCEDURE_SCHEMAS[word]
    assert schema.meaning
    for field in _every(schema.fields):
        assert field.kind in KINDS
        assert field.meaning
        assert bool(field.words) is (field.kind == "word")
        assert bool(field.fields) is (field.kind in ("table", "rows"))
