"""What fell due, and the notices that ask for it: interest, penalties and finality at the end of a day; a letter for each party."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agister.errors import PaymentError, ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.levy.procedure.charges import open_charges
from agister.levy.procedure.day_end import DayEnd, close_day
from agister.levy.procedure.notices import issue_notice
from agister.levy.procedure.registration import registration
from agister.office.creditors import reference_of
from agister.office.folder import Office

_WORDS = {"Levy": "Levy for {}", "Interest": "Interest on the levy for {}", "Penalty": "Penalty for {}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedNotice:
    """A notice that was booked, and its letter."""

    entries: tuple[JournalEntry, ...]
    pdf: bytes
    reference: str
    units: int
    currency: str


def end_of_day(office: Office, *, on: date, by: str, asked: tuple[str, ...] = ()) -> DayEnd:
    """Book everything that fell due by the end of a day. Doing it again books nothing again."""
    with office.journal.write() as writer:
        found = close_day(writer, office.act(writer).instrument, on, by, asked=asked)
        return DayEnd(entries=office.append(writer, found.entries), left_open=found.left_open)


def ask(office: Office, party: str, *, due: date | None, on: date, by: str) -> IssuedNotice:
    """Ask a party for everything that may be asked for, under the reference of the charge that is paid first.

    `due`: by when; the due day of the charges, or 30 days from now where that is over. Raises `ProcedureError` where nothing is owed.
    """
    from agister.publishing.payment_notice import NoticeLine, PaymentNotice, notice_pdf

    if not office.settings.banks:
        raise PaymentError("the office has no bank account to be paid on: add a [[bank]] to office.toml")
    bank = office.settings.banks[0]
    with office.journal.write() as writer:
        charges = [charge for charge in open_charges(writer, party) if charge.collectable > 0]
        if not charges:
            raise ProcedureError(f"{party} owes nothing that can be asked for on {on}")
        latest = max(charge.due for charge in charges)
        day = due or (latest if latest >= on else date.fromordinal(on.toordinal() + 30))
        reference = reference_of(charges[0].id)
        number = 1 + sum(
            1 for booked in writer.entries(kinds=("notice_issued",)) if booked.entry.facts["party"] == party
        )
        laws = _laws(writer)
        notice = PaymentNotice(
            id=f"{party}/{number}",
            issued=on,
            office=office.settings.name,
            payer=registration(writer, party).name,
            currency=charges[0].currency,
            lines=tuple(
                NoticeLine(
                    # The letter is to one party: its name need not stand in each line.
                    charge=charge.id.replace(f"/{charge.party}/", "/"),
                    text=_WORDS[charge.what].format(charge.period),
                    law=laws.get(charge.id, office.act(writer).instrument.citation),
                    units=charge.collectable,
                    due=charge.due,
                )
                for charge in charges
            ),
            account=bank.iban,
            holder=bank.holder,
            bic=bank.bic,
            reference=reference,
            remarks=(_remark(office, writer),),
        )
        pdf = notice_pdf(notice)
        digest = office.documents.put(pdf)
        entries = issue_notice(
            writer,
            party,
            [charge.id for charge in charges],
            reference=reference,
            due=day,
            on=on,
            by=by,
            documents=(digest,),
        )
        booked = office.append(writer, entries)
    return IssuedNotice(
        entries=booked,
        pdf=pdf,
        reference=reference,
        units=sum(charge.collectable for charge in charges),
        currency=charges[0].currency,
    )


def _laws(reader: JournalReader) -> dict[str, str]:
    """Charge → the provision that it rests on, from the entry that raised it last."""
    found: dict[str, str] = {}
    for booked in reader.entries(kinds=("assessed", "penalty_raised", "interest_raised")):
        facts = booked.entry.facts
        if booked.entry.kind == "assessed":
            rows = facts["lines"]
            first = next((row for row in rows if isinstance(row, dict)), {}) if isinstance(rows, list | tuple) else {}
            found[str(facts["charge"])] = str(first.get("law", ""))
        elif booked.entry.kind == "penalty_raised":
            found[booked.entry.subject.partition(":")[2]] = str(facts["law"])
        else:
            spans = facts["spans"]
            last = spans[-1] if isinstance(spans, list | tuple) and spans else {}
            found[booked.entry.subject.partition(":")[2]] = str(last.get("law", "")) if isinstance(last, dict) else ""
    return {charge: law for charge, law in found.items() if law}


def _remark(office: Office, reader: JournalReader) -> str:
    act = office.act(reader).instrument
    draft = " The act is a draft: nobody owes this under any law." if act.status == "draft" else ""
    return f"Assessed under {act.title} ({act.citation}). Please pay under the reference above and no other.{draft}"
