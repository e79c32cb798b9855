"""Reads a policy from TOML and refuses, in one clear line, what it does not understand; nothing is passed over."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from agister.errors import PolicyError
from agister.formats import crawlers
from agister.formats.url import parse
from agister.law import Purpose, UserFacts, UserKind
from agister.protocols import PROTOCOLS, ReservationProtocol
from agister.rights import Outcome, Usage, contains, reserves
from agister.screening.policy import Choice, HeldLicence, ScreeningPolicy
from agister.screening.policy_keys import CATALOGUE, LICENCE_KEYS, KeySpec, Shape, keys_of

_SHIPPED = files("agister.screening") / "policies"


def shipped_policies() -> list[str]:
    """Names of the policies that come with agister."""
    return sorted(file.name.removesuffix(".toml") for file in _SHIPPED.iterdir() if file.name.endswith(".toml"))


def load_policy(name_or_path: str | Path, *, protocols: Sequence[ReservationProtocol] = PROTOCOLS) -> ScreeningPolicy:
    """A shipped policy by name, or one from a TOML file. Raises `PolicyError` with what is wrong and what to do."""
    word = str(name_or_path)
    if word in shipped_policies():
        return parse_policy((_SHIPPED / f"{word}.toml").read_bytes(), f"{word}.toml", protocols=protocols)
    path = Path(name_or_path)
    if not path.is_file():
        raise PolicyError(
            f"no policy file {word} and no shipped policy of that name{_near(word, shipped_policies())}; "
            f"shipped: {', '.join(shipped_policies())}"
        )
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PolicyError(f"policy file {word} cannot be read: {error.strerror}") from error
    return parse_policy(content, path.name, protocols=protocols)


def parse_policy(
    content: bytes, source: str, *, protocols: Sequence[ReservationProtocol] = PROTOCOLS
) -> ScreeningPolicy:
    """A policy from the bytes of a TOML file; `source` names it in messages."""
    try:
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PolicyError(f"{source} is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{source} is not TOML: {error}") from error
    except RecursionError as error:
        raise PolicyError(
            f"{source} is nested too deep for a policy; no value of one holds a list in a list"
        ) from error
    return _Reader(tables, source, protocols).policy("sha256:" + hashlib.sha256(content).hexdigest())


class _Reader:
    """One pass over the tables of a file."""

    def __init__(self, tables: Mapping[str, Any], source: str, protocols: Sequence[ReservationProtocol]) -> None:
        self._tables = tables
        self._source = source
        self._protocols = protocols
        self._keys = keys_of(protocols)
        self._values: dict[str, tuple[str, ...]] = {}
        self._given: set[str] = set()

    def policy(self, digest: str) -> ScreeningPolicy:
        self._refuse_unknown()
        for spec in self._keys:
            self._values[spec.key] = self._value(spec)
        usage = Usage(self._word("usage"))
        if self._values["robots_txt.tokens"] == (CATALOGUE,):
            self._values["robots_txt.tokens"] = default_tokens(usage)
        tokens = tuple(dict.fromkeys(token.strip().lower() for token in self._values["robots_txt.tokens"]))
        self._refuse_contradictions(tokens)
        choices = {
            protocol.name: {key.name: self._word(f"{protocol.name}.{key.name}") for key in protocol.keys}
            for protocol in self._protocols
        }
        return ScreeningPolicy(
            name=self._word("name"),
            usage=usage,
            description=self._word("description"),
            tokens=tokens,
            reading=cast('Literal["strict", "lenient"]', self._word("robots_txt.reading")),
            combine=cast('Literal["any", "all"]', self._word("robots_txt.combine")),
            intent=cast('Literal["unreadable", "reserve"]', self._word("malformed.intent")),
            siblings=self._values["origins.siblings"],
            user=UserFacts(
                kind=UserKind(self._word("user.kind")),
                purpose=tuple(map(Purpose, self._values["user.purpose"])),
                place=self._word("user.place"),
            ),
            keep=tuple(map(Outcome, self._values["keep.outcomes"])),
            repair=self._values["urls.repair"],
            licences=tuple(self._licences()),
            choices=choices,
            entries=tuple(map(self._choice, self._keys)),
            digest=digest,
            source=self._source,
        )

    def _word(self, key: str) -> str:
        return self._values[key][0] if self._values[key] else ""

    def _choice(self, spec: KeySpec) -> Choice:
        value = self._values[spec.key]
        section = self._tables.get(spec.section, {}) if spec.section else self._tables
        return Choice(
            key=spec.key,
            value=value if spec.shape in (Shape.WORDS, Shape.TEXTS) else "".join(value),
            given=spec.key in self._given,
            reason=section.get("reason", "") if spec.key in self._given else "",
            meaning=spec.meaning,
            ambiguity=spec.ambiguity,
        )

    def _fail(self, message: str) -> PolicyError:
        return PolicyError(f"{self._source}: {message}")

    def _refuse_unknown(self) -> None:
        sections = {spec.section for spec in self._keys if spec.section}
        tops = {spec.name for spec in self._keys if not spec.section} | {"reason", "licences"}
        for key, value in self._tables.items():
            if key in sections:
                if not isinstance(value, Mapping):
                    raise self._fail(f"{key} must be a section: write [{key}] on a line of its own")
                names = {spec.name for spec in self._keys if spec.section == key} | {"reason"}
                for name, inner in value.items():
                    if name not in names:
                        raise self._fail(f"unknown key [{key}] {name}{_near(name, names)}; allowed: {_list(names)}")
                    if name == "reason" and not isinstance(inner, str):
                        raise self._fail(f"[{key}] reason must be a text")
            elif key not in tops:
                what = f"section [{key}]" if isinstance(value, Mapping) else f"key {key}"
                raise self._fail(f"unknown {what}{_near(key, sections | tops)}; allowed: {_list(sections | tops)}")
        if not isinstance(self._tables.get("reason", ""), str):
            raise self._fail("reason must be a text")

    def _value(self, spec: KeySpec) -> tuple[str, ...]:
        table = self._tables.get(spec.section, {}) if spec.section else self._tables
        where = f"[{spec.section}] {spec.name}" if spec.section else spec.name
        if spec.name not in table:
            if spec.default is None:
                allowed = f", one of: {', '.join(spec.values)}" if spec.values else ""
                raise self._fail(f'{where} is missing; write {spec.name} = "…"{allowed}')
            return spec.default
        self._given.add(spec.key)
        value = table[spec.name]
        many = spec.shape in (Shape.WORDS, Shape.TEXTS)
        if many and isinstance(value, str) and spec.key == "user.purpose":
            value = [value]
        if many and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            raise self._fail(f'{where} must be {spec.shape}, such as ["{(spec.values or ("gptbot",))[0]}"]')
        if not many and not isinstance(value, str):
            raise self._fail(f"{where} must be {spec.shape}, in quotation marks")
        words = tuple(dict.fromkeys(value)) if many else (value,)
        for word in words:
            if spec.values and word not in spec.values:
                near = _near(word, spec.values)
                raise self._fail(f'{where} = "{word}" is not known{near}; allowed: {", ".join(spec.values)}')
            if not spec.values and not word.strip() and spec.name != "place":
                raise self._fail(f"{where} must not be empty")
        return words

    def _refuse_contradictions(self, tokens: tuple[str, ...]) -> None:
        place = self._word("user.place")
        if place and not re.fullmatch(r"[A-Z]{2}", place):
            raise self._fail(f'[user] place = "{place}" must be two capital letters, such as DE, or EU')
        if {"commercial", "non-commercial"} <= set(self._values["user.purpose"]):
            raise self._fail("[user] purpose names commercial and non-commercial; strike one")
        if "reserved" in self._values["keep.outcomes"]:
            raise self._fail(
                "[keep] outcomes names reserved, so nothing would be screened out; what a licence or the law sets free "
                "is called licensed or excepted"
            )
        if not self._values["keep.outcomes"]:
            raise self._fail("[keep] outcomes is empty, so no row would be kept; leave it out for the default")
        if not tokens:
            raise self._fail(
                "[robots_txt] tokens is empty, so no robots.txt would speak of this use; leave it out for the "
                'crawlers of the catalogue, or write ["*"] for what is said to everybody'
            )
        if "*" in tokens and self._values.get("robots_txt.everyone") == ("ignored",):
            raise self._fail(
                '[robots_txt] tokens names "*" while everyone = "ignored" leaves its rules out; strike one'
            )

    def _licences(self) -> Iterable[HeldLicence]:
        held = self._tables.get("licences", [])
        for number, entry in enumerate([held] if isinstance(held, Mapping) else held, 1):
            where = f"[[licences]] number {number}"
            if not isinstance(entry, Mapping):
                raise self._fail(f"{where} must be a table: write [[licences]] on a line of its own")
            for key in entry:
                if key not in LICENCE_KEYS:
                    raise self._fail(
                        f"unknown key {key} in {where}{_near(key, LICENCE_KEYS)}; allowed: {_list(LICENCE_KEYS)}"
                    )
            reference, origins = entry.get("reference"), entry.get("origins")
            if not isinstance(reference, str) or not reference.strip():
                raise self._fail(f"{where} needs a reference: where can the licence be looked up?")
            if not isinstance(origins, list) or not origins:
                raise self._fail(f'{where} needs origins, such as ["https://example.org"]')
            yield HeldLicence(
                origins=tuple(self._origin(origin, where) for origin in origins),
                reference=reference,
                reason=str(entry.get("reason", "")),
            )

    def _origin(self, text: Any, where: str) -> str:
        asset = parse(text) if isinstance(text, str) else None
        if asset is None or asset.path != "/":
            raise self._fail(
                f"{where}: {text!r} is not an origin; write scheme and host only, such as https://example.org"
            )
        return asset.origin


#: What a crawler fetches for that is blocked, where the question is about each of these uses.
_PURPOSES = {
    Usage.SEARCH: {crawlers.Purpose.SEARCH},
    Usage.AI_INPUT: {crawlers.Purpose.SEARCH, crawlers.Purpose.USER_FETCH},
}


def default_tokens(usage: Usage) -> tuple[str, ...]:
    """The crawlers of the shipped catalogue whose rules speak of a use. Those without a group of their own are spoken to by
    `*`, so what a site says to everybody is among it."""
    found = list(crawlers.training_tokens()) if reserves(Usage.TRAIN_AI, usage) else []
    wanted = set().union(*(_PURPOSES[part] for part in _PURPOSES if contains(usage, part)))
    found += [c.as_asked for c in crawlers.crawlers() if wanted & set(c.purposes) and not c.generic]
    return tuple(dict.fromkeys(found))


def _near(word: str, known: Iterable[str]) -> str:
    found = get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.5)
    return f"; did you mean {found[0]}?" if found else ""


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
