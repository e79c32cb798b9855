from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.law import (
    Confidence,
    LawBook,
    Purpose,
    UserFacts,
    UserKind,
    exception_days,
    exception_for,
    parse_records,
    sentence_on_unknown,
)
from agister.rights import Usage
from tests.unit.law.test_records import record_text

RESEARCHER = UserFacts(kind=UserKind.RESEARCH_ORGANISATION, purpose=(Purpose.SCIENTIFIC_RESEARCH,), place="DE")
DAY = date(2025, 1, 2)


def book(**changes: str) -> LawBook:
    return LawBook(records=parse_records(record_text(**changes), "xx.yaml")[0], members={})


def at(place: str) -> UserFacts:
    return UserFacts(kind=RESEARCHER.kind, purpose=RESEARCHER.purpose, place=place)


def test_what_applies_names_record_reference_and_what_was_not_checked() -> None:
    found = exception_for(RESEARCHER, Usage.TRAIN_AI, DAY)
    assert (found.applies, found.record, found.reference) == (True, "de-60d", "UrhG § 60d")
    assert found.not_checked[0] == "the work is lawfully accessible (§ 60d(1) with § 44b(2))"
    assert [item.record for item in found.considered] == ["de-44b", "de-60d"]
    assert found.reasons == (
        "in force in DE on 2025-01-02",
        "open to a research-organisation",
        "for scientific-research",
        "rightholders cannot switch it off",
    )


def test_a_commercial_user_is_told_why_not() -> None:
    user = UserFacts(kind=UserKind.COMPANY, purpose=(Purpose.COMMERCIAL,), place="DE")
    found = exception_for(user, Usage.TRAIN_AI, DAY)
    assert not found.applies
    assert found.reasons[0] == "UrhG § 44b does not apply: a reservation switches this exception off"
    assert "not to a user who is a company with purpose commercial" in found.reasons[1]


def of_two_levels(**own: str) -> LawBook:
    """A directive that excepts everybody in a state of the Union since 2022, and maybe the state's own record."""
    directive = parse_records(record_text(id="eu-1", jurisdiction="EU"), "eu.yaml")[0]
    mine = parse_records(record_text(**own), "xx.yaml")[0] if own else ()
    return LawBook(records=(*mine, *directive), members={"XX": date(2022, 1, 1)})


def test_a_national_record_replaces_the_directive_even_where_it_gives_less() -> None:
    less = of_two_levels(overrides="eu-1", beneficiaries="[heritage-institution]")
    found = exception_for(at("XX"), Usage.TDM, DAY, book=less)
    assert (found.applies, [item.record for item in found.considered]) == (False, ["xx-1"])
    beside = of_two_levels(beneficiaries="[heritage-institution]")
    assert exception_for(at("XX"), Usage.TDM, DAY, book=beside).record == "eu-1"


def test_a_directive_speaks_for_a_state_since_it_is_a_member() -> None:
    assert not exception_for(at("XX"), Usage.TDM, date(2021, 12, 31), book=of_two_levels()).applies
    assert exception_for(at("XX"), Usage.TDM, date(2022, 1, 1), book=of_two_levels()).confidence is Confidence.FALLBACK
    assert not exception_for(at("YY"), Usage.TDM, DAY, book=of_two_levels()).applies


def test_an_individual_is_helped_only_without_commercial_purpose() -> None:
    alone = (Purpose.SCIENTIFIC_RESEARCH,)
    for purpose, applies in (
        (alone, False),
        ((*alone, Purpose.NON_COMMERCIAL), True),
        ((*alone, Purpose.COMMERCIAL), False),
    ):
        user = UserFacts(kind=UserKind.INDIVIDUAL, purpose=purpose, place="DE")
        assert exception_for(user, Usage.TDM, DAY).applies is applies


@pytest.mark.parametrize("status", ["bill", "consultation", "guidance", "motion"])
def test_a_proposal_never_decides_but_is_named(status: str) -> None:
    found = exception_for(at("XX"), Usage.TDM, DAY, book=book(status=status))
    assert not found.applies
    assert [item.result for item in found.considered] == [f"a {status} decides nothing"]


def test_the_end_of_force_is_excluded() -> None:
    dated = book(valid="{from: 2020-01-01, to: 2025-01-02}")
    assert exception_for(at("XX"), Usage.TDM, date(2025, 1, 1), book=dated).applies
    assert not exception_for(at("XX"), Usage.TDM, date(2025, 1, 2), book=dated).applies


def test_unknown_whether_it_can_be_reserved_counts_as_yes() -> None:
    assert not exception_for(at("XX"), Usage.TDM, DAY, book=book(reservation="{possible: null, means: []}")).applies


@given(st.sampled_from(UserKind), st.lists(st.sampled_from(Purpose)), st.sampled_from(Usage), st.dates())
def test_commercial_use_is_never_excepted(kind: UserKind, more: list[Purpose], usage: Usage, on: date) -> None:
    for place in ("DE", "FR", "EU", "US", ""):
        user = UserFacts(kind=kind, purpose=(Purpose.COMMERCIAL, *more), place=place)
        assert not exception_for(user, usage, on).applies


def test_from_which_day_on_an_exception_applies() -> None:
    since = ((date.min, False), (date(2021, 6, 7), True))
    assert exception_days(RESEARCHER, Usage.TRAIN_AI) == since
    assert exception_days(at("EU"), Usage.TDM) == since
    assert exception_days(at(""), Usage.TDM) == exception_days(RESEARCHER, Usage.SEARCH) == ((date.min, False),)


def test_the_days_of_a_record_that_ends() -> None:
    ended = book(valid="{from: 2020-01-01, to: 2025-01-02}", reservation="{possible: false, means: []}")
    assert exception_days(at("XX"), Usage.TDM, book=ended) == (
        (date.min, False),
        (date(2020, 1, 1), True),
        (date(2025, 1, 2), False),
    )


@given(
    st.builds(
        UserFacts,
        kind=st.sampled_from(UserKind),
        purpose=st.lists(st.sampled_from(Purpose), max_size=2, unique=True).map(tuple),
        place=st.sampled_from(["", "DE", "FR", "EU", "GB", "US"]),
    ),
    st.sampled_from(Usage),
    st.dates(min_value=date(2019, 1, 1), max_value=date(2027, 1, 1)),
)
def test_the_days_say_what_the_look_up_says(user: UserFacts, usage: Usage, on: date) -> None:
    applies = [applies for day, applies in exception_days(user, usage) if day <= on][-1]
    assert applies is exception_for(user, usage, on).applies


def test_sentence_on_an_unreserved_work() -> None:
    assert sentence_on_unknown("DE", Usage.TRAIN_AI) == (
        "UrhG § 44b: works that their rightholders have not reserved stay available for text and data mining. "
        "Not checked here: the work is lawfully accessible (§ 44b(2)); copies are deleted when they are no longer "
        "needed (§ 44b(2)); no conflict with normal exploitation of the work (Directive Art. 7(2))."
    )
    assert sentence_on_unknown("IT", Usage.TRAIN_AI).startswith(
        "Directive (EU) 2019/790 Art. 4 (the directive; no national record is held): works"
    )


def test_no_sentence_is_invented() -> None:
    assert sentence_on_unknown("US", Usage.TRAIN_AI) == (
        "No law on record for train-ai in US says what may be done with a work that nothing reserves; "
        "ask for legal advice."
    )
    assert sentence_on_unknown("DE", Usage.SEARCH).startswith("No law on record for search in DE")
    assert sentence_on_unknown("DE", Usage.TDM, date(2020, 1, 1)).startswith("No law on record")
    assert sentence_on_unknown("", Usage.TDM).startswith("The policy names no place, so no law on record says what")
