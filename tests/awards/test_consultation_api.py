"""Consultations, typical models and their plans through the interface: the same acts, the same refusals."""

import pytest
from django.urls import reverse

from awards.models import Consultation, MediaItem, ModelPicture, ModelPlan, TypicalModel
from tests.awards import asking
from tests.awards.above import appraising
from tests.awards.asking import ENDED, NAME, PHONE, again, comment, ended, put_up
from tests.awards.scene import AT, fresh
from tests.awards.typical import photo, replicating
from tests.scene import pdf_upload
from units.load import load_special_days

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


def call(client, world, who, name, *args, data=None, how="post", json=True):
    client.force_login(world.people[who])
    url = reverse(f"api:{name}", args=args)
    if data is None:
        return client.get(url)
    return getattr(client, how)(url, data, content_type="application/json") if json else client.post(url, data)


def test_prepared_and_put_up(world, client):
    dossier = appraising(world)
    load_special_days(range(2024, 2027))
    lines = [{"line": line.pk, "reason": "Giữ rừng tốt."} for line in dossier.lines.all()]
    given = {"dossier": dossier.pk, "title": "Danh sách", "working_days": 10, "lines": lines}
    assert call(client, world, "canbo", "consultation-list", data=given).status_code == 403
    short = call(client, world, "chuyenvien", "consultation-list", data=given | {"working_days": 9})
    assert short.status_code == 422 and "Số ngày làm việc" in short.json()["detail"]
    made = call(client, world, "chuyenvien", "consultation-list", data=given)
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    saved = call(client, world, "chuyenvien", "consultation-detail", key, how="put",
                 data=given | {"title": "Tên mới", "version": 1})  # fmt: skip
    assert saved.json()["title"] == "Tên mới"
    assert call(client, world, "chuyenvien", "consultation-put-up", key, data={"version": 1}).status_code == 409
    told = call(client, world, "chuyenvien", "consultation-put-up", key, data={"version": 2}).json()
    assert (told["state"], told["last_day"]) == ("open", "2025-01-02")
    assert fresh(dossier).state == "consulting"


def test_no_call_ends_it_early(world, client):
    row = put_up(world)
    summary = {"version": row.version, "summary": "Xong."}
    assert call(client, world, "chuyenvien", "consultation-summary", row.pk, data=summary, how="put").status_code == 403
    paper = {"number": "1/BC", "signed_on": "2024-12-18", "file": pdf_upload()}
    refused = call(client, world, "giamdoc", "consultation-sign", row.pk, data=paper, json=False)
    assert refused.status_code == 409 and "không kết thúc sớm được" in refused.json()["detail"]
    url = reverse("api:dossier-list") + f"{row.dossier_id}/steps/end_consulting/"
    client.force_login(world.giamdoc)
    assert client.post(url, {"paper": "x"}, content_type="application/json").status_code in (400, 422)
    for name in ("close", "end", "closed"):
        assert client.post(f"/api/v1/consultations/{row.pk}/{name}/").status_code == 404
    assert (again(row).state, fresh(row.dossier).state) == ("open", "consulting")


def test_comments_are_decided_on_and_read_by_home_affairs_alone(world, client):
    row = put_up(world)
    made = comment(row)
    told = call(client, world, "chuyenvien", "consultation-comments", row.pk).json()
    assert told["results"][0]["name"] == NAME
    for who in ("canbo", "lanhdao", "quantri"):
        assert call(client, world, who, "consultation-comments", row.pk).status_code == 403
        assert NAME not in call(client, world, who, "consultation-detail", row.pk).content.decode()
    client.logout()
    assert client.get(reverse("api:consultation-comments", args=[row.pk])).status_code == 401
    step = (row.pk, made.pk, "show")
    wrong = call(client, world, "chuyenvien", "consultation-decide", *step, data={"shown_text": PHONE})
    assert wrong.status_code == 422 and "số điện thoại" in wrong.json()["detail"]
    strange = call(client, world, "chuyenvien", "consultation-decide", *step, data={"shown_text": "A", "note": "B"})
    assert strange.status_code == 422
    done = call(client, world, "chuyenvien", "consultation-decide", *step, data={"shown_text": "Đồng tình."})
    assert done.json()["state"] == "shown"
    again_ = call(client, world, "truongphong", "consultation-decide", *step, data={"shown_text": "Lại."})
    assert again_.status_code == 409


def test_summed_up_and_signed(world, client, monkeypatch):
    row = ended(world)
    monkeypatch.setattr("thidua.clock.now", lambda: ENDED)
    words = {"version": row.version, "summary": "Không có góp ý."}
    assert call(client, world, "chuyenvien", "consultation-summary", row.pk, data=words, how="put").status_code == 200
    paper = {"number": "21/BC-SNV", "signed_on": "2025-01-03", "file": pdf_upload()}
    told = call(client, world, "giamdoc", "consultation-sign", row.pk, data=paper, json=False)
    assert told.status_code == 200, told.content
    assert (told.json()["state"], len(told.json()["files"])) == ("summarised", 1)
    assert Consultation.objects.get().summary_signer == world.giamdoc.full_name
    assert asking.NAME not in told.content.decode()


def test_a_typical_model_from_its_finding_to_the_public(world, client):
    given = {"name": "Vườn mẫu", "field": "Nông nghiệp", "mentor": "Ông A Nam"}
    assert call(client, world, "chuyenvien", "typical_model-list", data=given).status_code == 403
    made = call(client, world, "canbo", "typical_model-list", data=given)
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    changed = call(client, world, "canbo", "typical_model-detail", key, how="patch",
                   data={"story": "Làm được.", "consent": True, "version": 1})  # fmt: skip
    assert (changed.json()["story"], changed.json()["mentor"]) == ("Làm được.", "Ông A Nam")
    stale = call(client, world, "canbo", "typical_model-detail", key, how="patch", data={"story": "Khác", "version": 1})
    assert stale.status_code == 409
    plan = {"owner": world.canbo.pk, "next_step": "Tập huấn", "next_step_on": "2025-01-06"}
    assert (
        call(client, world, "thutruong", "typical_model-step", key, "nurture", data=plan).json()["state"] == "nurturing"
    )
    assert call(client, world, "thutruong", "typical_model-step", key, "review", data={}).status_code == 422
    call(client, world, "thutruong", "typical_model-step", key, "review", data={"note": "Tốt."})
    taken = {"unit": world.units["615"].pk, "on": "2024-12-10"}
    told = call(client, world, "canbo", "typical_model-step", key, "replicate", data=taken).json()
    [row] = told["replications"]
    assert (told["state"], row["unit"]) == ("replicating", "615")
    result = call(
        client, world, "canbo", "typical_model-replication", key, row["id"], data={"result": "Tốt."}, how="put"
    )
    assert result.json()["replications"][0]["result"] == "Tốt."
    assert call(client, world, "chuyenvien", "typical_model-publish", key, data={}).json()["published"] is True
    assert call(client, world, "thutruong", "typical_model-unpublish", key, data={}).json()["published"] is False
    assert call(client, world, "canbo_khac", "typical_model-detail", key).status_code == 404
    assert TypicalModel.objects.get().state == "replicating"


def test_press_and_pictures(world, client):
    model = replicating(world)
    item = {"kind": "tin_bai", "outlet": "Báo", "title": "Vườn", "on": "2024-12-10"}
    made = call(client, world, "canbo", "typical_model-media", model.pk, data=item)
    assert made.status_code == 201, made.content
    args = (model.pk, made.json()["id"])
    assert call(client, world, "canbo", "typical_model-media-remove", *args, data={"note": "Sai."}).status_code == 204
    assert MediaItem.objects.get().removed_why == "Sai."
    given = {"upload": photo(), "caption": "Vườn", "consent": "Y Lan, 12/12"}
    shown = call(client, world, "canbo", "typical_model-pictures", model.pk, data=given, json=False)
    assert shown.status_code == 201, shown.content
    none = call(client, world, "canbo", "typical_model-pictures", model.pk, json=False,
                data={"upload": photo(), "caption": "Vườn", "consent": ""})  # fmt: skip
    assert none.status_code == 422
    args = (model.pk, shown.json()["id"])
    assert call(client, world, "canbo", "typical_model-picture-remove", *args, data={"note": "Mờ."}).status_code == 204
    assert not ModelPicture.objects.standing().exists()


def test_a_plan_from_the_officer_to_home_affairs(world, client):
    line = {"field": "Nông nghiệp", "count": 2, "responsible": "Lan"}
    given = {"scope": "year", "year": 2025, "lines": [line]}
    assert call(client, world, "thutruong", "model_plan-list", data=given).status_code == 403
    made = call(client, world, "canbo", "model_plan-list", data=given)
    assert made.status_code == 201, made.content
    key = made.json()["id"]
    assert made.json()["lines"] == [line | {"note": "", "found": 0}]
    assert call(client, world, "canbo", "model_plan-list", data=given).status_code == 409
    more = {"content": "Mới.", "lines": [line | {"count": 0}], "version": 1}
    assert call(client, world, "canbo", "model_plan-detail", key, data=more, how="put").status_code == 422
    saved = call(client, world, "canbo", "model_plan-detail", key, data=more | {"lines": [line]}, how="put")
    assert saved.json()["content"] == "Mới."
    call(client, world, "canbo", "model_plan-step", key, "to_head", data={})
    assert call(client, world, "thutruong", "model_plan-step", key, "approve", data={}).status_code == 422
    paper = {"number": "12/KH", "signed_on": "2024-12-18"}
    assert (
        call(client, world, "thutruong", "model_plan-step", key, "approve", data=paper).json()["state"] == "submitted"
    )
    assert call(client, world, "chuyenvien", "model_plan-step", key, "receive", data={}).json()["state"] == "received"
    assert ModelPlan.objects.get().approved_by == world.thutruong
