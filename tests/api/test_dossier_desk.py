"""The department's desk by the interface: assign, hold, offer and answer, withdraw, many at once, saved filters."""

import pytest

from awards.models import SavedFilter
from tests.awards.scene import award, drafted, fresh, person, walk

pytestmark = pytest.mark.django_db


def send(client, world, who, path, **given):
    client.force_login(person(world, who))
    return client.post(f"/api/v1/{path}/", given, content_type="application/json")


def test_assigned_by_the_name_of_the_account(client, world):
    dossier = walk(world, drafted(world), "received")
    nobody = send(client, world, "truongphong", f"dossiers/{dossier.pk}/steps/assign", assignee="khong")
    assert nobody.status_code == 422 and "Người thẩm định" in nobody.json()["detail"]
    answer = send(client, world, "truongphong", f"dossiers/{dossier.pk}/steps/assign", assignee="chuyenvien")
    assert (answer.status_code, answer.json()["state"]) == (200, "assigned")
    assert client.get(f"/api/v1/dossiers/{dossier.pk}/").json()["receipt_number"] == 1


def test_single_lines(client, world):
    dossier = walk(world, drafted(world, lines=("A", "B", "C")), "appraising")
    held, lower, gone = dossier.lines.order_by("pk")
    lower.award = award("CO_TINH")
    lower.save()
    lines = f"dossiers/{dossier.pk}/lines"
    hold = {"reason": "TD-01", "text": "Đơn số 5.", "opened_on": "2024-12-18"}
    answer = send(client, world, "chuyenvien", f"{lines}/{held.pk}/hold", **hold)
    assert answer.json()["state"] == "on_hold" and "Đơn số 5." not in answer.text
    offer = {"award": "BK_TINH", "reason": "HT-01", "note": "Mức cơ sở."}
    assert send(client, world, "chuyenvien", f"{lines}/{lower.pk}/lower", **offer).json()["state"] == "lower_form"
    agreed = send(client, world, "thutruong", f"{lines}/{lower.pk}/answer", agreed=True)
    assert agreed.json()["award"] == award().name
    drawn = send(client, world, "thutruong", f"{lines}/{gone.pk}/withdraw", note="Chuyển công tác.")
    assert drawn.json()["state"] == "withdrawn"
    split = send(client, world, "chuyenvien", f"dossiers/{dossier.pk}/split-held")
    assert (split.status_code, split.json()["split_from"]) == (201, dossier.pk)


def test_many_at_once(client, world):
    sent = walk(world, drafted(world), "submitted")
    taken = walk(world, drafted(world, lines=("Y Khiên",)), "received")
    rows = send(client, world, "chuyenvien", "dossiers/bulk", dossiers=[sent.pk, taken.pk], step="receive").json()
    assert [row["done"] for row in rows] == [True, False] and rows[1]["why"]
    assert fresh(sent).state == "received"


def test_a_filter_of_ones_own(client, world):
    made = send(client, world, "chuyenvien", "dossier-filters", name="Mới", query="trang-thai=submitted&x=1")
    assert made.json()["query"] == "trang-thai=submitted"
    path = f"/api/v1/dossier-filters/{made.json()['id']}/"
    assert client.patch(path, {"name": "Chờ", "default": True}, content_type="application/json").json()["default"]
    assert send(client, world, "chuyenvien", "dossier-filters", name="Sai", query="x=1").status_code == 422
    client.force_login(person(world, "truongphong"))
    assert client.delete(path).status_code == 404
    client.force_login(person(world, "chuyenvien"))
    assert client.delete(path).status_code == 204 and not SavedFilter.objects.exists()
