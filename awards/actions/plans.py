"""Plans of typical models: written by the unit, approved by its head, sent to Sở Nội vụ (điểm 5 of the directive)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from awards.enums import PlanScope, PlanState
from awards.models import ModelPlan, ModelPlanLine
from awards.models.nurturing import STAGE_YEARS
from awards.plan_workflow import MODEL_PLAN
from movements.actions import people_holding
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text, search_key
from thidua.workflow import take_step
from units.actions import attach_file, notify
from units.enums import NoticeKind, Role
from units.models import Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

PLAN_FILE = "ke_hoach"
AHEAD = 1  # a plan may be written a year before its year


@dataclass(frozen=True)
class PlanLine:
    """So many models in one field, and who is responsible."""

    field: str
    count: int | None
    responsible: str
    note: str = ""


@dataclass(frozen=True)
class PlanPaper:
    """The approved plan as it was signed."""

    number: str
    signed_on: date | None
    file: object = None


@transaction.atomic
def start_plan(*, unit, scope, year, content, lines, by, at):
    """A plan of one's own unit for a year, or for the stage. Refused names the box; Conflict: it stands already."""
    if not by.has_perm("awards.start_modelplan") or unit.pk != by.unit_id:
        raise PermissionDenied("awards.start_modelplan")
    year = _year(scope, year, at)
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).values_list("pk"))  # one plan, whoever begins
    if ModelPlan.objects.filter(unit=unit, scope=scope, year=year).exists():
        raise Conflict("Đơn vị đã có kế hoạch của năm hoặc giai đoạn này: mở kế hoạch đó để sửa.")
    rows = _checked(lines)
    plan = ModelPlan.objects.create(unit=unit, scope=scope, year=year, content=clean_text(content), created_at=at)
    ModelPlanLine.objects.bulk_create(ModelPlanLine(plan=plan, **row) for row in rows)
    record(plan, step="start", label="Lập kế hoạch", by=by, at=at, to_state=PlanState.DRAFT)
    return plan


def _year(scope, year, at):
    if scope == PlanScope.STAGE:
        return STAGE_YEARS.start
    if scope != PlanScope.YEAR:
        raise Refused("Ô “Phạm vi”: chọn năm hoặc giai đoạn.")
    last = office_date(at).year + AHEAD
    if year is None or not STAGE_YEARS.start <= year <= last:
        raise Refused(f"Ô “Năm”: ghi một năm từ {STAGE_YEARS.start} đến {last}.")
    return year


def _checked(lines):
    rows = [_row(n, line) for n, line in enumerate(lines, 1)]
    if not rows:
        raise Refused("Ghi ít nhất một dòng: lĩnh vực, số điển hình, người phụ trách.")
    fields = [search_key(row["field"]) for row in rows]
    if twice := next((row["field"] for n, row in enumerate(rows) if fields[n] in fields[:n]), ""):
        raise Refused(f"Lĩnh vực “{twice}” có hai dòng: gộp lại thành một.")
    return rows


def _row(n, line):
    field, responsible = clean_line(line.field)[:120], clean_line(line.responsible)[:200]
    if not field:
        raise Refused(f"Dòng {n}, ô “Lĩnh vực”: ghi lĩnh vực.")
    if line.count is None or not 1 <= line.count <= 1000:
        raise Refused(f"Dòng {n}, ô “Số điển hình”: ghi một số từ 1 đến 1000.")
    if not responsible:
        raise Refused(f"Dòng {n}, ô “Người phụ trách”: ghi họ tên, chức vụ.")
    return {"order": n, "field": field, "count": line.count, "responsible": responsible,
            "note": clean_line(line.note)[:300]}  # fmt: skip


@transaction.atomic
def save_plan(*, plan, content, lines, version, by, at):
    """Writes a plan anew while it is edited. Conflict: somebody else wrote it since the page was made."""
    if not by.has_perm("awards.edit_modelplan", plan):
        raise PermissionDenied("awards.edit_modelplan")
    rows = _checked(lines)
    found = ModelPlan.objects.filter(pk=plan.pk, version=version, state__in=PlanState.EDITABLE)
    if not found.update(content=clean_text(content), version=version + 1):
        raise Conflict("Người khác vừa sửa kế hoạch này. Phần đang gõ còn nguyên bên dưới, so lại rồi lưu.")
    before = [f"{row.field}: {row.count}" for row in plan.lines.all()]
    plan.lines.all().delete()
    ModelPlanLine.objects.bulk_create(ModelPlanLine(plan=plan, **row) for row in rows)
    after = [f"{row['field']}: {row['count']}" for row in rows]
    record(plan, step="edit", label="Sửa kế hoạch", by=by, at=at, data={"before": before, "after": after})
    plan.refresh_from_db()
    return plan


@transaction.atomic
def step_plan(*, plan, step_name, by, at, note="", paper=None):
    """One step of the plan; `paper` belongs to the approval. PermissionDenied, Conflict, Refused naming the box."""
    step = MODEL_PLAN.steps[step_name]
    if not by.has_perm(step.permission, plan):
        raise PermissionDenied(step.permission)
    ModelPlan.objects.select_for_update().get(pk=plan.pk)
    changes = {"version": F("version") + 1}
    if step_name == "approve":
        changes |= _approval(paper, by, at)
    take_step(MODEL_PLAN, plan, step_name, by=by, at=at, note=note, changes=changes)
    if paper is not None and paper.file is not None:
        attach_file(owner=plan, purpose=PLAN_FILE, upload=paper.file, by=by, at=at)
    _tell(plan, step_name, by, at)
    return plan


def _approval(paper, by, at):
    if paper is None or not clean_line(paper.number):
        raise Refused("Ô “Số kế hoạch”: ghi số và ký hiệu, ví dụ 12/KH-SNN.")
    if paper.signed_on is None or paper.signed_on > office_date(at):
        raise Refused("Ô “Ngày kế hoạch”: nhập một ngày không sau hôm nay.")
    return {"number": clean_line(paper.number)[:60], "signed_on": paper.signed_on, "approved_by": by, "sent_at": at}


UNIT = (Role.UNIT_OFFICER,)
TOLD = {  # step -> (kind, roles, words)
    "to_head": (NoticeKind.TO_SIGN, (Role.UNIT_HEAD,), "chờ duyệt"),
    "hand_back": (NoticeKind.RETURNED, UNIT, "được thủ trưởng chuyển lại"),
    "approve": (NoticeKind.RECEIVED, RECEIVES_FOR_DEPARTMENT, "đã gửi đến"),
    "receive": (NoticeKind.ACCEPTED, (*UNIT, Role.UNIT_HEAD), "đã được Sở Nội vụ tiếp nhận"),
    "return": (NoticeKind.RETURNED, (*UNIT, Role.UNIT_HEAD), "bị trả lại để bổ sung"),
}


def _tell(plan, step_name, by, at):
    kind, roles, words = TOLD[step_name]
    place = plan.unit_id
    if step_name == "approve":
        place = Unit.objects.filter(code=settings.OFFICE["department_code"]).values_list("pk", flat=True).first()
    text = f"Kế hoạch bồi dưỡng điển hình {plan.period} của {plan.unit.name} {words}."
    notify(people=people_holding(roles, unit_id=place, but=by) if place else [], kind=kind, text=text,
           url=reverse("typical:plan_detail", args=[plan.pk]), at=at)  # fmt: skip
