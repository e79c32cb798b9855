"""`agister levy hmrc-return`."""

from __future__ import annotations

import json

import pytest

from agister.cli.main import main
from tests.places import ROOT

RETURN = str(ROOT / "examples/levy/dst-return.yaml")


def test_it_prints_the_request(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--registration", "AMDST0799721562", "--period-key", "#001", "--received", "2024-10-01T09:00:00Z"]
    assert main(["levy", "hmrc-return", RETURN, *words, "--reference", "Example Search Ltd=1234567890"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["receivedAt"] == "2024-10-01T09:00:00Z"
    assert found["returnsDetails"]["regimeSpecificDetails"][-1] == {
        "paramSequence": "02",
        "paramName": "A_DST_GROUP_MEM_ID",
        "paramValue": "1234567890",
    }


def test_a_wrong_reference_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--registration", "AMDST0799721562", "--period-key", "#001", "--reference", "x"]
    assert main(["levy", "hmrc-return", RETURN, *words]) == 2
    assert capsys.readouterr().err == "agister: --reference x: write MEMBER=REFERENCE\n"
