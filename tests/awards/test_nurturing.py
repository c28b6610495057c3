"""Plans of typical models, what the press told, pictures with consent, evidence by stage, what stands still."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from awards.actions import pictures, plans
from awards.actions import typical as models
from awards.actions.plans import PlanLine, PlanPaper
from awards.compile.plans import plan_lines
from awards.models import MediaItem, ModelPicture, ModelPlan, TypicalModel
from tests.awards.typical import AT, nurtured, photo, picture, replicating, typical_model
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.models import Event
from units.models import Attachment, Notice

pytestmark = pytest.mark.django_db
LINES = [PlanLine("Nông nghiệp", 2, "Nguyễn Thị Lan, Trưởng phòng"), PlanLine("Cải cách hành chính", 1, "A Nam")]
DAY = dt.timedelta(1)


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


def planned(world, *, by="canbo", **fields):
    given = {"unit": world.units["SNNPTNT"], "scope": "year", "year": 2025, "content": "Mỗi xã một vườn mẫu.",
             "lines": LINES}  # fmt: skip
    return plans.start_plan(**(given | fields), by=world.people[by], at=AT)


def go(world, plan, *steps):
    for name, by, words in steps:
        plans.step_plan(plan=plan, step_name=name, by=world.people[by], at=AT, **words)
    return plan


PAPER = {"paper": PlanPaper("12/KH-SNN", AT.date())}
SENT = (("to_head", "canbo", {}), ("approve", "thutruong", PAPER))


# --- Plans ------------------------------------------------------------------------------------------------------------


def test_a_plan_from_the_officer_to_home_affairs(world):
    plan = go(world, planned(world), *SENT)
    assert (plan.state, plan.number, plan.approved_by) == ("submitted", "12/KH-SNN", world.thutruong)
    assert Notice.objects.filter(to=world.chuyenvien, text__contains="đã gửi đến").exists()
    go(world, plan, ("receive", "chuyenvien", {}))
    assert plan.state == "received"


@pytest.mark.parametrize(("fields", "why"), [
    ({"lines": []}, "ít nhất một dòng"), ({"year": 2020}, "Ô “Năm”"), ({"year": 2026}, "Ô “Năm”"),
    ({"year": None}, "Ô “Năm”"), ({"lines": [PlanLine("", 1, "A")]}, "Dòng 1, ô “Lĩnh vực”"),
    ({"lines": [*LINES, PlanLine("X", 0, "A")]}, "Dòng 3, ô “Số điển hình”"),
    ({"lines": [PlanLine("X", 1, " ")]}, "Dòng 1, ô “Người phụ trách”"),
    ({"lines": [*LINES, PlanLine("nông  nghiệp", 1, "A")]}, "có hai dòng"),
])  # fmt: skip
def test_a_plan_is_whole(world, fields, why):
    with pytest.raises(Refused, match=why):
        planned(world, **fields)
    assert not ModelPlan.objects.exists()


def test_one_plan_for_a_year_and_one_for_the_stage(world):
    planned(world)
    assert planned(world, scope="stage", year=None).year == 2021
    for scope in ("year", "stage"):
        with pytest.raises(Conflict, match="đã có kế hoạch"):
            planned(world, scope=scope)
    with pytest.raises(PermissionDenied):
        planned(world, by="canbo_khac")
    with pytest.raises(PermissionDenied):
        planned(world, by="thutruong", year=2024)


def test_two_people_at_one_plan(world):
    plan = planned(world)
    plans.save_plan(plan=plan, content="Mới.", lines=LINES[:1], version=1, by=world.canbo, at=AT)
    with pytest.raises(Conflict, match="Người khác vừa sửa"):
        plans.save_plan(plan=plan, content="Khác.", lines=LINES, version=1, by=world.canbo, at=AT)
    assert [row.field for row in plan.lines.all()] == ["Nông nghiệp"]
    stale = ModelPlan.objects.get(pk=plan.pk)
    go(world, plan, ("to_head", "canbo", {}))
    with pytest.raises(Conflict):
        go(world, stale, ("to_head", "canbo", {}))


@pytest.mark.parametrize("paper", [None, PlanPaper("", AT.date()), PlanPaper("1/KH", None),
                                   PlanPaper("1/KH", AT.date() + DAY)])  # fmt: skip
def test_the_head_approves_with_number_and_day(world, paper):
    plan = go(world, planned(world), SENT[0])
    with pytest.raises(Refused, match="kế hoạch”"):
        go(world, plan, ("approve", "thutruong", {"paper": paper}))
    with pytest.raises(PermissionDenied):
        go(world, plan, ("approve", "canbo", PAPER))


def test_who_sees_a_plan(world):
    plan = planned(world)
    seen = lambda who: ModelPlan.objects.visible_to(world.people[who]).exists()  # noqa: E731
    assert [who for who in world.people if seen(who)] == ["canbo", "thutruong"]
    go(world, plan, *SENT)
    assert seen("chuyenvien") and not seen("canbo_khac") and not seen("canbo_dakha")
    go(world, plan, ("return", "chuyenvien", {"note": "Thêm lĩnh vực."}))
    assert plan.state == "returned"
    plans.save_plan(plan=plan, content="", lines=LINES, version=plan.version, by=world.canbo, at=AT)


def test_what_was_found_stands_beside_what_was_planned(world):
    plan = planned(world, year=2024)
    typical_model(world, field="NÔNG NGHIỆP")
    typical_model(world, field="Y tế")
    typical_model(world, field="Nông nghiệp", found_at=AT.replace(year=2023))
    typical_model(world, field="Nông nghiệp", unit=world.units["SYT"])
    rows, elsewhere = plan_lines(plan)
    assert [(row.field, row.count, row.found) for row in rows] == [("Nông nghiệp", 2, 1), ("Cải cách hành chính", 1, 0)]
    assert elsewhere == 1
    rows, elsewhere = plan_lines(planned(world, scope="stage"))
    assert (rows[0].found, elsewhere) == (2, 1)


def test_a_plan_by_its_pages(world, client):
    client.force_login(world.canbo)
    boxes = {"scope": "year", "year": "2025", "content": "Giữ lời này.", "version": "0", "field_0": "Nông nghiệp",
             "count_0": "không", "responsible_0": "Lan", "note_0": "", "field_1": "", "count_1": "",
             "responsible_1": "", "note_1": ""}  # fmt: skip
    wrong = client.post(reverse("typical:plan_new"), boxes)
    assert wrong.status_code == 422 and "Giữ lời này." in wrong.content.decode()
    made = client.post(reverse("typical:plan_new"), boxes | {"count_0": "2"})
    plan = ModelPlan.objects.get()
    assert made.url == reverse("typical:plan_detail", args=[plan.pk]) and plan.lines.count() == 1
    page = client.get(made.url).content.decode()
    assert "Đã phát hiện 0 trên 2 điển hình" in page and "Trình thủ trưởng" in page
    edit = reverse("typical:plan_edit", args=[plan.pk])
    more = boxes | {"count_0": "3", "field_1": "Y tế", "count_1": "1", "responsible_1": "A", "version": "1"}
    assert client.post(edit, more).status_code == 302
    assert client.post(edit, more).status_code == 422
    client.post(reverse("typical:plan_step", args=[plan.pk, "to_head"]))
    client.force_login(world.thutruong)
    approve = reverse("typical:plan_step", args=[plan.pk, "approve"])
    assert client.post(approve, {"number": "", "signed_on": "18/12/2024"}).status_code == 422
    given = {"number": "12/KH", "signed_on": "18/12/2024", "file": pdf_upload()}
    assert client.post(approve, given).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "submitted" and Attachment.objects.of(plan, "ke_hoach").count() == 1


def test_queries_of_the_list_of_plans_do_not_grow(world, client):
    client.force_login(world.chuyenvien)
    counts = []
    client.get(reverse("typical:plan_list"))
    for years in ((2024,), (2023, 2022)):
        for year in years:
            go(world, planned(world, year=year), *SENT)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("typical:plan_list"))
        counts.append(len(found))
    assert counts[0] == counts[1]


# --- The press --------------------------------------------------------------------------------------------------------


def told(world, model, *, by="canbo", **fields):
    given = {"kind": "chuyen_trang", "outlet": "Báo Kon Tum", "title": "Vườn mẫu ở Đắk Mar", "on": AT.date(),
             "link": "https://baokontum.example/vuon-mau"}  # fmt: skip
    return pictures.add_media(model=model, **(given | fields), by=world.people[by], at=AT)


@pytest.mark.parametrize(("fields", "why"), [
    ({"kind": "x"}, "Loại"), ({"outlet": ""}, "Cơ quan báo chí"), ({"title": " "}, "Tên bài"), ({"on": None}, "Ngày"),
    ({"on": AT.date() + DAY}, "Ngày"), ({"link": "javascript:alert(1)"}, "https://"),
])  # fmt: skip
def test_an_item_of_the_press_is_whole(world, fields, why):
    with pytest.raises(Refused, match=why):
        told(world, replicating(world), **fields)


def test_the_log_of_the_press_and_what_is_taken_out(world, client):
    model = replicating(world, published=True)
    item = told(world, model)
    public = reverse("public_model", args=[model.pk])
    assert "Báo Kon Tum" in client.get(public).content.decode()
    with pytest.raises(Refused, match="Lý do"):
        pictures.remove_media(item=item, why="", by=world.canbo, at=AT)
    pictures.remove_media(item=item, why="Sai tên.", by=world.chuyenvien, at=AT)
    with pytest.raises(Conflict):
        pictures.remove_media(item=item, why="Lại.", by=world.canbo, at=AT)
    assert "Báo Kon Tum" not in client.get(public).content.decode()
    assert MediaItem.objects.get().removed_why == "Sai tên."
    assert Event.objects.of(model).filter(step="remove_media").get().note == "Vườn mẫu ở Đắk Mar: Sai tên."
    with pytest.raises(PermissionDenied):
        told(world, model, by="canbo_khac")


def test_an_item_of_the_press_by_its_page(world, client):
    model = replicating(world)
    client.force_login(world.canbo)
    url = reverse("typical:media_add", args=[model.pk])
    boxes = {
        "kind": "chuyen_muc",
        "outlet": "Đài Phát thanh - Truyền hình",
        "title": "",
        "on": "18/12/2024",
        "link": "",
    }
    wrong = client.post(url, boxes)
    assert wrong.status_code == 422 and "Đài Phát thanh - Truyền hình" in wrong.content.decode()
    assert client.post(url, boxes | {"title": "Gương sáng"}).status_code == 302
    gone = reverse("typical:media_remove", args=[model.pk, MediaItem.objects.get().pk])
    assert client.post(gone, {"note": ""}).status_code == 422
    assert client.post(gone, {"note": "Trùng."}).status_code == 302
    assert client.get(gone).status_code == 404


# --- Pictures ---------------------------------------------------------------------------------------------------------


def stored(made):
    with made.attachment.file.open() as file:
        return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_is_kept_small_and_without_the_place_where_it_was_taken(world, kind):
    made = picture(world, replicating(world), upload=photo((4000, 3000), kind=kind))
    kept = stored(made)
    assert (kept.format, kept.size, (made.width, made.height)) == ("JPEG", (1600, 1200), (1600, 1200))
    assert not dict(kept.getexif()) and "exif" not in kept.info
    assert made.attachment.content_type == "image/jpeg"


@pytest.mark.parametrize(("words", "why"), [
    ({"caption": ""}, "Chú thích"), ({"consent": " "}, "đồng ý"), ({"caption": "Gọi 0905 123 456"}, "số điện thoại"),
    ({"upload": pdf_upload()}, "JPEG hoặc PNG"),
    ({"upload": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"0" * 50)}, "tệp ảnh hỏng"),
])  # fmt: skip
def test_a_picture_says_what_it_shows_and_who_agreed(world, words, why):
    model = replicating(world)
    with pytest.raises(Refused, match=why):
        picture(world, model, **words)
    assert not ModelPicture.objects.exists() and not Attachment.objects.of(model).exists()


def test_the_database_keeps_no_picture_without_consent(world):
    made = picture(world, replicating(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        ModelPicture.objects.filter(pk=made.pk).update(consent="")


def test_outside_a_picture_is_seen_while_its_model_is_told_and_it_stands(world, client):
    model = replicating(world)
    made = picture(world, model)
    url = reverse("public_picture", args=[model.pk, made.pk])
    assert client.get(url).status_code == 404
    models.publish_model(model=TypicalModel.objects.get(pk=model.pk), by=world.chuyenvien, at=AT)
    answer = client.get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff" and len(b"".join(answer.streaming_content)) > 500
    page = client.get(reverse("public_model", args=[model.pk])).content.decode()
    assert url in page and "Vườn cà phê mẫu" in page and "Bà Y Lan đồng ý" not in page
    pictures.remove_picture(picture=made, why="Người trong ảnh rút lại đồng ý.", by=world.thutruong, at=AT)
    assert client.get(url).status_code == 404
    assert url not in client.get(reverse("public_model", args=[model.pk])).content.decode()
    assert "rút lại đồng ý" in Event.objects.of(model).get(step="remove_picture").note
    with pytest.raises(Conflict):
        pictures.remove_picture(picture=made, why="Lại.", by=world.thutruong, at=AT)


def test_taking_the_consent_back_takes_story_and_pictures_down(world, client):
    from tests.awards.typical import content

    model = replicating(world, published=True)
    url = reverse("public_picture", args=[model.pk, picture(world, model).pk])
    answer = client.get(url)
    assert answer.status_code == 200
    b"".join(answer.streaming_content)
    model.refresh_from_db()
    models.save_model(model=model, content=content(model, consent=False), version=model.version, by=world.canbo, at=AT)
    assert client.get(url).status_code == 404


def test_a_picture_by_its_page(world, client):
    model = replicating(world)
    client.force_login(world.canbo)
    url = reverse("typical:picture_add", args=[model.pk])
    wrong = client.post(url, {"upload": photo(), "caption": "Vườn", "consent": ""})
    assert wrong.status_code == 422 and 'value="Vườn"' in wrong.content.decode()
    assert client.post(url, {"upload": photo(), "caption": "Vườn", "consent": "Y Lan, 12/12"}).status_code == 302
    made = ModelPicture.objects.get()
    assert made.caption in client.get(reverse("typical:typical_detail", args=[model.pk])).content.decode()
    gone = reverse("typical:picture_remove", args=[model.pk, made.pk])
    assert client.post(gone, {"note": ""}).status_code == 422
    assert client.post(gone, {"note": "Mờ."}).status_code == 302
    assert client.get(reverse("typical:picture_file", args=[model.pk, made.pk])).status_code == 404


# --- Evidence, mentor, what stands still ------------------------------------------------------------------------------


def test_evidence_stands_under_its_stage(world, client):
    model = nurtured(world)
    given = {"model": model, "by": world.canbo, "at": AT}
    models.add_model_file(**given, upload=pdf_upload("Phiếu phát hiện.pdf"), stage="found")
    models.add_model_file(**given, upload=pdf_upload("Sổ kèm cặp.pdf"))
    with pytest.raises(Refused, match="Khâu"):
        models.add_model_file(**given, upload=pdf_upload(), stage="stopped")
    client.force_login(world.canbo)
    text = client.get(reverse("typical:typical_detail", args=[model.pk])).content.decode()
    side = text[text.index("Tài liệu minh chứng") :]
    assert side.index("Phát hiện") < side.index("Phiếu phát hiện.pdf") < side.index("Sổ kèm cặp.pdf")
    url = reverse("typical:file_add", args=[model.pk])
    client.post(url, {"file": pdf_upload("Ảnh chụp.pdf"), "stage": "reviewed"})
    assert Attachment.objects.of(model, "evidence_reviewed").count() == 1


def test_who_nurtures_is_named(world):
    model = typical_model(world)
    words = {"owner": world.canbo, "next_step": "Tập huấn", "next_step_on": AT.date() + DAY, "mentor": "Ông A Nam"}
    models.step_model(model=model, step_name="nurture", by=world.thutruong, at=AT, **words)
    assert model.mentor == "Ông A Nam"


def test_what_stands_still_is_brought_up(world, client):
    old = AT - 120 * DAY
    still = typical_model(world, name="Đứng yên", found_at=old, stage_since=old)
    moved = typical_model(world, name="Có việc", found_at=old, stage_since=old)
    record(moved, step="edit", label="Sửa", by=world.canbo, at=AT - 5 * DAY)
    replicating(world, name="Đang nhân rộng", found_at=old, stage_since=old)
    since = AT.date() - 90 * DAY
    assert list(TypicalModel.objects.stalled(since)) == [still]
    client.force_login(world.thutruong)
    board = client.get(reverse("typical:typical_board")).content.decode()
    assert board.count("Đứng yên lâu") == 2  # the pill, and the one card
    only = client.get(reverse("typical:typical_board"), {"dung-yen": "1"}).content.decode()
    assert "Đứng yên</a>" in only and "Có việc" not in only
    TypicalModel.objects.filter(pk=still.pk).update(state="reviewed")
    assert "Đứng yên lâu" in client.get(reverse("home")).content.decode()
