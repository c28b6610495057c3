"""What dossiers of commendation ask of one person: those on their own desk, and where their unit's lie."""

from django.urls import reverse

from awards.compile import HOLDERS, DeadlineRules, awaiting, deadline, shown_state, waits_for
from awards.compile.desk import left_behind
from awards.enums import DossierState
from awards.models import Dossier
from awards.workflow import DOSSIER
from reports.duties import ELSEWHERE, MINE, OVERDUE, RETURNED, Task
from thidua.days import office_calendar
from units.enums import Role

MOST = 20  # of each kind; the rest is in the queue
ACTIONS = {
    DossierState.DRAFT: "Lập tiếp",
    DossierState.RETURNED: "Bổ sung",
    DossierState.RECALLED: "Sửa và gửi lại",
    DossierState.TO_HEAD: "Xem và ký",
    DossierState.AT_PARENT: "Xét",
    DossierState.SUBMITTED: "Tiếp nhận",
    DossierState.RECEIVED: "Phân công",
    DossierState.ASSIGNED: "Thẩm định",
    DossierState.APPRAISING: "Thẩm định",
    DossierState.OPINIONS: "Theo dõi ý kiến",
    DossierState.CONSULTING: "Theo dõi góp ý",
    DossierState.PARTY_OPINION: "Theo dõi ý kiến",
    DossierState.AT_COUNCIL: "Theo dõi phiên họp",
    DossierState.TO_LEAD: "Kiểm tra",
    DossierState.TO_DIRECTOR: "Xem và ký",
    DossierState.PROPOSAL_SIGNED: "Tiếp nhận",
    DossierState.AT_OFFICE: "Kiểm tra",
    DossierState.OFFICE_RETURNED: "Thẩm định lại",
    DossierState.AT_LEADER: "Xem và ký",
    DossierState.SIGNED: "Cấp số",
    DossierState.SENT_UP: "Ghi kết quả",
}


def tasks(user, *, today):
    """Dossiers that wait for this person, then those of their unit that lie elsewhere.

    What lies with an officer who has lost the role comes to the manager, to be given to another. Four queries, for
    the manager one more.
    """
    once = {"today": today, "calendar": office_calendar(), "rules": DeadlineRules()}
    rows = Dossier.objects.visible_to(user).exclude(state__in=DossierState.OVER).with_names()
    for dossier in rows.filter(awaiting(user)).order_by("stage_since", "pk")[:MOST]:
        yield _task(user, dossier, deadline(dossier, **once))
    for dossier in left_behind(user).with_names().order_by("stage_since", "pk")[:MOST]:
        yield _task(user, dossier, deadline(dossier, **once), action=_handing_over(dossier))
    if not user.has_role(Role.UNIT_OFFICER, Role.UNIT_HEAD, unit_id=user.unit_id):
        return
    own = rows.filter(unit=user.unit_id).order_by("stage_since", "pk")
    for dossier in own[:MOST]:
        if not waits_for(user, dossier):
            yield _task(user, dossier, deadline(dossier, **once), mine=False)


def _handing_over(dossier):
    """While others are asked, or above, it is not assigned anew: the manager looks after it."""
    return "Phân công lại" if dossier.state in DOSSIER.steps["assign"].sources else "Xem"


def _task(user, dossier, due, *, mine=True, action=""):
    state, label = shown_state(dossier, user)
    return Task(
        _group(dossier, due, mine), state, label, dossier.title, f"Khen thưởng, {dossier.unit.short_name}",
        reverse("awards:dossier_detail", args=[dossier.pk]), action or (ACTIONS[dossier.state] if mine else "Xem"),
        due_on=due.due_on if due else None, days_left=due.left if due else None,
        holder="Tôi" if mine else _holder(state),
    )  # fmt: skip


def _group(dossier, due, mine):
    if not mine:
        return ELSEWHERE
    if dossier.state in (DossierState.RETURNED, DossierState.OFFICE_RETURNED):
        return RETURNED
    return OVERDUE if due is not None and due.left < 0 else MINE


def _holder(state):
    role = HOLDERS.get(state)
    return role.label if role else ""
