"""Who is told what of a revocation: whoever acts next, and at its end the unit and Sở Nội vụ."""

from django.urls import reverse

from awards.actions.telling import OFFICERS
from movements.actions import people_holding
from units.actions import notify
from units.enums import NoticeKind, Role
from units.models import RoleHolding, User
from units.roles import RECEIVES_FOR_DEPARTMENT

# step -> (kind, roles, held where the signer sits, words)
NEXT = {
    "to_director": (NoticeKind.TO_SIGN, (Role.HOME_AFFAIRS_HEAD,), False, "chờ Giám đốc ký đề nghị"),
    "hand_back": (NoticeKind.RETURNED, RECEIVES_FOR_DEPARTMENT, False, "được chuyển lại để bổ sung"),
    "propose": (NoticeKind.TO_SIGN, (Role.LEADER,), False, "chờ lãnh đạo quyết định"),
    "ask_issuer": (NoticeKind.RECEIVED, RECEIVES_FOR_DEPARTMENT, False, "đã gửi nơi ra quyết định, chờ kết quả"),
    "sign": (NoticeKind.TO_SIGN, (Role.CLERK,), True, "đã ký, chờ cấp số"),
    "keep": (NoticeKind.RETURNED, RECEIVES_FOR_DEPARTMENT, False, "kết thúc: không hủy bỏ"),
    "record_kept": (NoticeKind.RECEIVED, (Role.HOME_AFFAIRS_HEAD,), False, "kết thúc: nơi ra quyết định không hủy bỏ"),
    "issue": (NoticeKind.RECEIVED, RECEIVES_FOR_DEPARTMENT, False, "đã có quyết định hủy bỏ; còn việc thu hồi"),
    "record_ended": (NoticeKind.RECEIVED, RECEIVES_FOR_DEPARTMENT, False, "đã có quyết định hủy bỏ; còn việc thu hồi"),
}


def tell(case, step_name, by, at):
    if step_name not in NEXT:
        return
    kind, roles, at_signer, words = NEXT[step_name]
    holdings = RoleHolding.objects.filter(role__in=roles, active=True)
    if at_signer:
        holdings = holdings.filter(unit=case.signed_by.unit_id)
    people = User.objects.filter(is_active=True, pk__in=holdings.values("user")).exclude(pk=by.pk)
    text = f"Vụ việc hủy bỏ khen thưởng của {case.honoree.name} {words}."
    notify(people=people, kind=kind, text=text, url=page_of(case), at=at)


def tell_unit(case, names, by, at):
    """The unit of the honoree gives back objects and money: it is told when the decision is there."""
    text = (
        f"Đã hủy bỏ khen thưởng của {case.honoree.name}: {names}. "
        "Đơn vị nộp lại hiện vật, tiền thưởng theo danh mục thu hồi."
    )
    people = people_holding(OFFICERS, unit_id=case.honoree.unit_id, but=by)
    notify(people=people, kind=NoticeKind.RETURNED, text=text, url=page_of(case), at=at)


def tell_assignees(case, dossiers, by, at):
    """Whoever appraises a dossier with a line that had counted what is revoked."""
    for dossier in dossiers:
        if dossier.assigned_to is not None and dossier.assigned_to_id != by.pk:
            text = f"Hồ sơ “{dossier.title[:90]}” có dòng đã tính một khen thưởng vừa bị hủy bỏ: xem lại tiêu chuẩn."
            url = reverse("awards:dossier_detail", args=[dossier.pk])
            notify(people=[dossier.assigned_to], kind=NoticeKind.RETURNED, text=text, url=url, at=at)


def page_of(case):
    return reverse("awards:revocation_detail", args=[case.pk])
