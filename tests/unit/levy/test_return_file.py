from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.ledger import Amount
from agister.levy.keys import FACTS
from agister.levy.return_file import load_return, parse_return
from tests.levy_acts import return_text


def test_facts_are_read_exactly() -> None:
    found = load_return(
        return_text(
            {
                "world_revenue": "USD 12.50",
                "local_revenue": 100,
                "world_profit": -5,
                "public_share": "3/5",
                "licence_payments": [{"licence": "L-1", "amount": "EUR 0.01"}],
                "loans": 9,
            }
        ),
        "r.yaml",
    )
    assert dict(found.facts) == {
        "world_revenue": Amount(units=1250, currency="USD"),
        "local_revenue": Amount(units=100, currency="EUR"),
        "world_profit": Amount(units=-5, currency="EUR"),
        "public_share": Fraction(3, 5),
        "licence_payments": ({"licence": "L-1", "amount": Amount(units=1, currency="EUR")},),
        "loans": 9,
    }
    assert (found.id, found.party, found.start, found.end) == (
        "R-1",
        "Example Group",
        date(2027, 1, 1),
        date(2027, 12, 31),
    )


def test_members() -> None:
    text = return_text(
        {},
        members=[
            {"name": "A", "facts": {"local_revenue": 5}, "since": "2027-02-01"},
            {"name": "B", "controlled_by": "A", "facts": {}},
        ],
    )
    members = load_return(text, "r.yaml").members
    assert [(member.name, member.controlled_by, member.since) for member in members] == [
        ("A", "", date(2027, 2, 1)), ("B", "A", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "changes", "key", "words"),
    [
        ({"local_revenue": -1}, {}, "facts.local_revenue", "allowed: an amount that is not negative"),
        ({"local_revenue": 1.5}, {}, "facts.local_revenue", "allowed: whole minor units"),
        ({"local_revenue": "EUR 1.005"}, {}, "facts.local_revenue", "3 decimals; EUR has 2 decimals"),
        ({"local_revenue": "EURO 1"}, {}, "facts.local_revenue", "allowed: whole minor units"),
        ({"local_revenue": "XXX 1.00"}, {}, "facts.local_revenue", "no currency code"),
        ({"local_revenu": 1}, {}, "facts.local_revenu", "did you mean `local_revenue`?"),
        ({"public_share": 2}, {}, "facts.public_share", "from 0 to 1"),
        ({"deployments": [{"name": "a"}]}, {}, "facts.deployments[0].revenue", "is missing"),
        ({"deployments": [{"name": "a", "revenue": 1, "tax": 1}]}, {}, "facts.deployments[0].tax", "not a known key"),
        ({"deployments": 5}, {}, "facts.deployments", "allowed: a list"),
        ({}, {"currency": "EURO"}, "currency", "did you mean EUR?"),
        ({}, {"period": {"start": "2027-02-01", "end": "2027-01-01"}}, "period.end", "before the start"),
        ({}, {"period": "2027"}, "period", "allowed: the keys start, end"),
        ({}, {"id": None}, "id", "is missing"),
        ({}, {"amount_due": 5}, "amount_due", "is not a known key"),
        ({}, {"schema": "x"}, "schema", "must say `schema: agister.levy.return/1`"),
        ({}, {"members": {"A": 1}}, "members", "allowed: a list"),
        ({}, {"members": [{"facts": {}}]}, "members[0].name", "is missing"),
        ({"local_revenue": 1, "deployments": [{"name": "a", "revenue": 1}]}, {}, "", "would count twice"),
    ],
)
def test_what_is_wrong_names_key_and_what_is_allowed(
    facts: dict[str, Any], changes: dict[str, Any], key: str, words: str
) -> None:
    found, faults = parse_return(return_text(facts, **changes))
    assert found is None
    assert [fault for fault in faults if fault.key == key and words in fault.message], faults


def test_the_reason_stands_in_one_line() -> None:
    with pytest.raises(LevyError, match=r"r.yaml is refused: line 1, `facts.local_revenue`: is the text '-1'"):
        load_return(return_text({"local_revenue": -1}), "r.yaml")
    with pytest.raises(LevyError, match=r"r.yaml is refused: line 2: this is no YAML"):
        load_return("a: [\n", "r.yaml")


CELLS = st.recursive(
    st.none() | st.text(max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*FACTS, "name", "revenue", "start"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.sampled_from(["facts", "members", "period", "currency", "id", "schema"]), CELLS)
def test_never_raises_on_any_content(key: str, content: Any) -> None:
    found, faults = parse_return(json.dumps({**json.loads(return_text({"local_revenue": 1})), key: content}))
    assert (found is None) is bool(faults)
