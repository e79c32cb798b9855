"""A charter as dated data: what the proceeds are for, who may be a payee, how decisions are taken, what is kept back.

It is the "social contract" that a fund points to, not law: nothing here binds anybody who did not accede.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from agister.errors import ProcedureError


class PurposeKind(StrEnum):
    """What a purpose is for. The essay knows the first two; the others are variants of `model-act`."""

    DIGITAL_COMMONS = "digital_commons"
    BENEFIT_HUMANITY = "benefit_humanity"
    CREATORS = "creators"
    PUBLIC_INTEREST_MEDIA = "public_interest_media"
    PUBLIC_AI = "public_ai"
    DIVIDEND = "dividend"


#: The purposes that the essay names: the digital commons, and other efforts that benefit humanity.
ESSAY_PURPOSES = (PurposeKind.DIGITAL_COMMONS, PurposeKind.BENEFIT_HUMANITY)
#: The act that a charter is bound to the essay by.
ESSAY = "essay"
#: Names in a key that are no purposes: the office's costs and the reserve.
ADMINISTRATION, RESERVE = "administration", "reserve"


class PartyKind(StrEnum):
    """Who can accede."""

    STATE = "state"
    COMPANY = "company"


class Matter(StrEnum):
    """What a decision is about; each may have its own voting rule."""

    KEY = "key"
    CHARTER = "charter"
    PAYEE = "payee"
    OTHER = "other"


class Majority(StrEnum):
    """Of whom the majority is a share; so it says what an abstention means."""

    CAST = "cast"
    """Of the votes for and against: an abstention does not count."""
    PRESENT = "present"
    """Of all who voted, abstentions included: an abstention works as a vote against."""
    ENTITLED = "entitled"
    """Of all who may vote: whoever stays away works as a vote against, too."""


class NonDistributable(StrEnum):
    """What becomes of money that rested for as long as the charter lets it."""

    SHARE_AGAIN = "share_again"
    RESERVE = "reserve"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """A purpose: the first level of a key names it by its id."""

    id: str
    kind: PurposeKind
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What a payee must meet, with evidence."""

    id: str
    text: str
    kinds: tuple[PurposeKind, ...]
    """For payees of purposes of these kinds; empty: for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingRule:
    """How one matter is decided. One vote for each party."""

    voters: tuple[PartyKind, ...]
    quorum: Fraction
    """Share of those entitled that must have voted, abstentions included; reached when met exactly."""
    majority: Fraction
    exceeds: bool
    """The votes for must exceed the majority (1/2: a tie is lost); otherwise they must reach it (2/3 met exactly is enough)."""
    of: Majority
    voting_days: int
    """Days after the consultation during which votes are taken; counted earlier only if all have voted."""
    may_change: bool
    """A party may replace its vote until the votes are counted."""

    def __str__(self) -> str:
        sign = "more than" if self.exceeds else "at least"
        return (
            f"{sign} {self.majority} of the votes {self.of} of {' and '.join(self.voters)} parties, "
            f"quorum {self.quorum} of those entitled"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReserveRule:
    """A part of each year's money is kept until the reserve holds a part of a year's payouts."""

    share: Fraction
    until: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """A charter that was read and checked."""

    id: str
    title: str
    text_digest: str
    """`sha256:…` of the text that people agreed to."""
    text_link: str
    acts: tuple[str, ...]
    """Ids of the acts whose proceeds it governs."""
    since: date
    currency: str
    purposes: tuple[Purpose, ...]
    criteria: tuple[Criterion, ...]
    voting: Mapping[Matter, VotingRule]
    consultation_days: int
    withdrawal_notice_days: int
    administration_cap: Fraction
    reserve: ReserveRule
    non_distributable: NonDistributable
    non_distributable_months: int
    least_payout: int
    """Minor units; a smaller share rests until more has come together."""
    sanctions_days: int
    """Days for which a screening against sanctions lists is good."""
    bank_days: int
    """Days after which a confirmed bank account is used."""
    report_months: int
    """Months within which a payee reports on its progress again."""
    report_grace_days: int
    host_fee_cap: Fraction
    """Most of a payment that a fiscal host may keep."""
    digest: str = ""
    """`sha256:…` of the document that it was read from."""

    @property
    def essay(self) -> bool:
        """It governs the proceeds of the act `essay`: only the purposes of the essay, only collections and efforts."""
        return ESSAY in self.acts

    def purpose(self, name: str) -> Purpose | None:
        """A purpose by its id."""
        return next((purpose for purpose in self.purposes if purpose.id == name), None)

    def rule(self, matter: Matter) -> VotingRule:
        """The voting rule of a matter; that of `other` where the charter names none. Raises `ProcedureError` without either."""
        found = self.voting.get(matter) or self.voting.get(Matter.OTHER)
        if found is None:
            raise ProcedureError(
                f"charter {self.id} has no voting rule for {matter}: add `voting.{matter}` or `voting.other` to it"
            )
        return found
