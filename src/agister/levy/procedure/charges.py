"""All charges, folded from the journal in one pass: what was raised, matched, disputed, decided, let off and paid back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from agister.errors import JournalError, ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.levy.procedure.booking import standing
from agister.levy.procedure.charge import Charge, DisputedPart, Move

#: Kinds of entry that change a charge, or say when money came in.
KINDS = (
    "received", "assessed", "interest_raised", "penalty_raised", "matched", "dispute_opened", "dispute_decided",
    "repayment_interest", "remitted", "written_off", "joint_liability_notified", "notice_issued",
)  # fmt: skip
_WHAT = {"assessed": "Levy", "interest_raised": "Interest", "penalty_raised": "Penalty"}


@dataclass(slots=True)
class _Case:
    charge: str
    units: int
    suspends: bool
    is_open: bool = True
    held: int = 0


@dataclass(slots=True)
class _Tally:
    """A charge while entries are read."""

    id: str
    what: str
    party: str
    period: str
    currency: str
    due: date
    raised: int = 0
    remitted: int = 0
    written_off: int = 0
    assessment: str = ""
    repaid_interest: int = 0
    asked: bool = False
    last_raised: date | None = None
    counted_until: date | None = None
    moves: list[Move] = field(default_factory=list)
    joint: list[str] = field(default_factory=list)


class _Fold:
    def __init__(self) -> None:
        self.tallies: dict[str, _Tally] = {}
        self.cases: dict[str, _Case] = {}
        self.value_days: dict[str, date] = {}

    def take(self, entry: JournalEntry) -> None:
        facts = entry.facts
        match entry.kind:
            case "received":
                self.value_days[entry.subject] = _day(facts["value_day"])
            case "assessed" | "interest_raised" | "penalty_raised":
                self._raised(entry)
            case "matched":
                self._matched(entry)
            case "dispute_opened":
                name = entry.subject.partition(":")[2]
                held = self.cases[name].held if name in self.cases else 0
                self.cases[name] = _Case(
                    str(facts["charge"]), _units(facts["amount"]), facts["suspends"] is True, held=held
                )
            case "dispute_decided":
                case = self.cases[entry.subject.partition(":")[2]]
                case.is_open = False
                tally = self.tallies[case.charge]
                tally.raised -= _units(facts["reduced_by"])
                self._paid_back(tally, entry)
            case "remitted" | "written_off":
                tally, units = self._about(entry), _units(facts["amount"])
                if entry.kind == "remitted":
                    tally.remitted += units
                else:
                    tally.written_off += units
                tally.moves.append(Move(day=entry.on, units=units, paid=False, entry=entry.key))
            case "repayment_interest":
                self._about(entry).repaid_interest += _units(facts["amount"])
            case "joint_liability_notified":
                self._about(entry).joint.append(str(facts["member"]))
            case "notice_issued":
                for name in _texts(facts["charges"]):
                    if name in self.tallies:
                        self.tallies[name].asked = True
        for posting in entry.postings:
            account, _, rest = posting.account.partition(":Disputed:")
            if account == "Held" and rest:
                self.cases[rest].held -= posting.units

    def _raised(self, entry: JournalEntry) -> None:
        facts = entry.facts
        of_levy = entry.kind == "assessed"
        name = str(facts["charge"]) if of_levy else entry.subject.partition(":")[2]
        tally = self.tallies.get(name)
        if tally is None:
            code = str(facts["currency"]) if of_levy else entry.postings[0].currency if entry.postings else ""
            tally = self.tallies[name] = _Tally(
                name, _WHAT[entry.kind], str(facts["party"]), str(facts["period"]), code, _day(facts["due"])
            )
        tally.raised += _difference(entry)
        tally.last_raised = max(entry.on, tally.last_raised or entry.on)
        if entry.kind == "interest_raised":
            tally.counted_until = _day(facts["until"])
        if of_levy:
            tally.assessment = entry.subject
            tally.due = _day(facts["due"])
        self._paid_back(tally, entry)

    def _matched(self, entry: JournalEntry) -> None:
        rows = entry.facts["applied"]
        for row in rows if isinstance(rows, list | tuple) else ():
            if isinstance(row, Mapping):
                day = self.value_days.get(entry.subject, entry.on)
                tally = self.tallies[str(row["charge"])]
                tally.moves.append(Move(day=day, units=_units(row["units"]), paid=True, entry=entry.key))

    def _paid_back(self, tally: _Tally, entry: JournalEntry) -> None:
        units = -sum(posting.units for posting in entry.postings if posting.account.startswith("Refund:"))
        if units:
            tally.moves.append(Move(day=entry.on, units=-units, paid=True, entry=entry.key))

    def _about(self, entry: JournalEntry) -> _Tally:
        return self.tallies[entry.subject.partition(":")[2]]

    def charges(self) -> dict[str, Charge]:
        parts: dict[str, list[DisputedPart]] = {}
        held: dict[str, int] = {}
        for name, case in self.cases.items():
            held[case.charge] = held.get(case.charge, 0) + case.held
            if case.is_open:
                part = DisputedPart(case=name, units=case.units, suspends=case.suspends, held=case.held)
                parts.setdefault(case.charge, []).append(part)
        return {
            tally.id: Charge(
                id=tally.id,
                what=tally.what,
                party=tally.party,
                period=tally.period,
                currency=tally.currency,
                due=tally.due,
                raised=tally.raised,
                paid=sum(move.units for move in tally.moves if move.paid),
                remitted=tally.remitted,
                written_off=tally.written_off,
                held=held.get(tally.id, 0),
                moves=tuple(sorted(tally.moves, key=lambda move: move.day)),
                disputes=tuple(parts.get(tally.id, ())),
                assessment=tally.assessment,
                repaid_interest=tally.repaid_interest,
                jointly_liable=tuple(tally.joint),
                asked=tally.asked,
                last_raised=tally.last_raised,
                counted_until=tally.counted_until,
            )
            for tally in self.tallies.values()
        }


def fold(entries: Iterable[JournalEntry]) -> dict[str, Charge]:
    """Charges that entries lead to, by identifier, in the order in which they were raised.

    Raises `JournalError` where one rests on a charge or dispute that none of them raises.
    """
    found = _Fold()
    for entry in entries:
        try:
            found.take(entry)
        except KeyError as error:
            raise JournalError(
                f"entry {entry.key} ({entry.kind}) rests on the charge or dispute {error}, which is not booked or was undone"
            ) from None
    return found.charges()


def charges(reader: JournalReader) -> dict[str, Charge]:
    """All charges."""
    return fold(standing(reader, kinds=KINDS))


def charge(reader: JournalReader, id: str) -> Charge:
    """A charge. Raises `ProcedureError` where there is none under that name."""
    found = charges(reader).get(id)
    if found is None:
        raise ProcedureError(
            f"there is no charge {id[:120]!r}: take its name from an assessment or a list of open charges"
        )
    return found


def open_charges(reader: JournalReader, party: str) -> list[Charge]:
    """Charges of a party that have something left to pay, in the order in which money is applied to them.

    The oldest levy first, then its interest, then penalties (design, journal).
    """
    order = {"Levy": 0, "Interest": 1, "Penalty": 2}
    found = [item for item in charges(reader).values() if item.party == party and item.outstanding > 0]
    levies = {item.period: item.due for item in charges_of(found, "Levy")}
    return sorted(
        found,
        key=lambda item: (
            order[item.what] == 2,
            levies.get(item.period, item.due),
            order[item.what],
            item.due,
            item.id,
        ),
    )


def charges_of(found: Iterable[Charge], what: str) -> list[Charge]:
    """Those that are a levy, interest or a penalty."""
    return [item for item in found if item.what == what]


def levy_charge_id(party: str, period: str) -> str:
    """Name of the charge for the levy of a period."""
    return f"levy/{party}/{period}"


def interest_charge_id(party: str, period: str) -> str:
    """Name of the charge for interest on it."""
    return f"interest/{party}/{period}"


def penalty_charge_id(ground: str, party: str, period: str) -> str:
    """Name of the charge for a penalty: the ground is `late-return` or `late-payment`."""
    return f"penalty/{ground}/{party}/{period}"


def _difference(entry: JournalEntry) -> int:
    """By how much an entry changes what is owed: what it moves to or from the receivable, and what it pays back."""
    return sum(posting.units for posting in entry.postings if posting.account.startswith("Receivable:")) + sum(
        posting.units for posting in entry.postings if posting.account.startswith("Refund:")
    )


def _day(value: Fact) -> date:
    return date.fromisoformat(str(value))


def _units(value: object) -> int:
    return value if isinstance(value, int) else 0


def _texts(value: Fact) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []
