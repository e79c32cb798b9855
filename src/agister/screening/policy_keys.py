"""Every key that a policy file may hold: what it means, which values it takes, what counts where it is left out.

The keys of a protocol (`[tdmrep] match`, …) are declared by the protocol itself and follow ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from agister.law import Purpose, UserKind
from agister.protocols import ReservationProtocol
from agister.rights import Outcome, Usage


class Shape(StrEnum):
    """What a value looks like in the file."""

    WORD = "one word"
    WORDS = "a list of words"
    TEXT = "a text"
    TEXTS = "a list of texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySpec:
    """One key of a policy file."""

    section: str
    """Table in the TOML file; empty for the top of the file."""
    name: str
    shape: Shape
    values: tuple[str, ...] = ()
    """The allowed words; empty = any text."""
    default: tuple[str, ...] | None = ()
    """What counts where the key is left out; None = it is required."""
    meaning: str
    ambiguity: str = ""
    """Number of the ambiguity in the decision records."""

    @property
    def key(self) -> str:
        """How the key is named in messages and manifests: `robots_txt.reading`."""
        return f"{self.section}.{self.name}" if self.section else self.name


#: Outcomes that a screening keeps when the policy is silent. `permitted` and `licensed` are consent, `excepted` is the
#: law, and `unknown` is a work that nobody reserved after somebody looked. `unreadable` and `unchecked` are not kept:
#: there, nobody knows.
KEPT = (Outcome.PERMITTED, Outcome.UNKNOWN, Outcome.LICENSED, Outcome.EXCEPTED)

#: Marks the default of `[robots_txt] tokens`: the dated catalogue decides, by the usage that is asked about.
CATALOGUE = "(the catalogue's crawlers for this use)"

_OWN = (
    KeySpec(section="", name="name", shape=Shape.TEXT, default=None, meaning="What the policy is called in reports."),
    KeySpec(
        section="",
        name="usage",
        shape=Shape.WORD,
        values=tuple(usage.value for usage in Usage if usage is not Usage.CRAWL),
        default=None,
        meaning="The use that is asked about. A reservation of a part or of the whole of it reserves it.",
    ),
    KeySpec(section="", name="description", shape=Shape.TEXT, meaning="What the policy is for, in a sentence."),
    KeySpec(
        section="robots_txt",
        name="tokens",
        shape=Shape.TEXTS,
        default=(CATALOGUE,),
        meaning=(
            "Crawlers whose robots.txt rules are read as speaking of this use. Left out: those that the shipped "
            "catalogue names for it."
        ),
        ambiguity="A3",
    ),
    KeySpec(
        section="robots_txt",
        name="reading",
        shape=Shape.WORD,
        values=("strict", "lenient"),
        default=("lenient",),
        meaning=(
            "`strict` reads robots.txt as RFC 9309 has it; `lenient` reads what its author evidently meant: misspelled "
            "keys, lists of agents in one line, names such as img2dataset that are no legal tokens."
        ),
        ambiguity="A18",
    ),
    KeySpec(
        section="robots_txt",
        name="combine",
        shape=Shape.WORD,
        values=("any", "all"),
        default=("any",),
        meaning="`any`: one blocked token reserves; `all`: only if every listed token is blocked.",
        ambiguity="A3",
    ),
    KeySpec(
        section="malformed",
        name="intent",
        shape=Shape.WORD,
        values=("unreadable", "reserve"),
        default=("unreadable",),
        meaning=(
            "What something malformed that evidently speaks of reservations counts as: `unreadable`, or `reserve`, as "
            "if it were a reservation. It never counts as nothing said."
        ),
        ambiguity="A15",
    ),
    KeySpec(
        section="origins",
        name="siblings",
        shape=Shape.WORDS,
        values=("scheme", "www"),
        meaning=(
            "Who may speak for an origin that was never observed itself: `scheme`, the other of http and https; `www`, "
            "the host with or without www. Left out: nobody, and the row is `unchecked`."
        ),
        ambiguity="A14",
    ),
    KeySpec(
        section="user",
        name="kind",
        shape=Shape.WORD,
        values=tuple(UserKind),
        default=(UserKind.UNKNOWN,),
        meaning="Who makes the copies; exceptions of the law depend on it.",
    ),
    KeySpec(
        section="user",
        name="purpose",
        shape=Shape.WORDS,
        values=tuple(Purpose),
        meaning="What for. Several may be named; all of them must lie within an exception for it to apply.",
    ),
    KeySpec(
        section="user",
        name="place",
        shape=Shape.TEXT,
        meaning="Where the copies are made: two capital letters (ISO 3166-1), or EU. Left out: no exception applies.",
    ),
    KeySpec(
        section="keep",
        name="outcomes",
        shape=Shape.WORDS,
        values=tuple(outcome.value for outcome in Outcome),
        default=tuple(outcome.value for outcome in KEPT),
        meaning="Rows with these outcomes go into the kept file, all others into the excluded file with their reason.",
        ambiguity="A1",
    ),
    KeySpec(
        section="urls",
        name="repair",
        shape=Shape.WORDS,
        values=("missing-scheme", "amp"),
        meaning=(
            "Which damage to a row's URL is mended before it is looked up: `missing-scheme`, `http://` put before a "
            "bare host; `amp`, `&amp;` read as `&`. Left out: none, and such a row is `unreadable` or another URL."
        ),
    ),
)

#: Keys of each entry of `[[licences]]`.
LICENCE_KEYS = ("origins", "reference", "reason")


def keys_of(protocols: Sequence[ReservationProtocol]) -> tuple[KeySpec, ...]:
    """Our keys, then those that the protocols declare, in their order."""
    return _OWN + tuple(
        KeySpec(
            section=protocol.name,
            name=key.name,
            shape=Shape.WORD,
            values=key.values,
            default=(key.default,),
            meaning=key.meaning,
            ambiguity=key.ambiguity,
        )
        for protocol in protocols
        for key in protocol.keys
    )
