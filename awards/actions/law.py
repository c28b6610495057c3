"""The law as data is written by administrators: a row from a day, the old one kept; every change with before and after.

What is written must be compared with the paper anew: a change of content takes the confirmation back (R01, R14).
"""

from calendar import monthrange
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.checks import WrongParameter, rule_type
from awards.enums import Standing
from awards.models import AwardType, BallotRule, DeadlineRule, EligibilityRule
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line

LEAP_YEAR = 2024
BESIDE = frozenset({"note", "order"})  # changing these says nothing new about the law
KEPT_OUT = frozenset({"id", "version", "standing", "valid_from", "valid_to", "code"})


class BoxRefused(Refused):
    """Refused because of one box of the form: `field` names it."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


def columns_of(model):
    """The columns that an administrator writes at any time; days and standing have acts of their own."""
    return [field.name for field in model._meta.fields if field.name not in KEPT_OUT]


@transaction.atomic
def add_provision(*, model, columns, by, at):
    """A new row, not yet confirmed. Raises BoxRefused for a code that is taken or parameters that cannot be read."""
    _check_right(by)
    row = model(**columns, standing=Standing.UNVERIFIED)
    _check(row)
    if model is EligibilityRule and model.objects.filter(code=row.code).exists():
        raise BoxRefused("code", f"Mã {row.code} đã dùng cho dòng khác.")
    row.version = 2  # of the portal, so the data files leave it alone
    row.save()
    names = [*columns_of(model), "valid_from", "valid_to"]
    after = {name: words for name in names if (words := words_of(row, name))}
    record(row, step="add", label="Thêm quy định", by=by, at=at, data={"before": {}, "after": after})
    return row


@transaction.atomic
def change_provision(*, row, columns, effective, note, version, by, at):
    """Writes what changed. `effective`: another content from that day on, as a row of its own; None mends this one.

    Raises Conflict when somebody else has written the row meanwhile. Returns the row that holds the new content.
    """
    held = _hold(row, version, by)
    changed = [name for name in columns if getattr(held, name) != columns[name]]
    if not changed:
        raise Refused("Chưa ô nào khác bản đang lưu.")
    if effective is not None:
        return _follow(held, columns, changed, effective, note=note, by=by, at=at)
    before = {name: words_of(held, name) for name in changed}
    standing = held.standing
    _write(held, columns, changed)
    held.version += 1
    held.save(update_fields=[*changed, "standing", "version"])
    data = {"before": before, "after": {name: words_of(held, name) for name in changed}}
    _note_standing(data, standing, held)
    record(held, step="change", label="Sửa quy định", by=by, at=at, note=note, data=data)
    return held


def _write(row, columns, changed):
    for name in changed:
        setattr(row, name, columns[name])
    if not BESIDE.issuperset(changed):
        row.standing = Standing.UNVERIFIED
    _check(row)


def _note_standing(data, standing, row):
    if row.standing != standing:
        data["before"]["standing"] = Standing(standing).label
        data["after"]["standing"] = words_of(row, "standing")


def _follow(held, columns, changed, effective, *, note, by, at):
    """The old row ends the day before; the new one goes on to the old one's end."""
    if held.valid_from and effective <= held.valid_from:
        raise BoxRefused("effective", f"Dòng này áp dụng từ {held.valid_from:%d/%m/%Y}: chọn ngày sau ngày đó.")
    if held.valid_to and effective > held.valid_to:
        raise BoxRefused("effective", f"Dòng này hết áp dụng ngày {held.valid_to:%d/%m/%Y}: thêm dòng mới.")
    fresh = type(held).objects.get(pk=held.pk)
    fresh.pk, fresh.valid_from, fresh.version, fresh.standing = None, effective, 2, Standing.UNVERIFIED
    if isinstance(held, EligibilityRule):
        fresh.code = _next_code(held.code, effective)
    _write(fresh, columns, changed)
    fresh.save()
    _end(held, effective - timedelta(days=1), note=note, by=by, at=at)
    data = {"before": {name: words_of(held, name) for name in changed}, "effective": f"{effective:%d/%m/%Y}"}
    data["after"] = {name: words_of(fresh, name) for name in changed}
    record(fresh, step="follow", label="Quy định mới từ ngày", by=by, at=at, note=note, data=data)
    return fresh


def _next_code(code, effective):
    """The stem of the code and the day: "CSTDCS.sang-kien.2027-01-01"."""
    stem = code.rpartition(".")[0] or code
    fresh = f"{stem}.{effective.isoformat()}"
    if EligibilityRule.objects.filter(code=fresh).exists():
        raise BoxRefused("effective", f"Đã có dòng {fresh} áp dụng từ ngày này.")
    return fresh


@transaction.atomic
def end_provision(*, row, last_day, note, version, by, at):
    """The row holds until `last_day`; None takes back an end that has not come."""
    held = _hold(row, version, by)
    if last_day is None and held.valid_to and held.valid_to < office_date(at):
        raise BoxRefused("last_day", f"Dòng này đã hết áp dụng ngày {held.valid_to:%d/%m/%Y}: thêm dòng mới.")
    if last_day and held.valid_from and last_day < held.valid_from:
        raise BoxRefused("last_day", f"Dòng này áp dụng từ {held.valid_from:%d/%m/%Y}: chọn ngày đó hoặc sau đó.")
    return _end(held, last_day, note=note, by=by, at=at)


def _end(held, last_day, *, note, by, at):
    return _set_column(held, "valid_to", last_day, step="end", label="Đặt ngày hết áp dụng", note=note, by=by, at=at)


def _set_column(held, name, value, *, step, label, note, by, at):
    before = words_of(held, name)
    setattr(held, name, value)
    held.version += 1
    held.save(update_fields=[name, "version"])
    data = {"before": {name: before}, "after": {name: words_of(held, name)}}
    record(held, step=step, label=label, by=by, at=at, note=note, data=data)
    return held


@transaction.atomic
def confirm_provision(*, row, standing, note, version, by, at):
    """How well the row is known now. `note`: which paper it was compared with, and where; it must be said."""
    held = _hold(row, version, by)
    if standing not in Standing.values:
        raise BoxRefused("standing", "Chọn một mức đối chiếu trong danh sách.")
    if not (said := clean_line(note)):
        raise BoxRefused("reason", "Ghi đã đối chiếu với văn bản nào, trang nào.")
    words = {"step": "confirm", "label": "Đối chiếu văn bản", "note": said}
    return _set_column(held, "standing", standing, **words, by=by, at=at)


def _check_right(by):
    if not by.has_perm("awards.edit_law"):
        raise PermissionDenied("awards.edit_law")


def _hold(row, version, by):
    _check_right(by)
    held = type(row).objects.select_for_update(of=("self",)).select_related("instrument").get(pk=row.pk)
    if held.version != version:
        raise Conflict("Người khác vừa sửa dòng này. Bản đang gõ còn nguyên: so với bản đã lưu rồi lưu lại.")
    return held


def _check(row):
    """Codes must be of the catalogue, and a criterion's parameters what its type can read."""
    known = {"", *AwardType.objects.values_list("code", flat=True)}
    if row.award_code not in known:
        raise BoxRefused("award_code", f"Danh mục không có mã {row.award_code}.")
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise BoxRefused("valid_to", "Ngày hết áp dụng không được trước ngày bắt đầu.")
    if isinstance(row, EligibilityRule):
        _check_parameters(row, known)
    if isinstance(row, BallotRule) and not 0 < row.percent <= 100:
        raise BoxRefused("percent", "Tỷ lệ phiếu từ 1 đến 100 %.")
    if isinstance(row, DeadlineRule):
        _check_days(row)


def _check_days(row):
    """Working days, or a day of the year, and not both."""
    yearly = row.month is not None or row.day is not None
    if (row.working_days is not None) == yearly:
        raise BoxRefused("working_days", "Ghi số ngày làm việc, hoặc tháng và ngày trong năm.")
    if yearly and not (1 <= (row.month or 0) <= 12 and 1 <= (row.day or 0) <= _last_day(row.month)):
        raise BoxRefused("day", "Tháng từ 1 đến 12 và ngày có trong tháng đó.")


def _last_day(month):
    return monthrange(LEAP_YEAR, month)[1]


def _check_parameters(row, known):
    kind = rule_type(row.kind)
    if kind is None:
        raise BoxRefused("kind", f"Cổng chưa có kiểu tiêu chuẩn “{row.kind}”.")
    try:
        given = kind.read(row.parameters)
    except WrongParameter as wrong:
        raise BoxRefused(f"p_{wrong.name}", str(wrong)) from None
    for one in kind.parameters:
        if one.box == "award" and given[one.name] not in known:
            raise BoxRefused(f"p_{one.name}", f"Ô “{one.label}”: danh mục không có mã {given[one.name]}.")


# ---- words of the history --------------------------------------------------------------------------------------------


def words_of(row, name):
    """The column as people read it; empty where there is nothing."""
    value = getattr(row, name)
    if value is None or value == "":
        return ""
    if name == "kind" and (kind := rule_type(value)):
        return kind.label
    if name == "parameters":
        return parameter_words(row)
    if name in ("valid_from", "valid_to"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "có" if value else "không"
    shown = getattr(row, f"get_{name}_display", None)
    return str(shown() if shown else value)


def parameter_words(row, names=None):
    """ "Số lần liên tục: 3; Danh hiệu được đếm: CSTDCS"; `names` of award codes are shown in place of them."""
    kind = rule_type(row.kind)
    if kind is None:
        return str(row.parameters)
    labels = {one.name: one for one in kind.parameters}
    said = [(labels[name], value) for name, value in row.parameters.items() if name in labels and value is not False]
    return "; ".join(f"{one.label}: {_value_words(one, value, names or {})}" for one, value in said)


def _value_words(parameter, value, names):
    return names.get(value, value) if parameter.box == "award" else parameter.words(value)
