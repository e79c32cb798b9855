"""The seven outcomes in words, in the order in which people want to read them."""

from __future__ import annotations

from agister.rights import Outcome

MEANING: dict[Outcome, str] = {
    Outcome.RESERVED: "a rightholder reserved this use",
    Outcome.UNREADABLE: "something is there that nobody could read, or no usable URL",
    Outcome.PERMITTED: "somebody entitled said yes",
    Outcome.LICENSED: "reserved, and a licence you hold lifts it",
    Outcome.EXCEPTED: "reserved, and the law named in the policy lets you go ahead",
    Outcome.UNKNOWN: "looked, nothing said",
    Outcome.UNCHECKED: "nothing of this origin was ever observed",
}
