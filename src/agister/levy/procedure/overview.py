"""Where everything stands on a day, over all parties: for reports, and for whoever runs the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agister.ledger import JournalEntry, JournalReader
from agister.levy.procedure.booking import standing
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charges
from agister.levy.procedure.deployments import deployments
from agister.levy.procedure.disputes import Dispute
from agister.levy.procedure.disputes import fold as fold_dispute
from agister.levy.procedure.membership import members
from agister.levy.procedure.obligations import obligations
from agister.levy.procedure.reading_ahead import AsOf
from agister.levy.procedure.registration import registrations

#: Ages of what is left of a charge: up to and with so many days after it was due, and the word for it.
AGES = ((0, "not yet due"), (30, "up to 30 days"), (90, "31 to 90 days"), (365, "91 to 365 days"))
OLDEST = "more than 365 days"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A registered party."""

    party: str
    name: str
    state: str
    members: int
    """Memberships that hold on the day, without the head."""
    deployments: int
    in_scope: Mapping[str, int]
    """Outcome of scope → deployments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRow:
    """A return that is asked for."""

    party: str
    period: str
    state: str
    file_by: date
    pay_by: date
    filed: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeRow:
    """A charge. Minor units."""

    charge: str
    what: str
    party: str
    period: str
    currency: str
    state: str
    due: date
    raised: int
    paid: int
    outstanding: int
    locked: int
    held: int
    remitted: int
    written_off: int
    age: str
    """How long what is left is overdue; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on one day."""

    on: date
    parties: tuple[PartyRow, ...]
    obligations: tuple[ObligationRow, ...]
    charges: tuple[ChargeRow, ...]
    disputes: tuple[Dispute, ...]

    def obligations_by_state(self) -> dict[str, int]:
        """State → how many."""
        found: dict[str, int] = {}
        for row in self.obligations:
            found[row.state] = found.get(row.state, 0) + 1
        return dict(sorted(found.items()))

    def outstanding_by_age(self) -> dict[tuple[str, str], int]:
        """(currency, age) → minor units, youngest first."""
        words = (*(word for _, word in AGES), OLDEST)
        found: dict[tuple[str, str], int] = {}
        for row in sorted(self.charges, key=lambda item: words.index(item.age) if item.age else -1):
            if row.outstanding > 0:
                found[row.currency, row.age] = found.get((row.currency, row.age), 0) + row.outstanding
        return found


def overview(reader: JournalReader, on: date) -> Overview:
    """Where everything stands on a day, by what took effect up to then."""
    then = AsOf(reader, on)
    known = deployments(then)
    parties = []
    for item in registrations(then).values():
        own = [row for row in known if row.party == item.party]
        scopes: dict[str, int] = {}
        for row in own:
            scopes[row.scope] = scopes.get(row.scope, 0) + 1
        parties.append(
            PartyRow(
                party=item.party,
                name=item.name,
                state=item.state,
                members=len([row for row in members(then, item.party) if row.holds(on, on)]),
                deployments=len(own),
                in_scope=dict(sorted(scopes.items())),
            )
        )
    asked = tuple(
        ObligationRow(
            party=item.party,
            period=item.period,
            state=item.state_on(on),
            file_by=item.file_by,
            pay_by=item.pay_by,
            filed=item.filed,
        )
        for item in obligations(then)
    )
    rows = tuple(_row(item, on) for item in charges(then).values())
    cases: dict[str, list[JournalEntry]] = {}
    for entry in standing(then, kinds=("dispute_opened", "dispute_decided")):
        cases.setdefault(entry.subject, []).append(entry)
    disputes = (fold_dispute(entries) for entries in cases.values())
    return Overview(
        on=on,
        parties=tuple(parties),
        obligations=asked,
        charges=rows,
        disputes=tuple(item for item in disputes if item is not None),
    )


def age_of(due: date, on: date) -> str:
    """The word for how long something is overdue."""
    days = (on - due).days
    return next((word for most, word in AGES if days <= most), OLDEST)


def _row(charge: Charge, on: date) -> ChargeRow:
    return ChargeRow(
        charge=charge.id,
        what=charge.what,
        party=charge.party,
        period=charge.period,
        currency=charge.currency,
        state=charge.state,
        due=charge.due,
        raised=charge.raised,
        paid=charge.paid,
        outstanding=charge.outstanding,
        locked=charge.locked,
        held=charge.held,
        remitted=charge.remitted,
        written_off=charge.written_off,
        age=age_of(charge.due, on) if charge.outstanding > 0 else "",
    )
