"""How payees stand, in the words of a run."""

from __future__ import annotations

from pathlib import Path

from agister.levy.runs import Standing
from agister.office.payees import standings
from tests.office_folder import book, day, office_at


def test_whoever_can_be_paid_and_why_others_rest(tmp_path: Path) -> None:
    office = office_at("founded", tmp_path / "o")
    assert standings(office.journal, day("2027-02-01")) == {
        name: Standing(reason="admitted") for name in ("archive", "fund", "library")
    }
    # An account can be used seven days after it was confirmed.
    early = standings(office.journal, day("2027-01-06"))["archive"]
    assert early == Standing(
        hold="Suspended",
        reason="no bank account of archive can be used on 2027-01-06: the one named can be used from 2027-01-12 on",
    )
    unchecked = standings(office.journal, day("2027-01-03"))["archive"]
    assert unchecked.hold == "NotAdmitted"
    assert unchecked.reason.startswith("archive was not checked yet")
    book(office, "payee-suspension", {"payee": "fund", "reason": "its accounts are late"}, "2027-03-01")
    later = standings(office.journal, day("2027-03-01"))
    assert later["fund"] == Standing(hold="Suspended", reason="fund is suspended: its accounts are late")
    assert later["library"].hold == ""
    assert "nobody" not in later
