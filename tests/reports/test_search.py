"""Ctrl K: words without accents, and nothing that one may not see."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Decision, Dossier, Honoree
from movements.models import IndicatorAlias
from reports.search import MOST, search
from tests.factories import MovementFactory, UnitFactory
from tests.reports.office import AT, TODAY, file

pytestmark = pytest.mark.django_db


def found(person, words):
    person = type(person).objects.get(pk=person.pk)
    return {group.label: [hit.title for hit in group.hits] for group in search(person, words, today=TODAY)}


@pytest.fixture
def staged(world):
    MovementFactory(key="nong-thon-moi", name="Cả nước chung sức xây dựng nông thôn mới")
    Honoree.objects.create(subject="person", name="Y Đắk Blô", unit=world.units["SYT"], person_class="direct")
    Dossier.objects.create(
        unit=world.units["SYT"], receiver=world.units["SNV"], title="Đề nghị tặng Bằng khen", occasion="phong_trao",
        state="appraising", first_sent_at=AT, arrived_at=AT, stage_since=AT, created_at=AT,
    )  # fmt: skip
    Decision.objects.create(
        number=5, issued_on=dt.date(2024, 11, 1), year=2024, issuer="UBND tỉnh", title="Tặng Bằng khen", signer="A",
        signer_title="Chủ tịch",
    )  # fmt: skip
    file(world, "SNNPTNT", world.periods[4], state="submitted")
    return world


@pytest.mark.parametrize(
    ("words", "label", "title"),
    [
        ("dak ha", "Đơn vị", "Huyện Đắk Hà"),
        ("NÔNG THÔN mới", "Phong trào", "Cả nước chung sức xây dựng nông thôn mới"),
        ("nha tam", "Chỉ tiêu", "Số nhà tạm đã xóa"),
        ("D2.33", "Chỉ tiêu", "Diện tích rừng trồng mới"),
        ("blo dak", "Đối tượng khen thưởng", "Y Đắk Blô"),
        ("de nghi bang khen", "Hồ sơ khen thưởng", "Đề nghị tặng Bằng khen"),
        ("05/QĐ", "Quyết định", "Tặng Bằng khen"),
        ("nong nghiep", "Báo cáo kết quả", "Báo cáo kết quả quý IV và năm 2024"),
    ],
)
def test_found_without_accents(staged, words, label, title):
    assert title in found(staged.chuyenvien, words)[label]


def test_only_what_one_may_see(staged):
    mine = found(staged.canbo_khac, "nong nghiep")
    assert "Báo cáo kết quả" not in mine and "Đơn vị" not in mine
    assert found(staged.canbo_xa, "blo") == {}
    assert "Hồ sơ khen thưởng" not in found(staged.canbo_dakha, "bang khen")
    assert found(staged.canbo_khac, "bang khen")["Hồ sơ khen thưởng"] == ["Đề nghị tặng Bằng khen"]


@pytest.mark.parametrize("words", ["", "  ", "a", "zzzz", "%%", "__"])
def test_too_little_or_nothing(staged, words):
    assert found(staged.chuyenvien, words) == {}


def test_a_long_group_says_that_there_are_more(world):
    for _ in range(MOST + 2):
        UnitFactory(name="Trường thử")
    (group,) = search(world.chuyenvien, "truong thu", today=TODAY)
    assert len(group.hits) == MOST and group.more


def test_every_hit_opens(client, staged):
    client.force_login(staged.chuyenvien)
    for words in ("dak", "nong", "nha", "bang khen"):
        for group in client.get(reverse("search"), {"tim": words}).context["groups"]:
            assert all(client.get(hit.url).status_code == 200 for hit in group.hits), group.label


def test_the_box_stands_in_the_shell(client, world):
    client.force_login(world.canbo)
    text = client.get("/").text
    assert 'action="/tim/"' in text and "data-find" in text


def test_the_page_says_what_to_do(client, world):
    client.force_login(world.canbo)
    for words, told in (("", "Gõ từ cần tìm"), ("a", "Gõ ít nhất hai chữ"), ("zzzz", "Không tìm thấy")):
        assert told in client.get(reverse("search"), {"tim": words}).text


def test_queries_do_not_grow(client, staged):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("search"), {"tim": "dak"})
        return len(queries)

    client.force_login(staged.chuyenvien)
    count()
    one = count()
    for at in range(3):
        UnitFactory(name=f"Xã Đắk {at}")
        Honoree.objects.create(subject="person", name=f"A Đắk {at}", unit=staged.units["SYT"], person_class="direct")
    assert count() == one


def test_an_ended_indicator_says_so_and_is_found_by_its_other_names(world):
    IndicatorAlias.objects.create(indicator=world.indicators["vaccine"], name="Chi phòng COVID", source="BC")
    (group,) = search(world.canbo, "chi phong", today=TODAY)
    assert [hit.title for hit in group.hits] == ["Kinh phí chống dịch"]
    assert "đã kết thúc theo dõi từ 20/10/2023" in group.hits[0].detail


def test_an_end_to_come_is_not_said_yet(world):
    world.indicators["houses"].valid_to = dt.date(2025, 12, 31)
    world.indicators["houses"].save()
    (group,) = search(world.canbo, "nha tam", today=TODAY)
    assert "kết thúc" not in group.hits[0].detail
