"""The ledger of the fund: what is committed, paid and spent, beside the ceiling of the year (R29)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from awards.enums_issuing import Payer, PaymentState
from awards.models import BonusPayment, Fund, FundCeiling, FundEntry


@dataclass(frozen=True)
class Ledger:
    """Whole đồng. `ceiling` None: no row of the ceiling for the year. `hundredths`: of a percent, 150 is 1,5 %."""

    fund: Fund
    committed: int
    paid: int
    spent: int
    ceiling: int | None
    hundredths: int | None
    citation: str
    verified: bool

    @property
    def total(self):
        return self.committed + self.paid + self.spent

    @property
    def over_ceiling(self):
        return self.ceiling is not None and self.total > self.ceiling

    @property
    def over_allotted(self):
        return bool(self.fund.allotted) and self.total > self.fund.allotted

    @property
    def allotted_over_ceiling(self):
        return self.ceiling is not None and self.fund.allotted > self.ceiling

    @property
    def left(self):
        """Down to the ceiling; None where it is not known."""
        return None if self.ceiling is None else self.ceiling - self.total

    @property
    def percent(self):
        return None if self.hundredths is None else f"{self.hundredths / 100:g}".replace(".", ",")


def ceiling_of(base, hundredths):
    """Whole đồng, a fraction dropped: a ceiling is never passed by rounding."""
    return base * hundredths // 10_000


def ledger(fund):
    """In three queries; the ceiling is that of the last day of the year."""
    paid = BonusPayment.objects.filter(decision__year=fund.year, payer=Payer.FUND).aggregate(
        committed=Sum("amount", filter=Q(state=PaymentState.COMMITTED)),
        paid=Sum("amount", filter=Q(state=PaymentState.PAID)),
    )
    spent = FundEntry.objects.filter(fund=fund, cancelled_at=None).aggregate(total=Sum("amount"))["total"]
    rule = FundCeiling.objects.on(date(fund.year, 12, 31)).first()
    return Ledger(
        fund=fund,
        committed=paid["committed"] or 0,
        paid=paid["paid"] or 0,
        spent=spent or 0,
        ceiling=ceiling_of(fund.base, rule.hundredths) if rule else None,
        hundredths=rule.hundredths if rule else None,
        citation=rule.citation if rule else "",
        verified=bool(rule and rule.verified),
    )
