"""The public pages: what anyone finds there, and that nothing else leaks out."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from awards.actions.typical import publish_model
from awards.models import AwardType, Decision, Dossier, Honoree, Nomination
from tests.awards.typical import AT, replicating, typical_model
from tests.factories import MovementFactory

pytestmark = pytest.mark.django_db
HOME, LIST, MODELS, MOVEMENTS = (
    "/cong-khai/",
    "/cong-khai/quyet-dinh/",
    "/cong-khai/dien-hinh/",
    "/cong-khai/phong-trao/",
)


@pytest.fixture
def award(db):
    made, _ = AwardType.objects.get_or_create(
        code="TEST_BK", valid_from=None,
        defaults={
            "name": "Bằng khen của Chủ tịch UBND tỉnh", "kind": "form", "authority": "province", "to_person": True,
            "decided_by": "Chủ tịch UBND tỉnh", "citation": "Luật",
        },
    )  # fmt: skip
    return made


@pytest.fixture
def issue(world, award):
    """`issue("Tên", …)` makes a decision with those lines granted."""

    def make(*names, number=5, year=2024, title="Tặng Bằng khen", unit="SNNPTNT"):
        decision = Decision.objects.create(
            number=number, issued_on=dt.date(year, 6, number % 28 + 1), year=year, issuer="Chủ tịch UBND tỉnh",
            title=title, signer="Người ký kín", signer_title="Chủ tịch",
        )  # fmt: skip
        dossier = Dossier.objects.create(
            unit=world.units[unit], receiver=world.units["SNV"], title="Hồ sơ nội bộ", occasion="cong_trang",
            state="decided", decision=decision, created_at=AT, created_by=world.canbo,
        )  # fmt: skip
        for order, name in enumerate(names):
            line(dossier, world.units[unit], name, order=order)
        return decision

    def line(dossier, unit, name, *, state="granted", order=0, reason=""):
        honoree = Honoree.objects.create(
            subject="person", name=name, unit=unit, person_class="direct", position="Chức vụ kín", female=True
        )
        return Nomination.objects.create(
            dossier=dossier, honoree=honoree, award=award, name_then=name, position_then="Chức vụ kín", order=order,
            state=state, reason=reason, achievement="Thành tích kín 0912345678", note="Ghi chú kín", bonus=1234567,
            decision=dossier.decision if state == "granted" else None,
        )  # fmt: skip

    make.line = line
    return make


def address(decision):
    return reverse("public_decision", args=[decision.pk])


class TestDecisions:
    def test_by_year_with_their_honorees(self, client, issue):
        issue("Trần Thị Hòa")
        issue("Lê Văn Đức", number=6, year=2023, title="Tặng Cờ thi đua")
        page = client.get(LIST).text
        for words in (
            "05/QĐ-UBND",
            "06/QĐ-UBND",
            "Trần Thị Hòa",
            "Lê Văn Đức",
            "Sở Nông nghiệp",
            "Bằng khen của Chủ tịch",
        ):
            assert words in page
        page = client.get(LIST, {"nam": 2023}).text
        assert "Lê Văn Đức" in page and "Trần Thị Hòa" not in page
        assert 'href="?nam=2024"' in page

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("tran thi hoa", {"Trần Thị Hòa"}),
            ("DUC", {"Lê Văn Đức"}),
            ("06/qđ", {"Lê Văn Đức"}),
            ("co thi dua", {"Lê Văn Đức"}),
            ("%", set()),
            ("không có ai", set()),
            ("  ", {"Trần Thị Hòa", "Lê Văn Đức"}),
        ],
    )
    def test_words_without_marks(self, client, issue, words, found):
        issue("Trần Thị Hòa")
        issue("Lê Văn Đức", number=6, year=2023, title="Tặng Cờ thi đua")
        page = client.get(LIST, {"tim": words}).text
        assert {name for name in ("Trần Thị Hòa", "Lê Văn Đức") if name in page} == found

    def test_the_name_that_stands_in_the_decision(self, client, issue):
        issue("Trần Thị Hòa")
        honoree = Honoree.objects.get()
        honoree.name = "Trần Thị Hoa Mai"
        honoree.save()
        assert "Trần Thị Hòa" in client.get(LIST, {"tim": "thi hoa"}).text
        assert "Không tìm thấy" in client.get(LIST, {"tim": "hoa mai"}).text

    def test_a_long_list_shows_whom_it_was_found_by(self, client, issue):
        decision = issue(*[f"Người thứ {n}" for n in range(60)])
        page = client.get(LIST, {"tim": "nguoi thu 47"}).text
        assert "Người thứ 47" in page and "Người thứ 0" not in page
        assert "Xem đủ 60 đối tượng" in page
        whole = client.get(address(decision)).text
        assert "1–50 trong 60 dòng" in whole
        assert "Người thứ 59" in client.get(address(decision), {"trang": 2}).text
        assert "1 đối tượng được khen thưởng" in client.get(address(decision), {"tim": "thu 47"}).text

    def test_only_what_was_granted(self, client, world, issue):
        decision = issue("Được tặng")
        dossier = decision.dossiers.get()
        issue.line(dossier, dossier.unit, "Không được", state="not_granted", reason="X1")
        open_one = Dossier.objects.create(
            unit=dossier.unit, receiver=dossier.receiver, title="Đang xét", occasion="cong_trang", created_at=AT
        )
        issue.line(open_one, dossier.unit, "Đang chờ")
        for url in (LIST, address(decision), f"{LIST}?tim=cho", f"{LIST}?tim=khong+duoc"):
            page = client.get(url).text
            assert "Không được" not in page and "Đang chờ" not in page

    def test_pages(self, client, issue):
        for number in range(1, 24):
            issue(number=number, title=f"Quyết định thứ {number}")
        assert "21–23 trong 23 dòng" in client.get(LIST, {"trang": 2, "tim": "quyet dinh"}).text
        assert "tim=quyet+dinh&amp;trang=2" in client.get(LIST, {"tim": "quyet dinh"}).text

    @pytest.mark.parametrize("year", ["x", "20245", "²⁰²⁴", "-1"])
    def test_a_year_by_hand(self, client, issue, year):
        issue("Trần Thị Hòa")
        assert "Trần Thị Hòa" in client.get(LIST, {"nam": year}).text

    def test_what_is_not_there(self, client, db):
        assert client.get(f"{LIST}99/").status_code == 404
        assert "Chưa có quyết định nào" in client.get(LIST).text

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize("asked", [("", 5), ("?tim=nguoi", 6)])
    def test_it_costs_the_same(self, client, issue, count, asked, django_assert_num_queries):
        query, queries = asked
        for number in range(count):
            issue(*[f"Người {n}" for n in range(count)], number=number + 1)
        with django_assert_num_queries(queries):
            client.get(LIST + query)


class TestModels:
    def test_told_with_consent(self, client, world):
        told = replicating(world, name="Vườn mẫu Đắk Hà", published=True)
        replicating(world, name="Chưa đăng")
        typical_model(world, name="Mới phát hiện")
        page = client.get(MODELS).text
        assert "Vườn mẫu Đắk Hà" in page and "Chưa đăng" not in page and "Mới phát hiện" not in page
        assert "Vườn mẫu Đắk Hà" in client.get(MODELS, {"tim": "vuon mau dak ha"}).text
        assert "Không có điển hình nào khớp" in client.get(MODELS, {"tim": "khác"}).text
        page = client.get(reverse("public_model", args=[told.pk])).text
        assert "Huyện Đắk Hà, từ 02/12/2024" in page and told.story in page

    def test_a_story_not_told_is_not_there(self, client, world):
        for model in (replicating(world), typical_model(world)):
            assert client.get(reverse("public_model", args=[model.pk])).status_code == 404

    def test_a_story_is_text(self, client, world):
        model = replicating(world, story="<script>alert(1)</script>", published=True)
        assert "&lt;script&gt;" in client.get(reverse("public_model", args=[model.pk])).text

    def test_a_planned_movement_is_not_named(self, client, world):
        planned = MovementFactory(name="Kế hoạch chưa công bố", state="draft")
        model = replicating(world, published=True, movement=planned)
        assert "Kế hoạch chưa" not in client.get(reverse("public_model", args=[model.pk])).text

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same(self, client, world, count, django_assert_num_queries):
        for _ in range(count):
            replicating(world, published=True)
        with django_assert_num_queries(2):
            client.get(MODELS)


class TestNothingElse:
    """Names, units, awards, decisions; no other word about a person, and no way inside but the front door."""

    @pytest.fixture
    def pages(self, client, world, issue):
        decision = issue("Trần Thị Hòa", "Lê Văn Đức")
        model = replicating(world, next_step="Việc kín", next_step_on=AT.date(), field="Trồng trọt")
        model.replications.update(result="Kết quả kín của ông X 0987654321")
        publish_model(model=model, by=world.chuyenvien, at=AT)
        MovementFactory(name="Chung sức", note="Ghi chú kín", source="Nguồn kín")
        return [
            HOME, MOVEMENTS, f"{MOVEMENTS}?tim=chung", LIST, f"{LIST}?nam=2024", f"{LIST}?tim=hoa", address(decision),
            f"{address(decision)}?tim=duc", MODELS, f"{MODELS}?tim=vuon", reverse("public_model", args=[model.pk]),
        ]  # fmt: skip

    def test_scanned(self, client, world, pages):
        people = [*world.people.values()]
        words = [p.full_name for p in people] + [p.username for p in people if "_" in p.username]
        words += ["kín", "1234567", "1.234.567", "Hồ sơ nội bộ"]
        for url in pages:
            page = client.get(url).text
            shown = re.sub(r"<[^>]+>", " ", page)
            assert [word for word in words if word in shown] == [], url
            assert "@" not in shown and not re.search(r"0\d{8,}", shown), url
            inner = set(re.findall(r'(?:href|action)="(/[^"]*)"', page))
            assert {h for h in inner if not h.startswith(("/static/", "/cong-khai/", "/dang-nhap/"))} == set(), url

    def test_the_same_for_everyone(self, client, world, pages):
        strange = {url: client.get(url).text for url in pages}
        client.force_login(world.canbo)
        for url in pages:
            cut = re.compile(r'<a class="btn btn-quiet" href="/(?:dang-nhap/)?">.*?</a>', re.DOTALL)
            assert cut.sub("", client.get(url).text) == cut.sub("", strange[url]), url

    def test_they_are_only_read(self, client, pages):
        assert {client.post(url).status_code for url in pages} == {405}

    def test_the_home_page_has_all_three(self, client, pages):
        page = client.get(HOME).text
        for words in ("Trần Thị Hòa", "Vườn mẫu", "Chung sức", "05/QĐ-UBND"):
            assert words in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_home_costs_the_same(self, client, world, issue, count, django_assert_num_queries):
        for number in range(count):
            issue("Người", number=number + 1)
            replicating(world, published=True)
        with django_assert_num_queries(6):
            client.get(HOME)
