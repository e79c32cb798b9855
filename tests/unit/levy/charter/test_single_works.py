"""Names that are those of single works and rightholders."""

from __future__ import annotations

import pytest

from agister.levy.charter.single_works import single_work


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("978-0-306-40615-7", "a book (ISBN)"),
        ("0-306-40615-2", "a book (ISBN)"),
        ("0-8044-2957-X", "a book (ISBN)"),
        ("urn:isbn:9780306406157", "a book (ISBN)"),
        ("US-RC1-76-07839", "a recording (ISRC)"),
        ("T-034.524.680-1", "a musical work (ISWC)"),
        ("10.1000/182", "a single document (DOI)"),
        ("https://doi.org/10.1000/182", "a single document (DOI)"),
        ("0000-0002-1825-0097", "a person or group with rights (ISNI)"),
        ("ISNI: 0000 0001 2103 2683", "a person or group with rights (ISNI)"),
        ("ipi:00012345678", "a rightholder (IPI)"),
        ("https://example.org/pictures/1.jpg", "a single file (its address)"),
        ("sha256:" + "a" * 64, "a single file (SHA-256)"),
    ],
)
def test_single_works(name: str, what: str) -> None:
    assert single_work(name) == what


@pytest.mark.parametrize(
    "name",
    ["archive", "open-encyclopedia", "Internet Archive", "978-0-306-40615-8", "0000-0002-1825-0098", "adaptation-fund",
     "https://example.org/", "museum 2031", "1234567890123456"],
)  # fmt: skip
def test_names_of_collections(name: str) -> None:
    assert single_work(name) == ""
