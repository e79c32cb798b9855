"""`agister policy`: the shipped policies, and what a policy means."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from agister.cli.narrow import add_verb
from agister.cli.terminal import hanging, print_json, say, write_utf8
from agister.screening.policy_file import load_policy, shipped_policies

name = "policy"
summary = "list, show or explain policies"
description = (
    "A policy says for whom, for what use, under which law and reading. Shipped ones are files to copy and change."
)
example = "agister policy show eu-commercial-training > mine.toml\nagister policy explain mine.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sub-commands list, show, explain."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    action = add_verb(
        actions,
        "list",
        summary="names of the shipped policies",
        description="The shipped policies: name, use that is asked about, and for whom.",
        example="agister policy list",
    )
    action.add_argument("--json", action="store_true", help="print one JSON object")
    action = add_verb(
        actions,
        "show",
        summary="the file of a shipped policy",
        description="Prints the file of a shipped policy, with the reason of each section: copy it and change what is yours.",
        example="agister policy show eu-commercial-training > mine.toml",
    )
    action.add_argument("policy", metavar="NAME", help="name of a shipped policy (agister policy list)")
    action = add_verb(
        actions,
        "explain",
        summary="each choice in words",
        description="Checks a policy and prints every choice: its value, whether it comes from the file or is the default, what it "
        "means, and the digest of the file.",
        example="agister policy explain mine.toml",
    )
    action.add_argument("policy", metavar="FILE", help="a policy file, or the name of a shipped policy")
    action.add_argument("--json", action="store_true", help="print one JSON object")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    if options.action == "list":
        policies = [load_policy(word) for word in shipped_policies()]
        if options.json:
            print_json({p.name: {"usage": p.usage.value, "description": p.description} for p in policies})
        else:
            for rules in policies:
                say(f"{rules.name}   {rules.usage}")
                say(hanging("    " + rules.description))
        return 0
    rules = load_policy(options.policy)
    if options.action == "show":
        shipped = files("agister.screening") / "policies" / f"{options.policy}.toml"
        file = shipped if shipped.is_file() else Path(options.policy)
        write_utf8(file.read_text("utf-8"))
    elif options.json:
        print_json(
            {"name": rules.name, "usage": rules.usage.value, "digest": rules.digest, "choices": rules.effective()}
        )
    else:
        say("\n".join(hanging(line) for line in rules.explain().splitlines()))
    return 0
