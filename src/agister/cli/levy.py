"""`agister levy`: from a declared return to money in the hands of the commons. One file beside this one per sub-command."""

from __future__ import annotations

import argparse

from agister.cli.command import Command
from agister.cli.narrow import add_commands, command_module

#: Sub-commands in the order of `agister levy --help`: modules `levy_*.py`, each with what a command offers.
ACTIONS: tuple[str, ...] = (
    "levy_instruments",
    "levy_check",
    "levy_explain",
    "levy_scope",
    "levy_assess",
    "levy_interest",
    "levy_due_dates",
    "levy_share",
    "levy_measure",
    "levy_hmrc_return",
    "levy_simulate",
    "levy_recompute",
    "levy_office",
    "levy_book",
    "levy_due",
    "levy_receive",
    "levy_distribute",
    "levy_pay",
    "levy_reverse",
    "levy_journal",
    "levy_report",
)

name = "levy"
summary = "assess, share out and account for a levy on the commercial use of the commons"
description = (
    "Computes a levy on the commercial deployment of generative AI and shares out what it brings in, exactly: amounts are "
    "whole minor units (cents), every line names its reason. The levy is not law anywhere; a rate is a parameter."
)
example = "agister levy assess examples/levy/return.yaml --instrument model-act\nagister levy share 10000 --key examples/levy/commons.yaml"


def actions() -> tuple[Command, ...]:
    """All sub-commands."""
    return tuple(command_module(module) for module in ACTIONS)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One sub-parser for each of `ACTIONS`."""
    add_commands(parser, ACTIONS, dest="action", metavar="ACTION", runs_as="run_action", prefix="levy_")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    status: int = options.run_action(options)
    return status
