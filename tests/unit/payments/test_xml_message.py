"""Messages in XML: wrapped, misspelt, hostile."""

from __future__ import annotations

import pytest

from agister.errors import PaymentError
from agister.payments import xml_message
from agister.payments.xml_message import Element, read_xml

BODIES = {"BkToCstmrStmt": "camt.053", "CstmrPmtStsRpt": "pain.002"}
URI = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def document(inner: str, uri: str = URI) -> bytes:
    return f'<Document xmlns="{uri}"><BkToCstmrStmt>{inner}</BkToCstmrStmt></Document>'.encode()


def read(data: bytes) -> xml_message.XmlMessage:
    return read_xml(data, "a.xml", BODIES)


def test_names_texts_and_places() -> None:
    found = read(document('<Stmt><Ntry>\n<Amt Ccy="EUR"> 1.\n2 </Amt></Ntry><Ntry/></Stmt><Stmt/>'))
    assert found.message == "camt.053.001.08"
    first = found.body.first("Stmt/Nothing", "Stmt/Ntry/Amt")
    assert first is not None
    assert (first.text, first.currency, first.place) == ("1. 2", "EUR", "Stmt[1]/Ntry[1]/Amt[1]")
    assert [element.place for element in found.body.all("Stmt/Ntry")] == ["Stmt[1]/Ntry[1]", "Stmt[1]/Ntry[2]"]
    assert found.body.said("Stmt/Ntry/Amt") == "1. 2" and found.body.said("Stmt/X") == ""
    assert found.body.place == "BkToCstmrStmt"


def test_elements_are_taken_out_as_they_come() -> None:
    seen: list[str] = []
    found = read_xml(
        document("<Stmt><Id>a</Id><Ntry>1</Ntry><Ntry>2</Ntry></Stmt>"),
        "a",
        BODIES,
        {"Ntry": lambda e: seen.append(e.text)},
    )
    assert seen == ["1", "2"]
    stmt = found.body.first("Stmt")
    assert stmt is not None and [child.name for child in stmt.children] == ["Id"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (document("", "urn:swift:xsd:camt.053.001.02"), "camt.053.001.02"),
        (document("", ""), "camt.053"),
        (document("", "ISO:camt.053.001.02:CH:2"), "camt.053.001.02"),
        (b"\n  " + document(""), "camt.053.001.08"),
        (b"\xef\xbb\xbf" + document(""), "camt.053.001.08"),
        (document("").decode().encode("utf-16"), "camt.053.001.08"),
        (
            b"<a:Env xmlns:a='x'><a:Hdr><MsgDefIdr>y</MsgDefIdr></a:Hdr>" + document("") + b"<z/></a:Env>",
            "camt.053.001.08",
        ),
        (
            document("").replace(b"xmlns=", b"xmlns:n=").replace(b"<Doc", b"<n:Doc").replace(b"</Doc", b"</n:Doc"),
            "camt.053",
        ),
    ],
)
def test_envelopes_and_namespaces(data: bytes, message: str) -> None:
    assert read(data).message == message


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + document("&b;")
HOSTILE: list[tuple[bytes, str]] = [
    (BOMB, "document type or entities"),
    (b'<!DOCTYPE a SYSTEM "file:///etc/passwd">' + document(""), "document type or entities"),
    (document("<a>" * 10_000 + "</a>" * 10_000), "nested deeper than 40 levels"),
    (b"<a>" * 10_000 + b"</a>" * 10_000, "nested deeper than 40 levels"),
    (document("<Stmt>")[:-5], "no well-formed XML"),
    (document("\0"), "no well-formed XML"),
    (document("\x0b"), "no well-formed XML"),
    (b"<", "no well-formed XML"),
    (b"", "no well-formed XML"),
    (b"<a/>", "holds no bank message"),
    (b"<Document/>", "holds no bank message"),
    (document("").replace(b"<Document", b"<Document a='1' a='2'", 1), "no well-formed XML"),
    (document("", "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"), "its namespace says pain.002.001.10"),
    (
        b"<Document xmlns='urn:x:pacs.008.001.08'><FIToFICstmrCdtTrf/></Document>",
        "is pacs.008.001.08, and not camt.053 or pain.002",
    ),
    (b"<Document><Foo/></Document>", "a message 'Foo'"),
    (document("").replace(b"</Document>", b"<BkToCstmrStmt/></Document>"), "two messages in one document"),
    (b"<Env>" + document("") * 2 + b"</Env>", "several messages in one envelope"),
    (b'<?xml version="1.0" encoding="no-such"?>' + document(""), "no well-formed XML"),
]


@pytest.mark.parametrize(("data", "why"), HOSTILE)
def test_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(PaymentError, match=why) as caught:
        read(data)
    assert str(caught.value).startswith("a.xml: ") and len(str(caught.value)) < 400


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_message, "HELD_LIMIT", 100)
    monkeypatch.setattr(xml_message, "ELEMENT_LIMIT", 1000)
    many = document("<Stmt>" + "<Ntry><a/><a/><a/></Ntry>" * 200 + "</Stmt>")
    with pytest.raises(PaymentError, match="more elements than are read"):
        read(many)
    taken: list[Element] = []
    read_xml(many, "a", BODIES, {"Ntry": taken.append})
    assert len(taken) == 200
    with pytest.raises(PaymentError, match="more elements than are read"):
        read_xml(
            document("<Stmt>" + "<Ntry><a/><a/><a/></Ntry>" * 300 + "</Stmt>"), "a", BODIES, {"Ntry": taken.append}
        )
    monkeypatch.setattr(xml_message, "SIZE_LIMIT", 10)
    with pytest.raises(PaymentError, match="longer than 10 bytes"):
        read(many)


def test_long_texts_are_cut() -> None:
    found = read(document(f"<Stmt><Id>{'a' * 50_000}</Id></Stmt>"))
    assert len(found.body.said("Stmt/Id")) == xml_message.TEXT_LIMIT
