"""Tiền thưởng: factor × base salary of the day of the decision, rounded up to ten thousand đồng.

NĐ 152/2025/NĐ-CP Điều 49 khoản 1 and 2. Whole numbers only: a factor in hundredths times whole đồng.
"""

from awards.models import BaseSalary, BonusFactor

STEP = 10_000  # đồng: "làm tròn số lên hàng chục nghìn đồng"


def rounded_up(hundredths: int, salary: int) -> int:
    """Whole đồng; `hundredths` is the factor × 100 (0,45 is 45). Rounded once, at the end."""
    return -(-hundredths * salary // (100 * STEP)) * STEP


class BonusTable:
    """Factors and base salary in force on one day, read in two queries, for as many lines as there are."""

    def __init__(self, day):
        self.salary = BaseSalary.objects.on(day).values_list("amount", flat=True).first()
        rows = BonusFactor.objects.on(day).order_by("valid_from")
        self._factors = {(code, subject): n for code, subject, n in rows.values_list(*_COLUMNS)}

    def of(self, award_code, subject) -> int | None:
        """Whole đồng, None where no factor or no base salary is known for the day."""
        hundredths = self._factors.get((award_code, subject))
        return None if hundredths is None or self.salary is None else rounded_up(hundredths, self.salary)


_COLUMNS = ("award_code", "subject", "hundredths")


def bonus(*, award_code, subject, decided_on) -> int | None:
    """Money for one award to one subject, in whole đồng, by what is in force on the day of the decision."""
    return BonusTable(decided_on).of(award_code, subject)
