"""The agenda of a sitting: lines of a dossier of the province, honorees of a unit, initiatives; and the way back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from awards.actions.dossiers import check_award
from awards.actions.locking import hold
from awards.actions.telling import tell
from awards.compile.consultations import standing_before
from awards.compile.law import law_day_of
from awards.compile.sittings import percent_for
from awards.enums import DossierState, LineState
from awards.enums_council import CouncilKind, SittingState
from awards.models import AgendaItem, Dossier, Nomination, Sitting
from awards.workflow import DOSSIER
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_text
from thidua.workflow import take_step

OPEN_TO_CHANGE = (SittingState.PLANNED, SittingState.INVITED)


@transaction.atomic
def put_before_council(*, dossier, sitting, lines, by, at):
    """Đưa vào chương trình họp: lines that Sở Nội vụ found eligible, before the council of the province.

    The dossier waits at the council until the sitting is minuted or put off, or it is taken off the agenda.
    Raises PermissionDenied, Refused naming the box, Conflict.
    """
    step = DOSSIER.steps["to_council"]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    if hold(dossier).state not in step.sources:
        raise Conflict("Hồ sơ vừa đổi trạng thái. Xem lại trang này rồi làm tiếp.")
    if why := standing_before(dossier, today=office_date(at)):
        raise Refused(f"{why}.")
    locked = _open_sitting(sitting)
    if not locked.council.of_province or locked.council.kind != CouncilKind.EMULATION:
        raise Refused("Ô “Phiên họp”: chọn một phiên của Hội đồng Thi đua - Khen thưởng tỉnh.")
    rows = _eligible(dossier, lines)
    day = law_day_of(dossier, today=office_date(at))
    order = _last_order(locked)
    for n, line in enumerate(rows, order + 1):
        _add_line(locked, line, day, n)
    take_step(DOSSIER, dossier, "to_council", by=by, at=at, changes={"stage_since": at}, note=str(locked),
              data={"sitting": locked.pk, "lines": [line.pk for line in rows]})  # fmt: skip
    record(locked, step="add_items", label="Đưa hồ sơ vào chương trình", by=by, at=at,
           note=f"{dossier.title}: {len(rows)} dòng", data={"dossier": dossier.pk})  # fmt: skip
    tell(dossier, "to_council", by, at)
    return locked


def _open_sitting(sitting):
    locked = Sitting.objects.select_for_update(of=("self",)).select_related("council__unit").get(pk=sitting.pk)
    if locked.state not in OPEN_TO_CHANGE:
        raise Conflict(f"Phiên họp đang là “{locked.get_state_display()}”, chương trình không đổi được nữa.")
    return locked


def _eligible(dossier, lines):
    keys = {line.pk for line in lines}
    rows = list(dossier.lines.filter(pk__in=keys).select_related("honoree__unit", "award"))
    if not rows or len(rows) != len(keys):
        raise Refused("Ô “Các dòng”: chọn ít nhất một dòng của hồ sơ này.")
    for line in rows:
        if line.state not in LineState.GOES_ON:
            raise Refused(f"Dòng {line.honoree.name} đang là “{line.get_state_display()}”: chỉ trình Hội đồng dòng "
                          "đã kết luận đủ điều kiện, tiêu chuẩn.")  # fmt: skip
    return rows


def _last_order(sitting):
    return sitting.items.aggregate(last=Max("order"))["last"] or 0


def _add_line(sitting, line, day, order):
    percent, ground = percent_for(sitting.council, line.award.code, day)
    return AgendaItem.objects.create(
        sitting=sitting, order=order, honoree=line.honoree, award=line.award, line=line, name=line.honoree.name,
        detail=_detail(line.honoree), subject_matter=line.award.name, achievement=line.achievement, percent=percent,
        ground=ground,
    )  # fmt: skip


def _detail(honoree):
    where = "" if honoree.unit.name == honoree.name else honoree.unit.name
    return ", ".join(filter(None, (honoree.position, where)))[:400]


# --- A council of a unit ----------------------------------------------------------------------------------------------


def _hold_to_edit(sitting, by):
    if not by.has_perm("awards.edit_sitting", sitting):
        raise PermissionDenied("awards.edit_sitting")
    return _open_sitting(sitting)


@transaction.atomic
def add_to_agenda(*, sitting, honorees, award, achievement="", by, at):
    """Each honoree with one award, before the council of their own unit. Where a dossier of the unit that has not left
    it holds that line, the vote is of that line. Refused naming the box or the honoree."""
    locked = _hold_to_edit(sitting, by)
    if locked.council.kind != CouncilKind.EMULATION:
        raise Refused("Hội đồng sáng kiến xét sáng kiến: chọn sáng kiến để đưa vào chương trình.")
    if locked.council.of_province:
        raise Refused("Hội đồng tỉnh xét dòng của hồ sơ đã thẩm định: đưa vào chương trình từ trang hồ sơ.")
    if award is None:
        raise Refused("Ô “Danh hiệu, hình thức”: chọn trong danh sách.")
    if not honorees:
        raise Refused("Ô “Đối tượng”: tìm và chọn ít nhất một đối tượng.")
    day, order = office_date(locked.starts_at), _last_order(locked)
    percent, ground = percent_for(locked.council, award.code, day)
    made = []
    for n, honoree in enumerate(honorees, order + 1):
        check_award(award, honoree, day, award.authority)  # a council of a unit proposes to those above it too
        _refuse_twice(locked, honoree, award=award)
        line = _line_at_unit(locked.council.unit_id, honoree, award)
        words = clean_text(achievement) or (line.achievement if line else "")
        made.append(AgendaItem.objects.create(
            sitting=locked, order=n, honoree=honoree, award=award, line=line, name=honoree.name,
            detail=_detail(honoree), subject_matter=award.name, achievement=words, percent=percent, ground=ground,
        ))  # fmt: skip
    names = ", ".join(one.name for one in made)
    record(locked, step="add_items", label="Đưa vào chương trình", by=by, at=at, note=f"{names}: {award.name}"[:400])
    return made


def _line_at_unit(unit_id, honoree, award):
    inside = DossierState.EDITABLE | {DossierState.TO_HEAD}
    rows = Nomination.objects.filter(
        dossier__unit=unit_id, dossier__state__in=inside, honoree=honoree, award__code=award.code
    )
    return rows.order_by("-pk").first()


def _refuse_twice(sitting, honoree, **what):
    if sitting.items.filter(honoree=honoree, **what).exists():
        raise Refused(f"{honoree.name} đã có trong chương trình họp với nội dung này.")


@transaction.atomic
def add_initiatives(*, sitting, initiatives, by, at):
    """Initiatives not yet recognised, before a council of initiatives."""
    locked = _hold_to_edit(sitting, by)
    if locked.council.kind != CouncilKind.INITIATIVE:
        raise Refused("Chỉ Hội đồng sáng kiến xét, công nhận sáng kiến.")
    if not initiatives:
        raise Refused("Ô “Sáng kiến”: chọn ít nhất một sáng kiến.")
    order, made = _last_order(locked), []
    for n, one in enumerate(initiatives, order + 1):
        if one.is_recognised:
            raise Refused(f"“{one.title}” đã được công nhận theo văn bản số {one.paper_number}.")
        _refuse_twice(locked, one.honoree, initiative=one)
        made.append(AgendaItem.objects.create(
            sitting=locked, order=n, honoree=one.honoree, initiative=one, name=one.honoree.name,
            detail=_detail(one.honoree), subject_matter=one.title[:400], percent=locked.council.usual_percent,
        ))  # fmt: skip
    record(locked, step="add_items", label="Đưa sáng kiến vào chương trình", by=by, at=at,
           note="; ".join(one.subject_matter for one in made)[:400])  # fmt: skip
    return made


@transaction.atomic
def take_off_agenda(*, item, by, at):
    """A line of a unit's own, or an initiative; what came with a dossier of the province leaves with the dossier."""
    locked = _hold_to_edit(item.sitting, by)
    row = locked.items.filter(pk=item.pk).select_related("line__dossier").first()
    if row is None:
        raise Conflict("Nội dung này vừa được đưa ra khỏi chương trình.")
    if row.line is not None and row.line.dossier.state == DossierState.AT_COUNCIL:
        raise Refused("Dòng này thuộc hồ sơ đang trình Hội đồng: đưa cả hồ sơ ra khỏi chương trình ở trang hồ sơ.")
    told = str(row)
    row.delete()
    record(locked, step="remove_item", label="Đưa ra khỏi chương trình", by=by, at=at, note=told[:400])


# --- The way back of a dossier ----------------------------------------------------------------------------------------


@transaction.atomic
def leave_council(*, dossier, note, by, at):
    """Off the agenda again, before the sitting is opened; the dossier is appraised on. Refused without a reason."""
    step = DOSSIER.steps["leave_council"]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    if not note.strip():
        raise Refused("Ô “Lý do”: ghi vì sao đưa hồ sơ ra khỏi chương trình họp.")
    if hold(dossier).state not in step.sources:
        raise Conflict("Hồ sơ vừa đổi trạng thái. Xem lại trang này rồi làm tiếp.")
    rows = AgendaItem.objects.filter(line__dossier=dossier, sitting__state__in=SittingState.OPEN)
    for sitting in Sitting.objects.filter(pk__in=rows.values("sitting")):
        _open_sitting(sitting)
    rows.delete()
    take_step(DOSSIER, dossier, "leave_council", by=by, at=at, note=note, changes={"stage_since": at})
    tell(dossier, "leave_council", by, at)
    return dossier


def send_back(sitting, step_name, note, by, at):
    """Every dossier of the agenda that waits at the council is appraised on; returns them."""
    keys = sitting.items.filter(line__isnull=False).values("line__dossier")
    rows = list(Dossier.objects.filter(pk__in=keys, state=DossierState.AT_COUNCIL).with_names().order_by("pk"))
    for dossier in rows:
        hold(dossier)
        take_step(DOSSIER, dossier, step_name, by=by, at=at, note=note, changes={"stage_since": at},
                  data={"sitting": sitting.pk})  # fmt: skip
        tell(dossier, step_name, by, at)
    return rows
