"""The law as data as people read and write it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.actions import law as actions
from awards.load import load_catalogue, load_law
from awards.models import AuthorityRule, BallotRule, ChecklistItem, DeadlineRule, EligibilityRule, Instrument
from tests.awards.scene import AT, person
from thidua.errors import Conflict, Refused
from thidua.events import timeline

pytestmark = pytest.mark.django_db
XS = "CSTDCS.xuat-sac.2024"


@pytest.fixture(autouse=True)
def loaded():
    load_catalogue()
    load_law()


def row(code=XS):
    return EligibilityRule.objects.get(code=code)


def address(name, one, table="tieu-chuan"):
    return reverse(f"law:provision_{name}", args=[table, one.pk])


def typed(one, **changed):
    """The edit form as a browser would send it."""
    names = ("award_code", "subject", "article", "note", "order", "occasion", "group", "text")
    return {
        **{name: getattr(one, name) for name in names}, "instrument": one.instrument_id, "version": one.version,
        "effective": "", "reason": "Công văn 12/BNV", **{f"p_{k}": v for k, v in one.parameters.items()}, **changed,
    }  # fmt: skip


# ---- reading ---------------------------------------------------------------------------------------------------------


def test_everybody_reads_what_a_day_says(client, world):
    client.force_login(world.canbo)
    page = client.get(reverse("law:award", args=["CSTDCS"]), {"ngay": "30/06/2025"}).text
    assert "Điều 23, Luật 06/2022/QH15" in page and "Đã đối chiếu văn bản" in page
    assert "Chủ tịch Ủy ban nhân dân huyện" in page and "Chủ tịch Ủy ban nhân dân xã" not in page
    later = client.get(reverse("law:award", args=["CSTDCS"]), {"ngay": "2026-10-02"}).text
    assert "Mới biết qua dự thảo" in later and "Chủ tịch Ủy ban nhân dân xã" in later
    assert "Thêm" not in page.split("<main", 1)[-1].split("Tiêu chuẩn")[1][:200]


def test_the_home_counts_what_is_known(client, world):
    client.force_login(world.canbo)
    page = client.get(reverse("law:home")).text
    assert "Chiến sĩ thi đua cơ sở" in page and "20 ngày làm việc" in page and "152/2025/NĐ-CP" in page
    assert "Còn dòng cần người" in page
    wrong = client.get(reverse("law:home"), {"ngay": "31/02/2025"})
    assert wrong.status_code == 200 and "“31/02/2025” không phải một ngày" in wrong.text
    assert client.get(reverse("law:award", args=["KHONG_CO"])).status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_cost_of_the_lists_is_fixed(client, world, n, django_assert_num_queries):
    for model in (EligibilityRule, AuthorityRule, BallotRule, ChecklistItem, DeadlineRule):
        model.objects.exclude(pk__in=model.objects.filter(valid_from="2024-01-01").values("pk")[:n]).delete()
    client.force_login(world.canbo)
    client.get(reverse("law:home"))
    with django_assert_num_queries(9):
        client.get(reverse("law:home"))
    with django_assert_num_queries(11):
        client.get(reverse("law:award", args=["CSTDCS"]))


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_an_administrator_mends_a_row_and_confirms_it(client, world):
    client.force_login(world.quantri)
    assert client.get(address("edit", row())).status_code == 200
    sent = client.post(address("edit", row()), typed(row(), article="Điều 23 khoản 1"))
    assert sent.status_code == 302
    mended = row()
    assert (mended.article, mended.standing, mended.version) == ("Điều 23 khoản 1", "unverified", 2)
    words = {"standing": "verified", "reason": "Công báo 571, trang 56", "version": mended.version}
    assert client.post(address("confirm", mended), words).status_code == 302
    assert row().standing == "verified"
    page = client.get(address("detail", mended)).text
    assert "Điều 23 khoản 1" in page and "Công báo 571, trang 56" in page
    assert "<del>Đã đối chiếu văn bản</del>" in page and "<ins>Chưa đối chiếu được</ins>" in page


def test_a_change_from_a_day_is_a_row_of_its_own(client, world):
    client.force_login(world.quantri)
    sent = client.post(address("edit", row()), typed(row(), text="Xuất sắc hai năm", effective="01/03/2026"))
    assert sent.status_code == 302
    fresh = row("CSTDCS.xuat-sac.2026-03-01")
    assert (fresh.valid_from, fresh.valid_to) == (dt.date(2026, 3, 1), dt.date(2026, 9, 30))
    assert (row().valid_to, row().text) == (dt.date(2026, 2, 28), "Được công nhận hoàn thành xuất sắc nhiệm vụ")
    assert fresh.standing == "unverified" and row().standing == "verified"
    assert sent.url == address("detail", fresh)
    assert [line.step for line in timeline(row())] == ["end"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"p_at_least": ""}, "Từ mức"),
        ({"p_at_least": "tot"}, "Từ mức"),
        ({"award_code": "XXX"}, "Danh hiệu, hình thức"),
        ({"reason": ""}, "Vì sao sửa"),
        ({"text": "Khác", "effective": "01/01/2024"}, "chọn ngày sau ngày đó"),
        ({"text": "Khác", "effective": "01/10/2026"}, "thêm dòng mới"),
        ({}, "Chưa ô nào khác bản đang lưu."),
    ],
)
def test_what_is_wrong_is_named_and_nothing_typed_is_lost(client, world, changed, said):
    client.force_login(world.quantri)
    page = client.post(address("edit", row()), typed(row(), note="Ghi chú đang gõ" if changed else "", **changed))
    assert page.status_code == 422 and said in page.text
    assert not changed or "Ghi chú đang gõ" in page.text
    assert row().version == 1


def test_a_number_out_of_its_range_is_told_which_may_be(client, world):
    client.force_login(world.quantri)
    streak = row("CSTD_TINH.lien-tuc.2024")
    page = client.post(address("edit", streak), typed(streak, p_times="25")).text
    assert "Số lần liên tục" in page and "Ghi một số nguyên từ 1 đến 20." in page
    assert "Chiến sĩ thi đua cơ sở; Số lần liên tục: 3" in client.get(address("detail", streak)).text


def test_somebody_was_faster(client, world):
    client.force_login(world.quantri)
    old = typed(row(), text="Của tôi")
    client.post(address("edit", row()), typed(row(), text="Của người khác"))
    page = client.post(address("edit", row()), old)
    assert page.status_code == 422 and "Người khác vừa sửa dòng này" in page.text
    assert "Của người khác" in page.text and "Của tôi" in page.text
    assert client.post(address("edit", row()), old | {"version": row().version}).status_code == 302


def new_criterion(**changed):
    law = Instrument.objects.get(code="LUAT_06_2022").pk
    return {
        "code": "CSTDCS.ty-le.2026", "award_code": "CSTDCS", "subject": "person", "instrument": law, "group": "",
        "article": "Quy định của tỉnh", "occasion": "", "text": "Không quá 15 %", "valid_from": "01/01/2026",
        "valid_to": "", "note": "", "order": "999", "p_percent": "15", "p_of": "LDTT", **changed,
    }  # fmt: skip


def test_a_new_criterion_is_asked_for_by_its_type_and_needs_no_deployment(client, world):
    client.force_login(world.quantri)
    new = reverse("law:provision_new", args=["tieu-chuan"])
    assert "Tỷ lệ khống chế của địa phương" in client.get(new).text
    assert "Không quá (%)" in client.get(f"{new}?kieu=quota").text
    assert client.post(f"{new}?kieu=quota", new_criterion()).status_code == 302
    made = row("CSTDCS.ty-le.2026")
    assert (made.kind, made.parameters, made.standing) == ("quota", {"percent": 15, "of": "LDTT"}, "unverified")
    again = client.post(f"{new}?kieu=quota", new_criterion())
    assert again.status_code == 422 and "CSTDCS.ty-le.2026" in again.text


@pytest.mark.parametrize(
    ("table", "changed", "said"),
    [
        ("thoi-han", {"event": "x", "name": "Việc", "working_days": "5", "month": "3", "day": "1"}, "số ngày làm việc"),
        ("thoi-han", {"event": "x", "name": "Việc", "working_days": "", "month": "2", "day": "30"}, "trong tháng đó"),
        ("thoi-han", {"event": "x", "name": "Việc", "working_days": "", "month": "2", "day": "28"}, ""),
        ("ty-le-phieu", {"percent": "101"}, "từ 1 đến 100"),
        ("ty-le-phieu", {"percent": "90", "award_code": ""}, "Danh hiệu, hình thức"),
        ("ty-le-phieu", {"percent": "90"}, ""),
        ("tham-quyen", {"decider": "commune"}, ""),
        ("ho-so", {"purpose": "don", "name": "Đơn", "copies": "1"}, ""),
        ("ho-so", {"purpose": "don", "name": "Đơn", "copies": "1", "valid_to": "01/01/2020"}, "không được trước"),
    ],
)
def test_rows_of_the_other_tables(client, world, table, changed, said):
    client.force_login(world.quantri)
    sent = client.post(reverse("law:provision_new", args=[table]), new_criterion(**changed))
    assert sent.status_code == (422 if said else 302)
    assert said in sent.text


def test_a_row_ends_on_a_day_and_an_end_that_has_not_come_is_taken_back(client, world):
    client.force_login(world.quantri)
    words = {"last_day": "31/12/2025", "reason": "Nghị định mới", "version": row().version}
    assert client.post(address("end", row()), words).status_code == 302
    assert row().valid_to == dt.date(2025, 12, 31)
    early = client.post(address("end", row()), words | {"last_day": "01/01/2020", "version": row().version})
    assert early.status_code == 422 and "Dòng này áp dụng từ 01/01/2024" in early.text
    ended = actions.end_provision(
        row=row(), last_day=None, note="x", version=row().version, by=person(world, "quantri"), at=AT
    )
    assert ended.valid_to is None


def test_only_administrators_and_only_the_newest_version(world):
    words = {"standing": "verified", "note": "Công báo", "version": 1, "at": AT}
    with pytest.raises(PermissionDenied):
        actions.confirm_provision(row=row(), by=person(world, "giamdoc"), **words)
    by = person(world, "quantri")
    actions.confirm_provision(row=row(), by=by, **words)
    with pytest.raises(Conflict):
        actions.confirm_provision(row=row(), by=by, **words)
    with pytest.raises(Refused, match="Ghi đã đối chiếu"):
        actions.confirm_provision(row=row(), by=by, **(words | {"note": " ", "version": 2}))
