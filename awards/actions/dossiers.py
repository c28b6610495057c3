"""Writing a dossier while its unit holds it: what it is about, its lines, its papers, the people in it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from awards.actions.judgements import forget_judgements
from awards.actions.locking import hold_for_editing
from awards.compile import honorees_for, purposes_on, receiver_on
from awards.compile.checklists import SIGNED
from awards.compile.law import law_day_of
from awards.enums import Authority, DossierState, Occasion, PersonClass, SimpleGround, Subject
from awards.models import AwardType, Dossier, Honoree, LinePaper, Nomination
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, clean_text
from units.actions import attach_file, remove_attachment
from units.enums import Role
from units.models import Unit

NOT_HERE = (
    "Ô “Thủ tục”: hồ sơ có nội dung bí mật nhà nước không lập trên cổng. Gửi bản giấy theo đường văn bản mật: bì niêm "
    "phong, đóng dấu độ mật, qua văn thư mật của cơ quan; không chụp, không đính kèm lên cổng."
)


@transaction.atomic
def start_dossier(
    *, unit, title, occasion, movement=None, simple_ground="", deed_on=None, level=Authority.PROVINCE, by, at
):
    """Opens a dossier of a unit. Refused for a unit that has ended or stands in no tree that day (Law R37)."""
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("awards.start_dossier")
    given = {"simple_ground": simple_ground, "deed_on": deed_on, "level": level}
    return open_dossier(unit=unit, title=title, occasion=occasion, movement=movement, by=by, at=at, **given)


def open_dossier(*, unit, title, occasion, by, at, label="Lập hồ sơ", note="", **columns):
    """The row and its first event; who may open it has been asked by the act that calls."""
    day = office_date(at)
    check_standing(unit, day)
    receiver = receiver_on(unit, day)
    if receiver is None:
        raise Refused(f"{unit.name} không nằm trong cây đơn vị ngày {day:%d/%m/%Y}.")
    columns["simple_ground"] = _ground(columns.get("simple_ground", ""), occasion)
    _check_deed(columns.get("deed_on"), day)
    dossier = Dossier.objects.create(
        unit=unit, receiver=receiver, title=_title(title), occasion=occasion, created_by=by, created_at=at,
        stage_since=at, **columns,
    )  # fmt: skip
    record(dossier, step="start", label=label, by=by, at=at, to_state=DossierState.DRAFT, note=note)
    return dossier


def _ground(ground, occasion):
    """The ground of the simplified procedure; an urgent deed has one of its own (Luật Điều 85). Secrets: never here."""
    if ground == SimpleGround.SECRET:
        raise Refused(NOT_HERE)
    if ground and ground not in SimpleGround.values:
        raise Refused("Ô “Thủ tục”: chọn một căn cứ trong danh sách.")
    return ground or (SimpleGround.SUDDEN if occasion == Occasion.SUDDEN else "")


def _check_deed(deed_on, today):
    if deed_on is not None and deed_on > today:
        raise Refused(f"Ô “Ngày lập thành tích”: {deed_on:%d/%m/%Y} chưa tới.")


def check_standing(unit, day):
    """Nothing is proposed for a unit that has ended."""
    if not Unit.objects.on(day).filter(pk=unit.pk).exists():
        raise Refused(f"{unit.name} không còn hoạt động ngày {day:%d/%m/%Y}: không đề nghị khen thưởng được.")


def _title(title):
    if not (text := clean_line(title)):
        raise Refused("Ô “Trích yếu”: ghi đề nghị khen thưởng việc gì.")
    return text[:300]


@transaction.atomic
def change_dossier(
    *, dossier, title, occasion, movement, version, by, at, level=None, simple_ground=None, deed_on=None
):
    """Rewrites what the dossier is about; Conflict when somebody else wrote it since the page was opened.

    `simple_ground`, `level` None: they stay as they are.
    """
    hold_for_editing(dossier, by)
    if dossier.version != version:
        raise Conflict("Phần đầu hồ sơ đã được người khác sửa trong lúc này. So lại với bản bên dưới rồi lưu.")
    before = {
        "title": dossier.title, "occasion": dossier.occasion, "movement": dossier.movement_id, "level": dossier.level,
    }  # fmt: skip
    _set_level(dossier, level or dossier.level)
    ground = dossier.simple_ground if simple_ground is None else simple_ground
    _check_deed(deed_on, office_date(at))
    dossier.title, dossier.occasion, dossier.movement = _title(title), occasion, movement
    dossier.simple_ground, dossier.deed_on = _ground(ground, occasion), deed_on or dossier.deed_on
    dossier.version += 1
    dossier.save(update_fields=[
        "title", "occasion", "movement", "level", "simple_ground", "deed_on", "version", "search_name",
    ])  # fmt: skip
    record(dossier, step="save", label="Sửa phần đầu hồ sơ", by=by, at=at, data={"before": before})


def _set_level(dossier, level):
    """Each line's award is one of the level that decides it, so the level changes only while there are none."""
    if level != dossier.level and dossier.lines.exists():
        raise Refused("Ô “Cấp quyết định”: hồ sơ đã có dòng đề nghị, bỏ các dòng rồi mới đổi cấp.")
    dossier.level = level


# --- Lines -----------------------------------------------------------------------------------------------------------


OF_LEVEL = {
    Authority.PROVINCE: "quyết định của Chủ tịch UBND tỉnh",
    Authority.STATE: "hồ sơ trình cấp Nhà nước",
}


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
    declared_by: str = ""  # who vouches for these words (R17); empty: to be confirmed later


@transaction.atomic
def add_line(*, dossier, line, by, at):
    """Proposes one award for one honoree. Refused: not theirs to propose, not that kind of subject, twice."""
    hold_for_editing(dossier, by)
    honoree = line.honoree
    if isinstance(honoree, NewHonoree):
        honoree = add_honoree(dossier=dossier, honoree=honoree, by=by, at=at)
    _check_line(dossier, honoree, line.award, office_date(at))
    if dossier.lines.filter(honoree=honoree, award=line.award).exists():
        raise Refused(f"{honoree.name} đã có trong hồ sơ này với {line.award.name}.")
    last = dossier.lines.aggregate(last=Max("order"))["last"] or 0
    declarant = clean_line(line.declared_by)[:120]
    added = Nomination.objects.create(
        dossier=dossier, honoree=honoree, award=line.award, order=last + 1, achievement=clean_text(line.achievement),
        declared_by=declarant, declared_on=office_date(at) if declarant else None,
    )  # fmt: skip
    record(dossier, step="add_line", label="Thêm dòng", by=by, at=at, note=str(added))
    return added


def _check_line(dossier, honoree, award, day):
    check_standing(honoree.unit, day)
    if honoree.is_merged:
        raise Refused(f"{honoree.name} đã gộp vào {honoree.merged_into.name}: chọn {honoree.merged_into.name}.")
    own = dossier.is_directed or honorees_for(dossier.unit, day, limit=None).filter(pk=honoree.pk).exists()
    if not own:
        raise Refused(f"{honoree.name} thuộc {honoree.unit.name}, không thuộc {dossier.unit.name}.")
    check_award(award, honoree, day, dossier.level)


def check_award(award, honoree, day, level=Authority.PROVINCE):
    """The award must stand on that day, be of the dossier's level, and be given to such a subject (Luật Điều 20)."""
    if not AwardType.objects.on(day).filter(pk=award.pk).exists():
        raise Refused(f"{award.name} không áp dụng ngày {day:%d/%m/%Y} theo danh mục.")
    if award.authority != level:
        raise Refused(f"{award.name} do {award.decided_by} quyết định, không thuộc {OF_LEVEL[level]}.")
    if not award.allows(honoree.subject):
        raise Refused(f"{award.name} không tặng {Subject(honoree.subject).label}: {honoree.name}.")


@transaction.atomic
def change_line(*, line, award, achievement, version=None, by, at):
    """Another award or other words: what the declarant vouched for falls away. Returns whether it did.

    `version` is the line's as it was read; another one is Conflict. None: whatever stands.
    """
    hold_for_editing(line.dossier, by)
    _read_again(line)
    if version not in (None, line.version):
        raise Conflict(f"Dòng {line.honoree.name} vừa có người sửa. So lại với dòng đang đứng rồi lưu.")
    check_award(award, line.honoree, office_date(at), line.dossier.level)
    twice = line.dossier.lines.filter(honoree=line.honoree, award=award).exclude(pk=line.pk)
    if twice.exists():
        raise Refused(f"{line.honoree.name} đã có trong hồ sơ này với {award.name}.")
    before = {"award": line.award.code, "achievement": line.achievement}
    if award.code != line.award.code:
        forget_judgements(line)
    after = {"award": award.code, "achievement": clean_text(achievement)}
    fallen = bool(line.declared_by) and before != after
    line.award, line.achievement = award, after["achievement"]
    if fallen:
        line.declared_by, line.declared_on = "", None
    line.version += 1
    line.save(update_fields=["award", "achievement", "declared_by", "declared_on", "version"])
    record(line.dossier, step="change_line", label="Sửa dòng", by=by, at=at, note=str(line), data={"before": before})
    return fallen


def _read_again(line):
    """What was confirmed or changed while this one waited for the lock counts."""
    try:
        line.refresh_from_db(fields=["achievement", "award", "declared_by", "declared_on", "version"])
    except Nomination.DoesNotExist:
        raise Conflict("Dòng này vừa bị bỏ khỏi hồ sơ: xem lại hồ sơ rồi làm tiếp.") from None


@transaction.atomic
def remove_line(*, line, by, at):
    hold_for_editing(line.dossier, by)
    for paper in line.papers.select_related("attachment"):  # else they would be papers of all lines
        remove_attachment(attachment=paper.attachment, owner=line.dossier, by=by, at=at)
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
def add_paper(*, dossier, purpose, upload, by, at, line=None):
    """Attaches a paper for all lines, or for one of them. Refused: a kind that no row asks for, a line that is gone."""
    hold_for_editing(dossier, by)
    kinds = purposes_on(law_day_of(dossier, today=office_date(at)))
    if purpose not in kinds:
        raise Refused("Ô “Loại giấy tờ”: chọn một loại trong danh sách.")
    if line is not None and not dossier.lines.filter(pk=line.pk).exists():
        raise Refused("Ô “Của dòng”: dòng này vừa bị bỏ khỏi hồ sơ.")
    attachment = attach_file(owner=dossier, purpose=purpose, upload=upload, by=by, at=at)
    if line is not None:
        LinePaper.objects.create(line=line, attachment=attachment)
    note = f"{kinds[purpose]}: {attachment.name}"
    record(dossier, step="add_file", label="Đính kèm giấy tờ", by=by, at=at, note=note)
    return attachment


@transaction.atomic
def remove_paper(*, dossier, attachment, by, at):
    """Takes away what the unit attached itself; a signed tờ trình stays."""
    hold_for_editing(dossier, by)
    if attachment.purpose in SIGNED:
        raise Refused(f"Tệp “{attachment.name}” là văn bản đã ký, không gỡ được.")
    remove_attachment(attachment=attachment, owner=dossier, by=by, at=at)
