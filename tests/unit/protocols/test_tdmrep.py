from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agister.protocols import resolve, tdmrep
from agister.protocols.seen import Seen
from agister.rights import Asset, Observation, Offer, Outcome, Preference, Question, Scope, Standing, Usage
from tests.strategies import headers, hostile_bytes

PAGE = "https://example.org/a.html"
QUESTION = Question(usage=Usage.TRAIN_AI)


def seen(body: str = "", *lines: tuple[str, str], url: str = PAGE, status: int = 200) -> Seen:
    return Seen(
        Observation(url=url, status=status, headers=(("Content-Type", "text/html"), *lines), body=body.encode())
    )


def test_header_with_policy() -> None:
    (statement,) = tdmrep.read(seen("", ("TDM-Reservation", " 1 "), ("tdm-policy", "https://example.org/p"))).statements
    assert statement.preference is Preference.DISALLOW
    assert statement.scope is Scope.URL
    assert statement.carrier == "header"
    assert statement.place == "header tdm-reservation"
    assert statement.quote == "tdm-reservation: 1"
    assert statement.offer == Offer(url="https://example.org/p", kind="tdm-policy")


def test_meta_keeps_the_policy_of_the_header() -> None:
    page = '<head><meta name="tdm-reservation" content="1"></head>'
    policy, reservation = tdmrep.read(seen(page, ("tdm-policy", "https://example.org/p"))).statements
    assert policy.preference is Preference.UNKNOWN
    assert policy.note == "policy alone"
    assert reservation.carrier == "html"
    assert reservation.offer == Offer(url="https://example.org/p", kind="tdm-policy")


def test_policy_in_the_page_supersedes_that_of_the_header() -> None:
    page = '<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="/q">'
    result = tdmrep.read(seen(page, ("tdm-reservation", "1"), ("tdm-policy", "https://example.org/p")))
    assert [s.offer.url for s in result.statements if s.offer] == ["https://example.org/p", "https://example.org/q"]
    assert [p.kind for p in result.problems] == ["tdmrep-policy-relative"]


def test_permission_carries_no_policy() -> None:
    (statement,) = tdmrep.read(seen("", ("tdm-reservation", "0"), ("tdm-policy", "https://example.org/p"))).statements
    assert statement.preference is Preference.ALLOW
    assert statement.offer is None


def test_unknown_value_is_unclear() -> None:
    result = tdmrep.read(seen("", ("tdm-reservation", "")))
    assert [s.standing for s in result.statements] == [Standing.UNCLEAR]
    assert [p.kind for p in result.problems] == ["tdmrep-value-unknown"]


def test_answers_that_are_no_success_say_nothing() -> None:
    assert tdmrep.read(seen("", ("tdm-reservation", "1"), status=404)) == tdmrep.NOTHING


def test_a_page_that_does_not_name_the_protocol_is_not_parsed() -> None:
    page = seen("<p>Nothing.</p>")
    assert tdmrep.read(page) == tdmrep.NOTHING
    assert "html" not in vars(page)


def test_the_file_read_through_a_redirect_speaks_for_the_path_asked() -> None:
    body = b'[{"location":"/","tdm-reservation":1}]'
    observation = Observation(url="https://cdn.example.net/rights.json", status=200, body=body)
    assert len(tdmrep.read(Seen(observation, path="/.well-known/tdmrep.json")).statements) == 1
    assert tdmrep.read(Seen(observation)).statements == ()


def test_order_of_the_longest_puts_reservation_first_at_a_tie() -> None:
    body = '[{"location":"/a*","tdm-reservation":0},{"location":"/*b","tdm-reservation":1}]'
    statements = tdmrep.read(seen(body, url="https://example.org/.well-known/tdmrep.json")).statements
    asset = Asset(origin="https://example.org", path="/ab")
    longest = Question(usage=Usage.TRAIN_AI, choices={"tdmrep": {"match": "longest"}})
    assert resolve(tdmrep, statements, asset, QUESTION).outcome is Outcome.PERMITTED
    assert resolve(tdmrep, statements, asset, longest).outcome is Outcome.RESERVED


def test_nothing_said_gives_no_panel() -> None:
    assert tdmrep.order((), QUESTION) == ()


@given(hostile_bytes, headers, st.sampled_from([PAGE, "https://example.org/.well-known/tdmrep.json"]))
def test_never_raises(body: bytes, lines: tuple[tuple[str, str], ...], url: str) -> None:
    result = tdmrep.read(Seen(Observation(url=url, status=200, headers=lines, body=body)))
    resolve(tdmrep, result.statements, Asset(origin="https://example.org", path="/a.html"), QUESTION)
