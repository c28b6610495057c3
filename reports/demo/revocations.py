"""Two revocations of the demo, made up and marked so: one that is decided, one that the director has before him."""

from datetime import date, datetime, time

from django.utils import timezone

from awards.actions import revocations as acts
from awards.actions import revoking
from awards.actions.revocations import Case, Proposal
from awards.actions.revoking import Ending
from awards.models import HeldAward, Revocation
from reports.demo.awards import paper
from units.load import LoadReport
from units.models import User

ENDED = ("Lý Minh Đức", "BK_TINH")
WAITING = ("Vũ Ngọc Hiền", "BK_TINH")
BEGUN = date(2024, 12, 11)
CASES = {
    ENDED: Case(
        "HB-A", "Kết luận thanh tra nêu thành tích kê khai để xét Bằng khen năm 2021 là của tập thể Phòng, không phải "
        "của cá nhân. (Minh họa)", "Kết luận 14/KL-TTr của Thanh tra tỉnh (minh họa)", date(2024, 12, 5),
    ),
    WAITING: Case(
        "HB-C", "Hồ sơ xét Bằng khen năm 2022 thiếu biên bản họp xét của đơn vị; kiểm tra lại không tìm thấy biên bản. "
        "(Minh họa)", "Biên bản kiểm tra 06/BB-SNV của Sở Nội vụ (minh họa)", date(2024, 12, 9),
    ),
}  # fmt: skip


def load_revocations() -> LoadReport:
    """Needs the lifetimes. Loaded once."""
    if Revocation.objects.exists():
        return LoadReport()
    ended, waiting = (_begun(*who) for who in (ENDED, WAITING))
    _decide(ended)
    _step(waiting, "to_director", "chuyenvien", 9)
    Revocation.objects.update(illustrative=True)
    return LoadReport(created=2)


def _moment(hour, day=BEGUN):
    return datetime.combine(day, time(hour), timezone.get_default_timezone())


def _person(name):
    return User.objects.get(username=name)


def _begun(name, code):
    rows = HeldAward.objects.filter(honoree__name=name, award_code=code, illustrative=True).select_related("honoree")
    held = rows.order_by("decided_on").first()
    who = {"by": _person("chuyenvien"), "at": _moment(8)}
    return acts.start_revocation(honoree=held.honoree, awards=[held], case=CASES[name, code], **who)


def _fresh(row):
    return Revocation.objects.with_names().get(pk=row.pk)


def _step(row, name, who, hour):
    acts.step_revocation(revocation=_fresh(row), step_name=name, by=_person(who), at=_moment(hour))


def _decide(row):
    """The way to the end, on one day of the province."""
    _step(row, "to_director", "chuyenvien", 9)
    proposal = Proposal("41/TTr-SNV", BEGUN, paper("To trinh huy bo"))
    acts.propose_revocation(
        revocation=_fresh(row), step_name="propose", proposal=proposal, by=_person("giamdoc"), at=_moment(10)
    )
    _step(row, "sign", "lanhdao", 14)
    ending = Ending("812/QĐ-UBND", BEGUN, paper("Quyet dinh huy bo"))
    revoking.end_revocation(
        revocation=_fresh(row), step_name="issue", ending=ending, by=_person("vanthu"), at=_moment(16)
    )
