"""Movements and the directive, for those inside; the running movements and nothing else for everybody."""

import datetime as dt
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from movements.load.directive import DATA, load_directive
from movements.models import Directive, Movement, MovementAlias
from tests.cast import PEOPLE
from tests.factories import FigureFactory, FilingFactory, IndicatorFactory, MovementFactory, PointFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST, DIRECTIVE, PUBLIC = "/phong-trao/", "/phong-trao/chi-thi/", "/cong-khai/"


class _Text(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces = []

    def handle_data(self, data):
        self.pieces.append(data)


def text_of(html):
    reader = _Text()
    reader.feed(html)
    return re.sub(r"\s+", " ", " ".join(reader.pieces))


@pytest.fixture
def inside(client, world):
    """The client of an ordinary officer, with no movement but the test's own."""
    Movement.objects.update(state="stopped")
    client.force_login(world.canbo)
    return client


def detail(movement):
    return reverse("movements:movement_detail", args=[movement.key])


class TestList:
    @pytest.mark.parametrize(
        ("years", "shown_in"),
        [
            ((2021, 2025), {2021, 2023, 2025}),
            ((2023, 2023), {2023}),
            ((2023, None), {2023, 2025}),
            ((None, 2023), {2021, 2023}),
            ((None, None), {2021, 2023, 2025}),
        ],
    )
    def test_the_years_it_runs(self, inside, years, shown_in):
        MovementFactory(name="Cả nước chung sức", valid_from_year=years[0], valid_to_year=years[1])
        found = {year for year in (2021, 2023, 2025) if "Cả nước chung sức" in inside.get(LIST, {"nam": year}).text}
        assert found == shown_in

    def test_without_asking_it_is_the_offices_year(self, inside):
        MovementFactory(name="Năm nay", valid_from_year=2024, valid_to_year=2024)
        assert "Năm nay" in inside.get(LIST).text

    @pytest.mark.parametrize("asked", ["", "x", "24", "20245", "-2024", "²⁰²⁴", "0000", "9999", "２０２４"])
    def test_a_year_by_hand(self, inside, asked):
        assert inside.get(LIST, {"nam": asked}).status_code == 200

    @pytest.mark.parametrize(
        ("state", "shown"),
        [("draft", False), ("launched", True), ("interim", True), ("final", False), ("stopped", False)],
    )
    def test_only_what_runs(self, inside, state, shown):
        MovementFactory(name="Dân vận khéo", state=state)
        assert ("Dân vận khéo" in inside.get(LIST).text) == shown

    def test_what_the_province_does_not_take_part_in(self, inside):
        MovementFactory(name="Ở nơi khác", in_portal=False)
        assert "Ở nơi khác" not in inside.get(LIST).text

    def test_the_centre_then_the_province_then_the_others(self, inside):
        for name, level in (
            ("Aa", "khac"),
            ("Bb", "tinh"),
            ("Dd", "trung_uong"),
            ("Đđ", "trung_uong"),
            ("Cc", "trung_uong"),
        ):
            MovementFactory(name=f"Phong trào {name}", level=level)
        page = inside.get(LIST).text
        assert re.findall(r">Phong trào (\w\w)</a>", page) == ["Cc", "Dd", "Đđ", "Bb", "Aa"]

    @pytest.mark.parametrize(
        ("words", "shown"), [("nong thon", True), ("NÔNG  THÔN", True), ("đô thị", False), ("%", False)]
    )
    def test_words_without_marks(self, inside, words, shown):
        MovementFactory(name="Chung sức xây dựng nông thôn mới")
        assert ("Chung sức xây dựng" in inside.get(LIST, {"tim": words}).text) == shown

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same(self, inside, count, django_assert_num_queries):
        for number in range(count):
            MovementFactory().points.set([PointFactory(code=str(n)) for n in range(1, number + 2)])
        with django_assert_num_queries(7):
            inside.get(LIST)


class TestDetail:
    @pytest.fixture
    def movement(self):
        movement = MovementFactory(
            name="Cả nước chung tay vì người nghèo", slogan="Không để ai bị bỏ lại", launched_by="Thủ tướng Chính phủ",
            decision_number="666/QĐ-TTg", decision_date=dt.date(2022, 6, 2), note="Có phần suy ra",
        )  # fmt: skip
        MovementAlias.objects.create(movement=movement, name="Vì người nghèo", stage="2016–2020", source="báo cáo")
        movement.points.set([PointFactory(code="2"), PointFactory(code="5")])
        return movement

    def test_what_it_is_and_what_else_it_is_called(self, inside, movement):
        text = text_of(inside.get(detail(movement)).text)
        for words in (
            "Cả nước chung tay vì người nghèo", "Không để ai bị bỏ lại", "Thủ tướng Chính phủ", "2021–2025",
            "666/QĐ-TTg", "02/06/2022", "Theo chuyên đề", "Vì người nghèo", "2016–2020", "Điểm 2: Việc của điểm 2",
            "Điểm 5: Việc của điểm 5", "Có phần suy ra", "Đã phát động",
        ):  # fmt: skip
            assert words in text, words
        page = inside.get(detail(movement)).text
        assert f'href="{DIRECTIVE}#diem-5"' in page

    def test_an_indicator_that_has_ended_says_so_from_the_next_day(self, inside, movement, office):
        IndicatorFactory(movement=movement, code="D4.09", name="Kinh phí", valid_to=dt.date(2024, 12, 18))
        assert "đã kết thúc theo dõi" not in inside.get(detail(movement)).text
        office(dt.datetime(2024, 12, 18, 17, tzinfo=dt.UTC))
        text = text_of(inside.get(detail(movement)).text)
        assert "đã kết thúc theo dõi" in text
        assert "từ 19/12/2024" in text
        assert "Đang theo dõi" not in text

    def test_its_own_indicators_only(self, inside, movement):
        IndicatorFactory(movement=movement, code="A1.01", name="Số hộ thoát nghèo")
        IndicatorFactory(code="B1.01", name="Số km đường")
        text = text_of(inside.get(detail(movement)).text)
        assert "Số hộ thoát nghèo" in text
        assert "Số km đường" not in text

    def test_without_indicators_it_says_so(self, inside, movement):
        assert "chưa có chỉ tiêu nào" in inside.get(detail(movement)).text

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same(self, inside, movement, count, django_assert_num_queries):
        for number in range(count):
            IndicatorFactory(movement=movement, point=PointFactory(code=str(number + 6)))
            MovementAlias.objects.create(movement=movement, name=f"Tên {number}", source="x")
        with django_assert_num_queries(10):
            inside.get(detail(movement))

    @pytest.mark.parametrize("key", ["khong-co", "chi-thi-2"])
    def test_what_is_not_there(self, inside, key):
        assert inside.get(f"{LIST}{key}/").status_code == 404


class TestPlanned:
    """A movement that a unit only plans is seen there and by the province."""

    SEES = {"canbo", "thutruong", "chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"}

    @pytest.fixture
    def planned(self, world):
        movement = MovementFactory(name="Kế hoạch chưa công bố", state="draft", launching_unit=world.units["SNNPTNT"])
        movement.points.add(PointFactory())
        return movement

    @pytest.mark.parametrize("username", PEOPLE)
    def test_by_whom(self, client, world, planned, username):
        client.force_login(world.people[username])
        sees = username in self.SEES
        assert Movement.objects.visible_to(world.people[username]).filter(pk=planned.pk).exists() == sees
        assert (client.get(detail(planned)).status_code == 200) == sees
        assert ("Kế hoạch chưa công bố" in client.get(DIRECTIVE).text) == sees
        assert "Kế hoạch chưa công bố" not in client.get(LIST).text

    def test_not_by_the_public(self, client, planned):
        assert not Movement.objects.visible_to(AnonymousUser()).filter(pk=planned.pk).exists()
        assert "Kế hoạch chưa công bố" not in client.get(PUBLIC).text

    def test_a_plan_of_nobody_is_not_that_of_people_without_unit(self, client, world):
        world.canbo.unit = None
        world.canbo.save()
        MovementFactory(state="draft", launching_unit=None)
        assert not Movement.objects.visible_to(world.canbo).filter(state="draft").exists()


class TestDirective:
    def test_word_for_word(self, client, db):
        load_directive()
        source = json.loads((Path(DATA) / "directive.json").read_text(encoding="utf-8"))
        client.force_login(UserFactory())

        page = client.get(DIRECTIVE)

        text = text_of(page.text)
        paragraphs = [*source["preamble"], *source["recipients"]]
        paragraphs += [p for point in (*source["points"], *source["closing"]) for p in point["paragraphs"]]
        assert len(paragraphs) > 20
        positions = [text.find(re.sub(r"\s+", " ", paragraph)) for paragraph in paragraphs]
        assert -1 not in positions
        points = positions[len(source["preamble"]) + len(source["recipients"]) :]
        assert points == sorted(points)
        assert "bản nguồn để trống số và ngày" in text
        assert source["signer"] in text

    def test_each_point_with_what_serves_it(self, inside):
        point = PointFactory(code="3")
        movement = MovementFactory(name="Thi đua yêu nước", state="launched")
        movement.points.add(point)
        IndicatorFactory(point=point, code="C3.01", name="Tỷ lệ trúng tuyển", valid_to=dt.date(2023, 10, 19))

        section = inside.get(DIRECTIVE).text.partition('id="diem-3"')[2].partition("</section>")[0]

        assert detail(movement) in section
        assert "C3.01 Tỷ lệ trúng tuyển" in section
        assert "đã kết thúc theo dõi từ 20/10/2023" in section

    def test_a_number_once_it_is_known(self, inside):
        Directive.objects.update(number="05/CT-UBND")
        text = text_of(inside.get(DIRECTIVE).text)
        assert "05/CT-UBND" in text
        assert "để trống" not in text

    def test_before_it_is_loaded(self, client, db):
        client.force_login(UserFactory())
        assert client.get(DIRECTIVE).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same(self, inside, count, django_assert_num_queries):
        for number in range(count):
            point = PointFactory(code=str(number + 3))
            MovementFactory().points.add(point)
            IndicatorFactory(point=point)
        with django_assert_num_queries(9):
            inside.get(DIRECTIVE)


class TestPublic:
    def test_the_running_movements(self, client, db):
        shown = MovementFactory(name="Đang chạy", decision_number="666/QĐ-TTg")
        hidden = [
            MovementFactory(name="Đã xong", state="final"), MovementFactory(name="Sắp mở", state="draft"),
            MovementFactory(name="Đã dừng", state="stopped"), MovementFactory(name="Năm cũ", valid_to_year=2023),
            MovementFactory(name="Năm sau", valid_from_year=2025), MovementFactory(name="Nơi khác", in_portal=False),
        ]  # fmt: skip
        text = text_of(client.get(PUBLIC).text)
        for words in (shown.name, "666/QĐ-TTg", "2021–2025", "Thủ tướng Chính phủ", "1 phong trào", "năm 2024"):
            assert words in text
        assert [movement.name for movement in hidden if movement.name in text] == []

    def test_nothing_else(self, client, world):
        """No person, no address, no unit's figure, no way inside but the front door."""
        filing = FilingFactory(
            unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], confirmed=True
        )
        houses = world.indicators["houses"]
        figure = FigureFactory(filing=filing, indicator=houses, value=987654, note="ghi chú nội bộ")
        Movement.objects.update(note="ghi chú của phòng", source="công văn mật", slogan="khẩu hiệu")
        page = client.get(PUBLIC).text

        words = [p.full_name for p in world.people.values()] + [p.email for p in world.people.values()]
        words += [unit.name for code, unit in world.units.items() if code != "KT"]
        words += [i.name for i in world.indicators.values()] + [i.code for i in world.indicators.values()]
        words += [figure.note, "987.654", "987654", "ghi chú của phòng", "công văn mật", "@"]
        seen = text_of(page)
        assert [word for word in words if word in seen] == []
        inner = {href for href in re.findall(r'href="(/[^"]*)"', page) if not href.startswith("/static/")}
        rooms = {f"{PUBLIC}{room}/" for room in ("phong-trao", "quyet-dinh", "dien-hinh")}
        assert inner == {PUBLIC, "/dang-nhap/", *rooms}

    def test_those_inside_see_the_same_page(self, client, world):
        MovementFactory(name="Kế hoạch", state="draft", launching_unit=world.units["SNNPTNT"])
        stranger = text_of(client.get(PUBLIC).text).replace("Cán bộ đăng nhập Đăng nhập", "")
        client.force_login(world.canbo)
        inside = text_of(client.get(PUBLIC).text)
        assert "Người canbo" not in inside
        assert inside.replace("Về việc của tôi", "").split() == stranger.split()

    def test_no_movement_yet(self, client, db):
        assert "Chưa có phong trào nào" in client.get(PUBLIC).text

    def test_it_is_only_read(self, client, db):
        assert client.post(PUBLIC).status_code == 405

    def test_it_says_no_one_may_frame_it_or_run_scripts(self, client, db):
        answer = client.get(PUBLIC)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same(self, client, db, count, django_assert_num_queries):
        for _ in range(count):
            MovementFactory().points.add(PointFactory())
        with django_assert_num_queries(4):
            client.get(PUBLIC)

    @pytest.mark.parametrize("path", [LIST, DIRECTIVE, "/ket-qua/", "/bao-cao/", "/", "/thong-bao/", "/quan-tri/"])
    def test_every_other_door_leads_to_the_front_door(self, client, db, path):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0].partition("?")[0] == "/dang-nhap/"
