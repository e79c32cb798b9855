"""Reads the files of conformance/ and runs a protocol vector: observations → statements → resolution.

This is the runner for our implementation. The vectors themselves know nothing of it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from agister.formats.url import parse
from agister.protocols import PROTOCOLS, LinkingProtocol, ReservationProtocol, Seen, resolve
from agister.rights import (
    Asset,
    Observation,
    Preference,
    Question,
    Reading,
    Resolution,
    Scope,
    Standing,
    Statement,
    Usage,
)
from tests.places import CONFORMANCE

FORMAT = "agister-vectors/1"
KINDS = ("specification", "google", "intent", "derived")
_HOPS = 5


@dataclass(frozen=True, slots=True)
class Vector:
    """One vector with the file it stands in."""

    file: Path
    protocol: str
    content: Mapping[str, Any]

    @property
    def id(self) -> str:
        """`protocols/tdmrep/matching#first match counts`: how deviations name it."""
        return f"{self.file.relative_to(CONFORMANCE).with_suffix('').as_posix()}#{self.content['name']}"


def files(folder: str) -> list[Path]:
    """Vector files of one folder of conformance/."""
    return sorted((CONFORMANCE / folder).rglob("*.json"))


def load(path: Path) -> dict[str, Any]:
    """A vector file as it stands; duplicate keys are a mistake in it."""
    content = json.loads(path.read_text("utf-8"), object_pairs_hook=_once)
    assert isinstance(content, dict), f"{path}: not an object"
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    assert len(found) == len(pairs), f"a key stands twice among {[key for key, _ in pairs]}"
    return found


def protocol_vectors() -> Iterator[Vector]:
    """All vectors of conformance/protocols; a file that cannot be read fails in a test of its own."""
    for file in files("protocols"):
        try:
            content = load(file)
        except (AssertionError, ValueError):
            continue
        for vector in content["vectors"]:
            yield Vector(file, content["protocol"], vector)


def known_deviations() -> dict[str, str]:
    """Vector id → reason, of those that our implementation is known not to meet."""
    path = CONFORMANCE / "known_deviations.json"
    if not path.is_file():
        return {}
    return {entry["vector"]: entry["reason"] for entry in load(path)["deviations"]}


def protocol_named(name: str) -> ReservationProtocol:
    """The protocol of that file name."""
    found = next((protocol for protocol in PROTOCOLS if protocol.name == name), None)
    assert found is not None, f"{name} is not in PROTOCOLS"
    return found


def question_of(content: Mapping[str, Any]) -> Question:
    """The vector's question; what it leaves out takes the documented default."""
    return Question(
        usage=Usage(content.get("usage", "train-ai")),
        tokens=tuple(content.get("tokens", ("examplebot",))),
        reading=Reading(content.get("reading", "strict")),
        combine=content.get("combine", "any"),
        intent=content.get("intent", "unreadable"),
        choices=content.get("choices", {}),
    )


def observation_of(content: Mapping[str, Any]) -> Observation:
    """An observation as the vector writes it down."""
    body: bytes | None = None
    if "body_base64" in content:
        body = base64.b64decode(content["body_base64"], validate=True)
    elif content.get("body") is not None:
        body = content["body"].encode("utf-8")
    seen_at = content.get("fetched_at")
    return Observation(
        url=content["url"],
        fetched_at=datetime.fromisoformat(seen_at) if seen_at else None,
        status=None if content.get("error") else content.get("status", 200),
        headers=tuple((name, value) for name, value in content.get("headers", ())),
        body=body,
        error=content.get("error"),
        truncated=content.get("truncated", False),
    )


def asset_of(url: str) -> Asset:
    """The asset; a vector's URL is always a usable one."""
    asset = parse(url)
    assert asset is not None, f"{url!r} is not a usable URL"
    return asset


def run(vector: Vector) -> tuple[Resolution, set[str]]:
    """What our implementation makes of a vector: the resolution, and the kinds of problem on the way."""
    protocol = protocol_named(vector.protocol)
    asset = asset_of(vector.content["asset"])
    observations = [observation_of(entry) for entry in vector.content["observations"]]
    statements, problems = gather(protocol, observations, asset)
    return resolve(protocol, statements, asset, question_of(vector.content.get("question", {}))), problems


def gather(
    protocol: ReservationProtocol, observations: Sequence[Observation], asset: Asset
) -> tuple[list[Statement], set[str]]:
    """Statements of one protocol that speak of the asset, in the order of the observations, and kinds of problem."""
    by_url = {asset_of(seen.url).url: seen for seen in observations}
    statements: list[Statement] = []
    problems: set[str] = set()
    for seen in observations:
        place = asset_of(seen.url)
        if place.origin != asset.origin:
            continue
        path = place.path if place.path in protocol.well_known else None
        final = _follow(seen, by_url)
        if final.error or (final.status or 0) >= 500:
            if path is not None or (not protocol.well_known and place.url == asset.url):
                statements.append(_failed(protocol, Scope.ORIGIN if path else Scope.URL))
            continue
        result = protocol.read(Seen(final, path=path))
        problems.update(problem.kind for problem in result.problems)
        statements += [s for s in result.statements if s.scope is Scope.ORIGIN or place.url == asset.url]
        for link in result.links:
            linked = by_url.get(asset_of(link).url)
            if linked is None:
                continue
            target = _follow(linked, by_url)
            if target.error or (target.status or 0) >= 500:
                statements.append(_failed(protocol, Scope.ORIGIN))
                continue
            document = protocol.read(Seen(target))
            problems.update(problem.kind for problem in document.problems)
            statements += [s for s in (_on_origin(s, asset) for s in document.statements) if s is not None]
            if not document.statements and isinstance(protocol, LinkingProtocol):
                statements.append(protocol.answered(link))
    return statements, problems


def _follow(seen: Observation, by_url: Mapping[str, Observation]) -> Observation:
    for _ in range(_HOPS):
        location = next((value for name, value in seen.headers if name.lower() == "location"), None)
        if seen.status is None or not 300 <= seen.status < 400 or location is None:
            break
        target = parse(urljoin(seen.url, location))
        following = by_url.get(target.url) if target else None
        if following is None:
            break
        seen = following
    return seen


def _failed(protocol: ReservationProtocol, scope: Scope) -> Statement:
    return Statement(
        protocol=protocol.name,
        usage=Usage.ANY,
        preference=Preference.UNKNOWN,
        place="fetch",
        quote="",
        scope=scope,
        standing=Standing.FAILED,
    )


def _on_origin(statement: Statement, asset: Asset) -> Statement | None:
    """A pattern that is an absolute URL speaks only of its own origin, which is cut off before matching."""
    if "://" not in statement.pattern:
        return statement
    if statement.pattern == asset.origin:
        return replace(statement, pattern="")
    if not statement.pattern.startswith(asset.origin + "/"):
        return None
    return replace(statement, pattern=statement.pattern[len(asset.origin) :])
