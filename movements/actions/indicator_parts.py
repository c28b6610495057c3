"""What hangs on an indicator: other names, breaks of its series, and who fills it in."""

from django.db import transaction

from movements.actions.indicators import BoxRefused, hold_dictionary, is_used
from movements.models import Figure, IndicatorAlias, IndicatorBreak, ReportingDuty
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_line


@transaction.atomic
def add_alias(*, indicator, name, source, by, at):
    """Another name under which papers call the indicator; search finds it by that name too."""
    held, name = hold_dictionary(by)[indicator.code], clean_line(name)
    if held.aliases.filter(name=name).exists():
        raise BoxRefused("name", f"Chỉ tiêu đã có tên khác “{name}”.")
    alias = IndicatorAlias(indicator=held, name=name, source=clean_line(source))
    alias.save()
    _record(held, "Thêm tên khác", by, at, after={"aliases": name})
    return alias


@transaction.atomic
def remove_alias(*, indicator, pk, by, at):
    held = hold_dictionary(by)[indicator.code]
    alias = _part(held.aliases, pk)
    alias.delete()
    _record(held, "Bỏ tên khác", by, at, before={"aliases": alias.name})


@transaction.atomic
def add_break(*, indicator, on, reason, source, by, at):
    """A day across which nothing is joined: history, last value, jumps, cumulative, last year, charts."""
    held = hold_dictionary(by)[indicator.code]
    if held.breaks.filter(on=on).exists():
        raise BoxRefused("on", f"Ngày {on:%d/%m/%Y} đã có một mốc gãy chuỗi.")
    row = IndicatorBreak.objects.create(
        indicator=held, on=on, reason=clean_line(reason), source=clean_line(source)
    )  # fmt: skip
    _record(held, "Thêm mốc gãy chuỗi số", by, at, after={"breaks": f"{on:%d/%m/%Y}: {row.reason}"})
    return row


@transaction.atomic
def remove_break(*, indicator, pk, by, at):
    """Refused on the day of another definition: figures on its two sides do not mean the same."""
    held = hold_dictionary(by)[indicator.code]
    row = _part(held.breaks, pk)
    if row.on in held.turns:
        raise Refused(f"Không bỏ được mốc {row.on:%d/%m/%Y}: từ ngày đó chỉ tiêu có định nghĩa khác.")
    row.delete()
    _record(held, "Bỏ mốc gãy chuỗi số", by, at, before={"breaks": f"{row.on:%d/%m/%Y}: {row.reason}"})


@transaction.atomic
def add_duty(*, indicator, unit, unit_kind, valid_from, note, by, at):
    """Asks a unit, or all of a kind, for this box; from a day where older periods have figures already."""
    held = hold_dictionary(by)[indicator.code]
    if bool(unit) == bool(unit_kind):
        raise BoxRefused("unit", "Chọn một đơn vị hoặc một loại đơn vị, không chọn cả hai.")
    if valid_from is None and is_used(held):
        raise BoxRefused(
            "valid_from", "Chỉ tiêu đã có số liệu: ghi ngày bắt đầu giao để kỳ cũ không phát sinh ô trống."
        )
    same = {"unit": unit, "unit_kind": unit_kind or ""}
    if held.duties.filter(valid_to=None, **same).exists():
        raise BoxRefused("unit", "Nơi này đang được giao chỉ tiêu này.")
    if valid_from and held.duties.filter(valid_to__gte=valid_from, **same).exists():
        raise BoxRefused("valid_from", "Nơi này đã được giao đến sau ngày đó: chọn ngày muộn hơn.")
    duty = ReportingDuty.objects.create(indicator=held, note=clean_line(note), valid_from=valid_from, **same)
    since = f" từ {valid_from:%d/%m/%Y}" if valid_from else ""
    _record(held, "Giao nơi báo cáo", by, at, after={"duties": f"{duty.who}{since}"})
    return duty


@transaction.atomic
def end_duty(*, indicator, pk, last_day, by, at):
    """Asks no longer after a day; what was given until then stays in its periods."""
    held = hold_dictionary(by)[indicator.code]
    duty = _part(held.duties.select_related("unit"), pk)
    if duty.valid_to:
        raise Refused(f"{duty.who} đã thôi báo cáo sau ngày {duty.valid_to:%d/%m/%Y}.")
    if duty.valid_from and last_day < duty.valid_from:
        raise BoxRefused("last_day", f"Nơi này được giao từ {duty.valid_from:%d/%m/%Y}: chọn ngày sau ngày đó.")
    _check_given(held, duty, last_day)
    duty.valid_to = last_day
    duty.save(update_fields=["valid_to"])
    _record(
        held, "Thôi giao báo cáo", by, at, before={"duties": duty.who}, after={"duties": f"đến hết {last_day:%d/%m/%Y}"}
    )


def _check_given(held, duty, last_day):
    whose = {"filing__unit": duty.unit} if duty.unit else {"filing__unit__kind": duty.unit_kind}
    later = Figure.objects.filter(indicator=held, filing__period__last_day__gt=last_day, **whose)
    if n := later.exclude(value=None, nothing=False).count():
        raise BoxRefused("last_day", f"{duty.who} đã có {n} số liệu của các kỳ sau ngày này: chọn ngày muộn hơn.")


def _part(rows, pk):
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Refused("Dòng này vừa được người khác bỏ. Xem lại trang.")
    return row


def _record(indicator, label, by, at, *, before=None, after=None):
    data = {"before": before or {}, "after": after or {}}
    record(indicator, step="change", label=label, by=by, at=at, data=data)
