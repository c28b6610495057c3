"""Writing a dossier while its unit holds it: what it is about, its lines, its papers, the people in it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from awards.compile import honorees_for, receiver_on
from awards.enums import Authority, DossierState, PersonClass, Subject
from awards.models import AwardType, Dossier, Honoree, Nomination
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from units.actions import attach_file, remove_attachment
from units.enums import Role
from units.models import Unit

PURPOSES = {  # what the unit attaches itself; the tờ trình comes with its signature
    "bao_cao_thanh_tich": "Báo cáo thành tích",
    "bien_ban": "Biên bản họp xét",
    "minh_chung": "Minh chứng",
    "khac": "Giấy tờ khác",
}


@transaction.atomic
def start_dossier(*, unit, title, occasion, movement=None, by, at):
    """Opens a dossier of a unit. Refused for a unit that has ended or stands in no tree that day (Law R37)."""
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("awards.start_dossier")
    day = office_date(at)
    check_standing(unit, day)
    receiver = receiver_on(unit, day)
    if receiver is None:
        raise Refused(f"{unit.name} không nằm trong cây đơn vị ngày {day:%d/%m/%Y}.")
    dossier = Dossier.objects.create(
        unit=unit, receiver=receiver, title=_title(title), occasion=occasion, movement=movement, created_by=by,
        created_at=at, stage_since=at,
    )  # fmt: skip
    record(dossier, step="start", label="Lập hồ sơ", by=by, at=at, to_state=DossierState.DRAFT)
    return dossier


def check_standing(unit, day):
    """Nothing is proposed for a unit that has ended."""
    if not Unit.objects.on(day).filter(pk=unit.pk).exists():
        raise Refused(f"{unit.name} không còn hoạt động ngày {day:%d/%m/%Y}: không đề nghị khen thưởng được.")


def _title(title):
    if not (text := clean_line(title)):
        raise Refused("Ô “Trích yếu”: ghi đề nghị khen thưởng việc gì.")
    return text[:300]


@transaction.atomic
def change_dossier(*, dossier, title, occasion, movement, version, by, at):
    """Rewrites what the dossier is about; Conflict when somebody else wrote it since the page was opened."""
    _hold_for_editing(dossier, by)
    if dossier.version != version:
        raise Conflict("Phần đầu hồ sơ đã được người khác sửa trong lúc này. So lại với bản bên dưới rồi lưu.")
    before = {"title": dossier.title, "occasion": dossier.occasion, "movement": dossier.movement_id}
    dossier.title, dossier.occasion, dossier.movement = _title(title), occasion, movement
    dossier.version += 1
    dossier.save(update_fields=["title", "occasion", "movement", "version", "search_name"])
    record(dossier, step="save", label="Sửa phần đầu hồ sơ", by=by, at=at, data={"before": before})


def _hold_for_editing(dossier, by):
    """Locks the dossier's row for this transaction: nobody signs or sends in between."""
    if not by.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    held = Dossier.objects.select_for_update(of=("self",)).filter(pk=dossier.pk, state=dossier.state).first()
    if held is None:
        raise Conflict("Hồ sơ vừa đổi trạng thái, không sửa được nữa. Xem lại trang này.")
    dossier.version = held.version


# --- Lines -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NewHonoree:
    """Who is not yet in the register; `person_class` is empty for collectives and households."""

    subject: str
    name: str
    unit: Unit
    position: str = ""
    person_class: str = ""
    female: bool | None = None
    minority: bool | None = None
    enterprise: bool = False


@dataclass(frozen=True)
class LineInput:
    """One line as typed: who (in the register, or new), which award, for what."""

    honoree: Honoree | NewHonoree
    award: AwardType
    achievement: str = ""


@transaction.atomic
def add_line(*, dossier, line, by, at):
    """Proposes one award for one honoree. Refused: not theirs to propose, not that kind of subject, twice."""
    _hold_for_editing(dossier, by)
    honoree = line.honoree
    if isinstance(honoree, NewHonoree):
        honoree = add_honoree(dossier=dossier, honoree=honoree, by=by, at=at)
    _check_line(dossier, honoree, line.award, office_date(at))
    if dossier.lines.filter(honoree=honoree, award=line.award).exists():
        raise Refused(f"{honoree.name} đã có trong hồ sơ này với {line.award.name}.")
    last = dossier.lines.aggregate(last=Max("order"))["last"] or 0
    added = Nomination.objects.create(
        dossier=dossier, honoree=honoree, award=line.award, order=last + 1, achievement=clean_text(line.achievement)
    )
    record(dossier, step="add_line", label="Thêm dòng", by=by, at=at, note=str(added))
    return added


def _check_line(dossier, honoree, award, day):
    check_standing(honoree.unit, day)
    if honoree.is_merged:
        raise Refused(f"{honoree.name} đã gộp vào {honoree.merged_into.name}: chọn {honoree.merged_into.name}.")
    if not honorees_for(dossier.unit, day, limit=None).filter(pk=honoree.pk).exists():
        raise Refused(f"{honoree.name} thuộc {honoree.unit.name}, không thuộc {dossier.unit.name}.")
    check_award(award, honoree, day)


def check_award(award, honoree, day):
    """The award must stand on that day, be the province's to give, and be given to such a subject (Luật Điều 20)."""
    if not AwardType.objects.on(day).filter(pk=award.pk).exists():
        raise Refused(f"{award.name} không áp dụng ngày {day:%d/%m/%Y} theo danh mục.")
    if award.authority != Authority.PROVINCE:
        raise Refused(f"{award.name} do {award.decided_by} quyết định, không thuộc quyết định của Chủ tịch UBND tỉnh.")
    if not award.allows(honoree.subject):
        raise Refused(f"{award.name} không tặng {Subject(honoree.subject).label}: {honoree.name}.")


@transaction.atomic
def change_line(*, line, award, achievement, by, at):
    _hold_for_editing(line.dossier, by)
    check_award(award, line.honoree, office_date(at))
    twice = line.dossier.lines.filter(honoree=line.honoree, award=award).exclude(pk=line.pk)
    if twice.exists():
        raise Refused(f"{line.honoree.name} đã có trong hồ sơ này với {award.name}.")
    before = {"award": line.award.code, "achievement": line.achievement}
    line.award, line.achievement = award, clean_text(achievement)
    line.save(update_fields=["award", "achievement"])
    record(line.dossier, step="change_line", label="Sửa dòng", by=by, at=at, note=str(line), data={"before": before})


@transaction.atomic
def remove_line(*, line, by, at):
    _hold_for_editing(line.dossier, by)
    record(line.dossier, step="remove_line", label="Bỏ dòng", by=by, at=at, note=str(line))
    line.delete()


@transaction.atomic
def add_honoree(*, dossier, honoree, by, at):
    """Enters a person, collective or household in the register, once: the same name and post is the same one."""
    if not by.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    name, position = clean_line(honoree.name)[:200], clean_line(honoree.position)[:200]
    if not name:
        raise Refused("Ô “Tên”: ghi tên đối tượng.")
    check_standing(honoree.unit, office_date(at))
    check_class(honoree.subject, honoree.person_class)
    alike = Honoree.objects.filter(unit=honoree.unit, subject=honoree.subject, name=name, position=position)
    if alike.exists():
        raise Refused(f"{name} của {honoree.unit.name} đã có trong sổ đối tượng: tìm và chọn, không nhập lại.")
    added = Honoree.objects.create(
        subject=honoree.subject, name=name, unit=honoree.unit, position=position, person_class=honoree.person_class,
        female=honoree.female, minority=honoree.minority, enterprise=honoree.enterprise,
    )  # fmt: skip
    record(added, step="add", label="Thêm vào sổ đối tượng", by=by, at=at)
    return added


def check_class(subject, person_class):
    """The ministry's statistics count persons by class, and only persons (TT 02/2023/TT-BNV)."""
    if subject == Subject.PERSON and person_class not in PersonClass.values:
        raise Refused("Ô “Nhóm cá nhân”: chọn một nhóm, thống kê khen thưởng đếm theo nhóm này.")
    if subject != Subject.PERSON and person_class:
        raise Refused("Ô “Nhóm cá nhân”: chỉ chọn cho cá nhân.")


# --- Papers ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_paper(*, dossier, purpose, upload, by, at):
    _hold_for_editing(dossier, by)
    if purpose not in PURPOSES:
        raise Refused("Ô “Loại giấy tờ”: chọn một loại trong danh sách.")
    attachment = attach_file(owner=dossier, purpose=purpose, upload=upload, by=by, at=at)
    note = f"{PURPOSES[purpose]}: {attachment.name}"
    record(dossier, step="add_file", label="Đính kèm giấy tờ", by=by, at=at, note=note)
    return attachment


@transaction.atomic
def remove_paper(*, dossier, attachment, by, at):
    """Takes away what the unit attached itself; a signed tờ trình stays."""
    _hold_for_editing(dossier, by)
    if attachment.purpose not in PURPOSES:
        raise Refused(f"Tệp “{attachment.name}” là văn bản đã ký, không gỡ được.")
    remove_attachment(attachment=attachment, owner=dossier, by=by, at=at)
