"""The rows of a record of a lifetime: written, corrected, taken out with a reason; each act is an event."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from awards.actions import record_checks as checks
from awards.actions.honorees import hold_honoree, plain_value
from awards.enums import AwardSource
from awards.models import Discipline, HeldAward, HonoreeAlias, Initiative, Maternity, Rating, Service
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line


@dataclass(frozen=True)
class Kind:
    """One kind of row. `key` is its word in addresses, `step` the word in events; `twice` says that it is there."""

    key: str
    step: str
    noun: str
    model: type[models.Model]
    columns: tuple[str, ...]
    check: Callable
    persons_only: bool = False
    twice: str = ""


PAPER = ("paper_number", "paper_date")
_KINDS = (
    Kind("khen-thuong", "award", "khen thưởng", HeldAward,
         ("award_code", "award_name", "decision_number", "decided_on", "issuer", "year", "term_kind", "occasion",
          "achievement", "revoked_on", "note"), checks.check_award,
         twice="khen thưởng này theo đúng quyết định này đã có trong hồ sơ"),
    Kind("xep-loai", "rating", "kết quả xếp loại", Rating,
         ("term_kind", "year", "grade", *PAPER, "issuer"), checks.check_rating,
         twice="kỳ này đã có kết quả xếp loại, sửa dòng đó"),
    Kind("sang-kien", "initiative", "sáng kiến, đề tài", Initiative,
         ("kind", "title", "scope", "year", "council", *PAPER, "note"), checks.check_initiative),
    Kind("ky-luat", "discipline", "kỷ luật", Discipline,
         ("form", "severe", "decided_on", "ends_on", "decision_number"), checks.check_discipline, persons_only=True),
    Kind("thai-san", "maternity", "nghỉ thai sản", Maternity,
         ("valid_from", "valid_to"), checks.check_maternity, persons_only=True),
    Kind("qua-trinh", "service", "quá trình công tác", Service,
         ("unit", "position", "valid_from", "valid_to"), checks.check_service, persons_only=True),
    Kind("ten-khac", "alias", "tên khác", HonoreeAlias, ("name", "source"), checks.check_alias,
         twice="tên này đã có trong hồ sơ"),
)  # fmt: skip
KINDS = {kind.key: kind for kind in _KINDS}
# Told only to those who may see holds and discipline.
SENSITIVE_STEPS = (
    "add_discipline", "correct_discipline", "remove_discipline", "open_hold", "release_hold",
)  # fmt: skip


@transaction.atomic
def add_record(*, honoree, kind, content, by, at):
    """Writes a new row of a kind. `content`: a value for each of its columns. Raises Refused naming the box."""
    held = hold_honoree(honoree, by)
    row = kind.model(honoree=held)
    if kind.model is HeldAward:
        row.source = AwardSource.EXTERNAL
    after = _write(row, kind, content, by, at)
    record(held, step=f"add_{kind.step}", label=f"Ghi {kind.noun}", by=by, at=at, note=_told(row, kind),
           data={"row": row.pk, "after": after})  # fmt: skip
    return row


@transaction.atomic
def correct_record(*, row, kind, content, seal, by, at):
    """Rewrites a row. `seal` is `seal_of` the row that the page was made with; another one is Conflict."""
    held = hold_honoree(row.honoree, by)
    row = _fresh(row, kind, held)
    if seal_of(row, kind) != seal:
        raise Conflict("Người khác vừa sửa dòng này. Phần đang gõ còn nguyên bên dưới, so lại rồi lưu.")
    before = _columns_of(row, kind)
    after = _write(row, kind, content, by, at)
    if before != after:
        record(held, step=f"correct_{kind.step}", label=f"Sửa {kind.noun}", by=by, at=at, note=_told(row, kind),
               data={"row": row.pk, "before": before, "after": after})  # fmt: skip
    return row


@transaction.atomic
def remove_record(*, row, kind, reason, by, at):
    """Takes a row out; why, and what stood there, stays in the event."""
    held = hold_honoree(row.honoree, by)
    row = _fresh(row, kind, held)
    if not (reason := clean_line(reason)):
        raise Refused("Ô “Lý do”: ghi vì sao bỏ dòng này.")
    _check_removable(row, by)
    told, before = str(row), _columns_of(row, kind)
    key = row.pk
    row.delete()
    note = reason if f"remove_{kind.step}" in SENSITIVE_STEPS else f"{told}. Lý do: {reason}"
    record(held, step=f"remove_{kind.step}", label=f"Bỏ {kind.noun}", by=by, at=at, note=note,
           data={"row": key, "before": before})  # fmt: skip


def seal_of(row, kind) -> str:
    """A short mark of what a row holds, to be carried by the page and compared when it is saved."""
    return hashlib.sha256(json.dumps(_columns_of(row, kind), sort_keys=True).encode()).hexdigest()[:16]


def _columns_of(row, kind):
    return {name: plain_value(getattr(row, name)) for name in kind.columns}


def _fresh(row, kind, held):
    """The row as it stands now that its honoree is locked."""
    found = kind.model.objects.filter(pk=row.pk, honoree=held).first()
    if found is None:
        raise Conflict("Dòng này vừa được bỏ hoặc chuyển đi. Xem lại trang này rồi làm tiếp.")
    found.honoree = held
    return found


def _write(row, kind, content, by, at):
    content = {name: _cleaned(content[name], kind.model, name) for name in kind.columns}
    kind.check(row, content, by, at)
    for name, value in content.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(f"{row.honoree.name}: {kind.twice}.") from None
    return _columns_of(row, kind)


def _cleaned(value, model, name):
    if not isinstance(value, str):
        return value
    return clean_line(value)[: model._meta.get_field(name).max_length]


def _check_removable(row, by):
    match row:
        case HeldAward(source=AwardSource.PORTAL):
            raise Refused("Khen thưởng này do quyết định trên cổng ghi: chỉ mất khi quyết định bị hủy bỏ.")
        case HeldAward() if row.revocations.exists():
            raise Refused(f"{row.award_name}: đang có vụ việc hủy bỏ, không bỏ khỏi hồ sơ được.")
        case Initiative(used_by_id=int()):
            raise Refused(f"“{row.title}” đang dùng cho một dòng đề nghị: bỏ ở hồ sơ đó trước.")
        case Initiative() if checks.is_widely_recognised(row) and not by.has_perm("awards.recognise_initiative"):
            raise Refused(f"“{row.title}” đã được công nhận cấp tỉnh trở lên: do Sở Nội vụ bỏ.")


def _told(row, kind):
    """What the timeline says of a row; of discipline no more than that there is one."""
    return "" if f"add_{kind.step}" in SENSITIVE_STEPS else str(row)
