"""What each line is paid: factor × base salary of the day, and of several titles of one period the highest alone.

NĐ 152/2025/NĐ-CP Điều 49 khoản 1, 2, 5, 6, 7 (R27).
"""

from dataclasses import dataclass

from awards.bonus import BonusTable
from awards.enums import AwardKind
from awards.enums_issuing import BonusRule
from awards.models import AwardType, BonusPayment, HeldAward
from movements.compile.terms import TermKinds, merit_year
from movements.enums import TermKind


@dataclass(frozen=True)
class Title:
    """One danh hiệu of one honoree for one period; `amount` in whole đồng, None where the catalogue has no level.

    `key` orders equal amounts; `paid`: granted before, by the decision named in `source`; `sure`: paid by the portal.
    """

    key: int
    honoree: int
    period: tuple
    name: str
    amount: int | None
    paid: bool = False
    sure: bool = True
    source: str = ""


@dataclass(frozen=True)
class Priced:
    amount: int | None
    rule: BonusRule
    note: str = ""


def period_of(line, kinds):
    """(kind, year) of the merits: of a dossier sent by the end of March the year before; a school year that ended."""
    kind, year = kinds.of(line.honoree.unit), merit_year(line.dossier.first_sent_at)
    return kind, year - 1 if kind == TermKind.SCHOOL_YEAR else year


def highest_of(titles) -> dict:
    """{key: Priced} of the new titles among `titles`: of one honoree and period only the highest is paid."""
    groups = {}
    for one in titles:
        groups.setdefault((one.honoree, one.period), []).append(one)
    found = {}
    for group in groups.values():
        fresh = sorted((one for one in group if not one.paid), key=lambda one: (-(one.amount or 0), one.key))
        before = [one for one in group if one.paid]
        for n, one in enumerate(fresh):
            found[one.key] = _title(one, fresh[0] if n else None, before)
    return found


def _title(one, higher, before):
    if one.amount is None:
        return Priced(None, BonusRule.UNPRICED)
    if higher is not None and higher.amount is not None:
        return Priced(0, BonusRule.HIGHEST, f"Cùng kỳ đã có {higher.name}, {_dong(higher.amount)}.")
    for held in before:
        if held.sure and held.amount and held.amount >= one.amount:
            return Priced(0, BonusRule.HIGHEST, f"Cùng kỳ đã chi {held.name}, {_dong(held.amount)}{held.source}.")
    if before:
        said = "; ".join(f"{held.name}{held.source}" for held in before)
        return Priced(one.amount, BonusRule.LOOK, f"Cùng kỳ đã có {said}: xem lại mức chi.")
    return Priced(one.amount, BonusRule.FULL)


def _dong(amount):
    return f"{amount:,}".replace(",", ".") + " đồng"


def price_lines(lines, day, *, code="", kinds=None) -> dict:
    """{line key: Priced} of lines with `award`, `honoree` and `dossier` at hand; six queries for any number.

    `code`: of the decision itself, which a list may have brought before it.
    """
    table, kinds = BonusTable(day), kinds or TermKinds()
    amounts = {line.pk: table.of(line.award.code, line.honoree.subject) for line in lines}
    titles = [line for line in lines if line.award.kind == AwardKind.TITLE]
    new = [
        Title(line.pk, line.honoree_id, period_of(line, kinds), line.award.name, amounts[line.pk]) for line in titles
    ]
    priced = highest_of([*new, *_held_before(new, code, day)])
    return {line.pk: priced.get(line.pk) or _plain(amounts[line.pk]) for line in lines}


def _plain(amount):
    return Priced(amount, BonusRule.UNPRICED if amount is None else BonusRule.FULL)


def _held_before(new, code, day):
    """Titles of the same honorees and periods that an earlier decision gave."""
    if not new:
        return []
    codes = set(AwardType.objects.filter(kind=AwardKind.TITLE).values_list("code", flat=True))
    asked = {(one.honoree, one.period) for one in new}
    rows = HeldAward.objects.filter(honoree__in={one.honoree for one in new}, award_code__in=codes, revoked_on=None)
    rows = rows.exclude(decision_number=code, decided_on=day)
    rows = [row for row in rows if (row.honoree_id, (row.term_kind, row.year)) in asked]
    paid = BonusPayment.objects.filter(line__in=[row.nomination_id for row in rows if row.nomination_id])
    amounts = dict(paid.values_list("line", "amount"))
    return [_held(row, amounts) for row in rows]


def _held(row, amounts):
    source = f" (Quyết định số {row.decision_number} ngày {row.decided_on:%d/%m/%Y})"
    known = row.nomination_id in amounts
    return Title(row.pk, row.honoree_id, (row.term_kind, row.year), row.award_name,
                 amounts.get(row.nomination_id), paid=True, sure=known, source=source)  # fmt: skip
