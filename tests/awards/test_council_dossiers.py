"""A dossier before the council of the province, and what a unit decides after its own council."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.actions import LineInput, agenda, counting, own_decisions
from awards.actions.external import Head
from awards.compile import shown_line_state
from awards.compile.votes import vote_needs
from awards.load import load_law as load_whole_law
from awards.models import HeldAward, Initiative, Instrument
from tests.awards import council as stage
from tests.awards.council import NO, YES, counted, fresh, item_of, minute, unit_sitting
from tests.awards.scene import AT, TODAY, award, conclude, drafted, honoree, person, step, walk
from tests.awards.scene import fresh as fresh_dossier
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    load_whole_law()


def appraised(world, *, code="CSTD_TINH", names=("Nguyễn Thị Thanh", "Trần Văn Bình")):
    """At the desk, its lines found eligible by people: what the check says is told elsewhere."""
    dossier = drafted(world, lines=())
    for name in names:
        line = LineInput(honoree(world.units["SNNPTNT"], name), award(code), "Làm tốt.", declared_by=name)
        actions.add_line(dossier=fresh_dossier(dossier), line=line, by=person(world, "canbo"), at=AT)
    return dossier


@pytest.fixture
def no_check(monkeypatch):
    """The check of criteria stands aside: these tests are about votes."""
    for name in ("check_for_sending", "check_for_appraisal"):
        monkeypatch.setattr(f"awards.actions.steps.{name}", lambda *args, **kwargs: None)
    for name in ("check_for_conclusion", "check_for_issue"):
        monkeypatch.setattr(f"awards.actions.decisions.{name}", lambda *args, **kwargs: None)
    monkeypatch.setattr("awards.actions.steps._complete", lambda *args: None)


@pytest.fixture
def dossier(world, law, no_check):
    made = walk(world, appraised(world), "appraising")
    conclude(world, made)
    return fresh_dossier(made)


@pytest.fixture
def sitting(world, law):
    return stage.plan(world, stage.council(world, members=10))


def put(world, dossier, sitting, *, lines=None, by="truongphong"):
    row = fresh_dossier(dossier)
    lines = lines or list(row.lines.all())
    agenda.put_before_council(dossier=row, sitting=fresh(sitting), lines=lines, by=person(world, by), at=AT)
    return fresh_dossier(dossier)


def states(dossier):
    return list(dossier.lines.order_by("order", "pk").values_list("state", flat=True))


def test_without_a_vote_it_does_not_reach_the_director(world, dossier):
    step(world, dossier, "to_lead", "chuyenvien")
    with pytest.raises(Refused, match=r"từ 90 % tổng số thành viên Hội đồng cấp tỉnh.*chưa có kết quả"):
        step(world, dossier, "to_director", "truongphong")


def test_a_share_that_was_not_read_only_warns(world, dossier):
    Instrument.objects.filter(code="ND_98_2023").update(standing="partial")
    from awards.models import BallotRule

    BallotRule.objects.update(standing="unverified")
    [need, _] = vote_needs(dossier, day=TODAY)
    assert need.warns and not need.stops and "chưa đối chiếu" in need.text
    step(world, dossier, "to_lead", "chuyenvien")
    step(world, dossier, "to_director", "truongphong")


def test_from_the_desk_through_the_council_to_the_director(world, dossier, sitting):
    waiting = put(world, dossier, sitting)
    assert waiting.state == "at_council"
    item = item_of(sitting)
    assert (item.percent, "98/2023" in item.ground) == (90, True)
    stage.polling(world, sitting)
    stage.vote_all(sitting, [YES] * 9 + [NO], n=0)
    stage.vote_all(sitting, [YES] * 8 + [NO, NO], n=1)
    stage.close(world, sitting)
    stage.count(world, sitting)
    minute(world, sitting)
    back = fresh_dossier(dossier)
    assert (back.state, states(back)) == ("appraising", ["voted_pass", "voted_fail"])
    assert back.lines.all()[1].note.startswith("8/10 phiếu đồng ý, 80,0 % tổng số thành viên, cần từ 90 %")
    assert [need.passed for need in vote_needs(back, day=TODAY)] == [True]
    step(world, back, "to_lead", "chuyenvien")
    step(world, back, "to_director", "truongphong")
    step(world, back, "sign_proposal", "giamdoc")
    unit, province = person(world, "canbo"), person(world, "chuyenvien")
    line = back.lines.select_related("dossier").first()
    assert shown_line_state(line, unit)[0] == "eligible" and shown_line_state(line, province)[0] == "voted_pass"


def test_what_did_not_pass_is_not_concluded_otherwise(world, dossier, sitting):
    put(world, dossier, sitting)
    counted(world, sitting, [NO] * 10)
    minute(world, sitting)
    line = dossier.lines.select_related("honoree", "dossier__receiver").first()
    line.dossier = fresh_dossier(dossier)
    with pytest.raises(Refused, match="không đạt tỷ lệ phiếu"):
        actions.conclude_line(line=line, eligible=True, by=person(world, "chuyenvien"), at=AT)


def test_only_lines_found_eligible_and_only_the_provinces_open_sittings(world, dossier, sitting):
    own = stage.unit_sitting(world)
    with pytest.raises(Refused, match="Hội đồng Thi đua - Khen thưởng tỉnh"):
        put(world, dossier, own)
    line = dossier.lines.first()
    line.state = "on_hold"
    line.save()
    with pytest.raises(Refused, match="Tạm dừng xét"):
        put(world, dossier, sitting)
    with pytest.raises(PermissionDenied):
        put(world, dossier, sitting, by="chuyenvien")


def test_taken_off_the_agenda_it_is_appraised_on(world, dossier, sitting):
    waiting = put(world, dossier, sitting)
    with pytest.raises(Refused, match="đưa cả hồ sơ ra"):
        agenda.take_off_agenda(item=item_of(sitting), by=person(world, "truongphong"), at=AT)
    with pytest.raises(Refused, match="Lý do"):
        agenda.leave_council(dossier=waiting, note=" ", by=person(world, "truongphong"), at=AT)
    agenda.leave_council(dossier=waiting, note="Bổ sung giấy tờ.", by=person(world, "truongphong"), at=AT)
    assert fresh_dossier(dossier).state == "appraising" and not sitting.items.exists()


@pytest.mark.parametrize("by", ["truongphong", "lanhdao"])
def test_a_sitting_put_off_gives_its_dossiers_back(world, dossier, sitting, by):
    put(world, dossier, sitting)
    stage.step(world, sitting, "invite")
    stage.step(world, sitting, "void", by, note="Không đủ thành viên.")
    back = fresh_dossier(dossier)
    assert (back.state, states(back)) == ("appraising", ["eligible", "eligible"])
    assert put(world, dossier, stage.plan(world, sitting.council, title="Họp lại")).state == "at_council"


def test_a_lower_form_of_the_council_is_asked_of_the_unit(world, dossier, sitting):
    put(world, dossier, sitting)
    counted(world, sitting, [NO] * 10)
    lower = {"item": item_of(sitting), "award": award(), "reason": "HT-01", "note": "Thành tích mức Bằng khen."}
    counting.propose_lower(**lower, by=person(world, "truongphong"), at=AT)
    minute(world, sitting)
    line = dossier.lines.first()
    assert (line.state, line.offers.get().award.code) == ("lower_form", "BK_TINH")


# --- A unit's own -----------------------------------------------------------------------------------------------------


def own_sitting(world, votes=(YES,) * 5, **words):
    return minute(world, counted(world, unit_sitting(world, **words), list(votes), by="canbo"), by="canbo")


def decide(world, sitting, *, items=None, by="canbo", **head):
    head = {"number": "21/QĐ-SNN", "decided_on": TODAY, "issuer": "", "title": "Khen thưởng năm 2024"} | head
    items = list(fresh(sitting).items.all()) if items is None else items
    return own_decisions.decide_passed(
        sitting=fresh(sitting), items=items, head=Head(**head), file=pdf_upload(), by=person(world, by), at=AT
    )


def test_the_units_decision_is_held_for_life(world, law):
    sitting = own_sitting(world, names=("A Một", "A Hai"))
    with pytest.raises(Refused, match="đã thông qua"):
        decide(world, sitting)  # the second was not voted on
    [passed] = fresh(sitting).items.filter(result="voted_pass")
    made = decide(world, sitting, items=[passed])
    held = HeldAward.objects.get()
    assert (held.honoree.name, held.award_code, held.year, held.source) == ("A Một", "CSTDCS", 2024, "external")
    assert (made.issuer, held.issuer) == (world.units["SNNPTNT"].authority,) * 2
    with pytest.raises(Conflict):
        decide(world, sitting, items=[passed], number="22/QĐ-SNN")


def test_nobody_decides_what_is_not_theirs(world, law):
    """A department does not decide a title of the province (Luật Điều 79)."""
    sitting = own_sitting(world, code="CSTD_TINH")
    with pytest.raises(Refused, match="không quyết định"):
        decide(world, sitting)
    assert not HeldAward.objects.exists()


def test_a_unit_enters_a_decision_of_its_own_and_sees_it(world):
    head = Head("7/QĐ-SNN", TODAY, "", "")
    given = {"unit": world.units["SNNPTNT"], "head": head, "file": pdf_upload(), "at": AT}
    with pytest.raises(PermissionDenied):
        own_decisions.enter_own_decision(**given, by=person(world, "canbo_khac"))
    made = own_decisions.enter_own_decision(**given, by=person(world, "canbo"))
    seen = type(made).objects.visible_to
    assert made in seen(person(world, "canbo")) and made not in seen(person(world, "canbo_khac"))
    assert person(world, "canbo").has_perm("awards.write_external", made)


def test_a_vote_of_the_unit_is_found_by_its_dossier(world, law, no_check):
    """Cờ thi đua tỉnh is voted on by the nominating level, 80 %."""
    dossier = drafted(world, lines=())
    collective = honoree(world.units["SNNPTNT"], "Chi cục Kiểm lâm", subject="collective")
    line = LineInput(collective, award("CO_TINH"), "Dẫn đầu.", declared_by="A")
    actions.add_line(dossier=fresh_dossier(dossier), line=line, by=person(world, "canbo"), at=AT)
    assert [need.passed for need in vote_needs(dossier, day=TODAY)] == [None]
    made = stage.council(world, "SNNPTNT", by="canbo", members=5, name="Hội đồng Sở")
    sitting = stage.plan(world, made, by="canbo")
    add = {"sitting": fresh(sitting), "honorees": [collective], "award": award("CO_TINH")}
    agenda.add_to_agenda(**add, by=person(world, "canbo"), at=AT)
    assert item_of(sitting).line_id == dossier.lines.get().pk
    minute(world, counted(world, sitting, [YES] * 4 + [NO], by="canbo"), by="canbo")
    assert [need.passed for need in vote_needs(dossier, day=TODAY)] == [True]
    assert fresh_dossier(dossier).state == "draft"  # the vote of a unit moves no dossier


def test_initiatives_are_recognised(world):
    made = stage.council(world, "SNNPTNT", by="canbo", members=5, kind="initiative", name="Hội đồng sáng kiến Sở")
    author = honoree(world.units["SNNPTNT"])
    rows = [Initiative.objects.create(honoree=author, title=title, scope=scope, year=2024)
            for title, scope in (("Bản đồ điểm cháy", "base"), ("Chợ phiên", "province"))]  # fmt: skip
    sitting, by = stage.plan(world, made, by="canbo"), person(world, "canbo")
    agenda.add_initiatives(sitting=fresh(sitting), initiatives=rows, by=by, at=AT)
    stage.polling(world, sitting, by="canbo")
    for n in range(2):
        stage.vote_all(sitting, [YES] * 5, n=n)
    stage.close(world, sitting, by="canbo")
    stage.count(world, sitting, by="canbo")
    minute(world, sitting, by="canbo")
    first, second = fresh(sitting).items.all()
    paper = {"sitting": fresh(sitting), "number": "5/QĐ-HĐSK", "signed_on": TODAY, "by": by, "at": AT}
    paper["file"] = pdf_upload()
    with pytest.raises(Refused, match="Hội đồng sáng kiến tỉnh"):
        own_decisions.recognise_passed(**paper, items=[second])
    own_decisions.recognise_passed(**paper, items=[first])
    rows[0].refresh_from_db()
    assert (rows[0].is_recognised, rows[0].council) == (True, "Hội đồng sáng kiến Sở")
    assert Event.objects.of(author).filter(step="recognise_initiative").exists()
    with pytest.raises(Conflict):
        own_decisions.recognise_passed(**paper, items=[first])


@pytest.mark.parametrize(("fields", "box"), [
    ({"number": ""}, "Số biên bản"), ({"signed_on": None}, "Ngày biên bản"), ({"file": None}, "Bản đã ký"),
    ({"signed_on": TODAY + dt.timedelta(days=1)}, "Ngày biên bản"),
])  # fmt: skip
def test_minutes_need_their_paper(world, fields, box):
    sitting = counted(world, unit_sitting(world, members=3), [YES], by="canbo")
    with pytest.raises(Refused, match=box):
        minute(world, sitting, by="canbo", **fields)
