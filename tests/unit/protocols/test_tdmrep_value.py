from __future__ import annotations

import pytest

from agister.protocols.problem_list import ProblemList
from agister.protocols.tdmrep_value import Value, read_policy, read_value, refuses
from agister.rights import Offer, Preference

DISALLOW, ALLOW = Preference.DISALLOW, Preference.ALLOW


def value(raw: object, place: str = "$[0].tdm-reservation") -> tuple[Preference, bool, list[str]]:
    problems = ProblemList()
    found = read_value(raw, place, problems)
    return found.preference, found.understood, [problem.kind for problem in problems.found]


@pytest.mark.parametrize(("raw", "preference"), [(1, DISALLOW), (0, ALLOW)])
def test_numbers(raw: int, preference: Preference) -> None:
    assert value(raw) == (preference, True, [])


@pytest.mark.parametrize(("raw", "preference"), [("1", DISALLOW), ("0", ALLOW)])
def test_text_is_right_in_headers_and_lenient_in_json(raw: str, preference: Preference) -> None:
    assert value(raw, "header tdm-reservation") == (preference, True, [])
    assert value(raw) == (preference, True, ["tdmrep-lenient-value"])


@pytest.mark.parametrize(
    ("raw", "preference"),
    [
        (True, DISALLOW),
        (False, ALLOW),
        (1.0, DISALLOW),
        (0.0, ALLOW),
        ('"1"', DISALLOW),
        ("TRUE", DISALLOW),
        ("false", ALLOW),
    ],
)
def test_lenient_values(raw: object, preference: Preference) -> None:
    assert value(raw) == (preference, True, ["tdmrep-lenient-value"])


@pytest.mark.parametrize("raw", [None, "", "yes", "reserved", -1, 3, 1.5, float("nan"), [], {}, "1;"])
def test_unknown_values(raw: object) -> None:
    assert value(raw) == (Preference.UNKNOWN, False, ["tdmrep-value-unknown"])


def test_the_value_of_old_drafts() -> None:
    assert value(2) == (Preference.UNKNOWN, False, ["tdmrep-value-2"])


def test_restriction() -> None:
    unknown = Value(preference=Preference.UNKNOWN, understood=False)
    assert sorted((Value(preference=DISALLOW), unknown, Value(preference=ALLOW)), key=Value.restriction) == [
        Value(preference=ALLOW),
        unknown,
        Value(preference=DISALLOW),
    ]


@pytest.mark.parametrize(
    ("raw", "offer", "kinds"),
    [
        ("https://example.org/p", Offer(url="https://example.org/p", kind="tdm-policy"), []),
        ("/p", Offer(url="https://example.org/p", kind="tdm-policy"), ["tdmrep-policy-relative"]),
        ("mailto:a@example.org", Offer(kind="tdm-policy", contact="a@example.org"), []),
        ("a@example.org", Offer(kind="tdm-policy", contact="a@example.org"), ["tdmrep-policy-not-a-url"]),
        ("no way", Offer(kind="tdm-policy", terms="no way"), ["tdmrep-policy-not-a-url"]),
        ("https://[x", Offer(kind="tdm-policy", terms="https://[x"), ["tdmrep-policy-not-a-url"]),
        ("Not-Allowed", Offer(kind="tdm-policy", terms="Not-Allowed"), ["tdmrep-policy-not-a-url"]),
        ("", None, ["tdmrep-policy-not-a-url"]),
        (1, None, ["tdmrep-policy-not-a-url"]),
    ],
)
def test_policies(raw: object, offer: Offer | None, kinds: list[str]) -> None:
    problems = ProblemList()
    found = read_policy(raw, "https://example.org/.well-known/tdmrep.json", "$[0].tdm-policy", problems)
    assert found == offer
    assert [problem.kind for problem in problems.found] == kinds


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("not allowed", True),
        (" DENIED ", True),
        ("all-rights-reserved", True),
        ("allowed", False),
        ("none", False),
        ("", False),
    ],
)
def test_a_word_that_says_no_in_the_place_of_a_policy(policy: str, expected: bool) -> None:
    assert refuses(policy) is expected


def test_the_way_out_is_told() -> None:
    problems = ProblemList()
    read_value("1", "$[0].tdm-reservation", problems)
    read_value(True, "$[1].tdm-reservation", problems)
    assert [problem.message for problem in problems.found] == [
        "'1' was read as 1; write 1, without quotation marks",
        "'true' was read as 1; write 1",
    ]
