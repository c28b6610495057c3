"""Decisions of others: one paper, several honorees; corrected and withdrawn with history."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.actions import external as acts
from awards.models import ExternalDecision, HeldAward
from tests.awards.above import enter_external, give, head
from tests.awards.scene import AT, honoree, load_law, person
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def law(db, monkeypatch):
    load_law()
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


def people(world, *names):
    return [honoree(world.units["SYT"], name) for name in names]


def test_several_are_honoured_by_one_paper(world):
    decision = enter_external(world)
    rows = give(world, decision, people(world, "Y Lan", "A Tuấn"))
    assert {row.source for row in rows} == {"external"}
    assert {(row.decision_number, row.issuer, row.award_code) for row in HeldAward.objects.all()} == {
        ("1502/QĐ-CTN", "Chủ tịch nước", "HC_DL3")
    }
    with pytest.raises(Refused, match="đã có trong hồ sơ"):
        give(world, decision, [rows[0].honoree])


def test_the_same_paper_is_entered_once(world):
    enter_external(world)
    with pytest.raises(Refused, match="đã có trong sổ"):
        enter_external(world)


@pytest.mark.parametrize(
    ("fields", "box"),
    [({"number": " "}, "Số quyết định"), ({"decided_on": None}, "Ngày quyết định"), ({"issuer": ""}, "ban hành")],
)
def test_the_box_is_named(world, fields, box):
    with pytest.raises(Refused, match=box):
        enter_external(world, **fields)


@pytest.mark.parametrize("who", ["canbo", "vanphong", "lanhdao", "giamdoc"])
def test_who_may_not(world, who):
    with pytest.raises(PermissionDenied):
        enter_external(world, by=who)


def test_a_correction_reaches_every_record_and_keeps_what_was(world):
    decision = enter_external(world)
    give(world, decision, people(world, "Y Lan"))
    change = {"file": None, "version": 1, "by": person(world, "chuyenvien"), "at": AT}
    acts.correct_external(decision=decision, head=head(number="1503/QĐ-CTN"), **change)
    assert HeldAward.objects.get().decision_number == "1503/QĐ-CTN"
    assert Event.objects.of(decision).get(step="correct").data["before"]["number"] == "1502/QĐ-CTN"
    with pytest.raises(Conflict):
        acts.correct_external(decision=decision, head=head(number="1504/QĐ-CTN"), **change)


def test_withdrawn_it_leaves_the_records_and_stays_in_the_register(world):
    decision = enter_external(world)
    give(world, decision, people(world, "Y Lan"))
    officer = person(world, "chuyenvien")
    with pytest.raises(Refused, match="Lý do"):
        acts.withdraw_external(decision=decision, reason=" ", by=officer, at=AT)
    acts.withdraw_external(decision=decision, reason="Nhập nhầm.", by=officer, at=AT)
    assert not HeldAward.objects.exists() and ExternalDecision.objects.get().withdrawn_why == "Nhập nhầm."
    with pytest.raises(Conflict):
        give(world, decision, people(world, "A Tuấn"))
    enter_external(world)  # the paper may be entered again


def test_all_of_it_by_its_pages(world, client):
    [lan] = people(world, "Y Lan")
    client.force_login(world.chuyenvien)
    typed = {"number": "1502/QĐ-CTN", "decided_on": "17/12/2024", "issuer": "Chủ tịch nước"}
    url = reverse("awards:external_new")
    assert client.post(url, typed | {"issuer": ""}).status_code == 422
    assert client.post(url, typed).status_code == 302
    pk = ExternalDecision.objects.get().pk
    add = reverse("awards:external_add", args=[pk])
    assert "Y Lan" in client.get(f"{add}?tim=y+lan").content.decode()
    given = {"honorees": [lan.pk], "award_code": "HC_DL3", "year": 2024}
    wrong = client.post(add, given | {"award_code": ""})
    assert wrong.status_code == 422 and "Y Lan" in wrong.content.decode()
    assert client.post(add, given).status_code == 302
    held = HeldAward.objects.get()
    assert "Y Lan" in client.get(reverse("awards:external_detail", args=[pk])).content.decode()
    assert "1502" in client.get(reverse("awards:external_list")).content.decode()
    stale = client.post(reverse("awards:external_edit", args=[pk]), typed | {"version": 9})
    assert stale.status_code == 422 and 'value="1"' in stale.content.decode()
    remove = reverse("awards:external_remove", args=[pk, held.pk])
    assert client.post(remove, {"reason": ""}).status_code == 422
    assert client.post(remove, {"reason": "Nhầm người."}).status_code == 302
    assert client.post(reverse("awards:external_withdraw", args=[pk]), {"reason": "Nhầm."}).status_code == 302


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_the_list_are_pinned(world, client, n, django_assert_num_queries):
    for number in range(n):
        enter_external(world, number=f"{number}/QĐ-TTg")
    client.force_login(world.chuyenvien)
    client.get(reverse("awards:external_list"))
    with django_assert_num_queries(7):
        assert client.get(reverse("awards:external_list")).status_code == 200
