"""The tests of one model by itself, with the law and the place of each finding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from agister.levy.instrument_file import shipped_instruments
from agister.levy.scope import Outcome, read_described, scope_terms
from agister.levy.scope.trained import THRESHOLDS, generative, large, public
from tests.levy_governance import DIGEST, document

ON = date(2027, 6, 1)
SUMMARY = {
    "link": "https://example.org/s", "day": "2026-06-26", "sizes": [{"modality": "text", "size": "More than 10 trillion tokens"}],
    "public_datasets": "no", "crawled": "yes",
}  # fmt: skip


def _model(**changes: Any) -> Any:
    said = {"id": "m", "name": "M", "provider": "P", "generative": "yes", "summary": SUMMARY, **changes}
    return read_described(document("model", {key: value for key, value in said.items() if value is not None}))


def test_findings_name_evidence_law_and_place() -> None:
    terms = scope_terms(shipped_instruments()["model-act"], ON)
    size, content = large(_model(), terms, ON, "models[0]"), public(_model(), terms, ON, "models[0]")
    assert size.evidence == (
        "text: 'More than 10 trillion tokens' against at least 1,000,000,000 tokens (summary of 2026-06-26, section 1.3)"
    )
    assert size.law.startswith("Draft act art. 2(1)")
    assert size.place == "models[0].summary.sizes"
    assert (
        content.evidence
        == "section 2.3: yes, crawlers were used by the provider or on its behalf (summary of 2026-06-26)"
    )
    assert content.place == "models[0].summary.crawled"
    assert generative(_model(), "models[0]").outcome is Outcome.MET


def test_a_presumption_names_its_law_and_how_it_ends() -> None:
    terms = scope_terms(shipped_instruments()["essay"], ON)
    found = large(_model(summary=None), terms, ON, "models[0]")
    assert found.outcome is Outcome.PRESUMED
    assert "evidence to the contrary is heard" in found.evidence
    assert found.law.startswith("Draft essay art. 1, a rule of evidence of ours")


def test_a_rebuttal_names_its_evidence_and_who_accepted_it() -> None:
    rebuttal = {"public": "no", "evidence": "audited list of sources", "digest": DIGEST, "accepted_by": "Officer"}
    found = public(_model(summary=None, rebuttal=rebuttal), scope_terms(shipped_instruments()["essay"], ON), ON, "m")
    assert found.outcome is Outcome.NOT_MET
    assert "audited list of sources (sha256:11111111…, accepted by Officer)" in found.evidence


@pytest.mark.parametrize("name", THRESHOLDS)
def test_each_threshold_is_read(name: str) -> None:
    unit = {"text": "tokens", "image": "images", "audio": "hours", "video": "hours"}[THRESHOLDS[name]]
    sizes = [{"modality": str(THRESHOLDS[name]), "size": f"5 million {unit}"}]
    act = shipped_instruments()["model-act"]
    for threshold, outcome in (("5000000", Outcome.MET), ("5000001", Outcome.NOT_MET)):
        terms = scope_terms(act, ON, {name: threshold})
        assert large(_model(summary={**SUMMARY, "sizes": sizes}), terms, ON, "m").outcome is outcome
