"""Opinions asked of other bodies: silence is never consent, every answer has its paper, one body sees its lines."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.actions import opinions as acts
from awards.actions.opinions import Body
from awards.compile.opinions import matrix
from awards.enums import OpinionState
from awards.models import OpinionAnswer, OpinionRequest
from tests.awards.above import DUE, POLICE, answer, appraising, ask, seen
from tests.awards.scene import AT, TODAY, fresh, person
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment, Notice

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(30)


def end(world, dossier, note="", by="chuyenvien", at=AT):
    return acts.end_opinions(dossier=fresh(dossier), note=note, by=person(world, by), at=at)


class TestAsking:
    def test_bodies_are_asked_at_once_and_told(self, world):
        dossier = appraising(world)
        district, police = ask(world, dossier)
        assert fresh(dossier).state == "opinions"
        assert (district.body, police.body, police.body_name) == (world.units["615"], None, POLICE)
        assert [one.name for one in district.answers.all()] == ["Nguyễn Thị Thanh", "Trần Văn Bình"]
        assert set(Notice.objects.filter(text__contains="15/SNV-TĐKT").values_list("to__username", flat=True)) == {
            "canbo_dakha", "thutruong_dakha",
        }  # fmt: skip

    def test_more_are_asked_while_waiting(self, world):
        dossier = appraising(world)
        ask(world, dossier)
        ask(world, dossier, bodies=[Body(world.units["SYT"])], number="16/SNV-TĐKT")
        assert OpinionRequest.objects.count() == 3 and fresh(dossier).state == "opinions"

    @pytest.mark.parametrize(
        ("fields", "box"),
        [({"number": " "}, "Số công văn"), ({"signed_on": None}, "Ngày công văn"),
         ({"due_on": TODAY - dt.timedelta(1)}, "Trả lời trước ngày"),
         ({"bodies": [Body(name=" ")]}, "Cơ quan được hỏi"),
         ({"bodies": [Body(name=POLICE), Body(name=f"{POLICE} ")]}, "hai lần")],
    )  # fmt: skip
    def test_the_box_is_named(self, world, fields, box):
        dossier = appraising(world)
        with pytest.raises(Refused, match=box):
            ask(world, dossier, **fields)
        assert fresh(dossier).state == "appraising" and not OpinionRequest.objects.exists()

    def test_a_body_is_not_asked_twice_about_a_line(self, world):
        dossier = appraising(world)
        ask(world, dossier)
        with pytest.raises(Refused, match="đang được hỏi"):
            ask(world, dossier, number="17/SNV")

    def test_lines_of_another_dossier_are_refused(self, world):
        dossier, other = appraising(world), appraising(world, lines=("Y Khiên",))
        with pytest.raises(Refused, match="Các dòng"):
            ask(world, dossier, lines=list(other.lines.all()))

    def test_only_the_officer_asks(self, world):
        with pytest.raises(PermissionDenied):
            ask(world, appraising(world), by="canbo")


class TestAnswering:
    def test_the_head_answers_on_the_portal(self, world):
        dossier = appraising(world)
        district, _ = ask(world, dossier)
        answer(world, district, "answered_agree", "answered_object")
        first, second = district.answers.all()
        assert (first.state, second.state, second.reason) == ("answered_agree", "answered_object", "Chưa rõ.")
        assert (first.number, first.answered_on, first.on_behalf) == ("31/UBND", TODAY, False)
        assert Attachment.objects.of(district, acts.ANSWER_FILE).count() == 1
        assert Notice.objects.filter(to=world.chuyenvien, text__contains="đã trả lời").exists()

    def test_paper_is_entered_on_behalf(self, world):
        _, police = ask(world, appraising(world))
        answer(world, police, "no_remark", by="chuyenvien")
        assert all(row.on_behalf and row.entered_by == world.chuyenvien for row in police.answers.all())

    @pytest.mark.parametrize("who", ["canbo_dakha", "canbo", "thutruong", "truongphong", "vanphong", "lanhdao"])
    def test_nobody_else_answers(self, world, who):
        district, _ = ask(world, appraising(world))
        with pytest.raises(PermissionDenied):
            answer(world, district, "answered_agree", by=who)

    @pytest.mark.parametrize(
        ("words", "told"),
        [({"number": ""}, "Số văn bản"), ({"file": None}, "Bản đã ký"),
         ({"signed_on": TODAY + dt.timedelta(1)}, "Ngày văn bản"), ({"reason": " "}, "Nguyễn Thị Thanh")],
    )  # fmt: skip
    def test_what_is_missing_is_named(self, world, words, told):
        district, _ = ask(world, appraising(world))
        with pytest.raises(Refused, match=told):
            answer(world, district, "answered_object", **words)
        assert not OpinionAnswer.objects.exclude(state="asked").exists()

    def test_a_line_is_answered_again_and_history_is_kept(self, world):
        district, _ = ask(world, appraising(world))
        answer(world, district, "answered_object")
        answer(world, district, "answered_agree", number="40/UBND")
        assert {row.state for row in district.answers.all()} == {"answered_agree"}
        last = Event.objects.of(district).filter(step="answer").order_by("-pk").first()
        before = list(last.data["before"].values())
        assert {(one["number"], one["state"]) for one in before} == {("31/UBND", "answered_object")}

    def test_an_old_page_is_a_conflict(self, world):
        district, _ = ask(world, appraising(world))
        answer(world, district, "answered_agree")
        with pytest.raises(Conflict):
            answer(world, district, "answered_object", version=1)


class TestSilence:
    def test_silence_stays_silence_whatever_time_passes(self, world):
        dossier = appraising(world)
        ask(world, dossier)
        end(world, dossier, "Công an tỉnh đề nghị cho thêm thời gian, kỳ xét đã hết.", at=LATER)
        assert fresh(dossier).state == "appraising"
        assert set(OpinionAnswer.objects.values_list("state", flat=True)) == {OpinionState.ASKED}
        _, rows = matrix(fresh(dossier), person(world, "chuyenvien"), today=DUE + dt.timedelta(1))
        assert {cell.label for row in rows for cell in row.cells} == {"Quá hạn chưa trả lời"}

    def test_the_end_says_why_when_somebody_is_silent(self, world):
        dossier = appraising(world)
        district, _ = ask(world, dossier)
        answer(world, district, "answered_agree")
        with pytest.raises(Refused, match=POLICE):
            end(world, dossier)
        event = end(world, dossier, "Đã hỏi qua điện thoại.") and Event.objects.of(dossier).get(step="end_opinions")
        assert event.data["silent"] == [POLICE]

    def test_all_answered_ends_without_words(self, world):
        dossier = appraising(world)
        district, police = ask(world, dossier)
        answer(world, district, "answered_agree")
        assert fresh(dossier).opinions_done_on is None
        answer(world, police, "no_remark", by="chuyenvien")
        assert fresh(dossier).opinions_done_on == TODAY
        end(world, dossier)
        assert fresh(dossier).state == "appraising"

    def test_who_ends_twice_is_told(self, world):
        dossier = appraising(world)
        ask(world, dossier)
        end(world, dossier, "Làm tiếp.")
        with pytest.raises(Conflict):
            end(world, dossier, "Làm tiếp.")

    def test_answers_may_come_late(self, world):
        dossier = appraising(world)
        district, _ = ask(world, dossier)
        end(world, dossier, "Làm tiếp.")
        answer(world, district, "answered_object")
        assert fresh(dossier).state == "appraising"


class TestPressing:
    def test_reminded_once_a_day(self, world):
        district, police = ask(world, appraising(world))
        officer = person(world, "chuyenvien")
        acts.remind_body(letter=seen(district), by=officer, at=AT)
        with pytest.raises(Refused, match="Hôm nay"):
            acts.remind_body(letter=seen(district), by=officer, at=AT)
        with pytest.raises(Refused, match="chưa có tài khoản"):
            acts.remind_body(letter=seen(police), by=officer, at=AT)
        assert Notice.objects.filter(to=world.thutruong_dakha).count() == 2

    def test_more_time_has_a_reason_and_is_later(self, world):
        district, _ = ask(world, appraising(world))
        give = {"letter": seen(district), "by": person(world, "chuyenvien"), "at": AT}
        for due_on, reason, box in ((DUE, "Lễ", "Trả lời trước ngày"), (DUE + dt.timedelta(3), " ", "Lý do")):
            with pytest.raises(Refused, match=box):
                acts.extend_opinion(due_on=due_on, reason=reason, **give)
        acts.extend_opinion(due_on=DUE + dt.timedelta(3), reason="Cơ quan xin thêm.", **give)
        assert seen(district).due_on == DUE + dt.timedelta(3)


def test_a_conclusion_cites_the_paper_that_objects(world):
    dossier = appraising(world)
    district, _ = ask(world, dossier)
    answer(world, district, "answered_object")
    end(world, dossier, "Đủ.")
    line = fresh(dossier).lines.select_related("honoree", "dossier__receiver").first()
    say = {"line": line, "eligible": False, "reason": "KD-12", "by": person(world, "chuyenvien"), "at": AT}
    with pytest.raises(Refused, match="31/UBND"):
        actions.conclude_line(note="Không thống nhất.", **say)
    actions.conclude_line(note="Huyện không thống nhất, văn bản số 31/UBND ngày 18/12/2024.", **say)
