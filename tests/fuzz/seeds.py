"""Where fuzzing starts: small inputs written by us, in the form that each target takes, and words worth trying."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pyarrow as pa
import pyarrow.parquet as pq

from agister.payments import Payment, PaymentOrder, write_pain001
from agister.screening.policy_file import shipped_policies
from tests.archives import answer, packed, record
from tests.bank_messages import (
    IBAN,
    block_status,
    details,
    entry,
    message,
    one_day,
    payment_status,
    statement,
    status_report,
)
from tests.conformance.vectors import observation_of, protocol_vectors

#: First lines of a site: question 0, another one, and an asset with pieces that patterns meet.
_CHOICES = (b"\0\0\0art/1.jpg\n", b"\x4d\x01\0a?b=c\n", b"\xff\xff\xff%41/%2f*$\n")

ORDER_FILE = write_pain001(
    PaymentOrder(
        message_id="O-1",
        debtor="Office",
        account=IBAN,
        execution=date(2031, 2, 3),
        payments=(
            Payment(
                payee="p",
                name="Payee",
                iban="NL91ABNA0417164300",
                units=123,
                currency="EUR",
                end_to_end_id="E-1",
                remittance="x",
            ),
        ),
    )
)
_POLICY = b"""name = "a"
usage = "train-ai"
[robots_txt]
tokens = ["gptbot"]
reading = "lenient"
[keep]
outcomes = ["unknown"]
reason = "b"
[[licences]]
name = "c"
"""
_SEEDS: dict[str, tuple[bytes, ...]] = {
    "robots_file": (
        b"User-agent: *\nDisallow: /\n",
        b"\xef\xbb\xbfUser-agent: GPTBot, ccbot\r\nDissalow: /a*b$\rAllow: /%41\n#x\n",
        "User-agent: *\nDisallow: /".encode("utf-16"),
        b"User-agent AI2Bot\nDisallow /x\nAllow: /index.html\nDisallow: https://example.org/a\n",
    ),
    "path_pattern": (b"/a*b$\n/axb", b"/%41%zz%2f$x**\n/A%zz%2F", b"*.jpg$\n/x.jpg?y", b"\xff%\n\xc3\xa4"),
    "url": (
        *(b"https://example.org/", b"HTTP://u:p@EXAMPLE.org.:080/a/../b?c#d", b"//example.org/&amp;amp;"),
        *(b"example.org", b"http://[::1]:8080/\\x", b"http://0x7f.1./", "http://bücher.example/ä".encode(), b"http://%\xff"),
    ),
    "structured_fields": (b'a=1, b;x=?0, c=("d" e);f, g=:YQ==:, h=@1, i=%"%c3%bc"', b"1.5;a", b"(a b), c", b'"\\""'),
    "usage_lines": (b"train-ai=n, search=y", b"ai-train=no, use=reference", b"/a train-ai=n", b"ai: no; a    b", b"a=no b=yes"),
    "link_header": (b'<a>; rel="license"; type="application/rsl+xml", <b>;rel=c;anchor="#d"', b'<x>; a="\\""; b\n<y>'),
    "robots_directives": (
        *(b"noai, noimageai", b"GPTBot: noai, unavailable_after: Sat, 01 Jan 2031 00:00:00 GMT, max-snippet:-1"),
        *(b"{{ robots }}", b"no-ai; noindex nofollow", b"*: none, ai-train=no"),
    ),
    "html": (
        b'<!doctype html><html lang=de><meta name=robots content="noai"><base href=/x><body><footer><p>a</footer><!--b-->',
        b'<link rel=license type="application/rsl+xml" href=//a><script type=application/rsl+xml><rsl></script><p>a<b>c',
        b"<meta charset=utf-16><template><p>x</template><noscript>y</noscript><select><option>z" + b"<i>" * 40,
    ),
    "prose_passages": (
        b"Text and data mining of our content is reserved under Art. 4 Directive (EU) 2019/790.\n\nYou may not train AI.",
        "Die Nutzung unserer Inhalte für Text- und Data-Mining im Sinne von § 44b UrhG ist vorbehalten. z. B. KI?".encode(),
    ),
    "strict_json": (b'[{"a": 1, "a": [NaN, 1e9, "\\ud800"]}]', b"[" * 70, b'\xef\xbb\xbf{"\xff":-0}', "[1]".encode("utf-16")),
    "rsl_document": (
        b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license><permits type="usage">all</permits></license></content></rsl>',
        b'<?xml version="1.0"?><!--a--><!DOCTYPE rsl [<!ENTITY a "b">]><rsl>&a;</rsl>',
        b'<r:rsl xmlns:r="http://rslstandard.org/rsl/"><x xmlns="y"/></r:rsl>',
    ),
    "content_coding": (
        *(b"g" + gzip.compress(b"a" * 99, mtime=0) * 2, b"d" + zlib.compress(b"b" * 99), b"b\x0b\x02\x80abc\x03"),
        *(b"z\x28\xb5\x2f\xfd\x20\x03\x19\0\0abc", b"x3\r\nabc\r\n0\r\n\r\n", b"x5;a\nabc"),
    ),
    "http_head": (b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n", b"HTTP/2 301\nLocation : x\n\n", b"HTTP/1.1 999\0\r\r\n"),
    "warc": (
        record(block=answer(b"User-agent: *\nDisallow: /\n", "Content-Type: text/plain")),
        packed(record(block=answer(b"a")), record("revisit", block=answer(b"", status="304 Not Modified"), number=2)),
        record("metadata", block=b"fetchFailure: timeout\r\n", content_type="application/warc-fields")
        + record("resource", url="https://example.org/ai.txt", block=b"x", content_type="text/plain", version="1.0")
        + record(block=answer(b"3\r\nabc\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), length=9999),
    ),
    "observations_table": (
        b'{"url": "https://example.org/robots.txt", "status": 200, "fetched_at": "2031-01-02T03:04:05Z", "body": "YQ=="}\n',
        b'{"url": "a", "headers": [{"name": "b", "value": 1}], "error": "timeout", "status": "x"}\n[]\n{"url": 1}\n',
        b'{"url": "a", "headers": {"b": ["c", null]}, "fetched_at": 1e11, "truncated": "1", "body": "?"}',
        b'curl,status,fetched_at,body\nhttps://example.org/,200,20310102030405,YQ==\n"a\n,1\n',
    ),
    "bank_statement": (
        one_day(entry("5.00", details("5.00", reference="RF93A17", remittance="x", reason="AC04"), reference="B-1"), closing="105.00"),
        message(statement(entry("7.00", details("5.00"), details("2.00"), version="02"), name="Ntfctn"), kind="camt.054", version="02"),
        b'<Document xmlns="x:camt.052.001.08"><BkToCstmrAcctRpt><Rpt><Id>1</Id></Rpt></BkToCstmrAcctRpt></Document>',
    ),
    "bank_table": (
        b"account,currency,booking_day,amount,balance\nA,EUR,2031-01-02,5.00,6.00\nA,EUR,2031-01-02,-1,5\n",
        b'cKonto;currency;booking_day;amount;remittance\nA;JPY;2.1.2031;-1234;"a\nb"\n',
    ),
    "payment_status": (
        status_report(block_status(payment_status("P-1", "RJCT", "AC04", "1.00"), payment_status("P-2"), status="PART"), group="PART"),
        status_report(group="ACSC"),
    ),
    "payment_order": (ORDER_FILE,),
    "payment_text": (b"Levy RF93 A17, RF18 5390 0754 7034 \n5493001KJTIIGC8Y1R12", "Żółw — 北京\nDE89 3704".encode()),
    "thrift": (b"\x15\x02\x19\x1c\x15\x04\0\x18\x01a\x11\x12\0", b"\x1b\x01\x85a\x01b\x17" + bytes(8) + b"\0", b"\x19" * 40),
    "policy_file": (_POLICY, b'name="a"\nusage="x"\n[robot_txt]\n', b"[user]\nplace = 1\nwho = {a = [[]]}\n"),
}  # fmt: skip
_BY_VECTORS = {"robots_file": "robots_txt", "strict_json": "tdmrep", "rsl_document": "rsl", "html": "robots_meta"}


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to start from, short ones first: ours, then the observations of the conformance vectors."""
    yield b""
    yield from _SEEDS.get(target, ())
    if target in ("thrift", "parquet_footer"):
        yield from _footers()
    if target == "policy_file":
        for name in shipped_policies():
            yield files("agister.screening").joinpath(f"policies/{name}.toml").read_bytes()
    protocol = target.removeprefix("protocol_")
    if target != "site" and protocol == target:
        protocol = _BY_VECTORS.get(target, "none")
    whole = target == "site" or target.startswith("protocol_")
    for number, vector in enumerate(protocol_vectors()):
        if protocol in (vector.protocol, "site"):
            for entry in vector.content["observations"]:
                seen = observation_of(entry)
                head = "".join(f"{name}: {value}\n" for name, value in seen.headers).encode("utf-8", "replace")
                if whole:
                    yield _CHOICES[number % len(_CHOICES)] + head + b"\n" + (seen.body or b"")
                elif seen.body:
                    yield seen.body


def _footers() -> Iterator[bytes]:
    for rows in (0, 2):
        sink = io.BytesIO()
        pq.write_table(pa.table({"url": pa.array(["a", None][:rows], pa.string()), "n": pa.array([1, 2][:rows])}), sink)
        whole = sink.getvalue()
        yield whole[-8 - int.from_bytes(whole[-8:-4], "little") : -8]


#: For the fuzzer's dictionary.
WORDS = (
    *(b"User-agent:", b"Disallow:", b"Allow:", b"Content-Usage:", b"Content-Signal:", b"License:", b"train-ai=n"),
    *(b"ai-train=no", b"use=reference", b"tdm-reservation", b"tdm-policy", b"location", b"<meta name=", b"content="),
    *(b"<rsl", b"xmlns=", b"https://rslstandard.org/rsl", b"<permits type=", b"<prohibits", b"<payment type=", b"<content url="),
    *(b"<!DOCTYPE", b"<![CDATA[", b"<!--", b"-->", b"<template>", b"<base href=", b"%41", b"%%34", b"%2F", b"://", b"&amp;"),
    *(b"X-Robots-Tag: ", b"noai", b"noimageai", b"unavailable_after", b"Link: <", b">; rel=", b"Content-Type: text/html"),
    *(b"datatrainingallowed=no", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b"**", b"*$", b"GPTBot", b"\\ud800", b"reading ="),
    *(b"text and data mining", b"reserved", b"our content", b"WARC/1.1\r\n", b"WARC-Target-URI: ", b"Content-Length: "),
    *(b"<Ntry>", b"</TxDtls>", b'Ccy="EUR"', b"<Sts>BOOK</Sts>", b"CRDT", b"DBIT", b"<Amt", b"RF18539007547034", b"2031-01-02"),
    *(b"fetched_at", b"headers", b'"url": ', b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"[[licences]]", b"[robots_txt]\n"),
)  # fmt: skip
