"""Models and deployments as documents, `agister.levy.model/1` and `agister.levy.deployment/1`, and the entries that a deployment books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from agister.errors import ProcedureError
from agister.ledger.entry import Fact, JournalEntry
from agister.ledger.journal import JournalReader
from agister.levy.charter.booked_once import Action, once
from agister.levy.instrument import Instrument
from agister.levy.procedure.booking import step
from agister.levy.procedure.deployments import deployment, register_deployment
from agister.levy.procedure.document import Document
from agister.levy.procedure.document_fields import Field, Schema, Value
from agister.levy.runs.people import same_person
from agister.levy.scope.decision import ScopeDecision, decide_scope
from agister.levy.scope.declared import AIModel, Derivation, Rebuttal
from agister.levy.scope.deployed import CHANNELS, CONSIDERATION, DeclaredDeployment, GroupDeployment
from agister.levy.scope.finding import Scope
from agister.levy.scope.size import Modality
from agister.levy.scope.summary import QUESTIONS, Answer, TrainingSummary
from agister.levy.scope.terms import scope_terms

_ANSWERS = tuple(Answer)
_ANSWER = Field(kind="word", words=_ANSWERS, needed=False)

_SUMMARY: dict[str, Field] = {
    "link": Field(kind="text", meaning="where it was published"),
    "digest": Field(kind="digest", needed=False, meaning="of the file that was read"),
    "day": Field(kind="day", meaning="of its last update"),
    "sizes": Field(
        kind="rows",
        needed=False,
        meaning="section 1.3: each kind of content and its size, as written there",
        fields={"modality": Field(kind="word", words=tuple(Modality)), "size": Field(kind="text")},
    ),
    **{
        question: Field(kind="word", words=_ANSWERS, needed=False, meaning=f"section {section}: {what}")
        for question, (section, what) in QUESTIONS.items()
    },
    "public_names": Field(kind="texts", needed=False, meaning="section 2.1: publicly available datasets that it lists"),
    "crawlers": Field(kind="texts", needed=False, meaning="section 2.3: crawlers that it names"),
    "made_by": Field(kind="texts", needed=False, meaning="section 2.5: models that made the synthetic data"),
}
_MODEL: dict[str, Field] = {
    "id": Field(kind="id"),
    "name": Field(kind="text"),
    "provider": Field(kind="text"),
    "generative": Field(kind="word", words=_ANSWERS, meaning="whether it generates text, images, sound or the like"),
    "derived_from": Field(
        kind="rows",
        needed=False,
        meaning="models that it was made from",
        fields={"model": Field(kind="id"), "how": Field(kind="word", words=tuple(Derivation))},
    ),
    "summary": Field(kind="table", needed=False, meaning="public summary of training content", fields=_SUMMARY),
    "rebuttal": Field(
        kind="table",
        needed=False,
        meaning="what was shown against the presumption, where there is no summary",
        fields={
            "large": _ANSWER,
            "public": _ANSWER,
            "evidence": Field(kind="text"),
            "digest": Field(kind="digest", meaning="of the evidence"),
            "accepted_by": Field(kind="text", meaning="who of the office accepted it"),
        },
    ),
}

SCOPE_SCHEMAS: Mapping[str, Schema] = {
    "model": Schema(meaning="an AI model", fields=_MODEL),
    "deployment": Schema(
        meaning="a product that deploys AI models",
        fields={
            "id": Field(kind="id"),
            "party": Field(kind="id"),
            "product": Field(kind="text"),
            "deploys": Field(kind="ids", meaning="ids of the models that it deploys"),
            "channel": Field(kind="word", words=CHANNELS, meaning="`weights`: only weights are published"),
            "since": Field(kind="day"),
            "until": Field(kind="day", needed=False),
            "consideration": Field(
                kind="table",
                needed=False,
                meaning="what is given for it, directly or not",
                fields={
                    name: Field(kind="word", words=_ANSWERS, needed=False, meaning=what)
                    for name, what in CONSIDERATION.items()
                },
            ),
            "group": Field(
                kind="rows",
                needed=False,
                meaning="what other members of the deployer's group do with the same models",
                fields={
                    "member": Field(kind="text"),
                    "product": Field(kind="text"),
                    "model": Field(kind="id"),
                    "commercial": Field(kind="word", words=_ANSWERS),
                },
            ),
            "group_complete": Field(kind="yes", needed=False, meaning="`group` names all of them"),
            "models": Field(kind="rows", needed=False, meaning="the models, as in agister.levy.model/1", fields=_MODEL),
        },
    ),
    "scope-decision": Schema(
        meaning="an officer decides on the scope of a deployment, with a second one",
        fields={
            "deployment": Field(kind="id"),
            "outcome": Field(kind="word", words=(*tuple(Scope), "contested")),
            "reason": Field(kind="text"),
            "findings": Field(
                kind="rows",
                fields={"test": Field(kind="text"), "evidence": Field(kind="text"), "law": Field(kind="text")},
            ),
            "agreed_by": Field(kind="text", meaning="a second person"),
        },
    ),
}


def read_described(document: Document) -> AIModel:
    """The model that a document describes."""
    return _described(document.values, document.name)


def read_deployment(document: Document) -> tuple[DeclaredDeployment, tuple[AIModel, ...]]:
    """The deployment that a document declares, and the models that it describes along with it."""
    said = document.table("consideration")
    declared = DeclaredDeployment(
        id=document.text("id"),
        party=document.text("party"),
        product=document.text("product"),
        models=document.texts("deploys"),
        channel=document.text("channel"),
        since=document.day("since"),
        until=document.day_or_none("until"),
        consideration={name: Answer(str(answer)) for name, answer in said.items()},
        group=tuple(
            GroupDeployment(
                member=str(row["member"]),
                product=str(row["product"]),
                model=str(row["model"]),
                commercial=Answer(str(row["commercial"])),
            )
            for row in document.rows("group")
        ),
        group_named=document.yes("group_complete"),
    )
    if not declared.models:
        raise ProcedureError(f"{document.name}: `deploys` names no model; name at least one")
    return declared, tuple(_described(row, document.name) for row in document.rows("models"))


def scope_facts(found: ScopeDecision) -> dict[str, Fact]:
    """A decision as facts of its entry."""
    return {
        "outcome": str(found.scope),
        "reason": found.reason,
        "findings": [
            {
                "test": item.test,
                "about": item.about,
                "outcome": str(item.outcome),
                "evidence": item.evidence,
                "law": item.law,
                "place": item.place,
                **({"missing": list(item.missing)} if item.missing else {}),
            }
            for item in found.findings
        ],
    }


def _deployment(
    document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    declared, models = read_deployment(document)
    found = decide_scope(declared, models, scope_terms(instrument, on), on)
    registered = register_deployment(
        reader,
        id=declared.id,
        party=declared.party,
        product=declared.product,
        models=declared.models,
        channel=declared.channel,
        since=declared.since,
        until=declared.until,
        on=on,
        by=by,
        documents=(document.digest,),
    )
    decided = step(
        reader,
        kind="scope_decided",
        subject=f"deployment:{declared.id}",
        on=on,
        by=by,
        text=f"{declared.product} is {found.scope.replace('_', ' ')}: {found.reason}.",
        facts={**scope_facts(found), "instrument": instrument.id},
        documents=(document.digest,),
    )
    return (*registered, decided)


def _scope_decision(
    document: Document, reader: JournalReader, instrument: Instrument, on: date, by: str
) -> tuple[JournalEntry, ...]:
    name = document.text("deployment")
    found = deployment(reader, name)
    if found is None:
        raise ProcedureError(f"deployment {name} is not registered: register it first")
    if same_person(document.text("agreed_by"), by):
        raise ProcedureError(f"the scope of {name} is decided by {by} and agreed by somebody else (four eyes)")
    if not document.rows("findings"):
        raise ProcedureError(f"the decision on {name} names no finding: say what it rests on")
    rows: list[Fact] = [
        {
            "test": str(row["test"]),
            "about": name,
            "outcome": document.text("outcome"),
            "evidence": str(row["evidence"]),
            "law": str(row["law"]),
            "place": f"decision, agreed by {document.text('agreed_by')}",
        }
        for row in document.rows("findings")
    ]
    facts: dict[str, Fact] = {
        "outcome": document.text("outcome"),
        "reason": document.text("reason"),
        "findings": rows,
        "instrument": instrument.id,
    }
    text = f"{found.product} is {document.text('outcome').replace('_', ' ')}: {document.text('reason')}"
    return (
        step(
            reader,
            kind="scope_decided",
            subject=f"deployment:{name}",
            on=on,
            by=by,
            text=text,
            facts=facts,
            documents=(document.digest,),
        ),
    )


def _described(values: Mapping[str, Value], name: str) -> AIModel:
    said = Document(schema="model", values=values, digest="", name=name)
    rebuttal = Document(schema="model", values=said.table("rebuttal"), digest="", name=name)
    return AIModel(
        id=said.text("id"),
        name=said.text("name"),
        provider=said.text("provider"),
        generative=Answer(said.text("generative")),
        derived_from=tuple((str(row["model"]), Derivation(str(row["how"]))) for row in said.rows("derived_from")),
        summary=_summary(said.table("summary"), name) if said.has("summary") else None,
        rebuttal=Rebuttal(
            large=Answer(rebuttal.text("large", Answer.NOT_ANSWERED)),
            public=Answer(rebuttal.text("public", Answer.NOT_ANSWERED)),
            evidence=rebuttal.text("evidence"),
            digest=rebuttal.text("digest"),
            accepted_by=rebuttal.text("accepted_by"),
        )
        if said.has("rebuttal")
        else None,
    )


def _summary(values: Mapping[str, Value], name: str) -> TrainingSummary:
    said = Document(schema="model", values=values, digest="", name=name)
    return TrainingSummary(
        link=said.text("link"),
        digest=said.text("digest"),
        day=said.day("day"),
        sizes=tuple((Modality(str(row["modality"])), str(row["size"])) for row in said.rows("sizes")),
        answers={question: Answer(said.text(question)) for question in QUESTIONS if said.has(question)},
        public_names=said.texts("public_names"),
        crawlers=said.texts("crawlers"),
        made_by=said.texts("made_by"),
    )


#: Word of a schema → what its document does. A model alone books nothing: it is described in the deployments that use it.
SCOPE_DOCUMENTS: Mapping[str, Action] = {
    "deployment": once(_deployment, "deployment_registered", "scope_decided"),
    "scope-decision": once(_scope_decision, "scope_decided"),
}
