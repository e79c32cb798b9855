from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agister.errors import LevyError
from agister.levy.instrument_file import load_instrument, read_instrument, shipped_instruments
from tests.levy_acts import act_text

SOUND = act_text("turnover", {"rate": "1%"})


def test_shipped_acts_are_sound_and_drafts_say_so() -> None:
    acts = shipped_instruments()
    assert {name: act.status for name, act in acts.items()} == {
        "essay": "draft", "fr-private-copying": "in_force", "model-act": "draft", "uk-dst": "in_force",
        "uk-gambling-levy-2025": "in_force",
    }  # fmt: skip
    for name, act in acts.items():
        confidences = {value.confidence for values in act.values.values() for value in values}
        assert (confidences == {"draft"}) is (act.status == "draft"), name
        assert act.title.startswith("Draft") is (act.status == "draft"), name


def test_the_essay_has_no_rate_and_no_relief() -> None:
    essay = shipped_instruments()["essay"]
    assert set(essay.parameters) == {"rate", "routine_margin", "windfall_from"}
    scope = {"scope_large_text", "scope_large_image", "scope_large_audio", "scope_large_video", "scope_presumption"}
    assert set(essay.values) == {"rounding", "short_period", "exchange_day", *scope}
    assert essay.bases == ("turnover", "residual_profit", "windfall")


def test_a_sound_act() -> None:
    act, faults = read_instrument(SOUND)
    assert faults == []
    assert act is not None
    assert (act.id, act.currency, act.bases) == ("test-act", "EUR", ("turnover",))


def _changed(**changes: Any) -> str:
    return json.dumps(
        {key: value for key, value in {**json.loads(SOUND), **changes}.items() if value is not None}, indent=1
    )


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"schema": "agister.levy.instrument/9"}, "schema", "the file must say `schema: agister.levy.instrument/1`"),
        ({"title": None}, "title", "is missing"),
        ({"titel": "x"}, "titel", "is not a known key; did you mean `title`?"),
        ({"status": "law"}, "status", "allowed: in_force, draft, repealed"),
        ({"currency": "EURO"}, "currency", "did you mean EUR?"),
        ({"since": "yesterday"}, "since", "allowed: a date such as 2027-01-31"),
        ({"until": "1999-01-01"}, "until", "is 1999-01-01, not after `since` 2000-01-01"),
        ({"bases": ["turnovr"]}, "bases[0]", "did you mean turnover?"),
        ({"bases": "turnover"}, "bases", "allowed: a list"),
        ({"link": "example.org"}, "link", "a link that begins with https://"),
        ({"values": {}}, "values", "`brackets` or `rate` is missing; the base turnover needs it"),
        ({"values": {"rte": []}}, "values.rte", "did you mean `rate`?"),
        ({"values": {"rate": "1%"}}, "values.rate", "a list of values, each with `since` and `law`"),
    ],
)
def test_what_is_wrong_names_key_and_what_is_allowed(changes: dict[str, Any], key: str, words: str) -> None:
    act, faults = read_instrument(_changed(**changes))
    assert act is None
    assert [fault for fault in faults if fault.key == key and words in fault.message], faults


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ({"law": None}, "values.rate[0].law", "is missing"),
        ({"known_since": None}, "values.rate[0].known_since", "is missing"),
        ({"confidence": "sure"}, "values.rate[0].confidence", "allowed: verified, secondary"),
        ({"value": "1,5"}, "values.rate[0].value", "allowed: an exact number"),
        ({"until": "1990-01-01"}, "values.rate[0].until", "not after `since`"),
        ({"since": "2001-01-01"}, "values.rate", "is missing from 2000-01-01 to 2001-01-01"),
        ({"until": "2030-01-01"}, "values.rate", "is missing from 2030-01-01 on"),
        ({"retroactive": "yes"}, "values.rate[0]", "no earlier value"),
    ],
)
def test_what_is_wrong_with_a_value(change: dict[str, Any], key: str, words: str) -> None:
    content = json.loads(SOUND)
    changed = {**content["values"]["rate"][0], **change}
    content["values"]["rate"] = [{name: value for name, value in changed.items() if value is not None}]
    _, faults = read_instrument(json.dumps(content))
    assert [fault for fault in faults if fault.key == key and words in fault.message], faults


def test_the_line_is_that_of_the_value() -> None:
    text = _changed(status="law")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if '"status"' in row)
    assert [fault.line for fault in read_instrument(text)[1]] == [line]


def test_a_gap_is_refused_when_loading() -> None:
    content = json.loads(SOUND)
    entry = content["values"]["rate"][0]
    content["values"]["rate"] = [{**entry, "until": "2010-01-01"}, {**entry, "since": "2011-01-01"}]
    with pytest.raises(
        LevyError, match=r"act.yaml is no act .*leaves a gap: nothing holds from 2010-01-01 to 2011-01-01"
    ):
        load_instrument(json.dumps(content), "act.yaml")


def test_parameters_take_the_place_of_needed_values() -> None:
    content = json.loads(SOUND)
    del content["values"]["rate"]
    content["parameters"] = {"rate": {"question": "which", "law": "s. 1", "link": "https://example.org"}}
    assert read_instrument(json.dumps(content))[1] == []
    content["parameters"]["rate"]["bases"] = ["loans"]
    assert [fault.key for fault in read_instrument(json.dumps(content))[1]] == ["parameters.rate.bases"]


KEYS = [*json.loads(SOUND), "value", "since", "rate"]
CONTENT = st.recursive(
    st.none() | st.text(max_size=8) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=50)
@given(st.sampled_from(list(json.loads(SOUND))), CONTENT)
def test_never_raises_on_any_content(key: str, content: Any) -> None:
    act, faults = read_instrument(json.dumps({**json.loads(SOUND), key: content}))
    assert (act is None) is bool(faults)
