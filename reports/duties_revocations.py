"""What revocations ask of whoever holds them: to draft, to sign, to number, to record, to judge, to take back."""

from django.urls import reverse

from awards.compile.revocations import revocation_rows
from awards.enums_revocations import RevocationState as S
from reports.duties import LATER, MINE, Task
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT

MOST = 20
HELD = {  # state: (roles, group, what the button says)
    S.DRAFTING: (RECEIVES_FOR_DEPARTMENT, MINE, "Xem và trình"),
    S.TO_DIRECTOR: ((Role.HOME_AFFAIRS_HEAD,), MINE, "Xem và ký"),
    S.AT_LEADER: ((Role.LEADER,), MINE, "Xem và quyết định"),
    S.SIGNED: ((Role.CLERK,), MINE, "Cấp số"),
    S.ASKED: (RECEIVES_FOR_DEPARTMENT, LATER, "Ghi kết quả"),
    S.REVOKED: (RECEIVES_FOR_DEPARTMENT, MINE, "Xem lại, thu hồi"),
}
HOLDERS = {role for roles, _, _ in HELD.values() for role in roles}


def tasks(user):
    """One query; nothing for who holds no case."""
    if not user.has_role(*HOLDERS):
        return
    for row in revocation_rows(user)[:MOST]:
        roles, group, action = HELD[row.state]
        if row.state == S.SIGNED:
            mine = user.has_role(Role.CLERK, unit_id=row.signed_by.unit_id)
        else:
            mine = user.has_role(*roles)
        if mine:
            yield _task(group, row, action)


def _task(group, row, action):
    left = f"{row.n_open} mục xem lại, {row.n_left} khoản thu hồi" if row.state == S.REVOKED else f"{row.n_awards} "
    detail = left if row.state == S.REVOKED else f"{left}khen thưởng"
    return Task(
        group, row.state, row.get_state_display(), f"Hủy bỏ khen thưởng: {row.honoree.name}",
        f"{detail} · {row.honoree.unit.short_name}", reverse("awards:revocation_detail", args=[row.pk]), action,
    )  # fmt: skip
