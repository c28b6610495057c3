"""Pages of revocations: what is shown to whom, what is said of a wrong box, what stays typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Recovery, Revocation
from tests.awards import revoking
from tests.awards.line_checks import holding
from tests.awards.revoking import granted, revoked, start, streak, walked
from tests.awards.scene import honoree, load_law, person
from tests.scene import pdf_upload

pytestmark = pytest.mark.django_db
FACTS = "Kê khai sáng kiến của đồng nghiệp là của mình."
TYPED = {"ground": "HB-A", "facts": FACTS, "basis": "Kết luận 14/KL-TTr", "basis_date": "02/12/2024"}


@pytest.fixture
def as_(client, world):
    def sign_in(name):
        client.force_login(person(world, name))
        return client

    return sign_in


def page(client, row):
    return client.get(reverse("awards:revocation_detail", args=[row.pk])).content.decode()


class TestBeginning:
    def test_from_the_record_of_a_lifetime(self, world, as_):
        held = granted(world)
        client = as_("chuyenvien")
        life = client.get(reverse("honorees:honoree_detail", args=[held.honoree_id])).content.decode()
        address = f"{reverse('awards:revocation_new', args=[held.honoree_id])}?khen-thuong={held.pk}"
        assert address in life
        assert "checked" in client.get(address).content.decode()
        answer = client.post(address, TYPED | {"awards": [held.pk]})
        row = Revocation.objects.get()
        assert answer.url == reverse("awards:revocation_detail", args=[row.pk])
        assert FACTS in page(client, row)

    def test_a_unit_is_not_offered_it(self, world, as_):
        held = granted(world)
        life = as_("canbo").get(reverse("honorees:honoree_detail", args=[held.honoree_id])).content.decode()
        assert "Đề nghị hủy bỏ" not in life

    def test_the_wrong_box_is_named_and_nothing_typed_is_lost(self, world, as_):
        held = granted(world)
        address = reverse("awards:revocation_new", args=[held.honoree_id])
        answer = as_("chuyenvien").post(address, TYPED | {"awards": [held.pk], "basis": ""})
        text = answer.content.decode()
        assert answer.status_code == 422 and "Ô “Văn bản làm căn cứ”" in text and FACTS in text

    def test_who_was_slower_keeps_the_words_and_may_save_again(self, world, as_):
        row = start(world, granted(world))
        client, address = as_("chuyenvien"), reverse("awards:revocation_edit", args=[row.pk])
        typed = TYPED | {"version": row.version}
        assert client.post(address, typed).status_code == 302
        slower = client.post(address, typed | {"facts": "Lời của người sau."})
        text = slower.content.decode()
        assert slower.status_code == 422 and "Người khác vừa sửa" in text and "Lời của người sau." in text
        again = client.post(
            address, typed | {"facts": "Lời của người sau.", "version": slower.context["form"].data["version"]}
        )
        row.refresh_from_db()
        assert again.status_code == 302 and row.facts == "Lời của người sau."


class TestSteps:
    def test_each_person_is_offered_their_own(self, world, as_):
        row = start(world, granted(world))
        assert "Trình Giám đốc ký" in page(as_("chuyenvien"), row)
        assert "Trình Giám đốc ký" not in page(as_("giamdoc"), row)
        walked(world, row, "at_leader")
        shown = page(as_("lanhdao"), row)
        assert "Ký quyết định hủy bỏ" in shown and "Không hủy bỏ" in shown

    def test_the_clerk_keeps_what_was_typed(self, world, as_):
        row = walked(world, start(world, granted(world)), "signed")
        address = reverse("awards:revocation_step", args=[row.pk, "issue"])
        typed = {"number": "12/QĐ-UBND", "revoked_on": "10/03/2020", "file": pdf_upload()}
        answer = as_("vanthu").post(address, typed)
        text = answer.content.decode()
        assert answer.status_code == 422 and "Ô “Ngày quyết định”" in text and "12/QĐ-UBND" in text

    def test_a_step_that_no_longer_applies_is_said_in_words(self, world, as_):
        row = walked(world, start(world, granted(world)), "at_leader")
        answer = as_("chuyenvien").post(reverse("awards:revocation_step", args=[row.pk, "to_director"]), follow=True)
        assert "đang ở bước “Chờ lãnh đạo UBND tỉnh quyết định”" in answer.content.decode()


class TestAfterwards:
    def test_the_case_the_lifetime_and_the_decision_say_so(self, world, as_):
        held, title = streak(world)
        row = revoked(world, held)
        client = as_("chuyenvien")
        shown = page(client, row)
        assert title.decision_number in shown and "Xem lại" in shown and "Ghi thu hồi" in shown
        life = client.get(reverse("honorees:honoree_detail", args=[held.honoree_id])).content.decode()
        assert "Đã hủy bỏ" in life and "từ 10/03/2026" in life
        decision = client.get(reverse("awards:decision_detail", args=[held.decision_id])).content.decode()
        assert f"<s>{held.nomination.award.name}</s>" in decision

    def test_the_unit_reads_what_is_decided_and_not_what_is_prepared(self, world, as_):
        held = granted(world)
        row = start(world, held)
        client = as_("canbo")
        assert client.get(reverse("awards:revocation_detail", args=[row.pk])).status_code == 404
        walked(world, row, "revoked")
        assert "Ghi thu hồi" not in page(client, row)
        assert as_("canbo_khac").get(reverse("awards:revocation_detail", args=[row.pk])).status_code == 404

    def test_a_flag_is_judged_and_leads_to_the_next_case(self, world, as_):
        held, title = streak(world)
        row = revoked(world, held)
        flag, client = row.flags.get(), as_("truongphong")
        address = reverse("awards:flag_judge", args=[row.pk, flag.pk])
        assert client.post(address, {"verdict": "revoke", "note": ""}).status_code == 422
        assert client.post(address, {"verdict": "revoke", "note": "Không đủ 3 lần."}).status_code == 302
        assert f"?khen-thuong={title.pk}" in page(client, row)

    def test_what_came_back_is_written(self, world, as_):
        row = revoked(world, granted(world))
        recovery = Recovery.objects.get(kind="object")
        client, address = as_("chuyenvien"), reverse("awards:recovery_record", args=[row.pk, recovery.pk])
        wrong = client.post(address, {"version": 1, "on": "01/01/2020", "paper": "BB 3"})
        assert wrong.status_code == 422 and "Ô “Ngày thu hồi”" in wrong.content.decode()

    def test_the_home_page_of_who_holds_it(self, world, as_):
        load_law()
        row = start(world, holding(honoree(world.units["SYT"], "Y Lan"), "BK_TINH", 2024, issuer="UBND tỉnh Kon Tum"))
        assert "Hủy bỏ khen thưởng: Y Lan" in as_("chuyenvien").get("/").content.decode()
        revoking.step(world, row, "to_director", "chuyenvien")
        assert "Hủy bỏ khen thưởng: Y Lan" in as_("giamdoc").get("/").content.decode()
        assert "Hủy bỏ khen thưởng: Y Lan" not in as_("chuyenvien").get("/").content.decode()


def test_the_list_asks_as_much_for_three_as_for_one(world, as_):
    load_law()
    client, counts = as_("chuyenvien"), []
    for n in range(3):
        start(world, holding(honoree(world.units["SYT"], f"Y Lan {n}"), "BK_TINH", 2024, issuer="UBND tỉnh Kon Tum"))
        if n in (0, 2):
            with CaptureQueriesContext(connection) as asked:
                assert len(client.get(reverse("awards:revocation_list")).context["page"].object_list) == n + 1
            counts.append(len(asked))
    assert counts[0] == counts[1]


class TestInterface:
    def test_begun_and_read(self, world, as_):
        held = granted(world)
        client = as_("chuyenvien")
        body = {"honoree": held.honoree_id, "awards": [held.pk], "ground": "HB-B", "facts": FACTS,
                "basis": "Kết luận 14/KL-TTr", "basis_date": "2024-12-02"}  # fmt: skip
        made = client.post(reverse("api:revocation-list"), body, content_type="application/json")
        assert made.status_code == 201 and made.json()["state"] == "drafting"
        key = made.json()["id"]
        moved = client.post(
            reverse("api:revocation-step", args=[key, "to_director"]), {}, content_type="application/json"
        )
        assert moved.json()["state"] == "to_director"
        assert client.post(reverse("api:revocation-list"), body, content_type="application/json").status_code == 422
        listed = client.get(reverse("api:revocation-list")).json()
        assert [row["id"] for row in listed["results"]] == [key]

    def test_a_unit_does_not_begin_one(self, world, as_):
        answer = as_("canbo").post(reverse("api:revocation-list"), {}, content_type="application/json")
        assert answer.status_code == 403
