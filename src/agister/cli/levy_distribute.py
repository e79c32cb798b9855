"""`agister levy distribute`: share out what was received, from proposal to reconciliation."""

from __future__ import annotations

import argparse

from agister.cli.levy_desk import add_desk, add_office, print_entries
from agister.cli.narrow import add_verb
from agister.cli.terminal import print_json, table
from agister.levy.runs import sharing_record
from agister.levy.wording import money_text
from agister.office.folder import open_office
from agister.office.sharing import approve_run, freeze_run, propose_run, publish_run, reconcile_run

name = "distribute"
summary = "share out a pot: propose, freeze, approve twice, publish, reconcile"
description = (
    "A run shares out what was received and is not disputed, under the key that the charter's parties decided on. It is proposed "
    "and frozen by one person, approved by two others, published, and then paid (agister levy pay). Nothing is computed again "
    "once it is frozen; late money makes a run of its own. `list` shows runs and payouts."
)
example = (
    "agister levy distribute propose 2027 --period 2027 --office my-office --by ana\n"
    "agister levy distribute freeze 2027 --office my-office --by ana\n"
    "agister levy distribute approve 2027 --office my-office --by bo"
)

_STEPS = {
    "freeze": (
        freeze_run,
        "ana",
        "compute every line; all inputs stand by digest",
        "Computes every line of a proposed run. All inputs stand by digest, and nothing is computed again after it.",
    ),
    "approve": (
        approve_run,
        "bo",
        "one of two approvals, by people who did not prepare it",
        "Approves a frozen run: one of two approvals, by people who did not prepare it.",
    ),
    "publish": (
        publish_run,
        "ana",
        "its lines stand in public; only then is it paid",
        "Publishes an approved run: its lines stand in public, and only then is it paid.",
    ),
    "reconcile": (
        reconcile_run,
        "ana",
        "every cent is paid, or rests with its reason",
        "Closes a run in which every cent is paid, or rests with its reason.",
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One verb for each step."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    propose = add_verb(
        verbs,
        "propose",
        summary="take what is in a pot",
        description="Proposes a run: takes what was received for a period and is not disputed.",
        example="agister levy distribute propose 2027 --period 2027 --office my-office --by ana",
    )
    propose.add_argument("run_name", metavar="RUN", help="name of the run, such as 2027 or 2027-late")
    propose.add_argument("--period", metavar="P", required=True, help="whose pot")
    propose.add_argument("--and-pot", metavar="P", action="append", default=[], help="another pot with it: late money")
    propose.add_argument("--instead-of", metavar="RUN", default="", help="a reversed run that this one replaces")
    add_desk(propose)
    propose.set_defaults(run_verb=_propose)
    for word, (_, who, summary, description) in _STEPS.items():
        step = add_verb(
            verbs,
            word,
            summary=summary,
            description=description,
            example=f"agister levy distribute {word} 2027 --office my-office --by {who}",
        )
        step.add_argument("run_name", metavar="RUN", help="name of the run")
        add_desk(step)
        step.set_defaults(run_verb=_step)
    show = add_verb(
        verbs,
        "list",
        summary="runs, their states, and who gets what",
        description="Lists the runs of an office: their states, and who gets what.",
        example="agister levy distribute list --office my-office",
    )
    add_office(show)
    show.set_defaults(run_verb=_list)


def run(options: argparse.Namespace) -> int:
    """One of the verbs."""
    status: int = options.run_verb(options)
    return status


def _propose(options: argparse.Namespace) -> int:
    entries = propose_run(
        open_office(options.office),
        options.run_name,
        options.period,
        others=options.and_pot,
        instead_of=options.instead_of,
        on=options.on,
        by=options.by,
    )
    print_entries(entries, options)
    return 0


def _step(options: argparse.Namespace) -> int:
    step, *_ = _STEPS[options.verb]
    print_entries(step(open_office(options.office), options.run_name, on=options.on, by=options.by), options)
    return 0


def _list(options: argparse.Namespace) -> int:
    record = sharing_record(open_office(options.office).journal)
    if options.json:
        print_json({
            "runs": [{"run": run.id, "state": run.state, "total": run.total, "currency": run.currency} for run in record.runs.values()],
            "payouts": [
                {"payout": one.id, "entitled": one.entitled, "paid": one.paid, "payable": one.payable, "held": dict(one.held)}
                for one in record.payouts.values()
            ],
        })  # fmt: skip
        return 0
    if not record.runs:
        print("no run was proposed yet")
    for run in record.runs.values():
        print(f"{run.id}   {run.state}   {money_text(run.total, run.currency)}")
        rows = [
            [
                one.payee,
                money_text(one.entitled, one.currency),
                f"paid {money_text(one.paid, one.currency)}",
                f"payable {money_text(one.payable, one.currency)}" if one.payable else "",
                *(f"{money_text(units, one.currency)} in {account}" for account, units in one.held.items()),
            ]
            for one in record.of_run(run.id)
        ]
        if rows:
            print(table(rows))
    return 0
