"""The check of a dossier through the interface: read, judged, entered, claimed, by the acts of the pages."""

import pytest

from awards.models import Initiative, Judgement, LineCheck, LineShares
from tests.awards.line_checks import at_state, hold, holding, initiative, line_of, noon, under_law
from tests.awards.scene import add, honoree, person, walk

pytestmark = pytest.mark.django_db


def collective(world):
    dossier = under_law(world, lines=())
    add(world, dossier, honoree(world.units["SNNPTNT"], "Phòng Kế hoạch", "collective"), "TTLDXS")
    return dossier, line_of(dossier)


def test_what_is_stored_and_what_stands_now(api, world):
    dossier = walk(world, under_law(world, lines=("Y Ngọc",)), "appraising")
    officer = person(world, "chuyenvien")
    holding(line_of(dossier).honoree, "BK_TINH", 2024, achievement="Làm tốt.")
    now = api(officer, f"dossiers/{dossier.pk}/checks/").json()
    (line,) = now["lines"]
    assert now["law_day"] and line["changes"] == 1 and "Điều 5" in line["stops"][0]
    (finding,) = [one for one in line["findings"] if one["rule"] == "CHUNG.mot-thanh-tich.2024"]
    assert (finding["verdict"], finding["blocks"]) == ("fail", True)
    assert "2024/BK_TINH" in finding["evidence"][0]["paper"]
    assert [row["stage"] for row in api(officer, f"dossiers/{dossier.pk}/stored-checks/").json()] == [
        "sent", "appraisal",
    ]  # fmt: skip
    assert api(officer, f"dossiers/{dossier.pk}/recheck/", "post").status_code == 200
    assert LineCheck.objects.count() == 3


def test_the_office_is_told_nothing_of_holds(api, world):
    dossier = walk(world, under_law(world, lines=("Y Ngọc",)), "at_office")
    at_state(dossier, "at_office", received_at=noon(2025, 9, 1))
    hold(line_of(dossier).honoree, text="Tố cáo")
    for path in ("checks", "stored-checks"):
        text = api(person(world, "vanphong"), f"dossiers/{dossier.pk}/{path}/").content.decode()
        assert "tạm dừng" not in text and "Tố cáo" not in text
    assert "tạm dừng" in api(person(world, "lanhdao"), f"dossiers/{dossier.pk}/checks/").content.decode()


def test_papers_heads_and_judgements(api, world):
    dossier, line = collective(world)
    path, unit = f"dossiers/{dossier.pk}/lines/{line.pk}", person(world, "canbo")
    rule = "TTLDXS.doan-ket.2024"
    assert api(unit, f"{path}/judgements/", "post", rule=rule, paper="Biên bản 02").json()["version"] == 1
    heads = {"members": 20, "titled": 14, "completed": 20, "fighters": 1, "severe": 0, "source": "Danh sách"}
    assert api(unit, f"{path}/shares/", "put", **heads).json()["version"] == 1
    late = api(unit, f"{path}/shares/", "put", **heads)
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    wrong = api(unit, f"{path}/shares/", "put", **(heads | {"titled": 30, "version": 1}))
    assert wrong.status_code == 422 and LineShares.objects.get().titled == 14
    assert api(unit, f"{path}/judgements/", "post", rule=rule, verdict="pass", reason="x", version=1).status_code == 403
    at_state(dossier, "appraising", received_at=noon(2024, 12, 18))
    officer = person(world, "chuyenvien")
    said = api(officer, f"{path}/judgements/", "post", rule=rule, verdict="pass", reason="Biên bản", version=1)
    assert said.json() == {"rule": rule, "verdict": "pass", "reason": "Biên bản", "paper": "Biên bản 02", "version": 2}
    assert api(officer, f"{path}/shares/", "put", **heads).status_code == 403
    assert Judgement.objects.get().by == officer


def test_an_initiative_is_claimed_and_given_back(api, world):
    dossier = under_law(world, lines=("Y Ngọc",))
    line = line_of(dossier)
    own, path, unit = initiative(line.honoree), f"dossiers/{dossier.pk}/lines/{line.pk}/initiative/", world.canbo
    assert api(unit, path, "put", initiative=own.pk).status_code == 204
    assert Initiative.objects.get().used_by == line
    assert api(unit, path, "put", initiative=own.pk).status_code == 409
    assert api(unit, path, "put", initiative=999).status_code == 404
    assert api(unit, path, "put", initiative=None).status_code == 204


def test_the_law_is_chosen_only_where_there_is_a_choice(api, world):
    dossier = at_state(under_law(world, lines=("Y Ngọc",)), "appraising", received_at=noon(2024, 12, 18))
    refused = api(person(world, "chuyenvien"), f"dossiers/{dossier.pk}/law-choice/", "post", reason="Có lợi hơn")
    assert refused.status_code == 422 and "chưa có hiệu lực" in refused.json()["detail"]
