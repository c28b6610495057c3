"""The whole form, amendments with their versions, days apart, school years: who may, what is refused, what is kept."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from movements import actions
from movements.actions import ActivityInput, MovementInput, TargetInput
from movements.compile import (
    content_in_force,
    differences,
    due_for,
    missing_registration,
    own_terms,
    registration_content,
    registration_rows,
    version_content,
)
from movements.models import PactCriterion, Registration, Target, TermRule
from tests.factories import MovementFactory, RegistrationFactory, TermFactory
from tests.movements.register import AT, accepted, again, catalogue, criterion, step, write
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db
REASON = {"note": "Giao thêm kế hoạch giữa năm"}


@pytest.fixture
def term(world):
    return catalogue()


@pytest.fixture
def registration(world, term):
    return actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)


# ---- the whole form --------------------------------------------------------------------------------------------------


def test_the_head_begins_with_what_the_portal_knows(world, registration):
    assert (registration.subject_class, registration.place, registration.made_on) == (
        "hanh_chinh", "Kon Tum", dt.date(2024, 12, 18),
    )  # fmt: skip
    assert (registration.drafter, registration.signer) == ("Người canbo", "Người thutruong")


def test_everything_typed_is_kept_and_told(world, registration):
    write(world, registration)

    content = registration_content(again(registration))
    assert content.basis == "Luật 2022\nChỉ thị của tỉnh"
    assert [(one.name, one.objective, one.launched, one.closing) for one in content.movements] == [
        (world.indicators["forest"].movement.name, "Phủ xanh đất trống", "01/02/2025", "30/11/2025"),
        ("Xây dựng “Cơ quan văn hóa”", "Giữ danh hiệu", "", ""),
    ]
    [target] = content.targets
    assert (target.last, target.last_source, target.target, target.verified_by, target.direction) == (
        "1.100,0", "Niên giám thống kê", "từ 1.200 trở lên", "Biên bản nghiệm thu", "cao hơn là tốt",
    )  # fmt: skip
    assert [(one.group, one.criterion, one.text) for one in content.pact] == [
        ("Nhóm 2", "Cải cách hành chính", "Cắt 10 thủ tục.")
    ]
    saved = Event.objects.of(registration).last().data["after"]
    assert saved[f"pact-{criterion()}"] == "Cắt 10 thủ tục." and saved["head-basis"].startswith("Luật 2022")


def test_what_a_form_does_not_hold_stays_and_what_is_emptied_goes(world, registration):
    write(world, registration)
    write(world, registration, head=None, activities=None, commitments=None)
    row = again(registration)
    assert row.basis and row.activities.count() == 1 and row.commitments.count() == 1

    write(world, registration, activities=(), commitments={criterion(): "  "})
    assert not row.activities.exists() and not row.commitments.exists()


def test_a_criterion_of_others_is_refused_and_one_out_of_use_may_stay(world, registration):
    with pytest.raises(Refused, match="tiêu chí giao ước"):
        write(world, registration, commitments={criterion("Giảm nghèo"): "x"})
    write(world, registration)
    PactCriterion.objects.update(active=False)
    assert write(world, registration, commitments={criterion(): "Cắt 12 thủ tục."}) is True


def test_last_term_is_copied_with_all_its_parts(world, term, registration):
    last = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], basis="Chỉ thị cũ"
    )
    last.activities.create(name="Hội thao", order=0)
    last.commitments.create(criterion_id=criterion(), text="Cắt 5 thủ tục.")
    last.movements.create(movement=world.indicators["forest"].movement, objective="Như trước", launched_on="2024-02-01")
    last.targets.create(indicator=world.indicators["forest"], comparison="ge", value=7, verified_by="Biên bản")
    last.title_aims.create(subject="person", name="Y Thanh", initiative="Cũ")

    assert actions.copy_last_year(registration=again(registration), by=world.canbo, at=AT) == 6
    row = again(registration)
    assert (row.basis, row.activities.get().name, row.commitments.get().text) == (
        "Chỉ thị cũ", "Hội thao", "Cắt 5 thủ tục.",
    )  # fmt: skip
    taken, target = row.movements.get(), row.targets.get()
    assert (taken.objective, taken.launched_on, target.verified_by, target.last_value) == (
        "Như trước", None, "Biên bản", None,
    )  # fmt: skip
    assert (row.title_aims.get().name, row.title_aims.get().initiative) == ("Y Thanh", "")


# ---- amendments ------------------------------------------------------------------------------------------------------


def amended(world, term, **more):
    row = accepted(world, term)
    step(row, "amend", world.canbo, **REASON)
    write(world, row, **more)
    return row


def lower(world):
    return (TargetInput(world.indicators["forest"].pk, "ge", 9000, note="Hạn hán"),)


def test_the_first_version_is_kept_when_it_is_accepted(world, term):
    row = accepted(world, term)

    [version] = row.versions.all()
    assert (version.number, version.reason, version.accepted_by) == (1, "", world.chuyenvien)
    assert version_content(version) == registration_content(again(row))


def test_an_amendment_goes_to_the_head_and_the_receiver_and_the_targets_follow_it(world, term):
    row = amended(world, term, targets=lower(world))
    assert Target.objects.get(source="Đăng ký thi đua năm 2025").value == 12000  # until it is accepted
    assert step(row, "amend_to_head", world.canbo).state == "amend_to_head"
    assert step(row, "amend_submit", world.thutruong).state == "amend_sent"
    assert Target.objects.get(source="Đăng ký thi đua năm 2025").value == 12000

    row = step(row, "amend_accept", world.chuyenvien)

    assert row.state == "amended" and Target.objects.get(source="Đăng ký thi đua năm 2025").value == 9000
    first, second = row.versions.all()
    assert (second.number, second.reason) == (2, REASON["note"])
    assert version_content(first).targets[0].target == "từ 1.200 trở lên"
    [change] = differences(version_content(first), version_content(second))
    assert "D2.33" in change.what and "từ 1.200 trở lên" in change.before and "từ 900 trở lên" in change.after
    assert (row.on_time, row.first_submitted_at, row.accepted_at) == (True, AT, AT)


def test_it_needs_a_reason_its_own_officer_and_a_running_term(world, term):
    row = accepted(world, term)
    with pytest.raises(Refused, match="ghi lý do"):
        step(row, "amend", world.canbo)
    for person in (world.thutruong, world.chuyenvien):
        with pytest.raises(PermissionDenied):
            step(row, "amend", person, **REASON)
    with pytest.raises(Refused, match="đã kết thúc"):
        step(row, "amend", world.canbo, **REASON, at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))


def test_an_amendment_that_changes_nothing_is_not_sent(world, term):
    row = amended(world, term)
    step(row, "amend_to_head", world.canbo)
    with pytest.raises(Refused, match="không khác gì"):
        step(row, "amend_submit", world.thutruong)


def test_dropped_it_leaves_everything_as_it_was_accepted(world, term):
    row = accepted(world, term)
    row.title_aims.create(subject="person", name="Y Thanh", born_on="1990-01-02")
    row.versions.all().delete()
    step(row, "amend", world.canbo, **REASON)  # accepted before versions were kept: it gets its first one now
    before = registration_content(again(row))
    other = MovementFactory()
    write(
        world, row, targets=lower(world), head={"basis": "", "made_on": None}, commitments={},
        activities=(ActivityInput("Khác"),), movements={other.pk: MovementInput("Khác")},
    )  # fmt: skip
    row.title_aims.all().delete()
    assert differences(before, registration_content(again(row)))

    row = step(row, "amend_drop", world.canbo, note="Không cần nữa")

    assert row.state == "accepted" and registration_content(again(row)) == before
    assert row.versions.count() == 1


def test_given_back_it_is_amended_further_and_what_was_accepted_stays_in_force(world, term):
    row = amended(world, term, targets=lower(world))
    step(row, "amend_to_head", world.canbo)
    step(row, "amend_hand_back", world.thutruong, note="Xem lại")
    step(row, "amend_to_head", world.canbo)
    step(row, "amend_submit", world.thutruong)
    row = step(row, "amend_return", world.chuyenvien, reason="TL-DK02", marks=["D2.33"])

    assert row.state == "amending"
    assert content_in_force(row).targets[0].target == "từ 1.200 trở lên"


# ---- days and kinds of term ------------------------------------------------------------------------------------------


def test_a_school_registers_for_the_school_year_and_nobody_else_does(world, term):
    TermRule.objects.create(kind="school_year", unit=world.units["SYT"])
    school = TermFactory(
        kind="school_year", year=2024, first_day=dt.date(2024, 8, 1), last_day=dt.date(2025, 7, 31),
        register_by=dt.date(2024, 7, 10),
    )  # fmt: skip
    with pytest.raises(Refused, match="theo năm học"):
        actions.start_registration(unit=world.units["SYT"], term=term, by=world.canbo_khac, at=AT)
    with pytest.raises(Refused, match="theo năm công tác"):
        actions.start_registration(unit=world.units["SNNPTNT"], term=school, by=world.canbo, at=AT)
    row = actions.start_registration(unit=world.units["SYT"], term=school, by=world.canbo_khac, at=AT)

    assert row.title == "Đăng ký thi đua năm học 2024-2025"
    today = dt.date(2024, 7, 1)
    assert [one.unit.code for one in registration_rows(world.chuyenvien, school, today=today)] == ["SYT"]
    assert "SYT" not in {one.unit.code for one in registration_rows(world.chuyenvien, term, today=today)}
    assert [one.term for one in own_terms(world.canbo_khac, [term, school], today=today)] == [school]


def test_the_units_own_day_goes_before_its_kinds_and_decides_on_time(world, term, registration):
    def put(**whose):
        actions.set_deadline(term=term, reason="Bão lụt", by=world.chuyenvien, at=AT, **whose)

    put(unit_kind="so_ban_nganh", due_on=dt.date(2025, 1, 10))
    assert due_for(world.units["SYT"], term) == dt.date(2025, 1, 10)
    put(unit=world.units["SNNPTNT"], due_on=dt.date(2025, 1, 15))
    put(unit=world.units["SNNPTNT"], due_on=dt.date(2025, 1, 20))  # the later one rewrites the row
    assert due_for(world.units["SNNPTNT"], term) == dt.date(2025, 1, 20)
    assert due_for(world.units["615"], term) == dt.date(2025, 1, 5)

    write(world, registration)
    step(registration, "to_head", world.canbo)
    late = dt.datetime(2025, 1, 20, 16, 59, tzinfo=dt.UTC)
    assert step(registration, "submit", world.thutruong, at=late).on_time is True
    assert term.deadlines.count() == 2


@pytest.mark.parametrize(
    ("whose", "words"),
    [
        ({}, "một đơn vị hoặc một loại"),
        ({"unit_kind": "xa", "due_on": dt.date(2026, 1, 1)}, "trước khi kỳ kết thúc"),
        ({"unit_kind": "xa", "reason": " "}, "Ghi lý do"),
    ],
)
def test_a_day_apart_is_refused_in_words(world, term, whose, words):
    given = {"due_on": dt.date(2025, 1, 9), "reason": "Bão"} | whose
    with pytest.raises(Refused, match=words):
        actions.set_deadline(term=term, by=world.chuyenvien, at=AT, **given)
    with pytest.raises(PermissionDenied):
        actions.set_deadline(term=term, by=world.canbo, at=AT, **given)


def test_a_missing_registration_is_known_by_year(world, term, registration):
    assert missing_registration(world.units["SNNPTNT"], 2025) == term
    write(world, registration)
    step(registration, "to_head", world.canbo)
    step(registration, "submit", world.thutruong)
    assert missing_registration(world.units["SNNPTNT"], 2025) is None
    assert missing_registration(world.units["SNNPTNT"], 2019) is None  # no term, nothing to say


# ---- many at once ----------------------------------------------------------------------------------------------------


def test_plain_ones_are_accepted_together_each_by_its_own_step(world, term, registration):
    write(world, registration)
    step(registration, "to_head", world.canbo)
    step(registration, "submit", world.thutruong)
    other = RegistrationFactory(unit=world.units["SYT"], term=term, receiver=world.units["SNV"], sent=True)
    Event.objects.create(
        about="movements.registration", about_id=other.pk, step="return", label="Trả lại", at=AT,
        data={"marks": ["D1.01"]},
    )  # fmt: skip
    rows = list(Registration.objects.with_names().order_by("pk"))

    answer = actions.accept_registrations(registrations=rows, by=world.chuyenvien, at=AT)

    assert answer.accepted == 1 and "Sở Y tế: đã từng bị đánh dấu" in answer.refused[0]
    assert (again(registration).state, again(other).state) == ("accepted", "submitted")
    assert Event.objects.of(registration).filter(step="accept").count() == 1
    again_answer = actions.accept_registrations(registrations=[again(registration)], by=world.chuyenvien, at=AT)
    assert again_answer.accepted == 0 and "không còn ở trạng thái" in again_answer.refused[0]
    stranger = actions.accept_registrations(registrations=[again(other)], by=world.canbo, at=AT)
    assert stranger.accepted == 0


# ---- the summary -----------------------------------------------------------------------------------------------------


@pytest.fixture
def district(world, term):
    """Two communes of Đắk Hà accepted, with targets, a movement and titles."""
    for code, value in (("C23512", 10), ("C23500", 15)):
        row = RegistrationFactory(unit=world.units[code], term=term, receiver=world.units["615"], accepted=True)
        row.targets.create(indicator=world.indicators["houses"], comparison="ge", value=value)
        row.targets.create(indicator=world.indicators["poverty"], comparison="le", value=value * 100)
        row.movements.create(movement=world.indicators["houses"].movement, commitment="Làm")
        row.title_aims.create(subject="household", name="Hộ A")
    return term


def summarise(world, term, by="canbo_dakha"):
    return actions.confirm_summary(unit=world.units["615"], term=term, by=world.people[by], at=AT)


def test_targets_are_summed_along_their_line_and_rates_never(world, district):
    data = summarise(world, district).data

    rows = {row["code"]: (row["units"], row["total"], row["lowest"], row["highest"]) for row in data["targets"]}
    assert rows["D2.06"] == (2, "25", "từ 10 trở lên", "từ 15 trở lên")
    assert rows["D2.04"] == (2, "", "không quá 10", "không quá 15")
    assert [(row["name"], row["n"], row["group"]) for row in data["titles"]] == [("Không đăng ký", 2, "hộ gia đình")]
    assert [(row["name"], row["n"]) for row in data["movements"]] == [(world.indicators["houses"].movement.name, 2)]
    assert (data["expected"], data["sent"], data["accepted"], len(data["missing"])) == (2, 2, 2, 0)


def test_a_confirmed_summary_stays_and_a_new_one_follows_what_changed(world, district):
    first = summarise(world, district)
    with pytest.raises(Refused, match="Chưa có gì thay đổi"):
        summarise(world, district)
    Registration.objects.filter(unit=world.units["C23500"]).update(state="returned")
    second = summarise(world, district)

    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert (first.data["accepted"], second.data["accepted"]) == (2, 1)


def test_the_head_sends_the_newest_once(world, district):
    first = summarise(world, district)
    Registration.objects.filter(unit=world.units["C23500"]).update(state="returned")
    second = summarise(world, district)
    with pytest.raises(Conflict, match="mới hơn"):
        actions.send_summary(summary=first, by=world.thutruong_dakha, at=AT)
    with pytest.raises(PermissionDenied):
        actions.send_summary(summary=second, by=world.canbo_dakha, at=AT)
    assert actions.send_summary(summary=second, by=world.thutruong_dakha, at=AT).sent_at == AT
    with pytest.raises(Conflict, match="đã được gửi"):
        actions.send_summary(summary=second, by=world.thutruong_dakha, at=AT)
    assert world.chuyenvien.notices.filter(kind="received").count() == 1


def test_nothing_accepted_is_no_summary_and_others_make_none(world, term):
    with pytest.raises(Refused, match="chưa tiếp nhận"):
        summarise(world, term)
    with pytest.raises(PermissionDenied):
        summarise(world, term, by="canbo")
