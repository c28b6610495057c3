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
    "direct": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "", "được lập theo chỉ đạo"),
    "enter": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "", "đã đến bằng bản giấy"),
    "enter_parent": (NoticeKind.RECEIVED, (Role.UNIT_OFFICER,), "receiver", "đã đến bằng bản giấy, chờ xét"),
    "forward": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "", "đã gửi đến"),
    "parent_return": (NoticeKind.RETURNED, OFFICERS, "unit", "bị trả lại để bổ sung"),
    "release_line": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "có dòng hết tạm dừng, xét tiếp"),
    "assign": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "được phân công cho anh/chị thẩm định"),
    "offer_lower": (
        NoticeKind.RETURNED,
        OFFICERS,
        "unit",
        "có dòng được đề nghị hình thức thấp hơn, chờ đơn vị trả lời",
    ),
    "answer_lower": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "có trả lời về hình thức thấp hơn"),
    "withdraw_line": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "có dòng được cấp trình rút"),
    "hold_line": (NoticeKind.RETURNED, OFFICERS, "unit", "có dòng tạm dừng xét"),
    "sign_notice": (NoticeKind.RETURNED, OFFICERS, "unit", "có thông báo dòng không đủ điều kiện, tiêu chuẩn"),
    "end": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã kết thúc, mọi dòng đã rút"),
    "receive": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã được Sở Nội vụ tiếp nhận"),
    "return": (NoticeKind.RETURNED, OFFICERS, "unit", "bị trả lại để bổ sung"),
    "to_lead": (NoticeKind.TO_SIGN, (Role.HOME_AFFAIRS_MANAGER,), "", "chờ kiểm tra"),
    "to_director": (NoticeKind.TO_SIGN, (Role.HOME_AFFAIRS_HEAD,), "", "chờ ký tờ trình của Sở"),
    "back_to_officer": (NoticeKind.RETURNED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "được chuyển lại để thẩm định"),
    "consult": (NoticeKind.ACCEPTED, OFFICERS, "unit", "được đăng lấy ý kiến Nhân dân"),
    "end_consulting": (
        NoticeKind.RECEIVED,
        (Role.HOME_AFFAIRS_OFFICER,),
        "assignee",
        "đã tổng hợp, giải trình ý kiến Nhân dân, thẩm định tiếp",
    ),
    "sign_proposal": (NoticeKind.RECEIVED, (Role.OFFICE,), "", "được Sở Nội vụ trình"),
    "conclude": (NoticeKind.RETURNED, OFFICERS, "unit", "không đủ điều kiện, tiêu chuẩn"),
    "office_return": (NoticeKind.RETURNED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "bị Văn phòng UBND tỉnh trả lại"),
    "put_before": (NoticeKind.TO_SIGN, (Role.LEADER,), "", "chờ ký quyết định"),
    "sign": (NoticeKind.TO_SIGN, (Role.CLERK,), "signer", "đã ký, chờ cấp số"),
    "refuse": (NoticeKind.RETURNED, OFFICERS, "unit", "không được đồng ý khen thưởng"),
    "issue": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã có quyết định"),
    "sign_up": (NoticeKind.TO_SIGN, (Role.CLERK,), "signer", "đã ký tờ trình cấp trên, chờ cấp số và gửi"),
    "send_up": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã được trình cấp trên"),
    "return_up": (NoticeKind.RETURNED, (Role.HOME_AFFAIRS_OFFICER,), "", "bị cấp trên trả lại"),
    "finish_up": (NoticeKind.ACCEPTED, OFFICERS, "unit", "đã có kết quả của cấp trên"),
    "to_council": (NoticeKind.ACCEPTED, OFFICERS, "unit", "được trình Hội đồng Thi đua - Khen thưởng tỉnh"),
    "leave_council": (NoticeKind.RETURNED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "ra khỏi chương trình họp"),
    "council_done": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_OFFICER,), "assignee", "đã có kết quả Hội đồng"),
}
# What a step says to others besides those whom it answers.
ALSO = {
    "receive": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_MANAGER,), "", "đã tiếp nhận, chờ phân công thẩm định"),
}


def tell(dossier, step_name, by, at, *, url="", more=""):
    """Notices in the transaction of the step; `url` and `more` say where the decision stands."""
    for table in (NEXT, ALSO):
        if step_name in table:
            kind, roles, place, words = table[step_name]
            people = _people(dossier, roles, place, by)
            notify(people=people, kind=kind, text=_text(dossier, words, more), url=url or _page(dossier), at=at)


def tell_person(dossier, person, words, at):
    """One person, when a step concerns them and nobody else: what was theirs is now another's."""
    notify(people=[person], kind=NoticeKind.RECEIVED, text=_text(dossier, words), url=_page(dossier), at=at)


def _text(dossier, words, more=""):
    return f"Hồ sơ khen thưởng “{_short(dossier.title)}” của {dossier.unit.name} {words}{more}."


def _page(dossier):
    return reverse("awards:dossier_detail", args=[dossier.pk])


def _short(title):
    return title if len(title) <= 90 else f"{title[:89]}…"


def _people(dossier, roles, place, by):
    if place == "assignee":  # nobody was assigned: whoever holds the role
        if dossier.assigned_to is not None:
            return [] if dossier.assigned_to_id == by.pk else [dossier.assigned_to]
        place = ""
    if place:
        unit_id = dossier.signed_by.unit_id if place == "signer" else getattr(dossier, f"{place}_id")
        found = people_holding(roles, unit_id=unit_id, but=by)
        typed_in = dossier.entered_by if place == "unit" and dossier.entered_by_id not in (None, by.pk) else None
        return [*found, typed_in] if typed_in else found  # a unit without account has nobody else to tell
    holdings = RoleHolding.objects.filter(role__in=roles, active=True)
    return list(User.objects.filter(is_active=True, pk__in=holdings.values("user")).exclude(pk=by.pk))
