"""What lies in a pot, and how old it is: the oldest goes out first, and what comes back keeps its age."""

from __future__ import annotations

from datetime import date

import pytest

from agister.errors import ProcedureError
from agister.levy.chart import move
from agister.levy.runs.closing import reverse
from agister.levy.runs.pots import ages, collected_table, financial_year, in_pot, last_day, spoken_for, take_oldest
from agister.levy.runs.record import sharing_record
from tests.levy_runs import Desk


@pytest.mark.parametrize(
    ("day", "year_end", "year"),
    [
        ("2031-12-31", (12, 31), 2031),
        ("2032-01-01", (12, 31), 2032),
        ("2032-03-31", (3, 31), 2032),
        ("2032-04-01", (3, 31), 2033),
        ("2032-02-29", (2, 29), 2032),
        ("2033-03-01", (2, 29), 2034),
        ("2033-02-28", (2, 29), 2033),
    ],
)
def test_the_financial_year_of_a_day(day: str, year_end: tuple[int, int], year: int) -> None:
    assert financial_year(date.fromisoformat(day), year_end) == year


def test_the_last_day_of_a_financial_year() -> None:
    assert last_day(2031) == date(2031, 12, 31)
    assert last_day(2031, (4, 31)) == date(2031, 4, 30)
    with pytest.raises(ProcedureError, match="cannot end on day 1 of month 13"):
        last_day(2031, (13, 1))


def test_the_oldest_money_goes_out_first() -> None:
    desk = Desk()
    desk.money_in(100, day="2030-05-01")
    desk.money_in(200, day="2031-05-01")
    assert ages(desk.journal, "EUR") == {"2031": {2030: 100, 2031: 200}}
    assert ages(desk.journal, "EUR", (4, 30)) == {"2031": {2031: 100, 2032: 200}}
    desk.proposed(amounts={"2031": 150})
    desk.frozen()
    desk.approved()
    assert sharing_record(desk.journal).run("2031").collected == {"2031": {"2030": 100, "2031": 50}}
    assert ages(desk.journal, "EUR") == {"2031": {2031: 150}}
    assert in_pot(desk.journal, "2031", "EUR") == 150
    assert ages(desk.journal, "USD") == {}


def test_what_a_reversed_run_gives_back_keeps_its_age() -> None:
    desk = Desk()
    desk.money_in(100, day="2030-05-01")
    desk.money_in(200, day="2031-05-01")
    before = ages(desk.journal, "EUR")
    desk.shared_out()
    assert ages(desk.journal, "EUR") == {"2031": {}}
    desk.book(reverse(desk.journal, run="2031", reason="a wrong list", on=date(2033, 1, 5), by="bo"))
    assert ages(desk.journal, "EUR") == before


def test_disputed_money_leaves_the_pot_and_comes_back_with_the_decision() -> None:
    desk = Desk()
    desk.money_in(100, day="2030-05-01")
    opened = {
        "party": "acme", "period": "2031", "assessment": "A-1", "charge": "A-1", "amount": 30, "ground": "g", "forum": "f",
        "suspends": True,
    }  # fmt: skip
    desk.book(
        [
            desk._entry(
                "dispute_opened", "dispute:1", "2031-02-01", opened, move("Pot:2031", "Held:Disputed:1", 30, "EUR")
            )
        ]
    )
    assert ages(desk.journal, "EUR") == {"2031": {2030: 70}}
    decided = {"outcome": "confirmed", "forum": "f", "reduced_by": 0, "reason": "r"}
    desk.book(
        [
            desk._entry(
                "dispute_decided", "dispute:1", "2032-02-01", decided, move("Held:Disputed:1", "Pot:2031", 30, "EUR")
            )
        ]
    )
    assert ages(desk.journal, "EUR") == {"2031": {2030: 70, 2032: 30}}


def test_only_runs_that_moved_nothing_yet_have_their_hand_on_a_pot() -> None:
    desk = Desk()
    desk.money_in(100)
    desk.proposed(amounts={"2031": 60})
    record = sharing_record(desk.journal)
    assert spoken_for(record, "2031", "EUR") == 60
    assert spoken_for(record, "2031", "EUR", besides="2031") == 0
    assert spoken_for(record, "2031", "USD") == 0
    desk.frozen()
    desk.approved()
    assert spoken_for(sharing_record(desk.journal), "2031", "EUR") == 0


def test_a_pot_does_not_give_more_than_it_has() -> None:
    years = {2031: 5, 2030: 1}
    assert take_oldest(years, 3, "p") == {2030: 1, 2031: 2}
    with pytest.raises(ProcedureError, match="the pot p lacks 1 minor units"):
        take_oldest(years, 4, "p")
    assert collected_table({"p": {2031: 5}}, {"p": 2, "q": 0}) == {"p": {"2031": 2}}
