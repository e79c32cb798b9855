"""`office.toml`: written and read back, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agister.errors import JournalError
from agister.office.settings import BankAccount, Settings, read_settings, write_settings

SETTINGS = Settings(
    name='Office "of" the\ncommons',
    banks=(
        BankAccount(name="main", iban="DE02120300000000202051", holder="Levy office", bic="BYLADEM1001"),
        BankAccount(name="reserve", iban="FR7630006000011234567890189", holder="Levy office"),
    ),
)


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text(write_settings(SETTINGS), "utf-8")
    found = read_settings(path)
    assert found == SETTINGS
    assert found.bank("FR7630006000011234567890189") == SETTINGS.banks[1]
    assert found.bank("DE00") is None


@given(name=st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_name_survives(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(write_settings(Settings(name=name)).encode("utf-8"))
    assert read_settings(path).name == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("schema = 1", "schema must be a text"),
        ('schema = "agister.levy.office/2"\nname = "x"', "this version reads 'agister.levy.office/1'"),
        ('schema = "agister.levy.office/1"', "name is missing"),
        ('schema = "agister.levy.office/1"\nname = "x"\nbanks = []', "banks is not a known key; did you mean bank?"),
        ('schema = "agister.levy.office/1"\nname = "x"\n[journal]\nkind = "csv"', "journal.kind is 'csv'"),
        ('schema = "agister.levy.office/1"\nname = "x"\n[[bank]]\nname = "main"', "has no iban"),
        ('schema = "agister.levy.office/1"\nname = "x"\nbank = ["x"]', "written as tables"),
        ('schema = "agister.levy.office/1"\nname = true', "name must be a text"),
        (
            'schema = "agister.levy.office/1"\nname = "x"\n[[bank]]\nname = "m"\niban = "DE02120300000000202050"\nholder = "x"',
            "its check digits are wrong",
        ),
        ("= =", "is no TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "office.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(JournalError) as caught:
        read_settings(path)
    assert message in str(caught.value)


def test_a_folder_without_it_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="is no office folder"):
        read_settings(tmp_path / "office.toml")
