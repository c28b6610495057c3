"""Asking the people: ten working days that nobody can shorten, comments read first, a signed summary, and the bar."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.compile.consultations import last_day_of, needs_of, standing_before
from awards.consultation_workflow import CONSULTATION
from awards.models import Consultation, ConsultationRule, Instrument, PublicComment
from awards.tasks import close_consultations
from awards.workflow import DOSSIER
from tests.awards import asking
from tests.awards.above import appraising
from tests.awards.asking import ENDED, LAST_DAY, acts, again, comment, decide, ended, prepared, put_up, sign
from tests.awards.scene import AT, TODAY, conclude, fresh, person, petition, step
from thidua.days import office_calendar
from thidua.errors import Conflict, Refused
from thidua.models import Event, SpecialDay
from units.load import load_special_days
from units.models import Notice

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(1)


# --- The days ---------------------------------------------------------------------------------------------------------


def test_over_weekends_and_the_national_day_it_ends_on_the_tenth_working_day(db):
    """Put up on Monday 25/08/2025: 1 and 2 September are off, so the tenth working day is Wednesday 10/09."""
    load_special_days(range(2025, 2026))
    calendar = office_calendar()
    assert not calendar.is_working(dt.date(2025, 9, 2))
    last = last_day_of(dt.date(2025, 8, 25), 10, calendar)
    worked, day = [], dt.date(2025, 8, 25)
    while len(worked) < 10:
        day += DAY
        off = day.weekday() > 4 or day in (dt.date(2025, 9, 1), dt.date(2025, 9, 2))
        worked += [] if off else [day]
    assert last == worked[-1] == dt.date(2025, 9, 10)


def test_a_year_without_days_off_is_refused(db):
    load_special_days(range(2024, 2025))
    with pytest.raises(Refused, match="chưa có năm 2025"):
        last_day_of(TODAY, 10, office_calendar())


def test_put_up_it_has_its_days_and_the_dossier_waits(world):
    row = put_up(world)
    assert (row.state, row.opened_on, row.last_day) == ("open", TODAY, LAST_DAY)
    assert fresh(row.dossier).state == "consulting"
    assert Notice.objects.filter(to=world.thutruong, text__contains="lấy ý kiến Nhân dân").exists()


def test_fewer_days_than_ten_are_refused(world):
    dossier = appraising(world)
    for days in (None, 9, 61):
        with pytest.raises(Refused, match="Số ngày làm việc"):
            prepared(world, dossier, working_days=days)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=prepared(world, dossier).pk).update(working_days=9)


# --- Never early ------------------------------------------------------------------------------------------------------


def test_no_step_of_a_person_ends_it():
    assert [name for name, one in CONSULTATION.steps.items() if "open" in one.sources] == []
    assert DOSSIER.steps["end_consulting"].target == "appraising"
    leaving = {name for name, one in DOSSIER.steps.items() if "consulting" in one.sources}
    assert leaving == {"end_consulting"}


def test_the_portal_ends_it_after_the_last_day_and_not_before(world, monkeypatch):
    row = put_up(world)
    late = dt.datetime(2025, 1, 2, 16, 59, tzinfo=dt.UTC)  # 23:59 in Kon Tum
    for at in (AT, AT + 8 * DAY, late):
        monkeypatch.setattr("thidua.clock.now", lambda at=at: at)
        close_consultations()
        assert again(row).state == "open"
    monkeypatch.setattr("thidua.clock.now", lambda: late + dt.timedelta(minutes=1))
    close_consultations()
    assert (again(row).state, again(row).closed_on) == ("closed", LAST_DAY + DAY)
    assert Event.objects.of(row).get(step="close").by is None
    assert Notice.objects.filter(to=world.chuyenvien, text__contains="đã hết thời gian").exists()
    close_consultations()
    assert Event.objects.of(row).filter(step="close").count() == 1


def test_the_database_refuses_an_early_end(world):
    row = put_up(world)
    for closed_on in (TODAY, LAST_DAY):
        with pytest.raises(IntegrityError), transaction.atomic():
            Consultation.objects.filter(pk=row.pk).update(state="closed", closed_on=closed_on)


def test_signing_while_it_is_open_is_refused_with_the_day(world):
    row = put_up(world)
    with pytest.raises(Conflict, match="đến hết ngày 02/01/2025, không kết thúc sớm"):
        sign(world, row, at=AT)
    with pytest.raises(Refused, match="trang và đường gọi riêng"):
        step(world, row.dossier, "end_consulting", "giamdoc")


def test_a_day_off_that_came_later_moves_the_end(world):
    row = put_up(world)
    SpecialDay.objects.create(day=dt.date(2024, 12, 30), kind="off", name="Nghỉ thêm")
    acts.close_ended(at=ENDED)
    assert (again(row).state, again(row).last_day) == ("open", LAST_DAY + DAY)
    assert "Kéo dài" in Event.objects.of(row).get(step="move_end").label
    acts.close_ended(at=ENDED + 3 * DAY)
    assert again(row).state == "closed"


# --- The list ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["gọi 0905 123 456", "viết thanh@example.vn", "căn cước 062090001234"])
def test_what_reaches_a_person_does_not_go_out(world, fault):
    dossier = appraising(world)
    reasons = {row.pk: f"Giữ rừng, {fault}" for row in dossier.lines.all()}
    with pytest.raises(Refused, match="không đưa lên trang công khai"):
        prepared(world, dossier, reasons=reasons)


def test_one_list_at_a_time(world):
    row = put_up(world)
    with pytest.raises(Conflict, match="không còn ở bước thẩm định"):
        prepared(world, row.dossier)
    other = prepared(world, appraising(world, lines=("Y Vân",)))
    with pytest.raises(Conflict, match="đã có một đợt"):
        prepared(world, other.dossier)


def test_who_saves_second_is_told(world):
    row = prepared(world)
    given = {"consultation": row, "notice": asking.notice(row.dossier, title="Tên khác"), "version": 1, "at": AT}
    acts.save_consultation(**given, by=person(world, "chuyenvien"))
    with pytest.raises(Conflict, match="Người khác vừa sửa"):
        acts.save_consultation(**given, by=person(world, "truongphong"))
    with pytest.raises(Conflict):
        acts.open_consultation(consultation=again(row), version=1, by=person(world, "truongphong"), at=AT)
    assert fresh(row.dossier).state == "appraising"


@pytest.mark.parametrize("who", ["canbo", "thutruong", "giamdoc", "vanphong", "lanhdao", "quantri"])
def test_who_may_not_prepare(world, who):
    with pytest.raises(PermissionDenied):
        prepared(world, by=who)


# --- Comments ---------------------------------------------------------------------------------------------------------


def test_a_comment_is_kept_to_be_read(world):
    made = comment(put_up(world))
    assert (made.state, made.name, made.shown_text) == ("new", asking.NAME, "")
    told = Event.objects.of(made).get()
    assert asking.NAME not in f"{told.label}{told.note}{told.data}"


@pytest.mark.parametrize(("fields", "why"), [
    ({"text": " "}, "Nội dung góp ý"), ({"name": ""}, "Họ và tên"), ({"phone": "", "address": " "}, "Điện thoại"),
    ({"text": "a" * 5001}, "không quá 5000"),
])  # fmt: skip
def test_a_comment_says_who_and_what(world, fields, why):
    row = put_up(world)
    with pytest.raises(Refused, match=why):
        comment(row, **fields)
    assert not PublicComment.objects.exists()


def test_after_the_last_day_none_is_taken_even_before_the_portal_has_ended_it(world):
    row = put_up(world)
    comment(row, at=dt.datetime(2025, 1, 2, 16, 59, tzinfo=dt.UTC))
    with pytest.raises(Refused, match="hết thời gian"):
        comment(row, at=dt.datetime(2025, 1, 2, 17, tzinfo=dt.UTC))


def test_what_is_shown_holds_nobody_s_name_or_way_to_be_reached(world):
    made = comment(put_up(world), f"Tôi là {asking.NAME}, nhà ở {asking.ADDRESS}, gọi {asking.PHONE}.")
    for text, why in [(made.text, "số điện thoại"), (f"Tôi là {asking.NAME.upper()}.", "họ tên"),
                      (f"Nhà ở {asking.ADDRESS}.", "địa chỉ")]:  # fmt: skip
        with pytest.raises(Refused, match=why):
            decide(world, made, "show", shown_text=text)
    assert decide(world, made, "show", shown_text="Tôi đồng tình.").state == "shown"
    assert made.text.startswith("Tôi là")  # what was sent stays as it was


@pytest.mark.parametrize(("step_name", "words", "state"), [
    ("show", {"shown_text": "Đồng tình."}, "shown"),
    ("hide", {"note": "Không liên quan."}, "hidden"),
    ("pass_on", {"passed_to": "Thanh tra tỉnh"}, "passed"),
    ("answer", {"shown_text": "Có đúng không?", "answer": "Sở đã xác minh, đúng."}, "answered"),
])  # fmt: skip
def test_each_decision_and_the_second_one_is_told(world, step_name, words, state):
    made = comment(put_up(world))
    stale = PublicComment.objects.select_related("consultation").get(pk=made.pk)
    assert decide(world, made, step_name, **words).state == state
    assert (made.handled_by, made.handled_at) == (world.chuyenvien, AT)
    with pytest.raises(Conflict):
        decide(world, stale, "hide", by="truongphong", note="Trùng.")


@pytest.mark.parametrize(("step_name", "words"), [
    ("hide", {"note": ""}), ("pass_on", {"passed_to": ""}), ("answer", {"shown_text": "A", "answer": ""}),
    ("show", {"shown_text": ""}),
])  # fmt: skip
def test_a_decision_without_its_words(world, step_name, words):
    made = comment(put_up(world))
    with pytest.raises(Refused, match="Ô “"):
        decide(world, made, step_name, **words)


@pytest.mark.parametrize("who", ["canbo", "thutruong", "giamdoc", "vanphong", "lanhdao", "quantri"])
def test_only_home_affairs_decides(world, who):
    with pytest.raises(PermissionDenied):
        decide(world, comment(put_up(world)), "hide", by=who, note="Không.")
    seen = PublicComment.objects.visible_to(person(world, who)).exists()
    assert seen == (who == "giamdoc")


# --- The summary ------------------------------------------------------------------------------------------------------


def test_the_signed_summary_sends_the_dossier_on(world):
    row = ended(world)
    made = asking.summarised(world, row)
    assert (made.state, made.summary_number) == ("summarised", "21/BC-SNV")
    assert fresh(row.dossier).state == "appraising"
    assert not Consultation.objects.public().exists()


def test_every_comment_is_decided_on_before(world):
    row = put_up(world)
    made = comment(row)
    ended(world, row)
    with pytest.raises(Refused, match="Còn 1 góp ý"):
        sign(world, row)
    decide(world, made, "hide", note="Trùng.", at=ENDED)
    with pytest.raises(Refused, match="Chưa có nội dung tổng hợp"):
        sign(world, row)
    asking.summarised(world, row)
    made.refresh_from_db()
    with pytest.raises(Refused, match="đã ký"):
        decide(world, made, "show", shown_text="Đồng tình.")


@pytest.mark.parametrize(("fields", "why"), [
    ({"number": ""}, "Số văn bản"), ({"signed_on": LAST_DAY}, "Ngày văn bản"), ({"signed_on": None}, "Ngày văn bản"),
    ({"file": None}, "Bản đã ký"),
])  # fmt: skip
def test_the_paper_is_whole(world, fields, why):
    row = ended(world)
    by = person(world, "chuyenvien")
    acts.write_summary(consultation=row, summary="Không có góp ý.", version=row.version, by=by, at=ENDED)
    with pytest.raises(Refused, match=why):
        sign(world, row, **fields)
    with pytest.raises(PermissionDenied):
        sign(world, row, by="chuyenvien")


# --- What the law asks for --------------------------------------------------------------------------------------------


def rule(code="BK_TINH", standing="verified"):
    paper, _ = Instrument.objects.get_or_create(
        code="ND_98_2023", defaults={"number": "98/2023/NĐ-CP", "kind": "decree"}
    )
    return ConsultationRule.objects.create(award_code=code, instrument=paper, article="Điều 46 khoản 2",
                                           standing=standing)  # fmt: skip


def test_a_verified_rule_bars_the_way_up_until_the_people_were_asked(world):
    dossier = appraising(world)
    rule()
    conclude(world, dossier)
    with pytest.raises(Refused, match=r"Chưa kết thúc lấy ý kiến Nhân dân .*ít nhất 10 ngày làm việc, Điều 46 khoản 2"):
        step(world, dossier, "to_lead", "chuyenvien")
    row = put_up(world, dossier)
    asking.summarised(world, row)
    assert standing_before(fresh(dossier), today=ENDED.date()) == ""
    step(world, dossier, "to_lead", "chuyenvien")
    assert fresh(dossier).state == "to_lead"


def test_a_line_that_was_not_in_the_list_is_still_asked_for(world):
    dossier = appraising(world)
    rule()
    first, second = dossier.lines.select_related("honoree")
    asking.summarised(world, put_up(world, dossier, lines=[first]))
    [need] = needs_of(fresh(dossier), today=ENDED.date())
    assert (need.names, need.bars) == (second.honoree.name, True)


@pytest.mark.parametrize("standing", ["partial", "unverified", "draft"])
def test_what_has_not_been_read_warns_and_bars_nothing(world, standing):
    dossier = appraising(world)
    rule(standing=standing)
    conclude(world, dossier)
    assert [need.bars for need in needs_of(fresh(dossier), today=TODAY)] == [False]
    step(world, dossier, "to_lead", "chuyenvien")


def test_the_bar_stands_before_the_director_and_before_sending_up(world):
    dossier = appraising(world)
    conclude(world, dossier)
    step(world, dossier, "to_lead", "chuyenvien")
    step(world, dossier, "to_director", "truongphong")
    rule()
    with pytest.raises(Refused, match="Chưa kết thúc lấy ý kiến"):
        step(world, dossier, "sign_proposal", "giamdoc", petition=petition())
