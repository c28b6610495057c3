"""Decisions of others, recorded: one paper, several honorees; corrected and withdrawn with history."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.actions.record_checks import check_award
from awards.enums import AwardSource
from awards.models import ExternalDecision, HeldAward, Honoree
from movements.compile.terms import TermKinds
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import attach_file

EXTERNAL_FILE = "quyet_dinh_noi_khac"


@dataclass(frozen=True)
class Head:
    """What the paper says of itself."""

    number: str
    decided_on: date | None
    issuer: str
    title: str = ""


@transaction.atomic
def enter_external(*, head, file, by, at):
    """Opens a decision of another issuer; its honorees are added to it. Refused: a box, or it is there already."""
    if not by.has_perm("awards.enter_external"):
        raise PermissionDenied("awards.enter_external")
    decision = make_external(head, by, at)
    if file is not None:
        attach_file(owner=decision, purpose=EXTERNAL_FILE, upload=file, by=by, at=at)
    return decision


def make_external(head, by, at):
    columns = _read_head(head, at)
    decision = ExternalDecision(**columns, entered_by=by, entered_at=at)
    _save(decision)
    record(decision, step="enter", label="Nhập quyết định", by=by, at=at, data={"after": _plain(columns)})
    return decision


def find_or_make(head, by, at):
    """The decision that is there already, locked, or a new one."""
    columns = _read_head(head, at)
    key = {name: columns[name] for name in ("number", "decided_on", "issuer")}
    found = ExternalDecision.objects.select_for_update().filter(**key, withdrawn_at=None).first()
    return found or make_external(head, by, at)


def _read_head(head, at):
    columns = {
        "number": clean_line(head.number)[:60], "decided_on": head.decided_on,
        "issuer": clean_line(head.issuer)[:200], "title": clean_line(head.title)[:400],
    }  # fmt: skip
    if not columns["number"]:
        raise Refused("Ô “Số quyết định”: ghi số và ký hiệu, ví dụ 1502/QĐ-TTg.")
    if head.decided_on is None or head.decided_on > office_date(at):
        raise Refused("Ô “Ngày quyết định”: nhập một ngày không sau hôm nay.")
    if not columns["issuer"]:
        raise Refused("Ô “Cơ quan ban hành”: ghi ai ban hành quyết định.")
    return columns


def _save(decision):
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError:
        raise Refused(f"Quyết định {decision} của {decision.issuer} đã có trong sổ: mở quyết định đó.") from None


def _plain(columns):
    return columns | {"decided_on": columns["decided_on"].isoformat()}


def hold_external(decision, by):
    if not by.has_perm("awards.write_external", decision):
        raise PermissionDenied("awards.write_external")
    locked = ExternalDecision.objects.select_for_update().get(pk=decision.pk)
    if locked.withdrawn_at:
        raise Conflict("Quyết định này đã được rút khỏi sổ. Xem lại trang này.")
    return locked


@transaction.atomic
def add_awards(*, decision, honorees, award_code, award_name, year, occasion="", achievement="", by, at):
    """What the decision gave to each of these honorees. Refused naming the honoree; then nothing is written."""
    locked = hold_external(decision, by)
    if not honorees:
        raise Refused("Ô “Đối tượng”: tìm và chọn ít nhất một đối tượng.")
    kinds = TermKinds()
    rows = Honoree.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in honorees]).order_by("pk")
    made = []
    for honoree in rows.select_related("unit"):
        content = {
            "award_code": award_code, "award_name": award_name, "year": year, "occasion": occasion,
            "achievement": clean_line(achievement)[:400], "term_kind": kinds.of(honoree.unit),
        }  # fmt: skip
        made.append(give(locked, honoree, content, by, at))
    names = ", ".join(one.honoree.name for one in made)
    record(locked, step="add", label="Thêm đối tượng được khen", by=by, at=at, note=f"{names}: {made[0].award_name}",
           data={"rows": [one.pk for one in made]})  # fmt: skip
    return made


def give(decision, honoree, content, by, at):
    if honoree.is_merged:
        raise Refused(f"{honoree.name} đã gộp vào đối tượng khác: chọn đối tượng đó.")
    held = HeldAward(honoree=honoree, source=AwardSource.EXTERNAL, external=decision)
    content |= {
        "decision_number": decision.number, "decided_on": decision.decided_on, "issuer": decision.issuer,
        "revoked_on": None,
    }  # fmt: skip
    check_award(held, content, by, at)
    for name, value in content.items():
        setattr(held, name, value)
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        raise Refused(f"{honoree.name}: khen thưởng này theo quyết định {decision.number} đã có trong hồ sơ.") from None
    record(honoree, step="add_award", label="Ghi khen thưởng", by=by, at=at, note=str(held), data={"row": held.pk})
    return held


@transaction.atomic
def correct_external(*, decision, head, file, version, by, at):
    """Rewrites what the paper says of itself, here and in every record that it stands in."""
    locked = hold_external(decision, by)
    if locked.version != version:
        raise Conflict("Người khác vừa sửa quyết định này. So lại với bản đang đứng rồi lưu.")
    columns = _read_head(head, at)
    before = {name: getattr(locked, name) for name in columns}
    for name, value in columns.items():
        setattr(locked, name, value)
    locked.version += 1
    _save(locked)
    shared = {"decision_number": locked.number, "decided_on": locked.decided_on, "issuer": locked.issuer}
    try:
        with transaction.atomic():
            locked.held_awards.update(**shared)
    except IntegrityError:
        raise Refused("Có đối tượng đã có khen thưởng này theo đúng số và ngày mới: bỏ dòng trùng trước.") from None
    if file is not None:
        attach_file(owner=locked, purpose=EXTERNAL_FILE, upload=file, by=by, at=at)
    record(locked, step="correct", label="Sửa quyết định", by=by, at=at,
           data={"before": _plain(before), "after": _plain(columns)})  # fmt: skip
    return locked


@transaction.atomic
def remove_award(*, held, reason, by, at):
    """Takes one honoree out of a decision that was entered wrongly; why stays in the events."""
    locked = hold_external(held.external, by)
    _take_away(locked, [held], _why(reason), by, at)


@transaction.atomic
def withdraw_external(*, decision, reason, by, at):
    """A decision that should not have been entered: its rows leave the records, itself stays as withdrawn."""
    locked, reason = hold_external(decision, by), _why(reason)
    _take_away(locked, list(locked.held_awards.select_related("honoree")), reason, by, at)
    locked.withdrawn_at, locked.withdrawn_why = at, reason[:300]
    locked.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(locked, step="withdraw", label="Rút quyết định khỏi sổ", by=by, at=at, note=reason)


def _why(reason):
    if not (reason := clean_line(reason)):
        raise Refused("Ô “Lý do”: ghi vì sao bỏ.")
    return reason


def _take_away(decision, rows, reason, by, at):
    for held in rows:
        if held.nomination_id:
            raise Refused(
                f"{held.honoree.name}: khen thưởng này là kết quả của hồ sơ đã trình cấp trên, không bỏ ở đây được."
            )
        if held.revocations.exists():
            raise Refused(f"{held.honoree.name}: khen thưởng này có vụ việc hủy bỏ, không bỏ khỏi hồ sơ được.")
        told, key, honoree = str(held), held.pk, held.honoree
        held.delete()
        record(honoree, step="remove_award", label="Bỏ khen thưởng", by=by, at=at, note=f"{told}. Lý do: {reason}",
               data={"row": key, "decision": decision.pk})  # fmt: skip
        record(decision, step="remove", label="Bỏ đối tượng được khen", by=by, at=at,
               note=f"{honoree.name}: {told}. Lý do: {reason}", data={"row": key})  # fmt: skip
