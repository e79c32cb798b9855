"""The walk from a cent back to the law."""

from __future__ import annotations

import pytest

from agister.errors import UsageError
from agister.publishing.levy.walk import walk
from tests.levy_books_desk import Office


def test_a_payout_leads_to_run_key_decision_receipts_and_assessments(office: Office) -> None:
    found = walk(office.journal, office, "payout:2031/dialect-map")
    text = "\n".join(f"{label} {words}" for label, words in found.lines())
    assert found.title == "payout 2031 / dialect-map   EUR 1,834,675.12"
    assert "from run 2031: purposes → commons → dialect-map, 1 of 7, exactly 1284272581/7 minor units" in text
    assert "under decision D-1: adopted 2 to 0" in text
    assert "received EUR 17,000,000.00   receipt:1" in text
    assert "assessed assessment:A-p-3-2031-2: EUR 410,000.00" in text
    assert "A-p-3-2031-1" not in text
    assert "came back EUR 1,834,675.12   2033-04-15   account closed" in text
    assert "booked credit Payable:dialect-map" in text


def test_every_step_with_a_number_names_an_entry(office: Office) -> None:
    found = walk(office.journal, office, "payout:2031/archive")
    numbers = [step.entry for step in found.steps if step.entry]
    assert numbers
    assert max(numbers) <= office.journal.head()[0]
    assert found.as_json()["journal"] == office.journal.head()[1]


def test_an_assessment_leads_to_law_facts_return_and_payment(office: Office) -> None:
    found = walk(office.journal, office, "assessment:A-p-2-2031-1")
    text = "\n".join(f"{label} {words}" for label, words in found.lines())
    assert "under test-act, law of 2031-12-31" in text
    assert "line 1 % of the slice of EUR 100,000,000.00" in text
    assert "exchange 1 EUR = 1.0815 USD" in text
    assert "on return r-p-2-2031" in text
    assert "paid EUR 1,219,140.08   receipt:2" in text
    assert "final since 2033-03-01" in text


def test_a_dispute_stands_in_the_walk(office: Office) -> None:
    labels = [label for label, _ in walk(office.journal, office, "assessment:A-p-1-2031-1").lines()]
    assert labels.index("disputed") < labels.index("decided")


@pytest.mark.parametrize(
    ("subject", "message"),
    [
        ("payout:2031/nobody", "there is no payout '2031/nobody'; there are payout:2031/"),
        ("assessment:x", "there is no assessment 'x'; there are assessment:A-p-1-2031-1"),
        ("charge:x", "cannot be traced here"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(office: Office, subject: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        walk(office.journal, office, subject)
