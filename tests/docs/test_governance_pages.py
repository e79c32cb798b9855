"""The pages of charter, payees and scope name every document, every key and every word that there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from agister.levy.charter import CHARTER_SCHEMAS
from agister.levy.payees import PAYEE_SCHEMAS
from agister.levy.payees.payee import Unit
from agister.levy.procedure.document_fields import Field, Schema
from agister.levy.scope import SCOPE_KEYS, SCOPE_SCHEMAS
from tests.places import ROOT

PAGES = [("charter", CHARTER_SCHEMAS), ("payees", PAYEE_SCHEMAS), ("scope", SCOPE_SCHEMAS)]


def _words(fields: Mapping[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        yield name
        yield from field.words if len(field.words) <= 6 else ()
        yield from _words(field.fields)


@pytest.mark.parametrize(("page", "schemas"), PAGES, ids=[page for page, _ in PAGES])
def test_every_document_and_key_stands_on_its_page(page: str, schemas: Mapping[str, Schema]) -> None:
    text = (ROOT / f"docs/reference/levy/{page}.md").read_text("utf-8")
    wanted = {word for schema in schemas.values() for word in _words(schema.fields)}
    documents = {word for word in schemas if f"`{word}`" not in text and f"agister.levy.{word}/1" not in text}
    assert documents == set()
    assert {word for word in wanted if f"`{word}`" not in text} == set()


def test_units_and_values_are_explained() -> None:
    payees, scope = ((ROOT / f"docs/reference/levy/{page}.md").read_text("utf-8") for page in ("payees", "scope"))
    assert [unit for unit in Unit if f"`{unit}`" not in payees] == []
    assert [key for key in SCOPE_KEYS if f"`{key}`" not in scope] == []
