"""Bank messages written by us, for tests: camt.053 and 054 in the versions 02 and 08, pain.002."""

from __future__ import annotations

from xml.sax.saxutils import escape

IBAN = "DE89370400440532013000"
OTHER = "FR1420041010050500013M02606"
_NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"


def amount(text: str, code: str = "EUR", name: str = "Amt") -> str:
    return f'<{name} Ccy="{code}">{text}</{name}>'


def direction(credit: bool) -> str:
    return f"<CdtDbtInd>{'CRDT' if credit else 'DBIT'}</CdtDbtInd>"


def balance(code: str, text: str, currency: str = "EUR", *, credit: bool = True, day: str = "2031-01-02") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{amount(text, currency)}{direction(credit)}"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def details(
    text: str = "",
    *,
    code: str = "EUR",
    credit: bool = True,
    end_to_end: str = "NOTPROVIDED",
    bank_reference: str = "",
    name: str = "",
    iban: str = "",
    reference: str = "",
    remittance: str = "",
    reason: str = "",
    version: str = "08",
) -> str:
    """`TxDtls`, with the other side in the role that the direction gives it."""
    role = "Dbtr" if credit else "Cdtr"
    named = f"<Nm>{escape(name)}</Nm>"
    refs = f"<AcctSvcrRef>{bank_reference}</AcctSvcrRef>" if bank_reference else ""
    parts = [f"<Refs>{refs}<EndToEndId>{end_to_end}</EndToEndId></Refs>"]
    if text and version == "02":
        parts.append(f"<AmtDtls><TxAmt>{amount(text, code)}</TxAmt></AmtDtls>")
    elif text:
        parts.append(amount(text, code) + direction(credit))
    if name or iban:
        person = f"<{role}>{f'<Pty>{named}</Pty>' if version == '08' else named}</{role}>" if name else ""
        number = f"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>" if iban else ""
        parts.append(f"<RltdPties>{person}{number}</RltdPties>")
    if reference or remittance:
        free = f"<Ustrd>{escape(remittance)}</Ustrd>" if remittance else ""
        said = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        made = f"<Strd><CdtrRefInf>{said}<Ref>{reference}</Ref></CdtrRefInf></Strd>" if reference else ""
        parts.append(f"<RmtInf>{free}{made}</RmtInf>")
    if reason:
        parts.append(f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>returned</AddtlInf></RtrInf>")
    return f"<TxDtls>{''.join(parts)}</TxDtls>"


def entry(
    text: str,
    *transactions: str,
    code: str = "EUR",
    credit: bool = True,
    status: str = "BOOK",
    reversal: bool = False,
    reference: str = "",
    booking: str = "2031-01-02",
    value: str = "2031-01-03",
    batch: str = "",
    version: str = "08",
) -> str:
    """`Ntry`."""
    said = status if version == "02" else f"<Cd>{status}</Cd>"
    inner = "".join(transactions)
    return (
        f"<Ntry>{amount(text, code)}{direction(credit)}{'<RvslInd>true</RvslInd>' if reversal else ''}<Sts>{said}</Sts>"
        + (f"<BookgDt><Dt>{booking}</Dt></BookgDt>" if booking else "")
        + (f"<ValDt><Dt>{value}</Dt></ValDt>" if value else "")
        + (f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else "")
        + "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>"
        + (f"<NtryDtls>{batch}{inner}</NtryDtls>" if batch or inner else "")
        + "</Ntry>"
    )


def statement(
    *parts: str, id: str = "S-1", account: str = IBAN, currency: str = "EUR", name: str = "Stmt", page: int = 0
) -> str:
    """`Stmt`, `Rpt` or `Ntfctn`, with balances and entries in their order."""
    prefix = {"Stmt": "Stmt", "Rpt": "Rpt", "Ntfctn": "Ntfctn"}[name]
    pages = f"<{prefix}Pgntn><PgNb>{page}</PgNb><LastPgInd>true</LastPgInd></{prefix}Pgntn>" if page else ""
    return (
        f"<{name}><Id>{id}</Id>{pages}<CreDtTm>2031-01-04T06:00:00</CreDtTm>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id>{f'<Ccy>{currency}</Ccy>' if currency else ''}</Acct>"
        f"{''.join(parts)}</{name}>"
    )


def message(*statements: str, kind: str = "camt.053", version: str = "08", namespace: str | None = None) -> bytes:
    """A whole message."""
    body = {"camt.052": "BkToCstmrAcctRpt", "camt.053": "BkToCstmrStmt", "camt.054": "BkToCstmrDbtCdtNtfctn"}[kind]
    uri = f"{_NAMESPACE}{kind}.001.{version}" if namespace is None else namespace
    header = "<GrpHdr><MsgId>M-1</MsgId><CreDtTm>2031-01-04T06:00:00</CreDtTm></GrpHdr>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{uri}"><{body}>{header}{"".join(statements)}</{body}></Document>'
    ).encode()


def one_day(*entries: str, opening: str = "100.00", closing: str, **more: str) -> bytes:
    """A camt.053 of one statement with its balances."""
    return message(statement(balance("OPBD", opening), balance("CLBD", closing, day="2031-01-03"), *entries), **more)


def status_report(*blocks: str, group: str = "", order: str = "O-1", version: str = "10") -> bytes:
    """A pain.002."""
    said = f"<GrpSts>{group}</GrpSts>" if group else ""
    return (
        f'<Document xmlns="{_NAMESPACE}pain.002.001.{version}"><CstmrPmtStsRpt>'
        "<GrpHdr><MsgId>B-9</MsgId><CreDtTm>2031-01-04T06:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{said}</OrgnlGrpInfAndSts>"
        f"{''.join(blocks)}</CstmrPmtStsRpt></Document>"
    ).encode()


def block_status(*payments: str, id: str = "O-1", status: str = "", code: str = "") -> str:
    said = f"<PmtInfSts>{status}</PmtInfSts>" if status else ""
    return f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{id}</OrgnlPmtInfId>{said}{_reason(code)}{''.join(payments)}</OrgnlPmtInfAndSts>"


def payment_status(end_to_end: str, status: str = "", code: str = "", text: str = "") -> str:
    said = f"<TxSts>{status}</TxSts>" if status else ""
    amounts = f"<OrgnlTxRef><Amt>{amount(text, name='InstdAmt')}</Amt></OrgnlTxRef>" if text else ""
    return f"<TxInfAndSts><OrgnlEndToEndId>{end_to_end}</OrgnlEndToEndId>{said}{_reason(code)}{amounts}</TxInfAndSts>"


def _reason(code: str) -> str:
    return f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn><AddtlInf>as the bank says</AddtlInf></StsRsnInf>" if code else ""
