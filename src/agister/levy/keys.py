"""What may stand in an act and in a return: each key, what kind of thing it is, and what it means. One list for both.

Kinds of value: `rate` (0 to 1), `fee` (minor units, exact, not negative), `money` (whole minor units or `EUR 12.50`), `signed`
(money that may be negative), `count` (whole, not negative), `threshold` (money and how it compares), `brackets` (rates from
amounts on), `shares` (rates from shares of something on), `rates` and `fees` (one for each word), `word` (one of a few), `text`,
`yes` (yes or no), `steps` (months late → amount or rate), `rows` (a list with columns).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueKey:
    """A value that an act may lay down."""

    kind: str
    meaning: str
    words: tuple[str, ...] = ()
    """What is allowed, where the kind is `word`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactKey:
    """A fact that a return may declare."""

    kind: str
    meaning: str
    columns: Mapping[str, str] = field(default_factory=dict)
    """Kind of each column, where the kind is `rows`; a kind that ends in `?` may be left out."""


VALUES: Mapping[str, ValueKey] = {
    # Who is liable, and on how much.
    "world_threshold": ValueKey(kind="threshold", meaning="world revenue from which a group is liable"),
    "local_threshold": ValueKey(kind="threshold", meaning="revenue in the territory from which a group is liable"),
    "allowance": ValueKey(kind="money", meaning="slice of the revenue on which nothing is charged"),
    "rate": ValueKey(kind="rate", meaning="share of the base that is charged"),
    "brackets": ValueKey(kind="brackets", meaning="share charged on the slice of the base from each amount on"),
    "left_out_cross_border": ValueKey(kind="rate", meaning="share of relevant cross-border revenue that is left out"),
    "margin_factor": ValueKey(kind="rate", meaning="share of the operating margin that is the rate of the alternative charge"),
    "routine_margin": ValueKey(kind="rate", meaning="profit per revenue that counts as routine and is not charged"),
    "carry_forward": ValueKey(
        kind="word", meaning="whether a shortfall of earlier years absorbs profit", words=("none", "shortfalls")
    ),
    "territory": ValueKey(
        kind="word",
        meaning="whether all residual profit is charged, or the part of the territory by revenue",
        words=("world", "revenue_share"),
    ),
    "windfall_from": ValueKey(kind="money", meaning="profit above which profit counts as windfall"),
    "profit_brackets": ValueKey(kind="shares", meaning="share charged on profit from each share of the reference on"),
    "reference_product": ValueKey(kind="money", meaning="what profit is compared with, e.g. gross world product"),
    "fees": ValueKey(kind="fees", meaning="fee for one unit of output, by kind of unit"),
    "requirement": ValueKey(kind="money", meaning="money that the programmes need in the period"),
    "projected_revenue": ValueKey(kind="money", meaning="projected revenue of all contributors in the period"),
    "uncollectible": ValueKey(kind="rate", meaning="share of contributions expected not to come in"),
    "factor_decimals": ValueKey(kind="count", meaning="decimals that the contribution factor is rounded to"),
    "class_rates": ValueKey(kind="rates", meaning="rate by kind of licence"),
    "tariffs": ValueKey(kind="fees", meaning="remuneration for one device or carrier, by kind"),
    "contract_discount": ValueKey(kind="rate", meaning="share off the tariff for members of a contract"),
    "fee_per_loan": ValueKey(kind="fee", meaning="payment for one loan"),
    "maximum": ValueKey(kind="money", meaning="most that is due for one party"),
    # Which models and deployments it is about.
    "scope_large_text": ValueKey(kind="count", meaning="tokens of text from which training data is large"),
    "scope_large_image": ValueKey(kind="count", meaning="images from which training data is large"),
    "scope_large_audio": ValueKey(kind="count", meaning="hours of audio from which training data is large"),
    "scope_large_video": ValueKey(kind="count", meaning="hours of video from which training data is large"),
    "scope_presumption": ValueKey(
        kind="word",
        meaning="when a model is presumed to be trained on large amounts of publicly available content",
        words=("none", "without_summary", "without_answer"),
    ),
    # What takes away from it.
    "public_share": ValueKey(
        kind="rate", meaning="share of publicly available training content that counts where the return declares none"
    ),
    "credit_cap": ValueKey(kind="rate", meaning="largest share of the levy that licence payments can be set against"),
    "taper": ValueKey(kind="rate", meaning="most that is due for each unit of world revenue above the threshold"),
    "de_minimis": ValueKey(kind="threshold", meaning="amount that the levy must reach or exceed to be due at all"),
    # How it is computed.
    "rounding": ValueKey(
        kind="word", meaning="how the final amount becomes whole minor units", words=("half_up", "half_even", "down", "up")
    ),
    "short_period": ValueKey(
        kind="word",
        meaning="how thresholds, allowance and brackets are reduced for a period shorter than a year",
        words=("days_over_preceding_twelve_months", "not_reduced"),
    ),
    "exchange_day": ValueKey(
        kind="word",
        meaning="reference rate used for other currencies",
        words=("last_day_of_period", "average_of_period"),
    ),
    # When, and what lateness costs.
    "notify_days": ValueKey(kind="count", meaning="days after the period within which to notify"),
    "file_months": ValueKey(kind="count", meaning="months after the period within which to file the return"),
    "pay_months": ValueKey(kind="count", meaning="months after the period after which payment is due"),
    "pay_days": ValueKey(kind="count", meaning="days added to `pay_months`"),
    "pay_on": ValueKey(kind="text", meaning="fixed day of payment, month-day such as 10-01, first one after the period"),
    "amend_months": ValueKey(kind="count", meaning="months after the filing date within which a return may be amended"),
    "late_interest": ValueKey(kind="rate", meaning="yearly rate of interest on late payment"),
    "repayment_interest": ValueKey(kind="rate", meaning="yearly rate of interest on repayments"),
    "late_return": ValueKey(kind="steps", meaning="penalty for a late return, by months late"),
    "late_return_repeated": ValueKey(kind="steps", meaning="the same for the third and each further successive failure"),
    "late_payment": ValueKey(kind="steps", meaning="share of the unpaid amount, by months after the period"),
    # How long a step of the procedure may be taken; `agister.levy.procedure.law` says what holds where the act is silent.
    "enquiry_months": ValueKey(kind="count", meaning="months after a version was filed within which the office may look into it"),
    "discovery_months": ValueKey(kind="count", meaning="months after the period within which more may be assessed later"),
    "review_days": ValueKey(kind="count", meaning="days after an assessment within which to dispute it"),
    "appeal_days": ValueKey(kind="count", meaning="days after a decision within which to go to the next forum"),
    "penalty_days": ValueKey(kind="count", meaning="days within which a penalty is to be paid"),
    "joint_after_months": ValueKey(kind="count", meaning="months unpaid after which any member of the group answers for it"),
    "joint_until_months": ValueKey(kind="count", meaning="months after the due day until which a member can be told so"),
    "joint_days": ValueKey(kind="count", meaning="days within which such a member is to pay"),
}  # fmt: skip

FACTS: Mapping[str, FactKey] = {
    "world_revenue": FactKey(kind="money", meaning="revenue in scope of the whole group, everywhere"),
    "local_revenue": FactKey(kind="money", meaning="revenue in scope in the territory"),
    "deployments": FactKey(
        kind="rows",
        meaning="revenue in the territory by deployment, instead of `local_revenue`",
        columns={
            "name": "text", "channel": "text?", "revenue": "money", "resale": "money?", "levy_shown": "money?",
            "share": "rate?", "method": "text?", "reason": "text?",
        },
    ),
    "resale": FactKey(kind="money", meaning="sales for resale to registered parties, against certificates"),
    "resale_certificates": FactKey(
        kind="rows",
        meaning="the certificates: who bought for resale, under which number of its registration, for how much",
        columns={"buyer": "text", "registration": "text", "certificate": "text", "amount": "money"},
    ),
    "levy_shown": FactKey(kind="money", meaning="levy shown separately on invoices"),
    "cross_border_revenue": FactKey(kind="money", meaning="part of `local_revenue` from relevant cross-border transactions"),
    "activities": FactKey(
        kind="rows",
        meaning="revenue in the territory by activity, instead of `local_revenue`",
        columns={
            "activity": "text", "revenue": "money", "expenses": "money?", "elected": "yes?",
            "cross_border_revenue": "money?", "cross_border_expenses": "money?",
        },
    ),
    "public_share": FactKey(kind="rate", meaning="share of publicly available content in training, as audited"),
    "licence_payments": FactKey(
        kind="rows",
        meaning="payments under licences of the registry, claimed as credit",
        columns={"licence": "text", "payee": "text?", "amount": "money"},
    ),
    "world_profit": FactKey(kind="signed", meaning="profit of the whole group before tax; negative for a loss"),
    "earlier_years": FactKey(
        kind="rows",
        meaning="world revenue and profit of earlier years, oldest first",
        columns={"year": "text", "revenue": "money", "profit": "signed"},
    ),
    "outputs": FactKey(kind="rows", meaning="units of output sold", columns={"unit": "text", "count": "count"}),
    "licences": FactKey(
        kind="rows", meaning="leviable amount by kind of licence", columns={"class": "text", "leviable": "money"}
    ),
    "devices": FactKey(
        kind="rows",
        meaning="devices or carriers put on the market",
        columns={"kind": "text", "count": "count", "contract": "yes?"},
    ),
    "loans": FactKey(kind="count", meaning="loans attributed to one party in the year"),
}  # fmt: skip
