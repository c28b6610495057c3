"""Around the demo's typical models: plans, what the press told, a picture drawn for it; made up and marked so."""

import io
from datetime import date, datetime, time, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from awards.actions import pictures, plans
from awards.actions.plans import PlanLine, PlanPaper
from awards.enums import MediaKind, ModelStage, PlanScope
from awards.models import ModelPlan, TypicalModel
from reports.demo.people import head_name, officer_name
from units.load import LoadReport
from units.models import Unit, User

MENTORS = "Trưởng phòng chuyên môn cấp trên (minh họa)"
CONTENT = "Mỗi phòng, mỗi xã giới thiệu ít nhất một điển hình; họp rà soát hằng quý, cử người kèm cặp. (Minh họa)"
LINES = (
    PlanLine("Nông nghiệp", 3, "Phó thủ trưởng phụ trách (minh họa)"),
    PlanLine("Cải cách hành chính", 1, "Chánh Văn phòng (minh họa)"),
    PlanLine("Chuyên môn", 2, "Trưởng phòng chuyên môn (minh họa)"),
    PlanLine("Giảm nghèo", 2, "Trưởng phòng chuyên môn (minh họa)", "ưu tiên vùng đồng bào dân tộc thiểu số"),
)
# (unit, scope, year, until which step, the day on which it was begun)
PLANS = (
    ("SNNPTNT", PlanScope.STAGE, None, "receive", "2021-03-15"),
    ("SNNPTNT", PlanScope.YEAR, 2024, "receive", "2024-01-15"),
    ("SNNPTNT", PlanScope.YEAR, 2025, "to_head", "2024-12-16"),
    ("615", PlanScope.YEAR, 2024, "receive", "2024-01-22"),
    ("615", PlanScope.YEAR, 2025, "approve", "2024-12-13"),
    ("C23512", PlanScope.YEAR, 2025, "", "2024-12-17"),
)
WAY = ("to_head", "approve", "receive")


def load_nurturing() -> LoadReport:
    """Needs units, people and typical models. Loaded once."""
    if ModelPlan.objects.exists():
        return LoadReport()
    people = {user.username: user for user in User.objects.select_related("unit")}
    units = {unit.code: unit for unit in Unit.objects.filter(code__in={row[0] for row in PLANS})}
    for row in PLANS:
        _plan(row, units[row[0]], people)
    ModelPlan.objects.update(illustrative=True)
    TypicalModel.objects.filter(state=ModelStage.NURTURING).update(mentor=MENTORS)
    told = list(TypicalModel.objects.filter(published=True).select_related("unit").order_by("pk")[:6])
    for n, model in enumerate(told):
        _told(model, n, people[officer_name(model.unit.code)])
    return LoadReport(created=len(PLANS) + len(told))


def _morning(day):
    return datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())


def _plan(row, unit, people):
    _, scope, year, until, begun = row
    at = _morning(date.fromisoformat(begun))
    officer, head = people[officer_name(unit.code)], people[head_name(unit.code)]
    plan = plans.start_plan(unit=unit, scope=scope, year=year, content=CONTENT, lines=LINES, by=officer, at=at)
    by = {"to_head": officer, "approve": head, "receive": people["chuyenvien"]}
    for name in WAY[: WAY.index(until) + 1] if until else ():
        at += timedelta(hours=2)
        paper = PlanPaper(f"{10 + plan.pk}/KH-{unit.code}", at.date()) if name == "approve" else None
        plans.step_plan(plan=plan, step_name=name, paper=paper, by=by[name], at=at)


def _told(model, n, officer):
    """An item for each of them; the first has a picture too."""
    at = _morning(date(2024, 12, 9)) + timedelta(hours=n)
    pictures.add_media(
        model=model, kind=MediaKind.values[n % len(MediaKind.values)], outlet="Báo minh họa", on=at.date(), link="",
        title=f"Cách làm hay: {model.name}"[:300], by=officer, at=at,
    )  # fmt: skip
    if n == 0:
        pictures.add_picture(
            model=model, upload=_drawn(), caption="Vườn cây trên đồi (hình vẽ minh họa)",
            consent="Hình vẽ, không có người (minh họa)", by=officer, at=at,
        )  # fmt: skip


def _drawn():
    """Hills, a sun, rows of trees: a drawing, so that nobody real is shown."""
    picture = Image.new("RGB", (1200, 750), "#dbe9f4")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((900, 90, 1040, 230), fill="#f3c65b")
    pen.ellipse((-300, 330, 800, 1100), fill="#7fa66b")
    pen.ellipse((400, 380, 1600, 1200), fill="#5f8d4e")
    for row in range(4):
        for x in range(60 + 40 * row, 1180, 120):
            y = 520 + 55 * row
            pen.rectangle((x - 4, y, x + 4, y + 26), fill="#6b4a2b")
            pen.ellipse((x - 26, y - 40, x + 26, y + 10), fill="#3f6b35")
    made = io.BytesIO()
    picture.save(made, "PNG")
    return SimpleUploadedFile("Hinh ve minh hoa.png", made.getvalue(), content_type="image/png")
