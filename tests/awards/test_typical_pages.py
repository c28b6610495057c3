"""The pages of typical models as people use them: the board and its filters, the forms and their mistakes."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.actions.typical import publish_model
from awards.models import TypicalModel
from reports.duties_typical import typical_tasks
from tests.awards.typical import AT, DAY, nurtured, replicating, reviewed, typical_model
from tests.scene import pdf_upload
from units.models import Attachment

pytestmark = pytest.mark.django_db
BOARD = "/dien-hinh/"
TODAY = dt.date(2024, 12, 18)


@pytest.fixture
def inside(client, world):
    client.force_login(world.canbo)
    return client


def page_of(model, name="typical_detail", *more):
    return reverse(f"typical:{name}", args=[model.pk, *more])


def typed(model=None, **changes):
    """The form as the browser sends it."""
    given = {"name": "Vườn mẫu", "field": "", "owner": "", "next_step": "", "next_step_on": "", "story": ""}
    if model:
        given |= {"owner": model.owner_id, "version": model.version, "next_step": model.next_step}
        given["next_step_on"] = f"{model.next_step_on:%d/%m/%Y}" if model.next_step_on else ""
    return {"version": 0, **given, **changes}


class TestBoard:
    def test_four_columns(self, inside, world):
        for make, name in ((typical_model, "A1"), (nurtured, "B2"), (reviewed, "C3"), (replicating, "D4")):
            make(world, name=name)
        page = inside.get(BOARD).text
        parts = page.split('class="lane"')
        assert len(parts) == 5
        for part, label, name in zip(
            parts[1:], ("Phát hiện", "Bồi dưỡng", "Tổng kết", "Nhân rộng"), ("A1", "B2", "C3", "D4"), strict=True
        ):
            assert label in part and name in part
        assert "Tập huấn" in parts[2] and "06/01/2025</time>" in parts[2] and "còn 13 ngày" in parts[2]
        assert "1 đơn vị áp dụng" in parts[4]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", {"Vườn cà phê", "Nhà rông", "Chậm việc"}),
            ("?tim=vuon+CA", {"Vườn cà phê"}),
            ("?tim=nong+nghiep", {"Vườn cà phê", "Nhà rông", "Chậm việc"}),
            ("?tim=%25", set()),
            ("?linh-vuc=Văn+hóa", {"Nhà rông"}),
            ("?cua-toi=1", {"Vườn cà phê", "Chậm việc"}),
            ("?qua-han=1", {"Chậm việc"}),
            ("?khau=nurturing", {"Chậm việc"}),
            ("?khau=xyz", {"Vườn cà phê", "Nhà rông", "Chậm việc"}),
        ],
    )
    def test_filters_stay_in_the_address(self, inside, world, query, names):
        typical_model(world, name="Vườn cà phê")
        typical_model(world, name="Nhà rông", field="Văn hóa", owner=world.thutruong)
        nurtured(world, name="Chậm việc", next_step_on=dt.date(2024, 12, 10))
        page = inside.get(BOARD + query).text
        assert {name for name in ("Vườn cà phê", "Nhà rông", "Chậm việc") if f">{name}</a>" in page} == names

    def test_counts_lead_to_their_lists(self, inside, world):
        nurtured(world, next_step_on=dt.date(2024, 12, 17))
        page = inside.get(BOARD, {"tim": "vuon"}).text
        for address in ("?khau=nurturing&amp;tim=vuon", "?tim=vuon&amp;qua-han=1", "?tim=vuon&amp;cua-toi=1"):
            assert f'href="{address}"' in page
        assert "quá 1 ngày" in page

    def test_a_long_column_leads_to_its_list(self, inside, world):
        for number in range(35):
            typical_model(world, name=f"Mô hình {number}")
        assert "Xem cả 35 điển hình" in inside.get(BOARD).text
        page = inside.get(BOARD, {"khau": "found", "trang": 2}).text
        assert "31–35 trong 35 dòng" in page
        assert '"?khau=found&amp;trang=1"' in page

    def test_what_others_tell_leads_to_the_public_page(self, inside, world):
        told = replicating(world, unit=world.units["SYT"], owner=world.canbo_khac, published=True)
        typical_model(world, unit=world.units["SYT"], owner=world.canbo_khac, name="Chưa kể")
        page = inside.get(BOARD).text
        assert reverse("public_model", args=[told.pk]) in page
        assert "Người canbo_khac" not in page and "Chưa kể" not in page
        assert inside.get(page_of(told)).url == reverse("public_model", args=[told.pk])

    def test_only_officers_begin_one(self, client, world):
        for who, shown in (("canbo", True), ("thutruong", False), ("chuyenvien", False)):
            client.force_login(world.people[who])
            assert ("/dien-hinh/moi/" in client.get(BOARD).text) == shown

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize("asked", [("", 17), ("?khau=nurturing", 15)])
    def test_it_costs_the_same(self, inside, world, count, asked, django_assert_num_queries):
        query, queries = asked
        for number in range(count):
            for make in (typical_model, nurtured, reviewed, replicating):
                make(world, name=f"Mô hình {number}")
        with django_assert_num_queries(queries):
            inside.get(BOARD + query)


class TestForms:
    def test_introduced(self, inside, world):
        answer = inside.post("/dien-hinh/moi/", typed(owner=world.canbo.pk, name="Vườn mẫu mới"))
        model = TypicalModel.objects.get()
        assert answer.url == page_of(model)
        assert (model.name, model.unit, model.state) == ("Vườn mẫu mới", world.units["SNNPTNT"], "found")

    def test_nothing_typed_is_lost(self, inside, world):
        post = typed(owner=world.canbo.pk, name="", story="Dài dòng", next_step="Tập huấn", next_step_on="32/01/2025")
        answer = inside.post("/dien-hinh/moi/", post)
        assert answer.status_code == 422
        assert "Dài dòng" in answer.text and 'value="32/01/2025"' in answer.text and "chỗ cần sửa" in answer.text
        assert not TypicalModel.objects.exists()

    def test_a_day_without_its_step(self, inside, world):
        answer = inside.post("/dien-hinh/moi/", typed(owner=world.canbo.pk, next_step_on="06/01/2025"))
        assert answer.status_code == 422
        assert "đi cùng nhau" in answer.text

    def test_a_refusal_is_said_on_top(self, inside, world):
        model = nurtured(world)
        answer = inside.post(page_of(model, "typical_edit"), typed(model, next_step="", next_step_on=""))
        assert answer.status_code == 422
        assert "phải có việc tiếp theo" in answer.text

    def test_edited(self, inside, world):
        model = nurtured(world)
        answer = inside.post(page_of(model, "typical_edit"), typed(model, story="Câu chuyện", consent="on"))
        assert answer.status_code == 302
        model.refresh_from_db()
        assert (model.story, model.consent, model.next_step_on) == ("Câu chuyện", True, DAY)

    def test_two_at_once_are_told(self, inside, world):
        model = typical_model(world)
        post = typed(model, name="Của tôi")
        TypicalModel.objects.update(name="Của người khác", version=2)
        answer = inside.post(page_of(model, "typical_edit"), post)
        assert answer.status_code == 422
        assert "Người khác vừa lưu" in answer.text and "<q>Của người khác</q>" in answer.text
        assert 'value="Của tôi"' in answer.text
        again = inside.post(page_of(model, "typical_edit"), post | {"version": 2})
        assert again.status_code == 302
        assert TypicalModel.objects.get().name == "Của tôi"

    def test_owners_are_of_the_unit(self, inside, world):
        answer = inside.post("/dien-hinh/moi/", typed(owner=world.canbo_khac.pk))
        assert answer.status_code == 422

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_costs_the_same(self, inside, world, count, django_assert_num_queries):
        model = replicating(world)
        for code in ("611", "SYT")[: count - 1]:
            model.replications.create(unit=world.units[code], on=TODAY)
        with django_assert_num_queries(13):
            assert inside.get(page_of(model)).status_code == 200


class TestSteps:
    def test_walked_in_the_browser(self, client, world):
        model = typical_model(world)
        client.force_login(world.thutruong)
        plan = {"owner": world.canbo.pk, "next_step": "Tập huấn", "next_step_on": "06/01/2025"}
        assert client.post(page_of(model, "typical_step", "nurture"), plan).status_code == 302
        assert client.post(page_of(model, "typical_step", "review"), {"note": "Tốt"}).status_code == 302
        client.force_login(world.canbo)
        taken = {"unit": world.units["615"].pk, "on": "02/12/2024", "result": ""}
        assert client.post(page_of(model, "typical_step", "replicate"), taken).status_code == 302
        row = model.replications.get()
        assert client.post(page_of(model, "replication_edit", row.pk), {"result": "30 hộ"}).status_code == 302
        page = client.get(page_of(model)).text
        for words in ("Huyện Đắk Hà", "từ 02/12/2024", "30 hộ", "Ký phiếu tổng kết", "Đưa vào kế hoạch bồi dưỡng"):
            assert words in page

    @pytest.mark.parametrize(
        ("step", "post", "words"),
        [
            ("nurture", {"next_step": "Tập huấn"}, "Ngày việc tiếp theo"),
            ("nurture", {"next_step": "Tập huấn", "next_step_on": "01/12/2024"}, "đã qua"),
            ("stop", {"note": ""}, "Lý do thôi theo dõi"),
        ],
    )
    def test_what_is_missing_is_said(self, client, world, step, post, words):
        client.force_login(world.thutruong)
        answer = client.post(page_of(typical_model(world), "typical_step", step), post | {"owner": world.canbo.pk})
        assert answer.status_code == 422
        assert words in answer.text and "chỗ cần sửa" in answer.text

    def test_out_of_turn_leads_back(self, client, world):
        client.force_login(world.thutruong)
        model = typical_model(world)
        answer = client.get(page_of(model, "typical_step", "review"), follow=True)
        assert "đang ở khâu “Phát hiện”" in answer.text

    def test_the_story_goes_out_and_comes_back(self, client, world):
        model = replicating(world)
        client.force_login(world.chuyenvien)
        client.post(page_of(model, "typical_publish"))
        assert client.get(reverse("public_model", args=[model.pk])).status_code == 200
        client.post(page_of(model, "typical_unpublish"))
        assert client.get(reverse("public_model", args=[model.pk])).status_code == 404

    def test_why_it_may_not_go_out(self, client, world):
        client.force_login(world.chuyenvien)
        page = client.get(page_of(replicating(world, consent=False))).text
        assert "chưa đồng ý công khai" in page and 'aria-disabled="true"' in page

    def test_files(self, inside, world):
        model = typical_model(world)
        inside.post(page_of(model, "file_add"), {"file": pdf_upload("Ảnh vườn.pdf")})
        attachment = Attachment.objects.get()
        assert "Ảnh vườn.pdf" in inside.get(page_of(model)).text
        inside.post(page_of(model, "file_remove", attachment.pk))
        assert "Ảnh vườn.pdf</a>" not in inside.get(page_of(model)).text
        assert "Chọn một tệp." in inside.post(page_of(model, "file_add"), follow=True).text


class TestDuties:
    def tasks(self, person):
        return [(task.group, task.title, task.days_left) for task in typical_tasks(person, today=TODAY)]

    def test_the_owner(self, world):
        nurtured(world, name="Xa")
        nurtured(world, name="Gần", next_step_on=dt.date(2024, 12, 20))
        nurtured(world, name="Quá", next_step_on=dt.date(2024, 12, 17))
        nurtured(world, name="Người khác", owner=world.thutruong)
        assert self.tasks(world.canbo) == [
            ("Quá hạn", "Quá", -1), ("Chờ tôi làm", "Gần", 2), ("Còn thời gian", "Xa", 13),
        ]  # fmt: skip

    def test_the_head_and_home_affairs(self, world):
        typical_model(world, name="Mới")
        ready = replicating(world, name="Đủ")
        replicating(world, name="Chưa", consent=False)
        assert self.tasks(world.thutruong) == [("Chờ tôi làm", "Mới", None)]
        assert self.tasks(world.chuyenvien) == [("Còn thời gian", "Đủ", None)]
        publish_model(model=ready, by=world.chuyenvien, at=AT)
        assert self.tasks(world.chuyenvien) == []
        assert self.tasks(world.canbo_khac) == []
