"""The report as a PDF for paper: a shorter rendering of report.json, with the same numbers. The same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from agister.errors import UsageError
from agister.publishing.levy.charts import where_it_went
from agister.publishing.levy.page import percent, plain
from agister.publishing.paper import FAINT, GREY, LEFT, MM, RIGHT, Paper
from agister.publishing.typeface import BOLD, REGULAR, printable
from agister.publishing.visible_text import visible

#: Most rows of one table on paper; all are in report.json.
_ROWS = 60
_WIDTH = RIGHT - LEFT


def print_out(report: Mapping[str, Any]) -> bytes:
    """The PDF. Raises `UsageError` where the extra `levy` is not installed."""
    paper = Paper(
        title=_printed(report["title"]),
        author=_printed(report["office"]["name"]),
        subject="transparency report",
        foot=_printed(report["title"], 90),
    )
    paper.paragraph(LEFT, _printed(report["title"]), _WIDTH, size=17, gap=8)
    days = f"{'from ' + report['from'] if report['from'] else 'from the first entry'} until {report['until']}"
    paper.paragraph(
        LEFT,
        f"{days[0].upper()}{days[1:]}; {report['journal']['entries']:,} entries of the journal. "
        "Every number is computed from them; report.json in the same folder holds all of them, and `agister levy recompute` checks them.",
        _WIDTH,
        grey=GREY,
    )
    kept = {row["currency"]: row["kept_for"] for row in report["cash_identity"]}
    for flow in report["flows"]:
        code = flow["currency"]
        parts = where_it_went(flow, kept.get(code, {}))
        total = sum(units for _, units in parts)
        rows = [(words, plain(units, code), percent(f"{units}/{total}", 1)) for words, units in parts]
        _table(paper, f"Where each {code} went", ("", code, "share"), (90, 45, 30), rows)
    for period in report["periods"]:
        _period(paper, period)
    _purposes(paper, report["purposes"])
    for run in report["runs"]:
        _run(paper, run)
    _payees(paper, report["payees"])
    _office(paper, report)
    disputes = report["disputes"]
    _heading(paper, "Disputes, and errors corrected")
    paper.paragraph(
        LEFT,
        f"{disputes['lodged']} disputes lodged, {disputes['decided']} decided ({disputes['for_the_payer']} for the payer in whole or part, "
        f"{disputes['for_the_office']} for the office), {disputes['open']} open. {len(report['corrections'])} entries correct others.",
        _WIDTH,
    )
    for item in report["corrections"][:_ROWS]:
        paper.paragraph(
            LEFT, _printed(f"entry {item['entry']}, {item['on']}: {item['reason']}"), _WIDTH, size=9, grey=GREY
        )
    _books(paper, report)
    return paper.close()


def _period(paper: Paper, row: Mapping[str, Any]) -> None:
    code = row["currency"]
    lines = [
        ("declared base", row["base"]),
        ("levy assessed", row["assessed"]),
        ("interest", row["interest"]),
        ("penalties", row["penalties"]),
        ("less reduced by decisions", -row["reduced"]),
        *((f"less collected: {what.lower()}", -units) for what, units in row["collected"].items()),
        ("paid back", row["paid_back"]),
        ("less remitted", -row["remitted"]),
        ("less written off", -row["written_off"]),
        ("still owed", row["outstanding_total"]),
        ("in open disputes", row["disputed"]),
    ]
    _table(
        paper, f"Period {row['period']}", ("", code), (90, 45), [(words, plain(units, code)) for words, units in lines]
    )
    paper.paragraph(
        LEFT,
        f"{row['payer_count']} payers; effective rate {percent(row['effective_rate'])}; "
        f"the five largest bear {percent(row['top_five_share'], 1)}; "
        f"levy over declared surplus {percent(row['surplus']['share'])} ({row['surplus']['returns']} returns).",
        _WIDTH,
        size=9,
        grey=GREY,
    )
    rows = [
        (
            f"{item['name']} ({item['payer']})" if item["name"] else item["payer"],
            plain(item["base"], code),
            plain(item["assessed"], code),
        )
        for item in row["payers"]
    ]
    _table(paper, "", ("payer", f"base, {code}", f"assessed, {code}"), (75, 45, 45), rows)


def _purposes(paper: Paper, rows: Sequence[Mapping[str, Any]]) -> None:
    names = ("opening", "received", "paid", "returned", "closing")
    cells = [
        (f"{row['purpose']} ({row['currency']})", *(plain(row[name], row["currency"]) for name in names))
        for row in rows
    ]
    _table(paper, "The purposes", ("purpose", *names), (45, 20, 27, 27, 23, 23), cells)


def _run(paper: Paper, run: Mapping[str, Any]) -> None:
    code = run["currency"]
    _heading(paper, f"Run {run['run']}: {code} {plain(run['total'], code)}, {run['state']}")
    days = (
        "" if run["days_to_payout"] is None else f" From receipt to payout {run['days_to_payout']:,} days on average."
    )
    paper.paragraph(
        LEFT,
        _printed(
            f"Key {run['key_digest']}, decision {run['decision']}; "
            f"approved by {' and '.join(run['approved_by']) or 'nobody yet'}.{days}"
        ),
        _WIDTH,
        size=9,
        grey=GREY,
    )
    rows = [
        ("   " * (len(line["path"]) - 1) + line["path"][-1], plain(line["units"], code), line["due"], line["reason"])
        for line in run["lines"]
    ]
    _table(paper, "", ("line", code, "due exactly", "reason"), (50, 35, 40, 40), rows)


def _payees(paper: Paper, payees: Sequence[Mapping[str, Any]]) -> None:
    rows = [
        (
            payee["name"],
            f"{row['currency']} {plain(row['entitled'], row['currency'])}",
            plain(row["paid"], row["currency"]),
            plain(row["resting"], row["currency"]),
        )
        for payee in payees
        for row in payee["amounts"]
    ]
    _table(paper, "The payees", ("payee", "entitled", "paid", "rests"), (60, 40, 33, 32), rows)


def _office(paper: Paper, report: Mapping[str, Any]) -> None:
    for title, name in (("Administration", "administration"), ("Reserve", "reserve")):
        for row in report[name]:
            code = row["currency"]
            moves = [(kind.replace("_", " "), plain(units, code)) for kind, units in row["moves"].items()]
            rows = [("opening", plain(row["opening"], code)), *moves, ("closing", plain(row["closing"], code))]
            _table(paper, title, ("", code), (90, 45), rows)


def _books(paper: Paper, report: Mapping[str, Any]) -> None:
    rows = [
        (
            row["account"],
            row["currency"],
            plain(row["debit"], row["currency"]) if row["debit"] else "",
            plain(row["credit"], row["currency"]) if row["credit"] else "",
        )
        for row in report["trial_balance"]
    ]
    _table(paper, "Trial balance", ("account", "", "debit", "credit"), (75, 14, 38, 38), rows)
    for row in report["cash_identity"]:
        code = row["currency"]
        parts = " + ".join(f"{plain(units, code)} {name.lower()}" for name, units in row["kept_for"].items() if units)
        word = "holds" if row["holds"] else "does not hold"
        paper.paragraph(
            LEFT, f"Cash identity, {code}, {word}: {plain(row['bank'], code)} at the bank = {parts}.", _WIDTH, size=9
        )
    paper.paragraph(
        LEFT,
        f"Last entry {report['journal']['entries']:,}, digest {report['journal']['head']}",
        _WIDTH,
        size=8,
        grey=GREY,
    )


def _heading(paper: Paper, text: str) -> None:
    paper.room(24 * MM)
    paper.y -= 4 * MM
    paper.say(LEFT, _printed(text, 90), BOLD, 11.5)
    paper.y -= 6 * MM


def _table(
    paper: Paper, title: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]
) -> None:
    """Rows in columns of so many millimetres; what looks like an amount stands to the right. None where there are no rows."""
    rows = list(rows)
    if not rows:
        return
    if title:
        _heading(paper, title)
    _row(paper, heads, widths, BOLD, heads=True)
    for row in rows[:_ROWS]:
        if paper.room(5 * MM):
            _row(paper, heads, widths, BOLD, heads=True)
        _row(paper, row, widths, REGULAR)
    if len(rows) > _ROWS:
        paper.paragraph(LEFT, f"and {len(rows) - _ROWS:,} more in report.json", _WIDTH, size=8, grey=GREY)
    paper.y -= 2 * MM


def _row(paper: Paper, cells: Sequence[str], widths: Sequence[int], font: str, *, heads: bool = False) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    left = LEFT
    for place, (text, width) in enumerate(zip(cells, widths, strict=True)):
        indent = len(text) - len(text.lstrip(" "))
        words = _printed(text, 200)
        room = (width - 2) * MM - indent * 4
        while len(words) > 1 and stringWidth(words, font, 8.5) > room:
            words = words[:-2].rstrip("…") + "…"
        right = place > 0 and (heads or _is_amount(words))
        x = left + width * MM - 2 * MM - stringWidth(words, font, 8.5) if right else left + indent * 4
        paper.say(x, words, font, 8.5)
        left += width * MM
    paper.rule(GREY if heads else FAINT, up=-1.4)
    paper.y -= 5 * MM


def _is_amount(text: str) -> bool:
    bare = text.removeprefix("−")
    if bare[:3] and len(bare) > 4 and bare[3] == " " and bare[:3].isupper():
        bare = bare[4:]
    return bool(bare) and all(character in "0123456789,./ %<–" for character in bare)


def _printed(text: object, limit: int = 400) -> str:
    """A text as the typeface can print it; what it cannot is a question mark: the page and report.json have it."""
    shown = visible(text, limit)
    try:
        return printable(shown)
    except UsageError:
        return "".join(character if ord(character) < 0x250 else "?" for character in shown)
