"""What payees do and what is done about them, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from agister.errors import ProcedureError
from agister.levy.payees import payee
from tests.levy_governance import ACCOUNT, APPLICATION, CHECK, admitted, book, chartered, with_parties

COMMUNITY = {
    **APPLICATION, "id": "map", "name": "Dialect Map", "legal_form": "none", "fiscal_host": "host", "host_fee": "5%",
    "persons": ["Bo"],
}  # fmt: skip
del COMMUNITY["org_id"]
HOST = {
    **APPLICATION, "id": "host", "name": "Open Host", "purposes": [], "unit": "host", "org_id": "BE-BCE_KBO-0123456789",
    "persons": ["Cy"],
}  # fmt: skip
HOST_CHECK = {
    **CHECK, "payee": "host", "criteria": [{"id": "accounts", "met": "yes", "evidence": "accounts of 2026"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"unit": "single_work", "works": "1"}, "cannot be a payee of commons: it is a single work"),
        ({"unit": "society"}, "payees are collections and efforts"),
        ({"purposes": ["weapons"]}, "'weapons', which is none of commons; its purposes are commons, adaptation"),
        ({"purposes": []}, "names no purpose"),
        ({"org_id": "12345678"}, "is no organisation identifier"),
        ({"country": "Netherlands"}, "write two letters of ISO 3166"),
        ({"country": "nl"}, "write two letters of ISO 3166"),
        ({"legal_form": "none"}, "has no legal form, so it needs a fiscal host"),
        ({"fiscal_host": "host"}, "the fiscal host host of archive never applied"),
        ({"fiscal_host": "archive"}, "cannot be its own fiscal host"),
        ({"related_parties": ["a"]}, "names a as a related party, which never acceded"),
    ],
)
def test_an_application_that_is_refused(changes: dict[str, Any], reason: str) -> None:
    kept = chartered()
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "payee-application", {**APPLICATION, **changes}, "2027-02-01")
    assert kept.head()[0] == 1


def test_nobody_applies_twice_but_who_was_refused_may_apply_again() -> None:
    kept = chartered()
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    with pytest.raises(ProcedureError, match="archive has applied already and is applied"):
        book(kept, "payee-application", {**APPLICATION, "works": "5"}, "2027-02-02")
    book(kept, "payee-check", {**CHECK, "outcome": "refused", "reason": "no accounts"}, "2027-02-03")
    book(kept, "payee-application", {**APPLICATION, "works": "5"}, "2027-02-04")
    assert payee(kept, "archive").state == "applied"


def test_one_organisation_is_one_payee() -> None:
    kept = admitted(chartered())
    with pytest.raises(ProcedureError, match="which is the payee archive already"):
        book(kept, "payee-application", {**APPLICATION, "id": "archive-2"}, "2027-02-05")


def test_a_community_without_legal_form_has_a_host() -> None:
    kept = chartered()
    with pytest.raises(ProcedureError, match="never applied: a host is admitted first"):
        book(kept, "payee-application", COMMUNITY, "2027-02-01")
    book(kept, "payee-application", HOST, "2027-02-01")
    with pytest.raises(ProcedureError, match="is applied: a host is admitted first"):
        book(kept, "payee-application", COMMUNITY, "2027-02-01")
    book(kept, "payee-check", HOST_CHECK, "2027-02-02")
    with pytest.raises(ProcedureError, match="asks for 11/100; the charter allows 1/10"):
        book(kept, "payee-application", {**COMMUNITY, "host_fee": "11%"}, "2027-02-03")
    book(kept, "payee-application", COMMUNITY, "2027-02-03")
    assert payee(kept, "map").fiscal_host == "host"


def test_a_host_of_a_host_is_refused() -> None:
    kept = chartered()
    book(kept, "payee-application", HOST, "2027-02-01")
    book(kept, "payee-check", HOST_CHECK, "2027-02-02")
    book(kept, "payee-application", COMMUNITY, "2027-02-03")
    book(kept, "payee-check", {**CHECK, "payee": "map"}, "2027-02-04")
    with pytest.raises(ProcedureError, match="map has a fiscal host itself"):
        book(kept, "payee-application", {**COMMUNITY, "id": "sound", "fiscal_host": "map"}, "2027-02-05")


@pytest.mark.parametrize(
    ("changes", "by", "reason"),
    [
        ({"confirmed_by": "officer "}, "Officer", "must be confirmed by somebody else"),
        ({"confirmed_by": "Ada Example"}, "Officer", "Ada Example runs archive"),
        ({}, "ada  example", "Ada Example runs archive"),
        ({"iban": "NL91 ABNA 0417 1643 01"}, "Officer", "check digits are wrong"),
        ({"iban": "GB00"}, "Officer", "is no IBAN"),
        ({"bic": "X"}, "Officer", "is no BIC"),
        ({"payee": "zed"}, "Officer", "zed never applied"),
    ],
)
def test_an_account_that_is_refused(changes: dict[str, Any], by: str, reason: str) -> None:
    kept = admitted(chartered())
    with pytest.raises(ProcedureError, match=reason):
        book(kept, "payee-account", {**ACCOUNT, **changes}, "2027-02-03", by=by)


def test_two_payees_have_two_accounts_and_a_community_has_its_hosts() -> None:
    kept = admitted(chartered())
    book(kept, "payee-account", ACCOUNT, "2027-02-03")
    book(kept, "payee-application", HOST, "2027-02-03")
    with pytest.raises(ProcedureError, match="is that of the payee archive already"):
        book(kept, "payee-account", {**ACCOUNT, "payee": "host"}, "2027-02-04")
    book(kept, "payee-check", HOST_CHECK, "2027-02-04")
    book(kept, "payee-application", COMMUNITY, "2027-02-05")
    with pytest.raises(ProcedureError, match="is paid through its fiscal host host"):
        book(kept, "payee-account", {**ACCOUNT, "payee": "map"}, "2027-02-06")


@pytest.mark.parametrize(
    ("schema", "values", "by", "reason"),
    [
        ("payee-reinstatement", {"payee": "archive", "reason": "x"}, "Officer", "is not suspended"),
        (
            "payee-closure",
            {"payee": "archive", "reason": "x", "successor": "archive"},
            "Officer",
            "cannot follow archive",
        ),
        ("payee-closure", {"payee": "archive", "reason": "x", "successor": "zed"}, "Officer", "cannot follow archive"),
    ],
)
def test_steps_that_are_refused(schema: str, values: dict[str, Any], by: str, reason: str) -> None:
    with pytest.raises(ProcedureError, match=reason):
        book(admitted(chartered()), schema, values, "2027-03-01", by=by)


def test_nobody_reinstates_what_they_run_and_nothing_follows_a_closure() -> None:
    kept = admitted(chartered())
    book(kept, "payee-suspension", {"payee": "archive", "reason": "no accounts"}, "2027-03-01")
    with pytest.raises(ProcedureError, match="is suspended already: no accounts"):
        book(kept, "payee-suspension", {"payee": "archive", "reason": "again"}, "2027-03-02")
    with pytest.raises(ProcedureError, match="runs archive and cannot decide about it"):
        book(kept, "payee-reinstatement", {"payee": "archive", "reason": "x"}, "2027-03-02", by="Ada Example")
    book(kept, "payee-closure", {"payee": "archive", "reason": "dissolved"}, "2027-03-03")
    for schema in ("payee-suspension", "payee-reinstatement", "payee-closure"):
        with pytest.raises(ProcedureError, match="archive is closed: dissolved"):
            book(kept, schema, {"payee": "archive", "reason": "x"}, "2027-03-04")


def test_a_report_before_admission_is_none() -> None:
    kept = chartered()
    book(kept, "payee-application", APPLICATION, "2027-02-01")
    said = {"payee": "archive", "period": "2027", "report_digest": "sha256:" + "3" * 64, "summary": "x"}
    with pytest.raises(ProcedureError, match=r"is not admitted \(applied\)"):
        book(kept, "payee-report", said, "2027-02-02")


def test_related_parties_are_parties() -> None:
    kept = with_parties(chartered(), "a")
    book(kept, "payee-application", {**APPLICATION, "related_parties": ["a"]}, "2027-02-01")
    assert payee(kept, "archive").related_parties == ("a",)
