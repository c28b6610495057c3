"""What keeps a change of the dictionary from corrupting stored figures. `refuse(field, message)` makes the refusal."""

from django.db.models import F

from movements.compile.formulas import faults
from movements.enums import Comparison
from movements.models import Figure


def check_formula(indicator, dictionary, refuse):
    """The first thing that keeps the formula from being computed."""
    if indicator.is_formula:
        for field, message in faults(indicator, dictionary | {indicator.code: indicator}):
            raise refuse(field, message)


def check_dependents(indicator, dictionary, refuse, *, field="entry"):
    """Formulas that read this indicator must still be computable after the change."""
    whole = dictionary | {indicator.code: indicator}
    for other in whole.values():
        if indicator.code in other.sources and other.code != indicator.code:
            for _, message in faults(other, whole):
                raise refuse(field, f"{other.code} được tính từ chỉ tiêu này. {message}")


def check_no_figures_from(indicator, day, refuse, *, field="effective"):
    """No figure of a period that ends on or after the day: it was typed under the definition that would go."""
    rows = Figure.objects.filter(indicator=indicator, filing__period__last_day__gte=day)
    filled = rows.exclude(value=None, nothing=False)
    if n := filled.count():
        newest = filled.select_related("filing__period").order_by("-filing__period__last_day").first().filing.period
        raise refuse(
            field,
            f"Đã có {n} số liệu của các kỳ kết thúc từ ngày này, mới nhất là {newest.name_in_text}: "
            f"chọn ngày sau {newest.last_day:%d/%m/%Y} để số đã lưu không đổi nghĩa.",
        )


def rescale(indicator, columns, day, refuse):
    """Targets and published figures of the years under the new definition: their integers follow its decimals.

    Exact or refused; another unit of measure is never converted.
    """
    sets = _of_years(indicator, day)
    left = sum(rows.count() for rows, _ in sets)
    if not left:
        return
    if columns["unit_of_measure"] != indicator.unit_of_measure:
        raise refuse(
            "unit_of_measure",
            f"Còn {left} mục tiêu, số công bố từ năm {day.year} ghi theo “{indicator.unit_of_measure}”, "
            "không tự quy đổi được: chọn ngày áp dụng sau năm đó, hoặc lập chỉ tiêu mới.",
        )
    step = columns["decimals"] - indicator.decimals
    for rows, names in sets:
        _rescale_rows(rows, names, step, refuse)


def _of_years(indicator, day):
    """(rows, columns in the smallest unit) that the definition from `day` on will read: by the end of their year."""
    both = ("value", "upper_value")
    ranks = Comparison.RISE_BY_RANKS  # a number of ranks, in no measure
    return [
        (indicator.targets.filter(year_to__gte=day.year).exclude(comparison=ranks), both),
        (indicator.published.filter(year__gte=day.year), both),
        (indicator.registered_targets.filter(registration__term__last_day__gte=day).exclude(comparison=ranks), both),
    ]


def _rescale_rows(rows, names, step, refuse):
    if step == 0:
        return
    factor = 10 ** abs(step)
    if step < 0:
        for row in rows:
            if any((value := getattr(row, name)) is not None and value % factor for name in names):
                raise refuse("decimals", f"“{row}” có chữ số thập phân sẽ bị cắt mất: giữ nhiều chữ số hơn.")
    for name in names:
        column = F(name) * factor if step > 0 else F(name) / factor
        rows.filter(**{f"{name}__isnull": False}).update(**{name: column})
