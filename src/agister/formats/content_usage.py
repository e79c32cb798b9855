"""One AIPREF statement of preference: `train-ai=n, search=y` as a dictionary of labels (vocab-08 §6)."""

from __future__ import annotations

from dataclasses import dataclass

from agister.formats.aipref_vocabulary import LABELS, Label
from agister.formats.reservation_intent import Flaw, refuses, reserved_by, usage_meant
from agister.formats.structured_fields import Failure, InnerList, Member, Token, parse_dictionary
from agister.rights import Preference

_PREFERENCES = {"y": Preference.ALLOW, "n": Preference.DISALLOW}
#: How many unknown labels of one statement are named: a hostile one may hold a hundred thousand.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class ContentUsage:
    """What a statement says, label by label; a label that is not here is unknown."""

    preferences: tuple[tuple[Label, Preference], ...] = ()
    flaws: tuple[Flaw, ...] = ()


def parse_content_usage(value: bytes | str) -> ContentUsage:
    """Preferences and flaws of one statement. Never raises.

    As the draft says, a value that is no dictionary says nothing, the last of a repeated label counts, and whatever is
    not the token `y` or `n` leaves its label unknown. What evidently refuses all the same is given as a flaw.
    """
    found = parse_dictionary(value)
    if isinstance(found, Failure):
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        where = f"{found.reason} (character {found.position + 1})"
        return ContentUsage(
            flaws=(
                Flaw(
                    kind="aipref-not-a-dictionary",
                    message=f"not a dictionary, so no preference is stated: {where}",
                    reserves=reserved_by(text),
                ),
            )
        )
    preferences: list[tuple[Label, Preference]] = []
    flaws: list[Flaw] = []
    unknown = 0
    for name, member in found.members.items():
        label = LABELS.get(name)
        repeated = name in found.repeated
        if label is None:
            unknown += 1
            if unknown <= _NAMED:
                flaws.append(_unknown_label(name, member))
            continue
        preference = _preference(member)
        if preference is not None:
            preferences.append((label, preference))
        else:
            flaws.append(_other_value(label, member, repeated=repeated))
        if repeated:
            flaws.append(
                Flaw(kind="aipref-repeated-label", message=f"{name!r} is repeated; only its last value counts")
            )
    return ContentUsage(tuple(preferences), tuple(flaws))


def _preference(member: Member) -> Preference | None:
    if isinstance(member, InnerList) or not isinstance(member.value, Token):
        return None
    return _PREFERENCES.get(member.value.text)


def _word(member: Member) -> str:
    """The value as a word, whatever its type: `no` of `=no`, `="no"`; `0` of `=0`, `=?0`; empty for a list."""
    if isinstance(member, InnerList):
        return ""
    value = member.value
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.text if isinstance(value, Token) else str(value)


def _unknown_label(name: str, member: Member) -> Flaw:
    refused = refuses(_word(member))
    meant = usage_meant(name) if refused else None
    return Flaw(
        kind="aipref-unknown-label",
        message=f"{name[:60]!r} is no label of the vocabulary, so it states nothing",
        reserves=meant,
    )


def _other_value(label: Label, member: Member, *, repeated: bool) -> Flaw:
    # The draft gives a repeated label whose last value is a String as an example of unknown: no intent is read there.
    refused = refuses(_word(member)) and not repeated
    return Flaw(
        kind="aipref-value-not-y-or-n",
        message=f"the value of {label.name!r} must be the token y or n (no quotes), so the preference is unknown",
        reserves=label.usage if refused else None,
    )
