"""`agister levy scope`: whether a deployment is in the scope of an act, each finding with its evidence."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agister.cli.levy_act import day, instrument_named, parameters, read_text
from agister.cli.terminal import hanging, print_json
from agister.errors import LevyError
from agister.levy.instrument import Schedule
from agister.levy.procedure.document import read_document
from agister.levy.scope import (
    SCOPE_SCHEMAS,
    AIModel,
    Outcome,
    ScopeDecision,
    ScopeFinding,
    decide_scope,
    read_deployment,
    read_described,
    scope_terms,
    scopes_of,
)

name = "scope"
summary = "test whether a deployment or a model is in the scope of an act"
description = (
    "Tests whether a deployment is commercial and its model generative and trained on large amounts of publicly available content, from "
    "the answers of the public summary of training content (AI Act Art. 53(1)(d)). What is not known is never taken for no."
)
example = "agister levy scope examples/levy/deployment.yaml --instrument essay"

_FILES = {key: SCOPE_SCHEMAS[key] for key in ("deployment", "model")}
_WORDS = {
    Outcome.MET: "in scope",
    Outcome.PRESUMED: "in scope, presumed",
    Outcome.NOT_MET: "out of scope",
    Outcome.UNDETERMINED: "undetermined",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, further models, the act and the day."""
    parser.add_argument(
        "file",
        metavar="FILE.yaml",
        type=Path,
        help="a deployment (agister.levy.deployment/1) or a model (agister.levy.model/1)",
    )
    parser.add_argument(
        "--instrument", metavar="X", required=True, help="id of an act (agister levy instruments), or a file"
    )
    parser.add_argument(
        "--model",
        metavar="MODEL.yaml",
        type=Path,
        action="append",
        default=[],
        help="a further model that it deploys or comes from",
    )
    parser.add_argument("--on", metavar="DATE", type=day, help="day of the law and of the test; today if left out")
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a value of a draft, e.g. scope_large_text=100000000000",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Test it and print every finding."""
    on = options.on or datetime.now(UTC).date()
    terms = scope_terms(instrument_named(options.instrument), on, parameters(options.set))
    further = tuple(_further(path) for path in options.model)
    document = read_document(read_text(options.file), options.file.name, _FILES)
    if document.schema == "model":
        return _print_described(read_described(document), further, terms, as_json=options.json)
    deployment, models = read_deployment(document)
    found = decide_scope(deployment, (*models, *further), terms, on)
    if options.json:
        print_json({**_decision(found), "instrument": terms.instrument.id, "on": on.isoformat()})
        return 0
    words = found.scope.replace("_", " ") + (", presumed" if found.presumed else "")
    print(hanging(f"{found.deployment}   {terms.instrument.id}, law of {on}   {words}"))
    print(hanging(f"  because: {found.reason}"))
    _print_findings(found.findings)
    for text in found.missing:
        print(hanging(f"  missing: {text}"))
    return 0


def _further(path: Path) -> AIModel:
    document = read_document(read_text(path), path.name, {"model": SCOPE_SCHEMAS["model"]})
    return read_described(document)


def _print_described(item: AIModel, further: tuple[AIModel, ...], terms: Schedule, *, as_json: bool) -> int:
    scopes = scopes_of((item, *further), terms, terms.on)
    found = scopes.get(item.id)
    if found is None:
        raise LevyError(f"the model {item.id!r} was not tested")
    if as_json:
        print_json(
            {
                "model": item.id,
                "outcome": str(found.outcome),
                "findings": [_finding(entry) for entry in found.findings],
                "instrument": terms.instrument.id,
                "on": terms.on.isoformat(),
            }
        )
        return 0
    print(hanging(f"{item.id}   {terms.instrument.id}, law of {terms.on}   {_WORDS[found.outcome]}"))
    _print_findings(found.findings)
    return 0


def _print_findings(findings: tuple[ScopeFinding, ...]) -> None:
    for item in findings:
        outcome = item.outcome.replace("_", " ")
        print(hanging(f"  {item.about}   {item.test}: {outcome}   {item.evidence}"))
        print(hanging(f"    {item.law}   fact: {item.place}"))


def _decision(found: ScopeDecision) -> dict[str, Any]:
    return {
        "deployment": found.deployment,
        "scope": str(found.scope),
        "presumed": found.presumed,
        "reason": found.reason,
        "missing": list(found.missing),
        "findings": [_finding(item) for item in found.findings],
    }


def _finding(item: ScopeFinding) -> dict[str, str]:
    return {
        "test": item.test,
        "about": item.about,
        "outcome": str(item.outcome),
        "evidence": item.evidence,
        "law": item.law,
        "fact": item.place,
    }
