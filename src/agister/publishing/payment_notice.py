"""A payment notice on paper: who owes what under which law, by when, to which account, under which reference. PDF, A4.

The same notice gives the same bytes, whenever and wherever it is made: no clock, no file name, no random identifier is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agister.errors import PaymentError
from agister.ledger.amount import decimal
from agister.ledger.currency import currency
from agister.payments.creditor_reference import check_creditor_reference, printed
from agister.payments.iban import check_bic, check_iban, spaced
from agister.payments.payment_order import NAME_LIMIT, SEPA_LARGEST
from agister.publishing.paper import FAINT, GREY, HEIGHT, LEFT, MM, RIGHT, Paper
from agister.publishing.typeface import BOLD, REGULAR

_BOX = 52 * MM
_DUE, _TEXT = 140 * MM, 49 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One charge."""

    charge: str
    """`A-17`"""
    text: str
    """What it is for: `Levy for 2031`."""
    law: str
    """Under which provision."""
    units: int
    """Minor units; negative for what was paid or credited already."""
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentNotice:
    """What a party is asked to pay."""

    id: str
    issued: date
    office: str
    office_address: tuple[str, ...] = ()
    payer: str
    payer_address: tuple[str, ...] = ()
    currency: str
    lines: tuple[NoticeLine, ...]
    account: str
    """IBAN to pay to."""
    holder: str = ""
    """Whose account it is; the office where empty."""
    bic: str = ""
    reference: str
    """Creditor reference, RF…"""
    remarks: tuple[str, ...] = ()
    """Paragraphs below: what may be done against it, where questions go."""

    @property
    def total(self) -> int:
        """Minor units to be paid."""
        return sum(line.units for line in self.lines)


def notice_pdf(notice: PaymentNotice) -> bytes:
    """The notice as a PDF, on one page unless it has many charges; with a payment code (EPC069-12) where it is in euro.

    Raises `PaymentError` where account, reference or total are none, and `UsageError` where a name cannot be printed or the extra
    `levy` is missing.
    """
    account, reference = check_iban(notice.account), check_creditor_reference(notice.reference)
    currency(notice.currency)
    if notice.bic:
        check_bic(notice.bic)
    if notice.total <= 0:
        raise PaymentError(f"notice {notice.id}: {notice.total} minor units is nothing to pay; send no notice")
    paper = _NoticePaper(notice)
    paper.head()
    paper.charges()
    paper.how_to_pay(account, reference)
    paper.remarks()
    return paper.close()


class _NoticePaper(Paper):
    """The parts of a notice, in their order."""

    def __init__(self, notice: PaymentNotice) -> None:
        super().__init__(
            title=f"Payment notice {notice.id}",
            author=notice.office,
            subject=f"Charges of {notice.payer}",
            foot=f"Notice {notice.id}",
        )
        self.notice = notice

    def head(self) -> None:
        """Sender, address field, what the paper is."""
        notice = self.notice
        self.say(LEFT, notice.office, BOLD, 13)
        self.y -= 5 * MM
        if notice.office_address:
            self.paragraph(LEFT, " · ".join(notice.office_address), RIGHT - LEFT, size=8.5, grey=GREY)
        self.y = min(self.y, HEIGHT - 48 * MM)
        top = self.y
        for row in (notice.payer, *notice.payer_address):
            self.paragraph(LEFT, row, 85 * MM, size=10.5, gap=5.2)
        bottom, self.y = self.y, top
        for label, text in (
            ("Notice", notice.id),
            ("Date", notice.issued.isoformat()),
            ("Reference", printed(notice.reference)),
        ):
            self.say(118 * MM, label, REGULAR, 9, grey=GREY)
            for row in self.broken(text, REGULAR, 9.5, 52 * MM):
                self.say(138 * MM, row, REGULAR, 9.5)
                self.y -= 5.2 * MM
        self.y = min(bottom, self.y) - 12 * MM
        self.say(LEFT, "Payment notice", BOLD, 16)
        self.y -= 9 * MM
        sentence = (
            "The charges below are open. Please pay each by its day, and quote the reference: it says what the payment is for, "
            "and nothing else needs to be written."
        )
        self.paragraph(LEFT, sentence, RIGHT - LEFT)
        self.y -= 4 * MM

    def charges(self) -> None:
        """The table of charges and its total."""
        notice = self.notice
        self.columns()
        for line in notice.lines:
            rows = self.broken(line.text, REGULAR, 10, _DUE - _TEXT - 4 * MM)
            laws = self.broken(line.law, REGULAR, 8.5, _DUE - _TEXT - 4 * MM)
            names = self.broken(line.charge, REGULAR, 10, _TEXT - LEFT - 3 * MM)
            height = max(len(names) * 4.8, len(rows) * 4.8 + len(laws) * 4.2) * MM + 3 * MM
            if self.room(height):
                self.columns()
            top = self.y
            for row in names:
                self.say(LEFT, row, REGULAR, 10)
                self.y -= 4.8 * MM
            low, self.y = self.y, top
            self.say(_DUE, line.due.isoformat(), REGULAR, 10)
            self.say_right(_amount(line.units, notice.currency), REGULAR, 10)
            for row in rows:
                self.say(_TEXT, row, REGULAR, 10)
                self.y -= 4.8 * MM
            for row in laws:
                self.say(_TEXT, row, REGULAR, 8.5, grey=GREY)
                self.y -= 4.2 * MM
            self.y = min(self.y, low) - 1 * MM
            self.rule(FAINT, up=3.2)
            self.y -= 2 * MM
        self.room(14 * MM)
        self.say(_TEXT, "To be paid", BOLD, 11)
        self.say_right(f"{_amount(notice.total, notice.currency)} {notice.currency}", BOLD, 11)
        self.y -= 12 * MM

    def columns(self) -> None:
        """Names of the columns."""
        self.say(LEFT, "Charge", REGULAR, 8.5, grey=GREY)
        self.say(_TEXT, "For what, under which law", REGULAR, 8.5, grey=GREY)
        self.say(_DUE, "Due", REGULAR, 8.5, grey=GREY)
        self.say_right(f"Amount, {self.notice.currency}", REGULAR, 8.5, grey=GREY)
        self.y -= 2.2 * MM
        self.rule(0.2)
        self.y -= 5.2 * MM

    def how_to_pay(self, account: str, reference: str) -> None:
        """Account, reference, amount; and the code that a telephone reads."""
        notice = self.notice
        self.room(_BOX + 6 * MM)
        top = self.y + 3 * MM
        self.panel(top, _BOX)
        code = payment_code(notice)
        self.y -= 4 * MM
        self.say(LEFT, "How to pay", BOLD, 11)
        self.y -= 7.5 * MM
        width = (108 if code else 138) * MM - 30 * MM
        for label, text in (
            ("Account holder", notice.holder or notice.office),
            ("IBAN", spaced(account)),
            ("BIC", notice.bic),
            ("Amount", f"{_amount(notice.total, notice.currency)} {notice.currency}"),
            ("Reference", printed(reference)),
        ):
            if not text:
                continue
            self.say(LEFT, label, REGULAR, 9, grey=GREY)
            weight = BOLD if label in ("IBAN", "Reference", "Amount") else REGULAR
            for row in self.broken(text, weight, 10, width)[:2]:
                self.say(LEFT + 30 * MM, row, weight, 10)
                self.y -= 5.4 * MM
        if code:
            self.code(code, RIGHT - 40 * MM, top - 44 * MM, 40 * MM)
            self.say(RIGHT - 40 * MM, "Payment code (EPC)", REGULAR, 7, grey=GREY, at=top - 47.4 * MM)
        self.y = top - _BOX - 9 * MM

    def remarks(self) -> None:
        """Paragraphs of the office."""
        for remark in self.notice.remarks:
            self.room(6 * MM)
            self.paragraph(LEFT, remark, RIGHT - LEFT, size=9.5)
            self.y -= 2.5 * MM


def payment_code(notice: PaymentNotice) -> tuple[tuple[int, ...], ...]:
    """The EPC code (EPC069-12, version 002) as dark and light modules; empty where the notice is not in euro or is too large."""
    holder = (notice.holder or notice.office).strip()
    if notice.currency != "EUR" or not 0 < notice.total <= SEPA_LARGEST or len(holder) > NAME_LIMIT:
        return ()
    from segno.helpers import make_epc_qr

    code = make_epc_qr(
        name=holder,
        iban=check_iban(notice.account),
        amount=Decimal(decimal(notice.total, 2)),
        reference=check_creditor_reference(notice.reference),
        bic=notice.bic or None,
        encoding="utf-8",
    )
    return tuple(tuple(int(module) for module in row) for row in code.matrix)


def _amount(units: int, code: str) -> str:
    """Major units with narrow groups of three, as `1 234.50`; the blanks are ones that do not break."""
    text = decimal(abs(units), currency(code).exponent)
    whole, point, rest = text.partition(".")
    groups = []
    while whole:
        whole, group = whole[:-3], whole[-3:]
        groups.append(group)
    return ("\u2212" if units < 0 else "") + "\u00a0".join(reversed(groups)) + point + rest
