"""Issuing an assessment: the entry with every line, its law and its fact, and the postings of the difference to what stood before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from agister.errors import ProcedureError
from agister.ledger import JournalEntry, JournalReader
from agister.ledger.entry import Fact
from agister.ledger.exact import Rounding, rounded, written
from agister.levy.assess import Assessment, assess
from agister.levy.exchange import QuotedRate, RateTable
from agister.levy.instrument import Instrument
from agister.levy.levy_return import LevyReturn
from agister.levy.lines import Line
from agister.levy.procedure.agreement import check_return, party_of
from agister.levy.procedure.assessments import AssessmentKind, Issued, assessments_of, check_kind
from agister.levy.procedure.booking import step
from agister.levy.procedure.charge import Charge
from agister.levy.procedure.charges import charges, levy_charge_id
from agister.levy.procedure.law import Act, act_in_force
from agister.levy.procedure.obligations import Obligation, obligation_for
from agister.levy.procedure.paying_back import change
from agister.levy.procedure.returns import filed_return
from agister.levy.wording import money_text


def assess_return(
    reader: JournalReader,
    instrument: Instrument,
    levy_return: LevyReturn,
    *,
    on: date,
    by: str,
    kind: str = "self",
    law_of: date | None = None,
    given: Mapping[str, str] | None = None,
    base: str = "",
    rates: RateTable | None = None,
    rates_digest: str = "",
    instrument_digest: str = "",
    evidence_digest: str = "",
    estimated: bool = False,
    reason: str = "",
) -> tuple[JournalEntry, ...]:
    """Assess a return and issue the assessment. One entry, `assessed`.

    For a determination, and for what an enquiry or a discovery found, the return is the office's own: the facts as the evidence
    shows or estimates them. Parameters and base are those of the journal's act unless given. Raises `LevyError` where nothing can
    be computed, `ProcedureError` where this kind may not be issued now.
    """
    act = act_in_force(reader, instrument, instrument_digest)
    act = replace(act, given=act.given if given is None else given, base=base or act.base)
    computed = assess(levy_return, instrument, law_of, given=act.given, base=act.base, rates=rates)
    return issue_assessment(
        reader,
        act,
        levy_return,
        computed,
        on=on,
        by=by,
        kind=kind,
        rates_digest=rates_digest,
        evidence_digest=evidence_digest,
        estimated=estimated,
        reason=reason,
    )


def issue_assessment(
    reader: JournalReader,
    act: Act,
    levy_return: LevyReturn,
    computed: Assessment,
    *,
    on: date,
    by: str,
    kind: str = "self",
    rates_digest: str = "",
    evidence_digest: str = "",
    estimated: bool = False,
    reason: str = "",
) -> tuple[JournalEntry, ...]:
    """Issue what was computed. An assessment that says the same as the one that stands is booked once."""
    if kind not in set(AssessmentKind):
        raise ProcedureError(f"{kind!r} is no kind of assessment; there are {', '.join(AssessmentKind)}")
    word = AssessmentKind(kind)
    party = party_of(reader, levy_return)
    asked = _asked(reader, party, levy_return)
    earlier = assessments_of(reader, party, asked.period)
    before = earlier[-1] if earlier else None
    filed = filed_return(reader, party, asked.period)
    # A determination, and what an enquiry or a discovery found, rests on facts that nobody filed.
    own_facts = filed is None or levy_return.digest not in filed.versions
    return_digest = "" if own_facts else levy_return.digest
    if before is not None and _same(before, word, act, computed, return_digest, evidence_digest):
        booked = next(reader.entries(subject=f"assessment:{before.id}", kinds=("assessed",)), None)
        if booked is not None:
            return (booked.entry,)
    check_kind(
        reader,
        act,
        word,
        asked,
        filed,
        before,
        return_digest=levy_return.digest,
        evidence=bool(evidence_digest),
        on=on,
    )
    if word is AssessmentKind.DETERMINATION and not (evidence_digest or estimated):
        raise ProcedureError(
            f"assessment of {asked.id}: a determination rests on evidence (its digest), or says that it is estimated"
        )
    check_return(reader, party, asked, levy_return)
    charge = charges(reader).get(levy_charge_id(party, asked.period)) or _new(party, asked, computed)
    if charge.currency != computed.currency:
        raise ProcedureError(
            f"charge {charge.id} is in {charge.currency}; it cannot be assessed in {computed.currency}"
        )
    name = f"{party}/{asked.period}/{len(earlier) + 1}"
    facts = {
        **_facts(act, computed, asked, party),
        "assessment_kind": str(word),
        "charge": charge.id,
        **({"supersedes": before.id} if before else {}),
        **({"return": f"{party}/{asked.period}"} if not own_facts else {}),
        **({"return_digest": return_digest} if return_digest else {}),
        **({"evidence_digest": evidence_digest} if evidence_digest else {}),
        **({"rates_digest": rates_digest} if rates_digest else {}),
        **({"estimated": True} if estimated else {}),
        **({"reason": reason} if reason else {}),
    }
    entry = step(
        reader,
        kind="assessed",
        subject=f"assessment:{name}",
        on=on,
        by=by,
        text=_text(word, party, asked, computed, before, estimated=estimated),
        facts=facts,
        postings=change(reader, charge, computed.amount - charge.raised),
        documents=tuple(item for item in (levy_return.digest, evidence_digest, rates_digest) if item),
    )
    return (entry,)


def _asked(reader: JournalReader, party: str, levy_return: LevyReturn) -> Obligation:
    found = obligation_for(reader, party, levy_return.start, levy_return.end)
    if found is not None:
        return found
    raise ProcedureError(
        f"no return is asked of {party} for {levy_return.start} to {levy_return.end}: open the obligation first"
    )


def _same(
    before: Issued, kind: AssessmentKind, act: Act, computed: Assessment, return_digest: str, evidence_digest: str
) -> bool:
    return (
        before.kind,
        before.return_digest,
        before.evidence_digest,
        before.instrument_digest,
        before.law_of,
        before.amount,
    ) == (kind, return_digest, evidence_digest, act.digest, computed.on, computed.amount)


def _new(party: str, asked: Obligation, computed: Assessment) -> Charge:
    return Charge(
        id=levy_charge_id(party, asked.period),
        what="Levy",
        party=party,
        period=asked.period,
        currency=computed.currency,
        due=asked.pay_by,
        raised=0,
        paid=0,
    )


def _facts(act: Act, computed: Assessment, asked: Obligation, party: str) -> dict[str, Fact]:
    facts: dict[str, Fact] = {
        "party": party,
        "period": asked.period,
        "instrument": computed.instrument,
        "instrument_digest": act.named(),
        "law_of": computed.on.isoformat(),
        "base": computed.base,
        "given": dict(act.given),
        "amount": computed.amount,
        "currency": computed.currency,
        "exact": written(computed.exact),
        "base_amount": declared_amount(computed.base, computed.lines),
        "lines": [line_facts(line) for line in computed.lines],
        "members": dict(computed.members),
        "rates": [rate_text(rate) for rate in computed.rates],
        "due": asked.pay_by.isoformat(),
    }
    if computed.of_surplus is not None:
        facts["of_surplus"] = written(computed.of_surplus)
    return facts


def _text(
    kind: AssessmentKind, party: str, asked: Obligation, computed: Assessment, before: Issued | None, *, estimated: bool
) -> str:
    words = {
        AssessmentKind.SELF: "is due from",
        AssessmentKind.AMENDED: "is due after an amendment from",
        AssessmentKind.DETERMINATION: "is determined for want of a return as due from",
        AssessmentKind.DISCOVERY: "is due after a discovery from",
    }
    instead = f" instead of {money_text(before.amount, before.currency)}" if before else ""
    flag = " This is an estimate." if estimated else ""
    return f"{money_text(computed.amount, computed.currency)} {words[kind]} {party} for {asked.period}{instead}.{flag}"


def line_facts(line: Line) -> dict[str, Fact]:
    """A line as an entry holds it: its amount exact, as text."""
    return {
        "step": line.step,
        "text": line.text,
        "amount": None if line.amount is None else written(line.amount),
        "law": line.law,
        "link": line.link,
        "fact": line.fact,
    }


def rate_text(rate: QuotedRate) -> str:
    """A reference rate as its source quoted it: `2027-12-31 1 EUR = 1.0815 USD (source)`."""
    return f"{rate.day.isoformat()} 1 {rate.unit} = {rate.text} {rate.quoted} ({rate.source})"


#: Steps of a line that say what was declared, before any threshold, rate or relief, by base; revenue where none is named.
_DECLARED = {"residual_profit": ("profit",), "windfall": ("profit",)}


def declared_amount(base: str, lines: Sequence[Line]) -> int:
    """What was declared that the levy is charged on, in whole minor units: revenue less what is left out, or profit.

    Zero where the base is no sum of money (devices, loans, units of output).
    """
    steps = _DECLARED.get(base, ("revenue", "left_out"))
    declared = [line.amount for line in lines if line.step in steps and line.amount is not None]
    return rounded(sum(declared, Fraction(0)), Rounding.HALF_UP)
