"""The dictionary of indicators: administrators write it, every change is kept with before and after.

What a stored figure means changes from a day on and the old definition stays for the old periods; a change that would
make stored figures say something else is refused with the reason.
"""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from movements.actions.indicator_guards import check_dependents, check_formula, check_no_figures_from, rescale
from movements.actions.indicator_words import words_of
from movements.models import Indicator, IndicatorBreak
from movements.models.indicators import MEANING, PLAUSIBLE
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record

AT_ONCE = (
    "name", "better", *PLAUSIBLE, "plausible_scope", "point", "movement", "confirmed_by", "valid_from", "core",
    "note", "source", "order",
)  # fmt: skip
COLUMNS = (*AT_ONCE, *MEANING)


class BoxRefused(Refused):
    """Refused because of one box of the form: `field` names it."""

    def __init__(self, field, message):
        super().__init__(message)
        self.field = field


@transaction.atomic
def create_indicator(*, code, columns, by, at):
    """A new line of the dictionary, followed from `valid_from`; nobody fills it in until duties are given."""
    dictionary = hold_dictionary(by)
    if code in dictionary:
        raise BoxRefused("code", f"Mã {code} đã dùng cho chỉ tiêu “{dictionary[code].name}”.")
    indicator = Indicator(code=code, **columns)
    check_formula(indicator, dictionary, BoxRefused)
    _insert(indicator)
    after = {name: words_of(indicator, name) for name in COLUMNS}
    shown = {name: words for name, words in after.items() if words}
    record(indicator, step="add", label="Thêm vào danh mục", by=by, at=at, data={"before": {}, "after": shown})
    return indicator


def _insert(indicator):
    """Another administrator may have taken the code a moment ago."""
    try:
        with transaction.atomic():
            indicator.save()
    except IntegrityError:
        raise BoxRefused("code", f"Mã {indicator.code} vừa được người khác dùng.") from None


@transaction.atomic
def save_indicator(*, indicator, columns, effective, note, version, by, at):
    """Writes what changed. `effective`: the day from which another meaning holds; None where nothing is stored yet.

    Raises Conflict when another administrator saved since the page was opened, BoxRefused for what may not be.
    """
    dictionary = hold_dictionary(by)
    held = held_row(dictionary, indicator, version)
    changed = [name for name in COLUMNS if getattr(held, name) != columns[name]]
    if effective and not set(changed) & set(MEANING):
        raise BoxRefused(
            "effective", "Không thay đổi nào làm đổi nghĩa của số: bỏ ngày này, thay đổi có hiệu lực ngay."
        )
    if not changed:
        return held
    before = {name: words_of(held, name) for name in changed}
    turn = _turn(held, [name for name in changed if name in MEANING], columns, effective)
    for name in changed:
        setattr(held, name, columns[name])
    _check(held, changed, dictionary)
    held.version += 1
    held.save(update_fields=[*changed, *turn, "version", "search_name"])
    data = {"before": before, "after": {name: words_of(held, name) for name in changed}}
    if turn and effective:
        data["effective"] = f"{effective:%d/%m/%Y}"
    record(held, step="change", label="Sửa chỉ tiêu", by=by, at=at, note=note, data=data)
    return held


def hold_dictionary(by):
    """{code: indicator} of the whole dictionary, locked: formulas are checked against all of it."""
    if not by.has_perm("movements.edit_indicator"):
        raise PermissionDenied("movements.edit_indicator")
    rows = (
        Indicator.objects.select_for_update(of=("self",), no_key=True)
        .select_related("point", "movement")
        .order_by("pk")
    )
    return {one.code: one for one in rows}


def held_row(dictionary, indicator, version):
    held = dictionary[indicator.code]
    if held.version != version:
        raise Conflict(
            "Người khác vừa sửa chỉ tiêu này. Bản đang gõ còn nguyên bên dưới: so với bản đã lưu rồi lưu lại."
        )
    return held


def _check(held, changed, dictionary):
    if held.is_formula:
        check_formula(held, dictionary, BoxRefused)
    if set(changed) & set(MEANING):
        check_dependents(held, dictionary, BoxRefused)
    if "valid_from" in changed and held.valid_from:
        early = held.figures.filter(filing__period__last_day__lt=held.valid_from).exclude(value=None, nothing=False)
        if n := early.count():
            raise BoxRefused("valid_from", f"Đã có {n} số liệu của các kỳ trước ngày này: chọn ngày sớm hơn.")


def _turn(held, meaning, columns, effective):
    """Keeps the old definition where the meaning changes; the names of the columns that this touches."""
    if not meaning:
        return []
    if effective is None:
        if is_used(held):
            names = ", ".join(label_of(name) for name in meaning)
            raise BoxRefused("effective", f"Đổi {names} là đổi nghĩa của số đã lưu: ghi ngày áp dụng.")
        return []
    _check_day(held, effective)
    check_no_figures_from(held, effective, BoxRefused)
    rescale(held, columns, effective, BoxRefused)
    if effective != held.meaning_from:
        kept = {name: getattr(held, name) for name in (*MEANING, *PLAUSIBLE)}
        held.past = [*held.past, {"until": (effective - timedelta(days=1)).isoformat(), **kept}]
        held.meaning_from = effective
    _break_here(held, meaning, effective)
    return ["past", "meaning_from"]


def _check_day(held, effective):
    if held.meaning_from and effective < held.meaning_from:
        raise BoxRefused(
            "effective", f"Định nghĩa hiện tại áp dụng từ {held.meaning_from:%d/%m/%Y}: chọn ngày đó hoặc sau đó."
        )
    if held.valid_from and effective <= held.valid_from:
        raise BoxRefused("effective", f"Chỉ tiêu theo dõi từ {held.valid_from:%d/%m/%Y}: chọn ngày sau ngày đó.")
    if held.ended_by(effective):
        raise BoxRefused("effective", f"Chỉ tiêu {held.ended_words}: chọn ngày trước đó.")


def _break_here(held, meaning, effective):
    """Figures on the two sides do not mean the same, so the series is not joined across the day."""
    reason = f"đổi {', '.join(label_of(name) for name in meaning)}"[:300]
    row, created = IndicatorBreak.objects.get_or_create(
        indicator=held, on=effective, defaults={"reason": reason, "source": "Danh mục chỉ tiêu trên cổng"}
    )
    if not created and reason not in row.reason:
        row.reason = f"{row.reason}; {reason}"[:300]
        row.save(update_fields=["reason"])


def label_of(name):
    return str(Indicator._meta.get_field(name).verbose_name)


def is_used(indicator):
    """Whether anything is stored in this indicator's measure."""
    related = (indicator.figures, indicator.targets, indicator.published, indicator.registered_targets)
    return any(rows.exists() for rows in related)


@transaction.atomic
def end_indicator(*, indicator, last_day, note, version, by, at):
    """Ends following after a day; None takes back an end that has not come yet."""
    dictionary = hold_dictionary(by)
    held = held_row(dictionary, indicator, version)
    before = words_of(held, "valid_to")
    _check_end(held, last_day, office_date(at))
    held.valid_to = last_day
    check_dependents(held, dictionary, BoxRefused, field="last_day")
    held.version += 1
    held.save(update_fields=["valid_to", "version"])
    label = "Kết thúc theo dõi" if last_day else "Tiếp tục theo dõi"
    data = {"before": {"valid_to": before}, "after": {"valid_to": words_of(held, "valid_to")}}
    record(held, step="end", label=label, by=by, at=at, note=note, data=data)
    return held


def _check_end(held, last_day: date | None, today):
    if last_day is None:
        if held.ended_by(today):
            raise BoxRefused("last_day", f"Chỉ tiêu {held.ended_words}: lập chỉ tiêu mới để theo dõi lại.")
        return
    if held.valid_from and last_day < held.valid_from:
        raise BoxRefused("last_day", f"Chỉ tiêu theo dõi từ {held.valid_from:%d/%m/%Y}: chọn ngày sau ngày đó.")
    if held.ended_by(today):
        raise BoxRefused("last_day", f"Chỉ tiêu {held.ended_words}.")
    check_no_figures_from(held, last_day + timedelta(days=1), BoxRefused, field="last_day")
