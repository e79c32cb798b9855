from __future__ import annotations

import json

import pytest

from agister.formats.strict_json import JsonObject, parse_json
from agister.protocols.tdmrep_intent import invented_form, mentions, says_nothing, speaks_of_reservation


def parsed(value: object) -> JsonObject:
    found = parse_json(json.dumps(value).encode()).value
    assert isinstance(found, JsonObject)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "tdm-reservation: 1",
        "Text & Data Mining",
        "Nutzungsvorbehalt",
        "fouille de textes",
        "riserva",
        "no AI",
        "opt-out",
        "GenAI",
    ],
)
def test_words_of_the_field(text: str) -> None:
    assert mentions(text)


@pytest.mark.parametrize("text", ["", "Hello world", "Not found", "It rains on the train".replace("train", "plain")])
def test_other_words(text: str) -> None:
    assert not mentions(text)


def test_error_pages_in_json_speak_of_nothing() -> None:
    assert not speaks_of_reservation(parsed({"error": "no licence"}))
    assert not speaks_of_reservation(parsed({"statusCode": 404, "message": "training data not found"}))
    assert speaks_of_reservation(parsed({"message": "tdm-reservation is 1"}))


@pytest.mark.parametrize(
    ("value", "nothing"),
    [
        (None, True),
        ("", True),
        ("Not found", True),
        ("1", False),
        ("no mining", False),
        (1, False),
        (False, False),
        ([], True),
        ({}, True),
        (["/"], False),
        ({"path": "/", "open": False}, False),
        ({"data": {"open": False}}, False),
        ({"success": False, "msg": "no such route", "requestId": "a1"}, True),
        ({"status": 404, "title": "Not Found", "traceId": "a1"}, True),
        ({"status": "ok"}, True),
        ({"status": "denied"}, False),
        ({"error": {"code": 404, "message": "licence server: not found"}}, True),
        ({"error": "x", "open": False}, False),
    ],
)
def test_only_what_is_empty_or_an_error_page_or_other_words_says_nothing(value: object, nothing: bool) -> None:
    assert says_nothing(parse_json(json.dumps(value).encode()).value) is nothing


def test_names_and_nested_strings_speak_too() -> None:
    assert speaks_of_reservation(parsed({"x": [{"no-training": 1}]}))
    assert not speaks_of_reservation(parsed({"x": [{"y": 1}]}))


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({"@type": "x"}, "tdmrep-json-ld"),
        ({"profile": "x", "permission": []}, "tdmrep-json-ld"),
        ({"disallow": {"tdm": True}}, "tdmrep-invented-disallow"),
        ({"allow": ["tdm"]}, "tdmrep-invented-allow"),
        ({"tdm": {"reservation": 1}}, "tdmrep-nested-object"),
        ({"policy": "deny"}, "tdmrep-invented-policy"),
        ({"tdm-opt-out": 1}, "tdmrep-unknown-property"),
        ({"description": "Je m'oppose à l'entraînement"}, "tdmrep-words-only"),
        ({"name": "x"}, ""),
    ],
)
def test_invented_forms(value: object, kind: str) -> None:
    assert invented_form(parsed(value))[0] == kind
