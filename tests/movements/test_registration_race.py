"""Two people at one registration: one wins, the other is told. On PostgreSQL alone."""

import datetime as dt

import pytest

from movements import actions
from movements.actions import MovementInput, RegistrationInput, TargetInput
from movements.models import Registration, Target
from tests.factories import RegistrationFactory, TermFactory
from tests.test_race import at_once, officers, one_conflict
from thidua.models import Event, Reason

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
ROUNDS = 10


def start(world, term):
    return actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)


def fresh(registration):
    return Registration.objects.with_names().get(pk=registration.pk)


def stepping(registration, name, by, **words):
    row = fresh(registration)
    return lambda: actions.step_registration(registration=row, step_name=name, by=by, at=AT, **words)


def saving(world, registration, by, value, version):
    row, forest = fresh(registration), world.indicators["forest"]
    content = RegistrationInput(
        {forest.movement_id: MovementInput("Trồng rừng.")}, (TargetInput(forest.pk, "ge", value),)
    )
    return lambda: actions.save_registration(registration=row, content=content, version=version, by=by, at=AT)


def filled(world, term):
    registration = start(world, term)
    saving(world, registration, world.canbo, 12000, registration.version)()
    return registration


def test_two_officers_open_one(world):
    people = officers(world, 1)
    term = TermFactory()
    for _ in range(ROUNDS):
        opening = [
            lambda by=by: actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=by, at=AT)
            for by in people
        ]
        first, second = at_once(*opening)
        assert first.pk == second.pk
        assert [event.step for event in Event.objects.of(first)] == ["start"]
        Registration.objects.all().delete()


def test_two_officers_one_version(world):
    one, two = officers(world, 1)
    term = TermFactory()
    for _ in range(ROUNDS):
        registration = start(world, term)
        version = registration.version
        one_conflict(
            at_once(saving(world, registration, one, 100, version), saving(world, registration, two, 200, version))
        )
        saved = Event.objects.of(registration).get(step="save")
        assert {100: one, 200: two}[int(registration.targets.get().value)] == saved.by
        Registration.objects.all().delete()


def test_two_heads_sign_once(world):
    term = TermFactory()
    for _ in range(ROUNDS):
        registration = filled(world, term)
        stepping(registration, "to_head", world.canbo)()
        one_conflict(at_once(*[stepping(registration, "submit", world.thutruong) for _ in range(2)]))
        assert Event.objects.of(registration).filter(step="submit").count() == 1
        Registration.objects.all().delete()


def test_accepted_or_returned_never_both(world):
    Reason.objects.create(code="TL-DK01", applies_to="dang_ky", act="tra_lai", label="Thiếu chỉ tiêu")
    term = TermFactory()
    for number in range(ROUNDS):
        registration = filled(world, term)
        for name, by in (("to_head", world.canbo), ("submit", world.thutruong)):
            stepping(registration, name, by)()
        accept = stepping(registration, "accept", world.chuyenvien)
        give_back = stepping(registration, "return", world.truongphong, reason="TL-DK01")
        one_conflict(at_once(*((accept, give_back) if number % 2 else (give_back, accept))))
        last = Event.objects.of(registration).last()
        assert (last.step, fresh(registration).state) in (("accept", "accepted"), ("return", "returned"))
        Registration.objects.all().delete()


# ---- amendments ------------------------------------------------------------------------------------------------------


def settled(world, term):
    registration = filled(world, term)
    for name, by in (("to_head", world.canbo), ("submit", world.thutruong), ("accept", world.chuyenvien)):
        stepping(registration, name, by)()
    return registration


def test_two_officers_ask_for_one_amendment(world):
    people, term = officers(world, 1), TermFactory()
    for _ in range(ROUNDS):
        registration = settled(world, term)
        one_conflict(at_once(*[stepping(registration, "amend", by, note="Vì") for by in people[:2]]))
        assert fresh(registration).versions.count() == 1
        Registration.objects.all().delete()


def test_an_amendment_is_accepted_or_given_back(world):
    term = TermFactory()
    Reason.objects.create(code="TL-DK01", applies_to="dang_ky", act="tra_lai", label="Lý do")
    for number in range(ROUNDS):
        registration = settled(world, term)
        stepping(registration, "amend", world.canbo, note="Vì")()
        saving(world, registration, world.canbo, 9000, fresh(registration).version)()
        stepping(registration, "amend_to_head", world.canbo)()
        stepping(registration, "amend_submit", world.thutruong)()
        accept = stepping(registration, "amend_accept", world.chuyenvien)
        give_back = stepping(registration, "amend_return", world.truongphong, reason="TL-DK01")
        one_conflict(at_once(*((accept, give_back) if number % 2 else (give_back, accept))))
        row = fresh(registration)
        value = Target.objects.get(source="Đăng ký thi đua năm 2025").value
        assert (row.state, row.versions.count(), value) in (("amended", 2, 9000), ("amending", 1, 12000))
        Registration.objects.all().delete()


def test_a_save_meets_the_sending_of_the_amendment(world):
    term = TermFactory()
    for number in range(ROUNDS):
        registration = settled(world, term)
        stepping(registration, "amend", world.canbo, note="Vì")()
        save = saving(world, registration, world.canbo, 8000 + number, fresh(registration).version)
        at_once(save, stepping(registration, "amend_to_head", world.canbo))
        row = fresh(registration)
        events = list(Event.objects.of(row).order_by("pk").values_list("step", flat=True))
        last_save = len(events) - 1 - events[::-1].index("save")
        assert row.state == "amend_to_head" and last_save < events.index("amend_to_head")  # never after it had gone
        Registration.objects.all().delete()


def test_the_head_sends_one_summary_once(world):
    term = TermFactory()
    RegistrationFactory(unit=world.units["C23512"], term=term, receiver=world.units["615"], accepted=True)
    summary = actions.confirm_summary(unit=world.units["615"], term=term, by=world.canbo_dakha, at=AT)
    sending = [lambda: actions.send_summary(summary=summary, by=world.thutruong_dakha, at=AT) for _ in range(2)]
    one_conflict(at_once(*sending))
    assert Event.objects.of(summary).filter(step="send").count() == 1
