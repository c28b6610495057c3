"""Who is told what after a step: those who act next, and the unit whose work was answered."""

from django.urls import reverse

from movements.actions import people_holding
from units.actions import notify
from units.enums import NoticeKind, Role
from units.models import RoleHolding, User

OFFICERS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
# step -> (kind, roles, column of the unit where they are held ("": wherever), words)
NEXT = {
    "to_head": (NoticeKind.TO_SIGN, (Role.UNIT_HEAD,), "unit", "chờ ký tờ trình"),
    "hand_back": (NoticeKind.RETURNED, (Role.UNIT_OFFICER,), "unit", "được thủ trưởng chuyển lại"),
    "send": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "", "đã gửi đến"),
    "send_parent": (NoticeKind.RECEIVED, (Role.UNIT_OFFICER,), "receiver", "đã gửi đến, chờ xét"),
    "forward": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "", "đã gửi đến"),
    "parent_return": (NoticeKind.RETURNED, OFFICERS, "unit", "bị trả lại để bổ sung"),
    "receive": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã được Sở Nội vụ tiếp nhận"),
    "return": (NoticeKind.RETURNED, OFFICERS, "unit", "bị trả lại để bổ sung"),
    "to_lead": (NoticeKind.TO_SIGN, (Role.HOME_AFFAIRS_MANAGER,), "", "chờ kiểm tra"),
    "to_director": (NoticeKind.TO_SIGN, (Role.HOME_AFFAIRS_HEAD,), "", "chờ ký tờ trình của Sở"),
    "back_to_officer": (NoticeKind.RETURNED, (Role.HOME_AFFAIRS_OFFICER,), "", "được chuyển lại để thẩm định"),
    "sign_proposal": (NoticeKind.RECEIVED, (Role.OFFICE,), "", "được Sở Nội vụ trình"),
    "conclude": (NoticeKind.RETURNED, OFFICERS, "unit", "không đủ điều kiện, tiêu chuẩn"),
    "office_return": (NoticeKind.RETURNED, (Role.HOME_AFFAIRS_OFFICER,), "", "bị Văn phòng UBND tỉnh trả lại"),
    "put_before": (NoticeKind.TO_SIGN, (Role.LEADER,), "", "chờ ký quyết định"),
    "sign": (NoticeKind.TO_SIGN, (Role.CLERK,), "signer", "đã ký, chờ cấp số"),
    "refuse": (NoticeKind.RETURNED, OFFICERS, "unit", "không được đồng ý khen thưởng"),
    "issue": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã có quyết định"),
}


def tell(dossier, step_name, by, at, *, url="", more=""):
    """Notices in the transaction of the step; `url` and `more` say where the decision stands."""
    if step_name not in NEXT:
        return
    kind, roles, place, words = NEXT[step_name]
    text = f"Hồ sơ khen thưởng “{_short(dossier.title)}” của {dossier.unit.name} {words}{more}."
    address = url or reverse("awards:dossier_detail", args=[dossier.pk])
    notify(people=_people(dossier, roles, place, by), kind=kind, text=text, url=address, at=at)


def _short(title):
    return title if len(title) <= 90 else f"{title[:89]}…"


def _people(dossier, roles, place, by):
    if place:
        unit_id = dossier.signed_by.unit_id if place == "signer" else getattr(dossier, f"{place}_id")
        return people_holding(roles, unit_id=unit_id, but=by)
    holdings = RoleHolding.objects.filter(role__in=roles, active=True)
    return list(User.objects.filter(is_active=True, pk__in=holdings.values("user")).exclude(pk=by.pk))
