"""What can be paid; the vectors are in conformance/levies/payees/units.json."""

from __future__ import annotations

from agister.levy.payees import Answers, Unit, unit_problems
from tests.levy_governance import charter_of, chartered


def test_every_reason_is_given() -> None:
    answers = Answers(
        name="978-0-306-40615-7", unit=Unit.SINGLE_WORK, legal_form="Verwertungsgesellschaft", works=1, open_to_all=False,
        pays_rightholders=True, administers_repertoire=False,
    )  # fmt: skip
    assert unit_problems(charter_of(chartered()), (), answers) == (
        "its name is a book (ISBN)",
        "it is a single work; under the act essay payees are collections and efforts",
        "it administers a repertoire for rightholders, which is a society's and not the commons'",
        "it passes money on for the use of particular works, so its payees would be their rightholders",
    )
