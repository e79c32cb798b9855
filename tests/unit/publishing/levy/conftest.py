"""The books of a small office, its report and its folder: built once, read by all tests here."""

from __future__ import annotations

from typing import Any

import pytest

from agister.publishing.levy.folder import ReportFolder, write_report
from agister.publishing.levy.report import ReportFold
from tests.levy_books import sample_office
from tests.levy_books_desk import Office


@pytest.fixture(scope="session")
def office() -> Office:
    return sample_office()


@pytest.fixture(scope="session")
def fold(office: Office) -> ReportFold:
    found = ReportFold()
    for booked in office.journal.entries():
        found.take(booked)
    return found


@pytest.fixture(scope="session")
def report(fold: ReportFold) -> dict[str, Any]:
    return {**fold.report(), "made_with": "agister test", "organisation": ""}


@pytest.fixture(scope="session")
def folder(office: Office, tmp_path_factory: pytest.TempPathFactory) -> ReportFolder:
    return write_report(office.journal, office, tmp_path_factory.mktemp("report") / "folder")
