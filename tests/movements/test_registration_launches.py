"""A unit's own movements: drafted inside, launched by the head, seen and counted from then on."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from movements import actions
from movements.models import Movement
from movements.workflow import MOVEMENT
from tests.factories import MovementFactory, PointFactory
from tests.scene import pdf_upload
from thidua.errors import Refused
from thidua.models import Event
from units.models import Notice

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)


def plan(world, **changes):
    return {
        "name": "Nông dân số", "slogan": "Mỗi xã một việc số", "parent": world.indicators["forest"].movement,
        "method": "chuyen_de", "valid_from_year": 2024, "valid_to_year": 2025, "decision_number": "15/KH-SNN",
        "decision_date": dt.date(2024, 12, 16),
    } | changes  # fmt: skip


@pytest.fixture
def draft(world):
    return actions.draft_movement(
        unit=world.units["SNNPTNT"], columns=plan(world), points=[PointFactory()], by=world.canbo, at=AT
    )


def posted(world, **changes):
    typed = {"name": "Nông dân số", "slogan": "", "parent": world.indicators["forest"].movement_id}
    typed |= {"method": "dot", "valid_from_year": "2024", "valid_to_year": "2025"}
    return typed | {"decision_number": "", "decision_date": "", "points": [PointFactory().pk]} | changes


def test_a_draft_is_the_units_alone_until_its_head_launches_it(client, world, draft):
    url = reverse("movements:launch_edit", args=[draft.pk])
    for username, status in (("canbo", 200), ("thutruong", 200), ("canbo_khac", 404), ("canbo_dakha", 404)):
        client.force_login(world.people[username])
        assert client.get(url).status_code == status, username
    client.force_login(world.thutruong)
    answer = client.post(reverse("movements:launch_step", args=[draft.pk, "launch"]), follow=True)

    assert "Đã ghi nhận: Phát động." in answer.text and "Dừng" in answer.text
    draft.refresh_from_db()
    assert (draft.state, draft.launched_on, draft.level, draft.launched_by) == (
        "launched", dt.date(2024, 12, 18), "khac", "Sở Nông nghiệp và Phát triển nông thôn",
    )  # fmt: skip
    client.force_login(world.canbo_khac)
    assert "Nông dân số" in client.get(reverse("movements:movement_list")).text
    assert "Nông dân số" not in client.get(reverse("movements:launch_list")).text


def test_an_officer_drafts_in_the_browser(client, world):
    client.force_login(world.canbo)
    assert "Soạn phong trào" in client.get(reverse("movements:launch_list")).text
    answer = client.post(reverse("movements:launch_new"), posted(world, decision_date="05/01/2025"), follow=True)

    movement = Movement.objects.get(name="Nông dân số")
    assert "Đã lưu bản dự kiến" in answer.text and 'value="05/01/2025"' in answer.text
    assert (movement.state, movement.key, movement.decision_date) == (
        "draft", "snnptnt-nong-dan-so", dt.date(2025, 1, 5),
    )  # fmt: skip
    assert set(Notice.objects.values_list("to__username", flat=True)) == {"thutruong"}
    client.post(reverse("movements:launch_edit", args=[movement.pk]), posted(world, name="Nông dân số 2"))
    movement.refresh_from_db()
    assert (movement.name, movement.search_name) == ("Nông dân số 2", "nong dan so 2")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Tên phong trào"),
        ({"valid_to_year": "2023"}, "Năm kết thúc"),
        ({"decision_date": "2024-13-40"}, "Ngày kế hoạch"),
        ({"points": []}, "Chọn ít nhất một điểm"),
        ({"parent": ""}, "Chọn phong trào mà đơn vị hưởng ứng"),
    ],
)
def test_a_bad_plan_comes_back_as_typed(client, world, changes, words):
    client.force_login(world.canbo)
    answer = client.post(reverse("movements:launch_new"), posted(world, slogan="Khẩu hiệu gõ dở", **changes))

    assert answer.status_code == 422
    assert words in answer.text and "Khẩu hiệu gõ dở" in answer.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decision_number": ""}, "ghi số và ngày"),
        ({"decision_date": None}, "ghi số và ngày"),
        ({"decision_date": dt.date(2024, 12, 19)}, "sau hôm nay"),
    ],
)
def test_a_launch_needs_its_paper(world, changes, words):
    movement = actions.draft_movement(
        unit=world.units["SNNPTNT"], columns=plan(world, **changes), points=[PointFactory()], by=world.canbo, at=AT
    )
    with pytest.raises(Refused, match=words):
        actions.step_movement(movement=movement, step_name="launch", by=world.thutruong, at=AT)
    assert Movement.objects.get(pk=movement.pk).state == "draft"


def test_what_is_launched_is_no_longer_edited_and_may_be_stopped(world, draft):
    actions.step_movement(movement=draft, step_name="launch", by=world.thutruong, at=AT)
    launched = Movement.objects.get(pk=draft.pk)
    with pytest.raises(PermissionDenied):
        actions.save_movement(movement=launched, columns=plan(world), points=[], by=world.canbo, at=AT)
    with pytest.raises(Refused):
        actions.step_movement(movement=launched, step_name="launch", by=world.thutruong, at=AT)
    with pytest.raises(Refused, match="ghi lý do"):
        actions.step_movement(movement=launched, step_name="stop", by=world.thutruong, at=AT)
    actions.step_movement(movement=launched, step_name="stop", by=world.thutruong, at=AT, note="Đơn vị sáp nhập.")
    assert Movement.objects.get(pk=draft.pk).state == "stopped"
    assert [event.step for event in Event.objects.of(draft)] == ["start", "launch", "stop"]


@pytest.mark.parametrize("step", MOVEMENT.steps)
def test_a_movement_of_no_unit_is_launched_by_nobody(world, step):
    movement = MovementFactory(state=next(iter(MOVEMENT.steps[step].sources)))
    for person in world.people.values():
        with pytest.raises(PermissionDenied):
            actions.step_movement(movement=movement, step_name=step, by=person, at=AT, note="vì")


def test_two_movements_of_one_name_have_two_addresses(world, draft):
    second = actions.draft_movement(unit=world.units["SNNPTNT"], columns=plan(world), points=[], by=world.canbo, at=AT)
    assert (draft.key, second.key) == ("snnptnt-nong-dan-so", "snnptnt-nong-dan-so-2")


WHOLE = {
    "content": "Mỗi xã một tổ công nghệ số.", "standard_person": "Hướng dẫn từ 50 hộ.\nKhông vi phạm.",
    "standard_collective": "", "standard_household": "Bán từ 3 sản phẩm trên sàn.", "accepts_from": "01/11/2025",
    "accepts_to": "30/11/2025",
}  # fmt: skip


def test_the_plan_says_what_for_whom_and_until_when(client, world, draft):
    client.force_login(world.canbo)
    url = reverse("movements:launch_edit", args=[draft.pk])
    wrong = client.post(url, posted(world) | WHOLE | {"accepts_to": "01/10/2025"})
    assert wrong.status_code == 422 and "Ngày cuối phải bằng hoặc sau ngày đầu." in wrong.text
    assert "Bán từ 3 sản phẩm trên sàn." in wrong.text  # nothing typed is lost
    plan_of = {"decision_number": "15/KH-SNN", "decision_date": "16/12/2024"}
    client.post(url, posted(world) | plan_of | WHOLE)
    client.post(reverse("movements:launch_file_add", args=[draft.pk]), {"file": pdf_upload("ke-hoach.pdf")})
    launched = step(world, draft)
    client.force_login(world.canbo_khac)
    page = client.get(reverse("movements:movement_detail", args=[launched.key])).text
    for words in ("Mỗi xã một tổ công nghệ số.", "Hướng dẫn từ 50 hộ.<br>Không vi phạm.", "Hộ gia đình",
                  "đến hết 30/11/2025", "ke-hoach.pdf"):  # fmt: skip
        assert words in page, words
    assert launched.standards[0][0] == "Cá nhân" and len(launched.standards) == 2


def step(world, draft):
    return actions.step_movement(
        movement=Movement.objects.get(pk=draft.pk), step_name="launch", by=world.thutruong, at=AT
    )


def test_papers_of_a_plan_stay_with_its_unit_until_it_is_launched(client, world, draft):
    paper = actions.add_plan_file(movement=draft, upload=pdf_upload(), by=world.canbo, at=AT)
    download = reverse("units:attachment_download", args=[paper.pk])
    client.force_login(world.canbo_khac)
    assert client.get(download).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.remove_plan_file(movement=draft, attachment=paper, by=world.thutruong, at=AT)
    launched = step(world, draft)
    assert b"".join(client.get(download).streaming_content).startswith(b"%PDF")
    with pytest.raises(PermissionDenied):
        actions.add_plan_file(movement=launched, upload=pdf_upload(), by=world.canbo, at=AT)
