"""What was aimed at and what others published: every line with its source, in the indicator's smallest unit."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from movements.load.indicators import scaled
from movements.models import Indicator, PublishedFigure, Target
from thidua.text import NumberRefused, search_key
from units.load import LoadReport, read_rows, upsert, whole, yes_no
from units.models import Unit

DATA = Path(__file__).parent.parent / "data"

# Spellings of a source that mean the indicator's own unit of measure; anything else could be off by a thousand.
SAME_MEASURE = {
    ("triệu đồng", "triệu đồng/người"),
    ("điểm %/năm", "điểm %"),
    ("bậc", "hạng"),
    ("tập thể, cá nhân", "lượt"),
}
WHOLE_PROVINCE = "tinh"


@transaction.atomic
def load_figures() -> LoadReport:
    """Targets and published figures of the province; those without an indicator, in another unit of measure, or
    finer than the indicator's decimals are told, never rounded."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    province = Unit.objects.get(code=settings.OFFICE["province_codes"][0])
    targets, lost = _place("Mục tiêu", read_rows(DATA / "targets.csv"), indicators, _target)
    published, lost_too = _place("Số công bố", read_rows(DATA / "figures.csv"), indicators, _published)
    whose = {"unit_id": province.pk}
    target_key = ["indicator_id", "unit_id", "scope", "year_from", "year_to", "comparison", "name_as_written"]
    published_key = ["indicator_id", "unit_id", "year", "as_of", "value", "source"]
    return (
        upsert(Target, target_key, [row | whose for row in targets])
        + upsert(PublishedFigure, published_key, [row | whose for row in published])
        + LoadReport(not_placed=lost + lost_too)
    )


def _place(what, rows, indicators, columns):
    """(rows that found their indicator, one line for each that did not)."""
    placed, lost = [], []
    for row in rows:
        indicator = indicators.get(row["indicator_code"])
        try:
            if reason := _misfit(row, indicator):
                lost.append(_line(what, row, reason))
            else:
                placed.append(columns(row, indicator))
        except NumberRefused as refused:
            lost.append(_line(what, row, refused.message))
    return placed, lost


def _misfit(row, indicator) -> str:
    if indicator is None:
        return f"không có chỉ tiêu {row['indicator_code']}" if row["indicator_code"] else "chưa có chỉ tiêu"
    written, own = row["unit_as_written"], indicator.unit_of_measure
    if search_key(written) == search_key(own) or (written, own) in SAME_MEASURE:
        return ""
    return f"đơn vị tính “{written}” khác “{own}” của {indicator.code}"


def _line(what, row, reason) -> str:
    year = row.get("year") or "–".join(dict.fromkeys((row["year_from"], row["year_to"])))
    value = "–".join(filter(None, (row["value"], row["upper_value"])))
    return f"{what} “{row['name_as_written']}” năm {year}, {value} {row['unit_as_written']}: {reason}"


def _target(row, indicator) -> dict:
    return {
        "indicator_id": indicator.pk,
        "scope": "" if row["scope"] == WHOLE_PROVINCE else row["scope"],
        "year_from": int(row["year_from"]),
        "year_to": int(row["year_to"]),
        "comparison": row["comparison"],
        "value": scaled(row["value"], indicator.decimals),
        "upper_value": scaled(row["upper_value"], indicator.decimals),
        "name_as_written": row["name_as_written"],
        "source": row["source"],
    }


def _published(row, indicator) -> dict:
    return {
        "indicator_id": indicator.pk,
        "year": whole(row["year"]),
        "as_of": row["as_of"],
        "value": scaled(row["value"], indicator.decimals),
        "upper_value": scaled(row["upper_value"], indicator.decimals),
        "qualifier": row["qualifier"],
        "inferred": bool(yes_no(row["inferred"])),
        "disputed": bool(yes_no(row["disputed"])),
        "source": row["source"],
        "note": "; ".join(part for part in (row["series_note"], row["note"]) if part),
    }
