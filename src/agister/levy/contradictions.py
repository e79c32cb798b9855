"""What cannot be true of a return together: refused with the reason, whoever made the return."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agister.ledger import Amount
from agister.levy.levy_return import FactValue, LevyReturn, Row
from agister.levy.wording import money_text

#: Years that a return can be about.
EARLIEST, LATEST = 1900, 2999


def contradictions(levy_return: LevyReturn) -> list[str]:
    """Every contradiction within a return, in words; an empty list if there is none."""
    names = [member.name for member in levy_return.members]
    found = [f"the member {name!r} stands twice" for name in sorted({name for name in names if names.count(name) > 1})]
    if levy_return.start.year < EARLIEST or levy_return.end.year > LATEST:
        found.append(f"the period lies outside the years {EARLIEST} to {LATEST}")
    above = {member.name: member.controlled_by for member in levy_return.members}
    for member in levy_return.members:
        if member.controlled_by and member.controlled_by not in above:
            found.append(f"{member.name!r} is controlled by {member.controlled_by!r}, who is no member")
        seen, at = {member.name}, member.controlled_by
        while at:
            if at in seen:
                found.append(f"{member.name!r} controls itself through {at!r}: a loop of control has no head")
                break
            seen.add(at)
            at = above.get(at, "")
        since, until = member.since, member.until
        if (since and since > levy_return.end) or (until and until <= levy_return.start):
            found.append(f"{member.name!r} did not belong to the group in the period")
        if since and until and until <= since:
            found.append(f"{member.name!r} leaves the group on {until}, not after it joined on {since}")
        for name in sorted(member.facts):
            if name in levy_return.facts:
                found.append(f"`{name}` is declared for the group and for {member.name!r}: it would count twice")
            elif name == "public_share":
                found.append(f"`{name}` of {member.name!r} cannot be added up: declare it for the group")
    declared = [levy_return.facts, *(member.facts for member in levy_return.members)]
    for whole, instead in (
        ("local_revenue", "deployments"),
        ("local_revenue", "activities"),
        ("deployments", "activities"),
    ):
        if any(whole in facts for facts in declared) and any(instead in facts for facts in declared):
            found.append(f"`{whole}` and `{instead}` are both declared: the same revenue would count twice")
    return [*found, *_certificates(levy_return)]


def _certificates(levy_return: LevyReturn) -> Iterator[str]:
    """Certificates of resale that say other than what is left out against them."""
    rows = [row for facts in _all(levy_return) for row in _rows(facts, "resale_certificates")]
    if not rows:
        return
    numbers = [(str(row["registration"]), str(row["certificate"])) for row in rows]
    for registration, certificate in sorted({name for name in numbers if numbers.count(name) > 1}):
        yield f"the certificate {certificate} of {registration} stands twice"
    own = {levy_return.party, *(member.name for member in levy_return.members)}
    for buyer in sorted({str(row["buyer"]) for row in rows} & own):
        yield f"{buyer!r} belongs to the group: what it sells to itself is no resale to another party"
    certified: dict[str, int] = {}
    for row in rows:
        _add(certified, row.get("amount"), 1)
    for facts in _all(levy_return):
        _add(certified, facts.get("resale"), -1)
        for row in _rows(facts, "deployments"):
            _add(certified, row.get("resale"), -1)
    for code, units in sorted(certified.items()):
        if units:
            more, than = ("certificates name", "is left out") if units > 0 else ("is left out", "certificates name")
            yield f"resale: {money_text(abs(units), code)} more {more} than {than}; the two must be the same"


def _all(levy_return: LevyReturn) -> Iterator[Mapping[str, FactValue]]:
    yield levy_return.facts
    for member in levy_return.members:
        yield member.facts


def _rows(facts: Mapping[str, FactValue], name: str) -> tuple[Row, ...]:
    found = facts.get(name, ())
    return found if isinstance(found, tuple) else ()


def _add(sums: dict[str, int], amount: object, sign: int) -> None:
    if isinstance(amount, Amount):
        sums[amount.currency] = sums.get(amount.currency, 0) + sign * amount.units
