"""One row of an observations table, whatever wrote it, as an observation. What cannot be read becomes a failure."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from agister.rights import Observation
from agister.sources.content_coding import BODY_LIMIT
from agister.sources.report import SourceReport

#: Columns that are read. Only `url` must be there; any other may be missing or null.
COLUMNS = ("url", "fetched_at", "status", "headers", "body", "error", "truncated")

#: Stands for a cell whose bytes are no value of its column's type.
UNREADABLE_CELL = object()

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# An epoch value above this cannot be in the unit any more (the year 5138 in seconds), so the next finer one is meant.
_UNITS = ((1e11, 1), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))


class RowReader:
    """Turns rows into observations and counts what is wrong with them."""

    def __init__(self, name: str, report: SourceReport, *, text_bodies: bool) -> None:
        self.name = name
        self.report = report
        self._text_bodies = text_bodies
        """Whether the format has no binary type, so that bodies are base64."""

    def read(self, row: Mapping[str, object], number: int) -> Observation | None:
        """The observation of a row; None, counted, where it has no URL."""
        self.report.records += 1
        url = row.get("url")
        if not isinstance(url, str) or not url.strip():
            self.report.skip("no-url")
            self._problem("table-no-url", number, "has no URL and belongs to no origin, so it cannot be counted")
            return None
        failures: list[str] = []
        fetched_at = self._time(row.get("fetched_at"), number)
        status = self._status(row.get("status"), number, failures)
        headers = self._headers(row.get("headers"), number, failures)
        body = self._body(row.get("body"), number, failures)
        said = row.get("error")
        error = said.strip() if isinstance(said, str) else "" if said in (None, False) else "bad-error"
        cut = body is not None and len(body) > BODY_LIMIT
        self.report.observations += 1
        return Observation(
            url=url.strip(),
            fetched_at=fetched_at,
            status=status,
            headers=headers,
            body=body[:BODY_LIMIT] if body is not None else None,
            error=error or (failures[0] if failures else None),
            truncated=cut or row.get("truncated") in (True, "true", "True", "1", 1),
            source=self.name,
            offset=number,
        )

    def _problem(self, kind: str, number: int, message: str) -> None:
        self.report.problem(kind, f"row {number}", f"{self.name}: row {number} {message}")

    def _time(self, value: object, number: int) -> datetime | None:
        if value is None or value == "":
            return None
        found = parse_time(value)
        if found is None:
            self._problem("table-bad-time", number, f"has no usable time ({value!r:.60}), so it counts at any time")
        return found

    def _status(self, value: object, number: int, failures: list[str]) -> int | None:
        if value is None or value == "" or value != value:
            return None
        try:
            found = int(float(value)) if isinstance(value, str | float) else value
        except (ValueError, OverflowError):
            found = None
        if isinstance(found, int) and not isinstance(found, bool) and 100 <= found <= 599:
            return found
        self._problem("table-bad-status", number, f"has no HTTP status ({value!r:.60}) and counts as failed")
        failures.append("bad-status")
        return None

    def _headers(self, value: object, number: int, failures: list[str]) -> tuple[tuple[str, str], ...]:
        if value is None or value == "":
            return ()
        try:
            return _header_lines(json.loads(value) if isinstance(value, str | bytes) else value)
        except (ValueError, TypeError, KeyError, RecursionError):
            self._problem("table-bad-headers", number, f"has unreadable headers ({value!r:.60}) and counts as failed")
            failures.append("bad-headers")
            return ()

    def _body(self, value: object, number: int, failures: list[str]) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        if isinstance(value, str):
            if not self._text_bodies:
                return value.encode("utf-8", "surrogatepass")
            try:
                return base64.b64decode("".join(value.split()), validate=True)
            except (binascii.Error, ValueError):
                pass
        self._problem("table-bad-body", number, "has a body that is not base64 and counts as failed")
        failures.append("bad-body")
        return None


def parse_time(value: object) -> datetime | None:
    """A time in UTC from a timestamp, a date, ISO 8601, 14 digits, an HTTP date, or seconds (or a finer unit) since 1970.

    What has no zone is read as UTC. None where it is none of these.
    """
    try:
        match value:
            case bool():
                return None
            case datetime():
                return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            case date():
                return datetime(value.year, value.month, value.day, tzinfo=UTC)
            case int() | float():
                scale = next((scale for limit, scale in _UNITS if abs(value) < limit), None)
                return None if scale is None else _EPOCH + timedelta(seconds=value / scale)
            case str():
                return _written_time(value.strip())
            case _:
                return None
    except (ValueError, OverflowError, TypeError):
        return None


def _written_time(text: str) -> datetime | None:
    if text.isascii() and text.isdigit() and len(text) == 14:
        return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    try:
        return parse_time(float(text))
    except ValueError:
        pass
    try:
        return parse_time(datetime.fromisoformat(text))
    except ValueError:
        return parse_time(parsedate_to_datetime(text))


def _header_lines(value: object) -> tuple[tuple[str, str], ...]:
    """Lines from [{name, value}], [[name, value]], or {name: value or [values]}."""
    found: list[tuple[str, str]] = []
    if isinstance(value, Mapping):
        for name, held in value.items():
            found += [
                (_text(name), _text(one)) for one in (held if isinstance(held, list) else [held]) if one is not None
            ]
        return tuple(found)
    if not isinstance(value, Iterable) or isinstance(value, str | bytes):
        raise TypeError(value)
    for line in value:
        if line is None:
            continue
        name, held = (line["name"], line["value"]) if isinstance(line, Mapping) else line
        if name is not None and held is not None:
            found.append((_text(name), _text(held)))
    return tuple(found)


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, str | int | float):
        return str(value)
    raise TypeError(value)
