"""Opinions through the interface: the body reads its lines and no more, and everything is done by the same acts."""

import pytest
from django.urls import reverse

from awards.models import OpinionRequest
from tests.awards.above import answer, appraising, ask, ask_party
from tests.awards.scene import AT, fresh
from tests.scene import pdf_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


def call(client, world, who, name, *args, data=None, json=True):
    client.force_login(world.people[who])
    url = reverse(f"api:{name}", args=args)
    if data is None:
        return client.get(url)
    return client.post(url, data, content_type="application/json") if json else client.post(url, data)


def test_the_body_reads_its_lines_and_no_more(world, client):
    district, police = ask(world, appraising(world))
    assert [one["id"] for one in call(client, world, "canbo_dakha", "opinion-list").json()["results"]] == [district.pk]
    told = call(client, world, "canbo_dakha", "opinion-detail", district.pk).json()
    assert [line["name"] for line in told["lines"]] == ["Nguyễn Thị Thanh", "Trần Văn Bình"]
    assert "dossier" not in told and "Thành tích năm 2024" not in str(told)
    assert call(client, world, "canbo_dakha", "opinion-detail", police.pk).status_code == 404
    assert call(client, world, "canbo", "opinion-detail", district.pk).status_code == 404


def test_asked_answered_and_ended(world, client):
    dossier = appraising(world)
    letter = {"dossier": dossier.pk, "lines": [line.pk for line in dossier.lines.all()], "units": ["615"],
              "others": ["Công an tỉnh"], "number": "15/SNV", "signed_on": "2024-12-18",
              "due_on": "2024-12-27"}  # fmt: skip
    assert call(client, world, "canbo", "opinion-list", data=letter).status_code == 403
    assert call(client, world, "chuyenvien", "opinion-list", data=letter | {"units": ["X"]}).status_code == 422
    assert call(client, world, "chuyenvien", "opinion-list", data=letter).status_code == 201
    district = OpinionRequest.objects.get(body__code="615")
    first, second = district.answers.all()
    said = {"version": 1, "number": "31/UBND", "signed_on": "2024-12-18", "file": pdf_upload(),
            "lines[0]id": first.pk, "lines[0]state": "answered_agree",
            "lines[1]id": second.pk, "lines[1]state": "answered_object", "lines[1]reason": "Có đơn."}  # fmt: skip
    told = call(client, world, "thutruong_dakha", "opinion-answer", district.pk, data=said, json=False)
    assert told.status_code == 200, told.content
    assert [line["state"] for line in told.json()["lines"]] == ["answered_agree", "answered_object"]
    stale = said | {"file": pdf_upload()}
    assert (
        call(client, world, "thutruong_dakha", "opinion-answer", district.pk, data=stale, json=False).status_code == 409
    )
    more = {"due_on": "2024-12-30", "reason": "Xin thêm."}
    assert call(client, world, "chuyenvien", "opinion-extend", district.pk, data=more).status_code == 200
    end = {"dossier": dossier.pk, "note": ""}
    assert call(client, world, "chuyenvien", "opinion-end", data=end).status_code == 422
    assert call(client, world, "chuyenvien", "opinion-end", data=end | {"note": "Gấp."}).status_code == 204
    assert fresh(dossier).state == "appraising"


def test_the_opinion_of_the_party_is_for_the_trusted(world, client):
    dossier = appraising(world)
    letter = ask_party(world, dossier)
    answer(world, letter, "answered_agree", by="chuyenvien")
    assert call(client, world, "lanhdao", "opinion-detail", letter.pk).status_code == 200
    assert call(client, world, "vanphong", "opinion-detail", letter.pk).status_code == 404
