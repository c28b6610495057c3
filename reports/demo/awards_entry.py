"""Illustrative dossiers that came another way: on a leader's direction, an urgent one of a unit, one from paper."""

from datetime import date, datetime, time

from django.utils import timezone

from awards import actions
from awards.actions import Direction, LineInput
from awards.models import AwardType
from reports.demo.people import officer_name
from units.models.tree import on_day

BEGUN = date(2024, 12, 17)


def load_other_ways(desk, scan):
    """`desk`: what the makers of dossiers look up (units, people, honorees); `scan`: a paper to be typed in."""
    at = datetime.combine(BEGUN, time(10), tzinfo=timezone.get_default_timezone())
    award = AwardType.objects.filter(on_day(BEGUN), code="BK_TINH").get()
    _directed(desk, award, at)
    _urgent(desk, award, at)
    _from_paper(desk, award, scan, at)


def _directed(desk, award, at):
    said = Direction("Chủ tịch Ủy ban nhân dân tỉnh chỉ đạo tại cuộc họp giao ban (minh họa)", date(2024, 12, 16))
    actions.start_urgent(
        who=desk.honorees["A Víu"], award=award, deed="Cứu hai em nhỏ khỏi lũ (minh họa).", deed_on=date(2024, 12, 14),
        declared_by="A Víu", direction=said, by=desk.people["chuyenvien"], at=at,
    )  # fmt: skip


def _urgent(desk, award, at):
    actions.start_urgent(
        who=desk.honorees["A Đrông"], award=award, deed="Dập đám cháy rừng, không để lan sang khu dân cư (minh họa).",
        deed_on=date(2024, 12, 15), by=desk.people[officer_name("SNNPTNT")], at=at,
    )  # fmt: skip


def _from_paper(desk, award, scan, at):
    by = desk.people["chuyenvien"]
    dossier = actions.start_from_paper(
        unit=desk.units["DN02"], title="Thành tích an toàn lao động năm 2024", occasion="cong_trang",
        arrived_on=date(2024, 12, 13), scan=scan, by=by, at=at,
    )  # fmt: skip
    line = LineInput(desk.honorees["Y Zoan"], award, "Không để xảy ra tai nạn (minh họa).", declared_by="Y Zoan")
    actions.add_line(dossier=dossier, line=line, by=by, at=at)
