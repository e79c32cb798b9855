"""For whom, for what use, and how signals are read: the operator's written choices, with a reason for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from agister.law import LawFinding, UserFacts, exception_days, exception_for, sentence_on_unknown
from agister.rights import Outcome, Question, Reading, Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLicence:
    """A licence that this user holds: what it covers and where it can be looked up."""

    origins: tuple[str, ...]
    """Canonical origins whose works it covers for the policy's usage."""
    reference: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One key of a policy with the value that counts."""

    key: str
    """`robots_txt.reading`"""
    value: str | tuple[str, ...]
    given: bool
    """Whether the file says so; otherwise it is the default."""
    reason: str
    """What the file gives as the reason of this section; may be empty."""
    meaning: str
    ambiguity: str = ""
    """Number of the ambiguity in the decision records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningPolicy:
    """A policy, checked and complete. Made by `agister.screening.policy_file`."""

    name: str
    usage: Usage
    description: str = ""
    tokens: tuple[str, ...] = ()
    reading: Literal["strict", "lenient"] = "lenient"
    combine: Literal["any", "all"] = "any"
    intent: Literal["unreadable", "reserve"] = "unreadable"
    siblings: tuple[str, ...] = ()
    """Of `scheme`, `www`."""
    user: UserFacts = field(default_factory=UserFacts)
    keep: tuple[Outcome, ...] = ()
    repair: tuple[str, ...] = ()
    """Of `missing-scheme`, `amp`."""
    licences: tuple[HeldLicence, ...] = ()
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Section → key → value for the keys of the protocols, complete."""
    entries: tuple[Choice, ...] = ()
    """Every key, given or not, in the order of the reference page."""
    digest: str = ""
    """`sha256:…` of the file's bytes."""
    source: str = ""
    """Name of the file."""

    @property
    def question(self) -> Question:
        """The part of the policy that protocols see."""
        return Question(
            usage=self.usage,
            tokens=self.tokens,
            reading=Reading(self.reading),
            combine=self.combine,
            intent=self.intent,
            choices=self.choices,
        )

    def exception(self, on: date) -> LawFinding:
        """Whether the law lets this user go ahead on that day although a work is reserved."""
        return exception_for(self.user, self.usage, on)

    def exception_days(self) -> tuple[tuple[date, bool], ...]:
        """From which day on the law lets this user go ahead, or no longer does: for rows that bring their own time."""
        return exception_days(self.user, self.usage)

    def licence_for(self, origin: str) -> HeldLicence | None:
        """The first licence held that covers an origin."""
        return next((licence for licence in self.licences if origin in licence.origins), None)

    def law_on_unknown(self, on: date | None = None) -> str:
        """What the law of the policy's place makes of a work that nothing reserves: one sentence."""
        return sentence_on_unknown(self.user.place, self.usage, on)

    def effective(self) -> list[dict[str, str | list[str]]]:
        """Every choice as plain values, for manifest and report: `key`, `value`, `from` (file or default), `reason`."""
        rows: list[dict[str, str | list[str]]] = [
            {
                "key": entry.key,
                "value": list(entry.value) if isinstance(entry.value, tuple) else entry.value,
                "from": "file" if entry.given else "default",
                "reason": entry.reason,
            }
            for entry in self.entries
        ]
        rows += [
            {
                "key": "licences",
                "value": [licence.reference, *licence.origins],
                "from": "file",
                "reason": licence.reason,
            }
            for licence in self.licences
        ]
        return rows

    def explain(self) -> str:
        """The policy in words, for a person: by section its reason, each choice, what it means, and whether it was made."""
        lines = [f"{self.name}: may these works be used for {self.usage}?"]
        if self.description:
            lines.append(self.description)
        entries = [entry for entry in self.entries if entry.key not in ("name", "usage", "description")]
        for section in dict.fromkeys(entry.key.partition(".")[0] for entry in entries):
            mine = [entry for entry in entries if entry.key.partition(".")[0] == section]
            lines += [
                "",
                f"[{section}]",
                *(f"because: {reason}" for reason in dict.fromkeys(e.reason for e in mine) if reason),
            ]
            for entry in mine:
                value = ", ".join(entry.value) if isinstance(entry.value, tuple) else entry.value
                origin = "from the file" if entry.given else "default"
                lines.append(f"  {entry.key.partition('.')[2] or entry.key} = {value or '(none)'}   {origin}")
                lines.append("    " + entry.meaning + (f" [{entry.ambiguity}]" if entry.ambiguity else ""))
        for licence in self.licences:
            lines += ["", f"licence {licence.reference}: {', '.join(licence.origins)}"]
            if licence.reason:
                lines.append(f"  because: {licence.reason}")
        lines += ["", self.law_on_unknown(), f"{self.source}   {self.digest}".strip()]
        return "\n".join(lines)
