"""The registration's acts: who may, what is refused, what is written, and what becomes a target."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from movements import actions
from movements.actions import MovementInput, RegistrationInput, TargetInput
from movements.compile import filing_sections, open_movements, owed_over, registration_lines, registration_rows
from movements.enums import RegistrationState
from movements.models import Registration, Target
from movements.workflow import REGISTRATION
from tests.factories import (
    FigureFactory,
    FilingFactory,
    MovementFactory,
    PeriodFactory,
    RegistrationFactory,
    TermFactory,
)
from thidua.errors import Conflict, Refused
from thidua.models import Event, Reason
from units.models import Notice

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)


@pytest.fixture
def term():
    rows = [("TL-DK01", False, False), ("TL-DK02", True, False), ("TL-DK06", False, True)]
    for code, mark, text in rows:
        Reason.objects.create(
            code=code, applies_to="dang_ky", act="tra_lai", label=f"Lý do {code}", needs_mark=mark, needs_text=text
        )
    return TermFactory()


@pytest.fixture
def registration(world, term):
    return actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)


def again(registration):
    return Registration.objects.with_names().get(pk=registration.pk)


def target(world, name="forest", comparison="ge", value=12000, **more):
    return TargetInput(world.indicators[name].pk, comparison, value, **more)


def save(world, registration, *targets, by=None, version=None, commitment="Trồng 1.200 ha rừng."):
    registration = again(registration)
    content = RegistrationInput({world.indicators["forest"].movement_id: MovementInput(commitment)}, targets)
    return actions.save_registration(
        registration=registration, content=content, version=version or registration.version,
        by=by or world.canbo, at=AT,
    )  # fmt: skip


def move(registration, step, by, **words):
    return actions.step_registration(
        registration=again(registration), step_name=step, by=by, at=words.pop("at", AT), **words
    )


def sent(world, registration, *targets, at=AT):
    save(world, registration, *(targets or (target(world),)))
    move(registration, "to_head", world.canbo)
    return move(registration, "submit", world.thutruong, at=at)


def test_a_registration_is_opened_once_and_goes_up_the_tree_of_its_first_day(world, term, registration):
    second = actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)
    below = actions.start_registration(unit=world.units["C23512"], term=term, by=world.canbo_xa, at=AT)

    assert (second.pk, registration.receiver.code, below.receiver.code) == (registration.pk, "SNV", "615")
    assert [event.step for event in Event.objects.of(registration)] == ["start"]


def test_a_term_that_has_ended_is_closed(world):
    with pytest.raises(Refused, match=r"đã kết thúc ngày 31/12/2023"):
        actions.start_registration(unit=world.units["SYT"], term=TermFactory(year=2023), by=world.canbo_khac, at=AT)


def test_only_the_units_own_officer_opens_it(world, term):
    for person in (world.thutruong, world.canbo_khac, world.chuyenvien):
        with pytest.raises(PermissionDenied):
            actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=person, at=AT)


def test_targets_are_offered_for_what_is_owed_at_some_time_of_the_year(world, term):
    yearly = world.indicators["houses"]
    yearly.frequency = "year"
    yearly.save(update_fields=["frequency"])

    codes = {indicator.code for indicator in owed_over(world.units["615"], term)}

    assert codes == {"D2.06", "D2.04", "D1.01"}  # D4.02 has ended


def test_a_neighbours_own_movement_is_not_offered(world, term):
    MovementFactory(name="Của Sở Y tế", level="khac", launching_unit=world.units["SYT"])
    MovementFactory(name="Của huyện Đắk Hà", level="khac", launching_unit=world.units["615"])
    MovementFactory(name="Đã dừng", state="stopped")

    names = {movement.name for movement in open_movements(world.units["C23512"], term)}

    assert "Của huyện Đắk Hà" in names and not {"Của Sở Y tế", "Đã dừng"} & names


def test_what_is_saved_is_kept_with_what_stood_before(world, registration):
    save(world, registration, target(world))
    save(world, registration, target(world, comparison="range", value=11000, upper_value=13000, note="Theo kế hoạch"))

    row = registration.targets.get()
    assert (row.comparison, row.value, row.upper_value, row.note) == ("range", 11000, 13000, "Theo kế hoạch")
    data = Event.objects.of(registration).last().data
    key = f"target-{world.indicators['forest'].pk}"
    assert (data["before"][key], data["after"][key]) == (
        ["ge", 12000, None, "", None, "", ""],
        ["range", 11000, 13000, "Theo kế hoạch", None, "", ""],
    )


def test_a_save_that_changes_nothing_writes_nothing(world, registration):
    assert save(world, registration, target(world)) is True
    assert save(world, registration, target(world)) is False
    assert (again(registration).version, Event.objects.of(registration).filter(step="save").count()) == (2, 1)


def test_an_emptied_target_goes_and_one_not_sent_stays(world, registration):
    save(world, registration, target(world), target(world, "meetings", value=4))
    save(world, registration, TargetInput(world.indicators["forest"].pk))

    assert [row.indicator.code for row in registration.targets.all()] == ["D1.01"]


def test_the_later_of_two_is_told_and_overwrites_nothing(world, registration):
    save(world, registration, target(world))
    with pytest.raises(Conflict, match="người khác sửa"):
        save(world, registration, target(world, value=1), version=1)

    assert registration.targets.get().value == 12000


def test_what_is_not_the_units_is_refused(world, registration):
    with pytest.raises(Refused, match="1 chỉ tiêu không thuộc"):
        save(world, registration, target(world, "houses", value=1))
    stranger = MovementFactory(level="khac", launching_unit=world.units["SYT"])
    with pytest.raises(Refused, match="không còn trong danh sách"):
        actions.save_registration(
            registration=again(registration), content=RegistrationInput({stranger.pk: MovementInput("x")}), version=1,
            by=world.canbo, at=AT,
        )  # fmt: skip


def test_last_year_is_copied_into_what_is_blank(world, registration):
    movement = world.indicators["forest"].movement
    last = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], accepted=True
    )
    last.movements.create(movement=movement, commitment="Như năm trước.")
    for name in ("forest", "meetings"):
        last.targets.create(indicator=world.indicators[name], comparison="ge", value=7)
    last.targets.create(indicator=world.indicators["vaccine"], comparison="ge", value=7)  # no longer owed
    registration.targets.create(indicator=world.indicators["forest"], comparison="gt", value=9)

    copied = actions.copy_last_year(registration=again(registration), by=world.canbo, at=AT)

    assert copied == 2
    assert dict(registration.targets.values_list("indicator__code", "value")) == {"D2.33": 9, "D1.01": 7}
    assert registration.movements.get().commitment == "Như năm trước."
    with pytest.raises(Refused, match="Không còn dòng trống"):
        actions.copy_last_year(registration=again(registration), by=world.canbo, at=AT)


def test_there_may_be_nothing_to_copy(world, registration):
    with pytest.raises(Refused, match="Không có bản đăng ký năm 2024"):
        actions.copy_last_year(registration=again(registration), by=world.canbo, at=AT)


def test_nothing_empty_goes_to_the_head(world, registration):
    with pytest.raises(Refused, match="chưa chọn phong trào"):
        move(registration, "to_head", world.canbo)
    save(world, registration, commitment="")
    with pytest.raises(Refused, match="chưa ghi nội dung cam kết"):
        move(registration, "to_head", world.canbo)
    save(world, registration)
    with pytest.raises(Refused, match="chưa đăng ký chỉ tiêu nào"):
        move(registration, "to_head", world.canbo)
    save(world, registration, target(world))
    assert move(registration, "to_head", world.canbo).state == "to_head"


def test_the_first_sending_decides_whether_it_was_in_time(world, registration):
    midnight = dt.datetime(2025, 1, 5, 16, 59, tzinfo=dt.UTC)  # 23:59 of the day of registering
    assert sent(world, registration, at=midnight).on_time is True
    move(registration, "return", world.chuyenvien, reason="TL-DK01")
    move(registration, "to_head", world.canbo)
    second = move(registration, "submit", world.thutruong, at=midnight + dt.timedelta(days=9))

    assert (second.on_time, second.first_submitted_at) == (True, midnight)


def test_a_minute_after_midnight_is_late_and_an_invited_unit_never_is(world, term, registration):
    after = dt.datetime(2025, 1, 5, 17, tzinfo=dt.UTC)
    assert sent(world, registration, at=after).on_time is False
    Registration.objects.filter(pk=registration.pk).update(state="to_head", first_submitted_at=None,
                                                           submitted_at=None, submitted_by=None)  # fmt: skip
    unit = world.units["SNNPTNT"]
    unit.duty = "invited"
    unit.save(update_fields=["duty"])
    assert move(registration, "submit", world.thutruong, at=after).on_time is None


def test_a_return_needs_a_coded_reason_and_what_it_asks_for(world, registration):
    sent(world, registration)
    for words, complaint in (
        ({}, "chọn một lý do"),
        ({"reason": "TL-BC02"}, "chọn một lý do"),
        ({"reason": "TL-DK06"}, "cần ghi rõ"),
        ({"reason": "TL-DK02"}, "cần đánh dấu"),
        ({"reason": "TL-DK02", "marks": ["D9.99"]}, "D9.99 không có"),
    ):
        with pytest.raises(Refused, match=complaint):
            move(registration, "return", world.chuyenvien, **words)

    move(registration, "return", world.chuyenvien, reason="TL-DK02", marks=["D2.33"])

    event = Event.objects.of(registration).last()
    assert (event.reason, event.data) == ("TL-DK02", {"marks": ["D2.33"]})
    told = Notice.objects.filter(kind="returned").values_list("to__username", flat=True)
    assert set(told) == {"canbo", "thutruong"}


def test_an_accepted_registration_stands_beside_the_boxes_of_the_year(world, registration):
    """The whole point: what was undertaken is what results are set against."""
    sent(world, registration, target(world), target(world, "spending", comparison="range", value=900, upper_value=950))
    move(registration, "accept", world.chuyenvien)

    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=PeriodFactory(year=2025, index=1), receiver=world.units["SNV"]
    )
    shown = {box.code: box.target_shown for section in filing_sections(filing) for box in section.boxes}
    assert shown == {"D2.33": "từ 1.200 trở lên", "D2.16": "từ 90 đến 95", "D1.01": "–"}
    assert set(Target.objects.values_list("source", "year_from", "year_to")) == {
        ("Đăng ký thi đua năm 2025", 2025, 2025)
    }


def test_targets_made_twice_are_made_once(world, registration):
    sent(world, registration, target(world), target(world, "meetings", value=4))
    move(registration, "accept", world.chuyenvien)
    before = list(Target.objects.order_by("pk").values())

    actions.make_targets(registration=again(registration))

    assert list(Target.objects.order_by("pk").values()) == before


def test_an_assigned_target_is_not_touched(world, registration):
    assigned = Target.objects.create(
        indicator=world.indicators["forest"], unit=world.units["SNNPTNT"], year_from=2025, year_to=2025,
        comparison="ge", value=5, name_as_written="Diện tích rừng trồng mới", source="Kế hoạch giao",
    )  # fmt: skip
    sent(world, registration)
    move(registration, "accept", world.chuyenvien)

    assigned.refresh_from_db()
    assert (assigned.value, Target.objects.count()) == (5, 2)


def test_an_accepted_registration_is_locked(world, registration):
    sent(world, registration)
    move(registration, "accept", world.chuyenvien)
    with pytest.raises(PermissionDenied):
        save(world, registration, target(world, value=1))


def test_the_receiver_is_told(world, term):
    registration = actions.start_registration(unit=world.units["C23512"], term=term, by=world.canbo_xa, at=AT)
    content = RegistrationInput(
        {world.indicators["houses"].movement_id: MovementInput("Xóa 10 nhà.")}, (target(world, "houses"),)
    )
    actions.save_registration(registration=again(registration), content=content, version=1, by=world.canbo_xa, at=AT)
    move(registration, "to_head", world.canbo_xa)
    move(registration, "submit", world.thutruong_xa)

    assert set(Notice.objects.filter(kind="received").values_list("to__username", flat=True)) == {"canbo_dakha"}
    assert move(registration, "accept", world.canbo_dakha).state == "accepted"


def test_beside_a_target_stand_last_years_result_and_target(world, registration):
    for index, value in ((3, 400), (4, 350)):
        filing = FilingFactory(
            unit=world.units["SNNPTNT"], period=world.periods[index], receiver=world.units["SNV"], confirmed=True
        )
        FigureFactory(filing=filing, indicator=world.indicators["forest"], value=value)
        if index == 3:
            FigureFactory(filing=filing, indicator=world.indicators["spending"], value=450, denominator=500)
    last = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], accepted=True
    )
    last.targets.create(indicator=world.indicators["forest"], comparison="ge", value=700)

    lines = {line.code: line for line in registration_lines(again(registration)).targets}

    assert (lines["D2.33"].last_shown, lines["D2.33"].last_target_shown) == ("75,0", "từ 70 trở lên")
    assert lines["D2.33"].last_result.is_whole_year
    assert (lines["D2.16"].last_shown, lines["D2.16"].last_result.quarter) == ("90,0", 3)
    assert lines["D1.01"].last_shown == "–"


def test_queries_do_not_grow_with_the_lines(world, registration, django_assert_num_queries):
    sent(world, registration, target(world), target(world, "meetings", value=4))
    row = again(registration)
    with django_assert_num_queries(8):
        registration_lines(row)
    for _ in range(5):
        MovementFactory()
    with django_assert_num_queries(8):
        registration_lines(row)


def test_the_queue_shows_who_has_and_who_has_not(world, term, registration):
    sent(world, registration)
    before = registration_rows(world.chuyenvien, term, today=dt.date(2024, 12, 18))
    after = registration_rows(world.chuyenvien, term, today=dt.date(2025, 1, 6))

    assert {row.unit.code: row.state for row in before} == {
        "SNV": "open", "VPUBND": "open", "SNNPTNT": "submitted", "SYT": "open", "MTTQ": "not_expected",
        "615": "open", "611": "open",
    }  # fmt: skip
    assert {row.unit.code for row in after if row.state == "overdue"} == {"SNV", "VPUBND", "SYT", "615", "611"}
    assert [row.unit.code for row in registration_rows(world.canbo_dakha, term, today=dt.date(2024, 12, 18))] == [
        "C23500",
        "C23512",
    ]


ACTORS = {
    "to_head": "canbo", "hand_back": "thutruong", "submit": "thutruong", "accept": "chuyenvien",
    "return": "truongphong", "amend": "canbo", "amend_to_head": "canbo", "amend_drop": "canbo",
    "amend_submit": "thutruong", "amend_hand_back": "thutruong", "amend_accept": "chuyenvien",
    "amend_return": "truongphong",
}  # fmt: skip


def test_every_step_has_an_actor_in_this_matrix():
    assert set(ACTORS) == set(REGISTRATION.steps)


@pytest.mark.parametrize("state", RegistrationState.values)
@pytest.mark.parametrize("step", REGISTRATION.steps.values(), ids=lambda step: step.name)
def test_a_step_moves_only_from_its_sources(world, term, step, state):
    """Every step × every state: one move with one event, or a refusal with none."""
    row = RegistrationFactory(unit=world.units["SNNPTNT"], term=term, receiver=world.units["SNV"], accepted=True)
    Registration.objects.filter(pk=row.pk).update(state=state)
    row.movements.create(movement=world.indicators["forest"].movement, commitment="Làm.")
    row.targets.create(indicator=world.indicators["forest"], comparison="ge", value=1)
    by = world.people[ACTORS[step.name]]
    words = {"note": "vì", "reason": "TL-DK01" if step.reasons else ""}

    if state in step.sources:
        assert move(row, step.name, by, **words).state == step.target
        assert [(e.from_state, e.to_state) for e in Event.objects.of(row)] == [(state, step.target)]
    else:
        with pytest.raises((Refused, PermissionDenied)):
            move(row, step.name, by, **words)
        assert Event.objects.of(row).count() == 0
