"""The report as one HTML page that needs nothing else, readable on paper: a rendering of report.json, with no number of its own."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from agister.levy.wording import money_text
from agister.publishing.levy.charts import COLOURS, purpose_bars, strip, where_it_went
from agister.publishing.visible_text import visible

#: No expression of the template shows more characters than this.
_LIMIT = 2000
#: Most lines of one run, payouts and accounts that the page shows; all are in report.json.
SHOWN = 200


def page(report: Mapping[str, Any]) -> str:
    """The report as HTML."""
    environment = Environment(
        loader=PackageLoader("agister.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: value if isinstance(value, Markup) else visible(value, _LIMIT),
    )
    environment.filters.update(money=money, units=plain, percent=percent, count=_count, short=_short, days=_days)
    kept = {row["currency"]: row["kept_for"] for row in report["cash_identity"]}
    went = {row["currency"]: where_it_went(row, kept.get(row["currency"], {})) for row in report["flows"]}
    purposes = report["purposes"]
    most = {
        code: max(
            max(row["received"] + row["opening"], row["paid"] - row["returned"] + row["closing"])
            for row in purposes
            if row["currency"] == code
        )
        for code in {row["currency"] for row in purposes}
    }
    return environment.get_template("levy_report.html.jinja").render(
        report=report,
        went=went,
        went_total={code: sum(units for _, units in parts) for code, parts in went.items()},
        strips={code: strip(parts, f"where the {code} of this report lie") for code, parts in went.items()},
        bars=[(row, purpose_bars(row, most[row["currency"]])) for row in purposes],
        colours=COLOURS,
        money_kept=kept,
        balanced=_balanced(report["trial_balance"]),
        payouts_by_run=_by_run(report["payouts"]),
        shown=SHOWN,
    )


def money(units: int, code: str) -> Markup:
    """An amount that does not break across lines."""
    return Markup('<span class="money">{}</span>').format(money_text(units, code))


def plain(units: int, code: str) -> str:
    """An amount in a column whose head says the currency: `1,234.50`."""
    return money_text(units, code).removeprefix(f"{code} ")


def percent(written: str | None, digits: int = 2) -> str:
    """`p/q` in per cent, rounded for reading; the exact fraction is in report.json."""
    if written is None:
        return "–"
    value = Fraction(written) * 100
    scaled = round(value * 10**digits)
    if not scaled and value > 0:
        return f"< 0.{1:0{digits}} %"
    whole, rest = divmod(scaled, 10**digits)
    return f"{whole}.{rest:0{digits}} %"


def _count(value: int) -> str:
    return f"{value:,}"


def _short(digest: str) -> str:
    """The beginning of a digest; the whole one is in report.json and the manifest."""
    return digest[:19] + "…" if len(digest) > 20 else digest


def _days(value: int | None) -> str:
    return "–" if value is None else f"{value:,} days"


def _balanced(rows: list[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """For each currency, the sum of debits and of credits."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        both = sums.setdefault(row["currency"], [0, 0])
        both[0] += row["debit"]
        both[1] += row["credit"]
    return [(code, both[0], both[1]) for code, both in sorted(sums.items())]


def _by_run(rows: list[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["run"], []).append(row)
    return found
