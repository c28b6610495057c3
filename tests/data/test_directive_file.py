"""The directive, word for word, and the movements that serve its points."""

import json

import pytest

from tests.data.tables import ROOT, column, table


@pytest.fixture(scope="module")
def directive():
    path = ROOT / "movements" / "data" / "directive.json"
    return json.loads(path.read_text(encoding="utf-8"))


SENTENCES = {
    "1": (
        'theo chủ đề "Đoàn kết, sáng tạo thi đua xây dựng và bảo vệ Tổ quốc” do Thủ tướng Chính phủ phát động tại '
        "Đại hội thi đua yêu nước toàn quốc lần thứ X."
    ),
    "2": (
        "nâng cao rõ rệt Chỉ số Hiệu quả quản trị và Hành chính công cấp tỉnh (PAPI), Chỉ số cải cách hành chính "
        "(PAR INDEX), Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"
    ),
    "3": "tăng cường sử dụng dịch vụ công trực tuyến mức độ 3, 4; đẩy mạnh đấu tranh phòng, chống tham nhũng, lãng phí",
    "4": "truy vết thần tốc, khoanh vùng nhanh, xét nghiệm hợp lý, điều trị hiệu quả",
    "5": "thực hiện đồng bộ cả 4 khâu: Phát hiện - bồi dưỡng - tổng kết - nhân điển hình tiên tiến.",
    "6": "khen thưởng người lao động trực tiếp, vùng sâu, vùng xa, khen thưởng đột xuất, khen thưởng theo chuyên đề",
    "7": "đổi mới, nâng cao hiệu quả hoạt động của cụm, khối thi đua.",
    "8": "dẫn đầu các phong trào thi đua để biểu dương, tôn vinh, khen thưởng kịp thời",
    "9": "Chủ tịch Ủy ban nhân dân các huyện, thành phố có trách nhiệm tổ chức thực hiện Chỉ thị này.",
    "KL1": "tích cực hưởng ứng và tham gia thực hiện các phong trào thi đua yêu nước",
    "KL2": (
        "Giao Sở Nội vụ (cơ quan thường trực của Hội đồng Thi đua - Khen thưởng tỉnh) chủ trì, phối hợp với Văn phòng "
        "Ủy ban nhân dân tỉnh và các cơ quan liên quan giúp Ủy ban nhân dân tỉnh kiểm tra, đôn đốc và thường xuyên "
        "báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện Chỉ thị này./."
    ),
}


def test_directive_has_nine_points_and_two_closing_paragraphs(directive):
    assert [point["code"] for point in directive["points"]] == list("123456789")
    assert [point["code"] for point in directive["closing"]] == ["KL1", "KL2"]
    assert [len(point["paragraphs"]) for point in directive["points"]] == [1, 1, 1, 2, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items())
def test_directive_word_for_word(directive, code, sentence):
    texts = {point["code"]: " ".join(point["paragraphs"]) for point in directive["points"] + directive["closing"]}
    assert sentence in texts[code]


def test_directive_keeps_number_and_date_blank_as_its_source(directive):
    assert (directive["number"], directive["date"]) == ("", "")
    assert directive["place"] == "Kon Tum"
    assert (directive["signer_title"], directive["signer"]) == ("CHỦ TỊCH", "Lê Ngọc Tuấn")
    assert directive["title"].endswith("theo Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Kon Tum lần thứ XVI")
    assert len(directive["preamble"]) == 3
    assert len(directive["recipients"]) == 12
    assert directive["source"]


def test_no_paragraph_is_broken_by_a_page(directive):
    points = directive["points"] + directive["closing"]
    texts = directive["preamble"] + [text for point in points for text in point["paragraphs"]]
    assert all(text[0].isupper() and text[-1] in ".:" and "\n" not in text and "  " not in text for text in texts)


def test_each_point_has_a_short_label(directive):
    codes = [point["code"] for point in directive["points"] + directive["closing"]]
    assert column("points", "code") == codes
    assert all(0 < len(label) <= 60 for label in column("points", "label"))


def test_movements_named_by_the_directive_and_the_dictionary_are_there():
    names = set(column("movements", "name"))
    assert {
        "Cả nước chung sức xây dựng nông thôn mới",
        "Phong trào thi đua yêu nước hằng năm của tỉnh",
        "Phòng, chống dịch COVID-19",
        "Các cuộc vận động, phong trào của MTTQ và đoàn thể",
    } <= names
    stages = {row["name"]: (row["key"], row["stage"]) for row in table("movement_aliases")}
    assert stages["Doanh nghiệp hội nhập và phát triển"] == ("doanh-nghiep-hoi-nhap", "2015-2020")
    poor = "Cả nước chung tay vì người nghèo - Không để ai bị bỏ lại phía sau"
    assert stages[poor] == ("vi-nguoi-ngheo", "2016-2020")


def test_movement_references_resolve():
    keys, units = set(column("movements", "key")), set(column("units", "code"))
    assert set(column("movement_aliases", "key")) <= keys
    assert set(column("movement_points", "key")) | {"can-tho-chi-tra-khong-tien-mat", "dak-lak-bau-cu"} == keys
    assert set(column("movement_points", "point")) <= set(column("points", "code"))
    assert set(column("movements", "parent")) - {""} <= keys
    assert set(column("movements", "launching_unit")) - {""} <= units


def test_movements_end_after_they_begin_and_other_provinces_stay_outside():
    for row in table("movements"):
        assert int(row["valid_from_year"]) <= int(row["valid_to_year"] or 9999)
        assert row["level"] != "khac" or row["in_portal"] == "0"


def test_aliases_of_movements_differ_from_names():
    assert not set(column("movement_aliases", "name")) & set(column("movements", "name"))
