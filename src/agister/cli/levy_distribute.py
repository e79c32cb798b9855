"""`agister levy distribute`: share out what was received, from proposal to reconciliation."""

from __future__ import annotations

import argparse

from agister.cli.levy_desk import add_desk, add_office, print_entries
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
    "freeze": (freeze_run, "compute every line; all inputs stand by digest"),
    "approve": (approve_run, "one of two approvals, by people who did not prepare it"),
    "publish": (publish_run, "its lines stand in public; only then is it paid"),
    "reconcile": (reconcile_run, "every cent is paid, or rests with its reason"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One verb for each step."""
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    propose = verbs.add_parser("propose", help="take what is in a pot")
    propose.add_argument("run_name", metavar="RUN", help="name of the run, such as 2027 or 2027-late")
    propose.add_argument("--period", metavar="P", required=True, help="whose pot")
    propose.add_argument("--and-pot", metavar="P", action="append", default=[], help="another pot with it: late money")
    propose.add_argument("--instead-of", metavar="RUN", default="", help="a reversed run that this one replaces")
    add_desk(propose)
    propose.set_defaults(run_verb=_propose)
    for word, (_, help) in _STEPS.items():
        step = verbs.add_parser(word, help=help)
        step.add_argument("run_name", metavar="RUN")
        add_desk(step)
        step.set_defaults(run_verb=_step)
    show = verbs.add_parser("list", help="runs, their states, and who gets what")
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
    step, _ = _STEPS[options.verb]
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
