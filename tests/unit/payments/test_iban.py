"""IBAN, LEI and BIC: published examples, two other implementations, and every wrong character."""

from __future__ import annotations

import re

import pytest
import stdnum.iban
import stdnum.lei
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import PaymentError
from agister.payments.check_digits import check_digits
from agister.payments.iban import IBAN_LENGTHS, SEPA, check_bic, check_iban, check_lei, iban_fault, is_iban, spaced

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_blanks_and_small_letters_are_no_fault() -> None:
    assert check_iban("de89 3704 0044 0532 0130 00") == "DE89370400440532013000"
    assert spaced("DE89370400440532013000") == "DE89 3704 0044 0532 0130 00"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("DE89370400440532013001", "check digits are wrong"),
        ("DE8937040044053201300", "those of DE have 22 characters, this has 21"),
        ("XX89370400440532013000", "XX is no country"),
        ("D", "begins with two letters"),
        ("", "begins with two letters"),
        ("DE89370400440532013000" * 9, "34 at most"),
        ("DE8937040044053201300Ä", "begins with"),
    ],
)
def test_refused_with_the_reason(text: str, why: str) -> None:
    assert why in iban_fault(text)
    assert not is_iban(text)
    with pytest.raises(PaymentError, match=why):
        check_iban(text)


@given(st.sampled_from(sorted(IBAN_LENGTHS)), st.data())
def test_made_ones_are_ones_and_a_wrong_character_is_found(country: str, data: st.DataObject) -> None:
    body = data.draw(st.text(CHARACTERS, min_size=IBAN_LENGTHS[country] - 4, max_size=IBAN_LENGTHS[country] - 4))
    number = country + check_digits(body + country) + body
    assert is_iban(number)
    at = data.draw(st.integers(4, len(number) - 1))
    alike = CHARACTERS[:10] if number[at].isdigit() else CHARACTERS[10:]
    wrong = data.draw(st.sampled_from(alike.replace(number[at], "")))
    assert not is_iban(number[:at] + wrong + number[at + 1 :])


def test_lengths_are_those_of_another_table() -> None:
    registry = {country: dict(stdnum.iban._ibandb.info(country)[0][1]).get("bban", "") for country in IBAN_LENGTHS}
    rest = {
        country: sum(int(size) for size in re.findall(r"([0-9]+)!?[nac]", structure))
        for country, structure in registry.items()
        if structure
    }
    assert len(rest) > 80
    assert {country: length + 4 for country, length in rest.items()} == {
        country: IBAN_LENGTHS[country] for country in rest
    }


def test_the_area_is_a_part_of_the_registry() -> None:
    assert set(IBAN_LENGTHS) > SEPA
    assert {"DE", "GB", "CH", "SM"} <= SEPA and not {"US", "TR", "UA", "PK"} & SEPA


@given(st.text(CHARACTERS, min_size=18, max_size=18), st.integers(0, 99))
def test_lei_is_that_of_another_implementation(text: str, digits: int) -> None:
    for number in (f"{text}{digits:02d}", text + check_digits(text)):
        valid = stdnum.lei.is_valid(number)
        try:
            assert check_lei(number) == number and valid
        except PaymentError:
            assert not valid


def test_lei_is_refused_with_the_reason() -> None:
    assert check_lei("5493001KJTIIGC8Y1R12") == "5493001KJTIIGC8Y1R12"
    with pytest.raises(PaymentError, match="check digits"):
        check_lei("5493001KJTIIGC8Y1R13")
    with pytest.raises(PaymentError, match="20 letters"):
        check_lei("5493")


@pytest.mark.parametrize("code", ["COBADEFF", "COBADEFFXXX", "deut de ff"])
def test_bic(code: str) -> None:
    assert check_bic(code) == "".join(code.split()).upper()


@pytest.mark.parametrize("code", ["", "COBADE", "COBADEFFXX", "COBA1EFF", "CÖBADEFF"])
def test_bic_is_refused(code: str) -> None:
    with pytest.raises(PaymentError, match="is no BIC"):
        check_bic(code)
