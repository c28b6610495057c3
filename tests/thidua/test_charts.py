"""Drawings: words escaped, numbers Vietnamese, nothing WeasyPrint would draw black."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from thidua import charts
from thidua.charts import (
    Bar,
    Cell,
    Day,
    Dot,
    HeatRow,
    Mark,
    Series,
    day_strip,
    glyph,
    heat_map,
    index_series,
    meter,
    period_bars,
    plain_number,
    spark,
    target_bars,
)
from thidua.looks import LOOKS, look
from thidua.tokens import TONES, colour

MONDAY = date(2024, 12, 16)
DAYS = [Day(MONDAY + timedelta(n), off=n % 7 > 4, today=n == 2) for n in range(21)]
MARKS = [
    Mark(date(2024, 12, 20), "Báo cáo quý IV và năm 2024", "draft"),
    Mark(date(2024, 12, 19), "Gửi lại hồ sơ", "returned"),
    Mark(date(2025, 1, 5), "Đăng ký thi đua năm 2025 của Sở", "idle"),
]
BARS = [
    Bar("Diện tích rừng trồng mới", Decimal("3232.5"), 3000, "ha", 1),
    Bar("Tỷ lệ hộ nghèo", 6.84, 7.0, "%", 2, "down"),
    Bar("Kim ngạch xuất khẩu hàng hóa qua cửa khẩu quốc tế Bờ Y trong năm", 352, None, "triệu USD"),
    Bar("Chưa có số liệu", None, 47, "xã"),
]
QUARTERS = [("Quý I", "2023", 310), ("Quý II", "2023", None), ("Quý III", "2023", 1310), ("Quý I", "2024", 1204.5)]
HEAT = [
    HeatRow(
        "Sở Nông nghiệp và Phát triển nông thôn", (Cell("done", "ok", "đúng hạn", "/ket-qua/1/"), Cell("", "idle", "–"))
    ),
    HeatRow("Sở Y tế", (Cell("bad", "fail", "quá hạn"), Cell("ring", "idle", "chưa gửi"))),
]
PCI = Series(
    "PCI", (Dot(2017, 58.53), Dot(2018, 60.63, 1), Dot(2019, 63.54, 1), Dot(2020, 60.02, 1, True), Dot(2022, 64.89, 1)),
    decimals=2, breaks=(2018,),
)  # fmt: skip
DRAWINGS = {
    "heat_map": heat_map(HEAT, ["I", "II"], columns=4),
    "heat_map_phone": heat_map(HEAT, ["I", "II"], columns=1, width=320),
    "index_series": index_series(PCI, (2015, 2024)),
    "day_strip": day_strip(DAYS, MARKS),
    "target_bars": target_bars(BARS),
    "target_bars_phone": target_bars(BARS, width=300),
    "spark": spark([3, None, 5, 8]),
    "meter": meter(85, 95, "doing"),
    "period_bars": period_bars(QUARTERS, unit="ha", decimals=1),
}


def parse(svg):
    return ET.fromstring(str(svg))  # noqa: S314 - our own drawing


def texts(svg):
    return ["".join(node.itertext()) for node in parse(svg).iter(f"{charts.SVG}text")]


@pytest.mark.parametrize("svg", DRAWINGS.values(), ids=DRAWINGS)
def test_is_well_formed_named_and_made_of_literals(svg):
    root = parse(svg)
    assert root.get("role") == ("group" if root.find(f".//{charts.SVG}a") is not None else "img")
    assert root.findtext(f"{charts.SVG}title")
    assert root.findtext(f"{charts.SVG}desc")
    assert "var(" not in svg
    assert "currentColor" not in svg
    assert "style=" not in svg
    assert all("class" not in node.attrib for node in root.iter() if node is not root)


@pytest.mark.parametrize("svg", DRAWINGS.values(), ids=DRAWINGS)
def test_no_word_is_under_eleven_pixels_or_outside_the_drawing(svg):
    width, height = float(parse(svg).get("width")), float(parse(svg).get("height"))
    for node in parse(svg).iter(f"{charts.SVG}text"):
        assert float(node.get("font-size")) >= 11
        assert 0 <= float(node.get("x")) <= width
        assert 0 <= float(node.get("y")) <= height


def test_names_are_escaped():
    wicked = '<script>alert("x")</script> & con'
    for svg in (target_bars([Bar(wicked, 1, 2)]), day_strip(DAYS, [Mark(MONDAY, wicked)]), spark([1, 2], title=wicked)):
        assert "<script>" not in svg
        parse(svg)
    assert texts(day_strip(DAYS, [Mark(MONDAY, wicked)]))[-1] == wicked


def test_numbers_are_vietnamese():
    shown = texts(DRAWINGS["target_bars"])
    assert "3.232,5 / 3.000,0 ha" in shown
    assert "107,8 %" in shown
    assert "– / 47 xã" in shown
    assert "1.204,5" in texts(DRAWINGS["period_bars"])
    assert plain_number(Decimal("0.5")) == "1"
    assert plain_number(-1234.5, 1) == "-1.234,5"
    assert plain_number(None) == "–"


def test_reached_depends_on_what_is_better():
    green = TONES["ok"][0]
    assert green in target_bars([Bar("Hộ nghèo", 6, 7, better="down")])
    assert green not in target_bars([Bar("Hộ nghèo", 8, 7, better="down")])
    assert green not in target_bars([Bar("Xã", 6, 7)])


def test_the_description_says_what_has_no_figure():
    assert "Chưa có số liệu: chưa có số liệu" in parse(DRAWINGS["target_bars"]).findtext(f"{charts.SVG}desc")


def test_a_long_label_is_wrapped_never_cut():
    shown = texts(target_bars(BARS, width=300))
    assert "…" not in "".join(shown)
    assert sum(line in BARS[2].label for line in shown) >= 2


def test_the_strip_marks_today_once_and_ignores_days_outside():
    svg = day_strip(DAYS, [*MARKS, Mark(date(2026, 1, 1), "Ngoài khung")])
    assert svg.count(f'fill="{colour("red")}"') == 1
    assert "Ngoài khung" not in svg


def test_labels_of_near_days_stand_in_different_rows():
    rows = {node.text: node.get("y") for node in parse(DRAWINGS["day_strip"]).iter(f"{charts.SVG}text")}
    assert rows["Gửi lại hồ sơ"] != rows["Báo cáo quý IV và năm 2024"]


def test_many_marks_on_one_day_all_find_a_row():
    svg = day_strip(DAYS, [Mark(MONDAY, f"Việc số {n}") for n in range(6)])
    rows = [node.get("y") for node in parse(svg).iter(f"{charts.SVG}text") if node.text.startswith("Việc")]
    assert len(set(rows)) == 6
    assert max(map(float, rows)) < float(parse(svg).get("height"))


def test_the_strip_without_work_says_so():
    assert "không có việc đến hạn" in day_strip(DAYS, [])


def test_a_gap_breaks_the_line():
    assert spark([1, 2, None, 4, 5]).count("<polyline") == 2
    assert "chưa có số liệu" in spark([None, None])
    assert "<circle" not in spark([None, None])
    assert "<circle" in spark([7])


def test_the_latest_and_the_highest_column_carry_their_figure():
    wide = period_bars([("Q", "2023", 900), *[("Q", "2024", 10)] * 6, ("Q", "2024", 20)])
    assert {"900", "20"} <= set(texts(wide))
    assert period_bars([("Q", "2024", None)]).count("<rect") == 0


@pytest.mark.parametrize(("value", "target"), [(0, 0), (None, 5), (12, 10), (5, 10)])
def test_a_meter_stays_inside_its_box(value, target):
    root = parse(meter(value, target, "ok"))
    assert all(float(box.get("width")) <= 120 for box in root.iter(f"{charts.SVG}rect"))


def test_every_look_has_a_drawing_and_a_tone():
    for glyph_name, tone_name in set(LOOKS.values()):
        assert "currentColor" not in glyph(glyph_name, 0, 0, 16, "#000000")
        assert tone_name in TONES


def test_a_state_without_a_look_is_a_mistake():
    with pytest.raises(KeyError):
        look("chua-biet")


def test_the_sprite_is_one_size_and_has_no_raw_colour_but_white():
    sprite = charts.SPRITE.read_text(encoding="utf-8")
    icons = [line for line in sprite.splitlines() if 'viewBox="0 0 16 16"' in line]
    assert len(icons) >= 40
    assert set(re.findall(r"#[0-9a-f]{6}", "".join(icons))) <= {"#ffffff"}


# --- Heat map, series --------------------------------------------------------------------------------------


def test_a_cell_is_told_apart_without_colour_and_opens_its_filing():
    svg = str(DRAWINGS["heat_map"])
    assert '<a href="/ket-qua/1/"' in svg and svg.count("<a ") == 1
    assert "Sở Y tế: quá hạn, chưa gửi" in parse(svg).findtext(f"{charts.SVG}desc")
    assert any(words.endswith("…") for words in texts(svg))  # a long name is cut, its whole stands in the words


def test_a_series_is_joined_only_where_it_may_be():
    svg = str(DRAWINGS["index_series"])
    assert svg.count("<polyline") == 1  # 2018–2019; not over the break, the dispute or the gap
    words = parse(svg).findtext(f"{charts.SVG}desc")
    assert "2021: chưa có số liệu" in words and "chuỗi gãy từ 2018" in words and "2020: 60,02" in words


def test_a_rank_of_one_stands_on_top():
    series = Series("Hạng", (Dot(2023, 56), Dot(2024, 10)), better="down")
    first, last = (float(c.get("cy")) for c in parse(index_series(series, (2023, 2024))).iter(f"{charts.SVG}circle"))
    assert last < first


def test_nothing_known_draws_only_the_axis():
    assert "2024: chưa có số liệu" in parse(index_series(Series("PAR", ()), (2020, 2024))).findtext(f"{charts.SVG}desc")


def test_the_targets_own_comparison_says_what_is_reached():
    equal = Bar("Hơn 42", 42, 42, "nhà", reached=False)
    assert "chưa đạt" in parse(target_bars([equal])).findtext(f"{charts.SVG}desc")
