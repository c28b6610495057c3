"""Councils: set up by a decision, changed, their members seated and released. Nothing is deleted."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.enums_council import CouncilKind, CouncilPart
from awards.models import Council, CouncilMember
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import attach_file
from units.models import Unit, User

COUNCIL_FILE = "quyet_dinh_thanh_lap"
COLUMNS = (
    "kind", "name", "decision_number", "decision_date", "valid_from", "valid_to", "quorum_top", "quorum_bottom",
    "usual_percent", "secret", "own_unit_votes",
)  # fmt: skip


@dataclass(frozen=True)
class CouncilInput:
    """What the establishment decision and the council's own rules say; the quorum is a fraction."""

    name: str
    decision_number: str
    decision_date: date | None
    valid_from: date | None
    valid_to: date | None = None
    kind: str = CouncilKind.EMULATION
    quorum_top: int = 4
    quorum_bottom: int = 5
    usual_percent: int = 67
    secret: bool = True
    own_unit_votes: bool = True


@dataclass(frozen=True)
class MemberInput:
    """`user` is empty for who has no account: then the name says who it is."""

    name: str
    position: str = ""
    part: str = CouncilPart.MEMBER
    user: User | None = None
    order: int = 0
    valid_from: date | None = None


@transaction.atomic
def set_up_council(*, unit, given, file=None, by, at):
    """Records the council of a unit by its establishment decision.

    Raises PermissionDenied, Refused naming the box. A unit has a council only on days on which it stands.
    """
    council = Council(unit=unit)
    if not by.has_perm("awards.set_up_council", council):
        raise PermissionDenied("awards.set_up_council")
    columns = _read(given, unit, at)
    for name, value in columns.items():
        setattr(council, name, value)
    _save(council)
    _keep_file(council, file, by, at)
    record(council, step="set_up", label="Lập hội đồng", by=by, at=at, note=council.decision_number,
           data={"after": _plain(columns)})  # fmt: skip
    return council


@transaction.atomic
def change_council(*, council, given, version, file=None, by, at):
    """Sittings that were invited keep the rules they were invited by."""
    locked = hold_council(council, by)
    if locked.version != version:
        raise Conflict("Hội đồng vừa được người khác sửa. So lại với bản đang đứng rồi lưu.")
    columns = _read(given, locked.unit, at)
    before = {name: getattr(locked, name) for name in COLUMNS}
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.version += 1
    _save(locked)
    _keep_file(locked, file, by, at)
    record(locked, step="change", label="Sửa hội đồng", by=by, at=at,
           data={"before": _plain(before), "after": _plain(columns)})  # fmt: skip
    return locked


def hold_council(council, by):
    if not by.has_perm("awards.edit_council", council):
        raise PermissionDenied("awards.edit_council")
    return Council.objects.select_for_update(of=("self",)).select_related("unit").get(pk=council.pk)


def _read(given, unit, at):
    columns = {name: getattr(given, name) for name in COLUMNS}
    columns["name"] = clean_line(given.name)[:200]
    columns["decision_number"] = clean_line(given.decision_number)[:60]
    _check_boxes(columns, office_date(at))
    if not Unit.objects.on(columns["valid_from"]).filter(pk=unit.pk).exists():
        raise Refused(f"Ô “Nhiệm kỳ từ ngày”: ngày {columns['valid_from']:%d/%m/%Y} {unit.name} không còn hoạt động.")
    last = unit.valid_to
    if last is not None and (columns["valid_to"] is None or columns["valid_to"] > last):
        columns["valid_to"] = last  # a council ends with its unit: those of the districts on 30/06/2025
    return columns


def _check_boxes(columns, today):
    if not columns["name"]:
        raise Refused("Ô “Tên hội đồng”: không để trống.")
    if columns["kind"] not in CouncilKind.values:
        raise Refused("Ô “Loại hội đồng”: chọn trong danh sách.")
    if not columns["decision_number"]:
        raise Refused("Ô “Số quyết định thành lập”: ghi số và ký hiệu.")
    if columns["decision_date"] is None or columns["decision_date"] > today:
        raise Refused("Ô “Ngày quyết định thành lập”: nhập một ngày không sau hôm nay.")
    if columns["valid_from"] is None or columns["valid_from"] < columns["decision_date"]:
        raise Refused("Ô “Nhiệm kỳ từ ngày”: nhập một ngày không trước ngày quyết định.")
    if columns["valid_to"] is not None and columns["valid_to"] < columns["valid_from"]:
        raise Refused("Ô “Đến hết ngày”: không trước ngày đầu nhiệm kỳ.")
    if not 0 < columns["quorum_top"] <= columns["quorum_bottom"] <= 100:
        raise Refused("Ô “Có mặt ít nhất”: ghi một phân số không quá 1, ví dụ 2/3 hoặc 4/5.")
    if not 0 < columns["usual_percent"] <= 100:
        raise Refused("Ô “Tỷ lệ phiếu”: ghi từ 1 đến 100.")


def _save(council):
    try:
        with transaction.atomic():
            council.save()
    except IntegrityError:
        raise Refused(f"Hội đồng theo quyết định số {council.decision_number} đã có: mở hội đồng đó.") from None


def _keep_file(council, file, by, at):
    if file is not None:
        attach_file(owner=council, purpose=COUNCIL_FILE, upload=file, by=by, at=at)


def _plain(columns):
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()}


# --- Members ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def seat_member(*, council, given, by, at):
    """One chair, one standing vice and one secretary at a time; one account sits once. Refused naming the box."""
    locked = hold_council(council, by)
    begins = given.valid_from or max(locked.valid_from, office_date(at))
    name = clean_line(given.user.full_name if given.user else given.name)[:120]
    if not name:
        raise Refused("Ô “Họ và tên”: ghi họ tên, hoặc chọn tài khoản.")
    if given.part not in CouncilPart.values:
        raise Refused("Ô “Vai trò”: chọn trong danh sách.")
    if begins < locked.valid_from or (locked.valid_to and begins > locked.valid_to):
        raise Refused("Ô “Từ ngày”: nhập một ngày trong nhiệm kỳ của hội đồng.")
    _refuse_second(locked, given, begins)
    member = CouncilMember.objects.create(
        council=locked, user=given.user, name=name, position=_position(given), part=given.part, order=given.order,
        valid_from=begins,
    )  # fmt: skip
    record(locked, step="seat", label="Thêm thành viên", by=by, at=at, note=f"{name}, {member.get_part_display()}",
           data={"member": member.pk})  # fmt: skip
    return member


def _position(given):
    words = clean_line(given.position)
    if not words and given.user is not None:
        unit = given.user.unit.name if given.user.unit else ""
        words = ", ".join(filter(None, (given.user.position, unit)))
    return words[:200]


def _refuse_second(council, given, day):
    standing = council.members.on(day)
    if given.user is not None and standing.filter(user=given.user).exists():
        raise Refused(f"Ô “Tài khoản”: {given.user.full_name} đang là thành viên của hội đồng này.")
    if given.part in CouncilPart.ONLY_ONE and (other := standing.filter(part=given.part).first()):
        raise Refused(f"Ô “Vai trò”: {other.name} đang là {CouncilPart(given.part).label}: cho thôi trước.")


@transaction.atomic
def release_member(*, member, ended_on, by, at):
    """The last day on which a member sits; seats in sittings that were invited stay."""
    locked = hold_council(member.council, by)
    row = CouncilMember.objects.select_for_update().get(pk=member.pk)
    if row.valid_to is not None:
        raise Conflict(f"{row.name} đã thôi từ ngày {row.valid_to + timedelta(days=1):%d/%m/%Y}.")
    if ended_on is None or ended_on < row.valid_from:
        raise Refused("Ô “Đến hết ngày”: nhập một ngày không trước ngày bắt đầu.")
    row.valid_to = ended_on
    row.save(update_fields=["valid_to"])
    record(locked, step="release", label="Cho thôi thành viên", by=by, at=at,
           note=f"{row.name}, đến hết ngày {ended_on:%d/%m/%Y}", data={"member": row.pk})  # fmt: skip
    return row
