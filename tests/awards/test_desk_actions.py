"""What the department's acts hold to: days, numbers, holds that end by a conclusion, offers, and what stays told."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.compile import waits_for
from awards.compile.deadlines import completeness_due
from awards.compile.desk import untold
from awards.forms_desk import LowerForm
from awards.models import DeadlineRule, Judgement, Nomination
from tests.awards.above import UP, drafted_up
from tests.awards.scene import AT, TODAY, award, drafted, fresh, load_law, person, step, walk
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db


def first(dossier, name="Trần Văn Bình"):
    return fresh(dossier).lines.select_related("honoree", "award", "dossier__receiver").get(honoree__name=name)


def put_on_hold(world, line, reason="TD-01"):
    return actions.hold_line(
        line=line, reason=reason, text="Đơn số 5.", opened_on=TODAY, by=person(world, "chuyenvien"), at=AT
    )


def release(world, hold):
    return actions.release_hold(
        hold=hold, conclusion="Không có căn cứ.", number="9/KL", concluded_on=TODAY, file=pdf_upload(),
        by=person(world, "chuyenvien"), at=AT,
    )  # fmt: skip


def test_numbers_run_and_a_returned_dossier_keeps_its_own(world):
    one = walk(world, drafted(world), "received")
    two = walk(world, drafted(world, lines=("Y Khiên",)), "received")
    assert [(row.receipt_year, row.receipt_number) for row in (one, two)] == [(2024, 1), (2024, 2)]
    assert one.promised_on > TODAY
    step(world, one, "return", "chuyenvien", reason="TL-HS01", note="Thiếu.")
    step(world, one, "to_head", "canbo")
    assert walk(world, one, "received").receipt_number == 1


def test_only_the_assignee_goes_on_and_the_others_see_it(world):
    dossier = walk(world, drafted(world), "received")
    manager = person(world, "truongphong")
    actions.assign_dossier(dossier=fresh(dossier), assignee=manager, by=manager, at=AT)
    row = fresh(dossier)
    assert waits_for(manager, row) and not waits_for(person(world, "chuyenvien"), row)
    with pytest.raises(PermissionDenied):
        step(world, dossier, "begin", "chuyenvien")
    with pytest.raises(Refused, match="chuyên viên của Sở Nội vụ"):
        actions.assign_dossier(dossier=row, assignee=person(world, "canbo"), by=manager, at=AT)
    actions.assign_dossier(dossier=row, assignee=person(world, "chuyenvien"), note="Nghỉ.", by=manager, at=AT)
    told = Event.objects.of(dossier).filter(step="assign").order_by("pk").last()
    assert told.note == "Người truongphong → Người chuyenvien. Nghỉ."


def test_not_recalled_once_received(world):
    dossier = walk(world, drafted(world), "received")
    with pytest.raises(Conflict):
        step(world, dossier, "recall", "thutruong", note="Xin rút.")


class TestHeld:
    @pytest.fixture
    def dossier(self, world):
        return walk(world, drafted(world), "appraising")

    def test_it_stops_the_dossier_until_the_conclusion(self, world, dossier):
        hold = put_on_hold(world, first(dossier))
        with pytest.raises(Refused, match="chỉ xét tiếp khi có kết luận"):
            actions.conclude_line(line=first(dossier), eligible=True, by=person(world, "chuyenvien"), at=AT)
        with pytest.raises(Refused, match="đang tạm dừng xét"):
            step(world, dossier, "to_lead", "chuyenvien")
        release(world, hold)
        assert first(dossier).state == "proposed"

    def test_a_second_line_joins_the_open_hold(self, world, dossier):
        hold = put_on_hold(world, first(dossier))
        other = walk(world, drafted(world, lines=("Y Khiên",)), "appraising")
        line = first(other, "Y Khiên")
        line.honoree = hold.honoree
        line.save()
        assert put_on_hold(world, first(other)).pk == hold.pk
        release(world, hold)
        assert {first(one).state for one in (dossier, other)} == {"proposed"}

    def test_split_off_it_has_no_day_until_released(self, world, dossier):
        hold = put_on_hold(world, first(dossier))
        new = actions.split_held(dossier=fresh(dossier), by=person(world, "chuyenvien"), at=AT)
        assert (new.promised_on, new.receipt_number, new.state) == (None, None, "appraising")
        assert [line.honoree.name for line in dossier.lines.all()] == ["Nguyễn Thị Thanh"]
        with pytest.raises(Refused, match="không có dòng nào"):
            actions.split_held(dossier=fresh(dossier), by=person(world, "chuyenvien"), at=AT)
        release(world, hold)
        assert fresh(new).promised_on > TODAY
        step(world, dossier, "return", "chuyenvien", reason="TL-HS01", note="Thiếu.")

    def test_what_is_all_on_hold_is_not_split(self, world, dossier):
        for name in ("Trần Văn Bình", "Nguyễn Thị Thanh"):
            put_on_hold(world, first(dossier, name))
        with pytest.raises(Refused, match="không cần tách"):
            actions.split_held(dossier=fresh(dossier), by=person(world, "chuyenvien"), at=AT)


def test_a_declined_offer_leaves_what_was_asked(world):
    dossier = walk(world, drafted(world), "appraising")
    line = first(dossier)
    line.award = award("CO_TINH")
    line.save()
    given = {"reason": "HT-01", "note": "Mức cơ sở.", "by": person(world, "chuyenvien"), "at": AT}
    with pytest.raises(Refused, match=r"không thấp hơn|khác hình thức"):
        actions.offer_lower(line=first(dossier), award=award("CO_TINH"), **given)
    actions.offer_lower(line=first(dossier), award=award(), **given)
    with pytest.raises(Conflict):
        actions.offer_lower(line=first(dossier), award=award(), **given)
    head = person(world, "thutruong")
    actions.answer_lower(line=first(dossier), agreed=False, note="Xin giữ.", by=head, at=AT)
    line = first(dossier)
    assert (line.state, line.award.code, line.asked_award) == ("proposed", "CO_TINH", None)
    with pytest.raises(Conflict):
        actions.answer_lower(line=line, agreed=True, by=head, at=AT)


def test_an_agreed_lower_form_is_judged_anew(world):
    """Another award has other criteria: what people said of the first one does not speak for the second."""
    dossier = walk(world, drafted(world), "appraising")
    Nomination.objects.filter(pk=first(dossier).pk).update(award=award("CSTD_TINH"))
    line = first(dossier)
    Judgement.objects.create(line=line, rule="X", paper="Biên bản số 3")
    checked = line.checks.count()
    given = {"reason": "HT-01", "note": "Mức cơ sở.", "by": person(world, "chuyenvien"), "at": AT}
    actions.offer_lower(line=line, award=award(), **given)
    assert Judgement.objects.filter(line=line).exists()
    actions.answer_lower(line=first(dossier), agreed=True, by=person(world, "thutruong"), at=AT)
    line = first(dossier)
    assert (line.award.code, line.asked_award.code, line.judgements.count()) == ("BK_TINH", "CSTD_TINH", 0)
    assert line.checks.count() == checked + 1


def test_a_lower_form_is_of_the_level_that_decides(world):
    dossier = walk(world, drafted_up(world), "appraising", road=UP)
    Nomination.objects.filter(dossier=dossier).update(award=award("HC_DL1"))
    line, day = first(dossier), TODAY
    given = {"reason": "HT-01", "note": "Mức phù hợp.", "by": person(world, "chuyenvien"), "at": AT}
    with pytest.raises(Refused, match="không thuộc hồ sơ trình cấp Nhà nước"):
        actions.offer_lower(line=line, award=award("BK_TINH"), **given)
    assert award("HC_DL3") in LowerForm(line=line, day=day).fields["award"].queryset
    assert actions.offer_lower(line=line, award=award("HC_DL3"), **given).award.code == "HC_DL3"


def test_without_a_rule_no_day_is_promised_and_a_notice_is_due_at_once(world):
    load_law()
    DeadlineRule.objects.filter(event__in=["appraise", "notify_negative", "return_incomplete"]).delete()
    dossier = walk(world, drafted(world), "received")
    assert dossier.promised_on is None and completeness_due(dossier) is None
    dossier = walk(world, dossier, "to_director", failing=("Trần Văn Bình",))
    assert dossier.refusal_due == TODAY
    assert [one.due_on for one in untold(person(world, "giamdoc"), today=TODAY)] == [TODAY]


def test_all_withdrawn_is_ended_by_the_officer(world):
    dossier = walk(world, drafted(world), "appraising")
    for line in dossier.lines.select_related("honoree", "award"):
        line.dossier = fresh(dossier)
        actions.withdraw_line(line=line, note="Rút.", by=person(world, "thutruong"), at=AT)
    step(world, dossier, "end", "chuyenvien")
    assert fresh(dossier).state == "closed"


def test_a_late_return_is_not_forgotten(world):
    dossier = walk(world, drafted(world), "received")
    late = AT + dt.timedelta(days=30)
    actions.step_dossier(
        dossier=fresh(dossier), step_name="return", reason="TL-HS01", note="Thiếu.", by=person(world, "chuyenvien"),
        at=late,
    )  # fmt: skip
    assert "return_due" in Event.objects.of(dossier).filter(step="return").get().data
