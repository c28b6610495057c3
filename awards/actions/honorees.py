"""The register itself: entering an honoree, correcting who it is, saying that two like ones are two."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.actions.dossiers import check_class, check_standing
from awards.enums import Subject
from awards.models import Honoree, HonoreeAlias, KnownApart
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.models import Unit

COLUMNS = (
    "subject", "name", "unit", "position", "person_class", "female", "minority", "enterprise", "staff_code",
    "birth_year",
)  # fmt: skip
LENGTHS = {"name": 200, "position": 200, "staff_code": 30}
OF_PERSONS = {"person_class": "", "female": None, "minority": None, "staff_code": "", "birth_year": None}
ADULT, OLDEST = 6, 120  # years of age within which a year of birth is believed: pupils are honoured too


@transaction.atomic
def enter_honoree(*, content, by, at):
    """Enters a person, collective or household. `content`: a value for each of COLUMNS.

    Raises PermissionDenied, Refused naming the box.
    """
    if not by.has_perm("awards.add_honoree"):
        raise PermissionDenied("awards.add_honoree")
    content = _cleaned(content)
    _check(content, by, at)
    check_standing(content["unit"], office_date(at))
    added = Honoree(**content)
    added.save(force_insert=True)
    if not by.has_perm("awards.edit_honoree", added):
        raise PermissionDenied("awards.edit_honoree")
    record(added, step="add", label="Thêm vào sổ đối tượng", by=by, at=at)
    return added


@transaction.atomic
def change_honoree(*, honoree, content, version, by, at):
    """Writes what changed and returns those columns; a name that stood there before stays as another name.

    Raises Conflict when somebody else wrote since the page was made (`version`), Refused naming the box.
    """
    held = hold_honoree(honoree, by)
    content = _cleaned(content)
    changed = {name: value for name, value in content.items() if getattr(held, name) != value}
    if held.version != version:
        raise Conflict("Người khác vừa sửa đối tượng này. Phần đang gõ còn nguyên bên dưới, so lại rồi lưu.")
    if not changed:
        return []
    _check(content, by, at, before=held)
    before = {name: plain_value(getattr(held, name)) for name in changed}
    _keep_name(held, changed, at)
    for name, value in changed.items():
        setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[*changed, "version", "search_name", "sort_name"])
    after = {name: plain_value(value) for name, value in changed.items()}
    record(held, step="edit", label="Sửa thông tin", by=by, at=at, data={"before": before, "after": after})
    honoree.refresh_from_db()
    return sorted(changed)


def hold_honoree(honoree, by, permission="awards.edit_honoree"):
    """Locks the honoree's row for this transaction: nobody merges it away in between. Returns it as it stands."""
    if not by.has_perm(permission, honoree):
        raise PermissionDenied(permission)
    held = Honoree.objects.select_for_update(of=("self",)).select_related("unit").get(pk=honoree.pk)
    if held.is_merged:
        raise Conflict(f"{held.name} vừa được gộp vào đối tượng khác. Xem lại trang này rồi làm tiếp.")
    return held


def _keep_name(held, changed, at):
    if "name" in changed:
        source = f"Tên trước khi sửa ngày {office_date(at):%d/%m/%Y}"
        HonoreeAlias.objects.get_or_create(honoree=held, name=held.name, defaults={"source": source})


def _cleaned(content):
    lines = {name: clean_line(content[name])[:length] for name, length in LENGTHS.items()}
    content = {name: content[name] for name in COLUMNS} | lines
    return content if content["subject"] == Subject.PERSON else content | OF_PERSONS


def _check(content, by, at, before=None):
    if not content["name"]:
        raise Refused("Ô “Tên”: ghi tên đối tượng.")
    if content["subject"] not in Subject.values:
        raise Refused("Ô “Đối tượng”: chọn cá nhân, tập thể hay hộ gia đình.")
    check_class(content["subject"], content["person_class"])
    year, today = content["birth_year"], office_date(at)
    if year is not None and not today.year - OLDEST <= year <= today.year - ADULT:
        raise Refused(f"Ô “Năm sinh”: {year} không thể là năm sinh.")
    unit_moves = before is None or before.unit_id != content["unit"].pk
    if unit_moves and not Unit.objects.visible_to(by).filter(pk=content["unit"].pk).exists():
        raise Refused("Ô “Đơn vị”: chọn một đơn vị trong danh sách.")


def plain_value(value):
    """A value as it can be kept in an event."""
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else value.pk


@transaction.atomic
def tell_apart(*, first, second, by, at):
    """Remembers that two honorees who look alike are two; nobody is asked about them again."""
    for one in (first, second):
        if not by.has_perm("awards.merge_honoree", one):
            raise PermissionDenied("awards.merge_honoree")
    low, high = sorted((first, second), key=lambda one: one.pk)
    try:
        with transaction.atomic():
            KnownApart.objects.create(first=low, second=high, by=by, at=at)
    except IntegrityError:
        raise Conflict(f"{first.name} và {second.name}: người khác vừa ghi nhận cặp này.") from None
    for one, other in ((low, high), (high, low)):
        note = f"{other.name}, {other.unit.name}"
        record(one, step="apart", label="Là hai đối tượng khác nhau", by=by, at=at, note=note, data={"with": other.pk})
