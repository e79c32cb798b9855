"""Whether something that is no tdmrep.json evidently speaks of reservations, and which invented form it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agister.formats.strict_json import JsonObject, JsonValue

_LEVELS = 12
_STRINGS = 2000

# Words of the field in the languages of real files. Broad: asked only of what stands under the protocol's name.
_EVIDENT = re.compile(
    r"(?i)tdm|reserv|vorbehalt|r[ée]serv|riserva|text[^a-z]{0,4}(?:and|&|und|et)[^a-z]{0,4}data|data.?min|mining"
    r"|fouille|opt.?out|\btrain|entra[iî]n|ai[-_ ]|\bai\b|genai|generative|scrap|prohibit|disallow|\bdeny\b|denied"
    r"|interdi[ct]|verboten|untersagt|licen[cs]"
)
# Names that only stand in answers of a server that has no such file, and names that stand beside them.
_FAULT = frozenset(
    ("error", "errors", "errorcode", "errormessage", "exception", "message", "msg", "status", "statuscode")
)
_FAULT |= {"statustext", "code", "detail", "details", "reason", "success", "ok"}
_BESIDE = frozenset(("data", "title", "path", "type", "instance", "timestamp", "requestid", "traceid", "url", "method"))
_BESIDE |= {"result", "documentationurl", "params", "meta", "id", "version", "server", "host"}


def mentions(text: str) -> bool:
    """Whether words of the field stand in a text that could not be parsed."""
    return _EVIDENT.search(text) is not None


def speaks_of_reservation(value: JsonValue) -> bool:
    """Whether names or strings of a value speak of mining, training or reserving. An error page in JSON does not."""
    if _is_error_page(value):
        return any(re.search(r"(?i)tdm.?reserv", text) is not None for text in _strings(value, 0))
    for number, text in enumerate(_strings(value, 0)):
        if number > _STRINGS:
            break
        if mentions(text[:2000]):
            return True
    return False


def says_nothing(value: JsonValue) -> bool:
    """Whether a value that is no rule evidently speaks of nothing: it is empty, an error page, or other words.

    Everything else was put under the protocol's name by somebody, and what it means cannot be known.
    """
    if isinstance(value, str):
        return value.strip() not in ("0", "1", "2", "true", "false", "yes", "no") and not mentions(value[:2000])
    if isinstance(value, dict | list):
        return not value or (_is_error_page(value) and not speaks_of_reservation(value))
    return value is None


def _is_error_page(value: JsonValue) -> bool:
    """Whether an object holds what servers answer in JSON where they have no such file."""
    if not isinstance(value, dict):
        return False
    names = {_letters(key) for key in value}
    if not names & _FAULT or not names <= _FAULT | _BESIDE:
        return False
    # `{"status": "reserved"}` is no error page, `{"error": "no licence"}` is one.
    failed = names & {"error", "errors", "errorcode", "errormessage", "exception"}
    numbers = [one for one in value.values() if isinstance(one, int) and 300 <= one < 600]
    return bool(failed or numbers) or not any(mentions(text[:2000]) for text in _strings(value, 0))


def invented_form(value: JsonObject) -> tuple[str, str]:
    """Kind of problem and message for the forms that real files invent; two empty strings where it is none of them."""
    names = {_letters(key) for key in value}
    if any(key.startswith("@") for key in value) or "odrl" in names:
        return (
            "tdmrep-json-ld",
            "linked data or a policy stands here; a rule has location, tdm-reservation, and tdm-policy as a link",
        )
    if "profile" in names and "permission" in names:
        return "tdmrep-json-ld", "a policy stands here; the file holds rules, and tdm-policy links the policy"
    for key in ("disallow", "allow"):
        if isinstance(value.get(key), dict | list | str | bool):
            return f"tdmrep-invented-{key}", f"{key!r} is a word of robots.txt, not of TDMRep"
    if isinstance(value.get("tdm"), dict | int | str):
        return "tdmrep-nested-object", "the properties stand inside 'tdm'; write location, tdm-reservation, tdm-policy"
    if "policy" in names or "policies" in names:
        return "tdmrep-invented-policy", "'policy' is no property of a rule; write tdm-reservation: 1 or 0"
    if "tdm" in {name[:3] for name in names}:
        return "tdmrep-unknown-property", "properties of a rule are location, tdm-reservation and tdm-policy"
    if speaks_of_reservation(value):
        return "tdmrep-words-only", "the wish stands in words of the author's own; no agent can read it"
    return "", ""


def _letters(key: str) -> str:
    return "".join(c for c in key.lower() if c.isalnum())


def _strings(value: JsonValue, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < _LEVELS and isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner, depth + 1)
    elif depth < _LEVELS and isinstance(value, list):
        for inner in value:
            yield from _strings(inner, depth + 1)
