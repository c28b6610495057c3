"""What consultations ask of Sở Nội vụ: comments to read, a summary to write, a summary to sign."""

from django.urls import reverse

from awards.compile.consultations import consultation_rows
from awards.enums import ConsultationState as S
from reports.duties import LATER, MINE, Task
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT

MOST = 20


def tasks(user):
    """One query; nothing for who neither reads comments nor signs."""
    officer, director = user.has_role(*RECEIVES_FOR_DEPARTMENT), user.has_role(Role.HOME_AFFAIRS_HEAD)
    if not officer and not director:
        return
    for row in consultation_rows(user)[:MOST]:
        if officer and row.n_waiting:
            yield _task(MINE, row, f"{row.n_waiting} góp ý chờ xem", "Xem góp ý")
        elif officer and row.state == S.PREPARED:
            yield _task(LATER, row, "Danh sách đã lập, chưa đăng", "Xem và đăng")
        elif officer and row.state == S.CLOSED and not row.summary:
            yield _task(MINE, row, "Đã hết thời gian, chờ tổng hợp, giải trình", "Tổng hợp")
        elif director and row.state == S.CLOSED and row.summary and not row.n_waiting:
            yield _task(MINE, row, "Chờ ký bản tổng hợp", "Xem và ký")


def _task(group, row, detail, action):
    return Task(
        group, row.state, row.get_state_display(), row.title, f"{detail} · {row.dossier.unit.short_name}",
        reverse("awards:consultation_detail", args=[row.pk]), action,
    )  # fmt: skip
