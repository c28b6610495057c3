"""Illustrative drafts, fund, ceremony, a paper given again and a complaint, by the real acts."""

from datetime import date, datetime, time

from django.utils import timezone

from awards.actions import afterwards, drafts, money
from awards.actions.afterwards import Asked, Letter
from awards.actions.money import Budget, Spent
from awards.compile.drafts import free_lines
from awards.models import Complaint, Decision, DecisionDraft, Fund, HeldAward, Reissue
from units.load import LoadReport
from units.models import User

DAY = date(2024, 12, 17)
OFFICER, MANAGER = "chuyenvien", "truongphong"


def load_issuing() -> LoadReport:
    """Once; needs the illustrative dossiers, two of them decided."""
    if Fund.objects.filter(illustrative=True).exists():
        return LoadReport(unchanged=6)
    at = datetime.combine(DAY, time(15), tzinfo=timezone.get_default_timezone())
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICER, MANAGER])}
    first, second = Decision.objects.filter(illustrative=True, year=2024).order_by("issued_on")[:2]
    _fund(first, people[OFFICER], at)
    _ceremony(first, people[OFFICER], at)
    _draft(people[OFFICER], at)
    _afterwards(second, people, at)
    for model in (Fund, DecisionDraft, Reissue, Complaint):
        model.objects.update(illustrative=True)
    return LoadReport(created=6)


def _fund(decision, by, at):
    budget = Budget(7_200_000_000, 90_000_000, "Quyết định giao dự toán năm 2024 (minh họa)")
    fund = money.open_fund(year=2024, budget=budget, by=by, at=at)
    spent = Spent("objects", 6_500_000, date(2024, 9, 12), "UNC 41 (minh họa)", "In bằng, làm khung")
    money.spend(fund=fund, spent=spent, by=by, at=at)
    rows = {row: row.version for row in decision.payments.select_related("line__honoree", "decision")}
    money.pay_bonuses(
        decision=decision, payments=rows, paid_on=date(2024, 6, 20), voucher="UNC 27 (minh họa)", by=by, at=at
    )


def _ceremony(decision, by, at):
    afterwards.enter_gold(decision=decision, by=by, at=at)
    afterwards.hand_over(
        decision=decision, lines=list(decision.lines.all()), handed_on=date(2024, 6, 11),
        handed_by="Lãnh đạo Ủy ban nhân dân tỉnh (minh họa)", place="Hội nghị điển hình tiên tiến", note="", by=by,
        at=at,
    )  # fmt: skip


def _draft(by, at):
    """Over a dossier that lies before the leader and one that is with the office."""
    lines = list(free_lines(by).filter(dossier__state__in=["at_leader", "at_office"]))
    drafts.start_draft(title="Về việc khen thưởng thành tích năm 2024 (minh họa)", lines=lines, by=by, at=at)


def _afterwards(decision, people, at):
    held = HeldAward.objects.filter(decision=decision).order_by("pk").first()
    asked = Asked("again", held.honoree.name, date(2024, 12, 10), "Bằng bị ướt, rách khi nhà tốc mái (minh họa).")
    afterwards.ask_reissue(held=held, asked=asked, by=people[OFFICER], at=at)
    letter = Letter("complaint", "Một công dân (minh họa)", "", "Đề nghị xem lại thành tích đã nêu (minh họa).",
                    date(2024, 12, 12), date(2025, 1, 10))  # fmt: skip
    afterwards.enter_complaint(decision=decision, letter=letter, handler=people[OFFICER], by=people[MANAGER], at=at)
