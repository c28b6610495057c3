"""The filing's acts: who may, what is refused, what is written."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from movements import actions
from movements.actions import BoxInput
from movements.compile import owed_indicators
from movements.enums import FilingState
from movements.models import Figure, Filing
from movements.workflow import FILING
from tests.factories import FigureFactory, FilingFactory
from thidua.errors import Conflict, Refused
from thidua.models import Event, Reason
from units.models import Notice, RoleHolding

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def fill(filing, world, by, **values):
    """Fills every box that the filing owes, with 10 of 20 in a rate, unless another value is given."""
    boxes = []
    for indicator in owed_indicators(filing.unit, filing.period):
        value = values.get(indicator.code, 10)
        boxes.append(BoxInput(indicator.pk, 0, value, 20 if indicator.is_rate else None))
    return actions.save_boxes(filing=filing, boxes=boxes, by=by, at=AT)


def move(filing, step, by, **words):
    filing = Filing.objects.with_names().get(pk=filing.pk)
    return actions.step_filing(filing=filing, step_name=step, by=by, at=words.pop("at", AT), **words)


def accepted(filing, world):
    fill(filing, world, world.canbo)
    for step, by in (("to_head", world.canbo), ("submit", world.thutruong), ("open", world.chuyenvien)):
        move(filing, step, by)
    return move(filing, "accept", world.chuyenvien)


def test_a_filing_is_opened_once(world, filing):
    again = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)

    assert (again.pk, again.state, again.receiver.code) == (filing.pk, "draft", "SNV")
    assert [event.step for event in Event.objects.of(filing)] == ["start"]


def test_a_commune_files_to_its_district(world):
    filing = actions.start_filing(unit=world.units["C23512"], period=world.periods[4], by=world.canbo_xa, at=AT)

    assert filing.receiver == world.units["615"]
    assert not filing.goes_to_department


def test_a_period_that_runs_is_not_filed_yet(world):
    with pytest.raises(Refused, match="chưa chốt số liệu"):
        actions.start_filing(
            unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT - dt.timedelta(days=5)
        )


def test_only_the_units_own_officer_opens_it(world):
    with pytest.raises(PermissionDenied):
        actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo_khac, at=AT)


def test_an_ended_indicator_is_not_asked(world):
    codes = {i.code for i in owed_indicators(world.units["615"], world.periods[4])}

    assert "D4.02" not in codes
    assert codes == {"D2.06", "D2.04", "D1.01"}


def test_boxes_are_saved_with_what_stood_before(world, filing):
    forest = world.indicators["forest"]
    actions.save_boxes(filing=filing, boxes=[BoxInput(forest.pk, 0, 12045)], by=world.canbo, at=AT)
    saved = actions.save_boxes(filing=filing, boxes=[BoxInput(forest.pk, 1, 12850)], by=world.canbo, at=AT)

    assert saved.written == ["D2.33"]
    assert Figure.objects.get(filing=filing).value == 12850
    data = Event.objects.of(filing).last().data
    assert data == {"before": {"D2.33": [12045, None, False, ""]}, "after": {"D2.33": [12850, None, False, ""]}}


def test_a_box_unchanged_writes_nothing(world, filing):
    box = BoxInput(world.indicators["forest"].pk, 0, 5)
    actions.save_boxes(filing=filing, boxes=[box], by=world.canbo, at=AT)
    events = Event.objects.of(filing).count()

    saved = actions.save_boxes(filing=filing, boxes=[BoxInput(box.indicator_id, 1, 5)], by=world.canbo, at=AT)

    assert (saved.written, Event.objects.of(filing).count()) == ([], events)


def test_the_later_of_two_is_told_and_overwrites_nothing(world, filing):
    forest = world.indicators["forest"]
    actions.save_boxes(filing=filing, boxes=[BoxInput(forest.pk, 0, 1)], by=world.canbo, at=AT)
    actions.save_boxes(filing=filing, boxes=[BoxInput(forest.pk, 1, 2)], by=world.canbo, at=AT)

    saved = actions.save_boxes(filing=filing, boxes=[BoxInput(forest.pk, 1, 3)], by=world.canbo, at=AT)

    assert (saved.written, saved.conflicts) == ([], ["D2.33"])
    assert Figure.objects.get(filing=filing).value == 2


def test_a_box_of_another_unit_is_refused(world, filing):
    with pytest.raises(Refused, match="không thuộc báo cáo này"):
        actions.save_boxes(filing=filing, boxes=[BoxInput(world.indicators["houses"].pk, 0, 1)], by=world.canbo, at=AT)


def test_narratives_are_kept_from_the_slower_hand(world, filing):
    texts = {"highlights": "Trồng 12 ha rừng.", "difficulties": "", "proposals": ""}
    actions.save_narratives(filing=filing, texts=texts, version=1, by=world.canbo, at=AT)

    with pytest.raises(Conflict, match="người khác sửa"):
        actions.save_narratives(filing=filing, texts=texts | {"highlights": "Khác"}, version=1, by=world.canbo, at=AT)

    filing.refresh_from_db()
    assert (filing.highlights, filing.version) == ("Trồng 12 ha rừng.", 2)


def test_nothing_goes_to_the_head_with_a_box_missing(world, filing):
    with pytest.raises(Refused, match=r"D2.33 còn trống"):
        move(filing, "to_head", world.canbo)

    filing.refresh_from_db()
    assert filing.state == "draft"


def test_nothing_happened_is_an_answer(world, filing):
    fill(filing, world, world.canbo)
    Figure.objects.filter(filing=filing).delete()
    boxes = [BoxInput(i.pk, 0, nothing=True) for i in owed_indicators(filing.unit, filing.period)]
    actions.save_boxes(filing=filing, boxes=boxes, by=world.canbo, at=AT)

    assert move(filing, "to_head", world.canbo).state == "to_head"


def test_an_implausible_box_must_be_explained(world):
    filing = actions.start_filing(unit=world.units["C23512"], period=world.periods[4], by=world.canbo_xa, at=AT)
    fill(filing, world, world.canbo_xa, **{"D2.06": 401})
    with pytest.raises(Refused, match=r"D2.06 401 nằm ngoài mức hợp lý"):
        move(filing, "to_head", world.canbo_xa)

    explained = BoxInput(world.indicators["houses"].pk, 1, 401, note="Gộp hai đợt, có biên bản.")
    actions.save_boxes(filing=filing, boxes=[explained], by=world.canbo_xa, at=AT)

    assert move(filing, "to_head", world.canbo_xa).state == "to_head"


def test_the_first_sending_decides_whether_it_was_in_time(world, filing):
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)
    midnight = dt.datetime(2024, 12, 20, 16, 59, tzinfo=dt.UTC)  # 23:59 on the due day
    move(filing, "submit", world.thutruong, at=midnight)
    move(filing, "open", world.chuyenvien)
    move(filing, "return", world.chuyenvien, reason="TL-BC02", marks=["D2.33"])
    move(filing, "to_head", world.canbo)
    sent = move(filing, "submit", world.thutruong, at=midnight + dt.timedelta(days=5))

    assert (sent.on_time, sent.first_submitted_at, sent.submitted_at) == (
        True,
        midnight,
        midnight + dt.timedelta(days=5),
    )


def test_a_minute_after_midnight_is_late(world, filing):
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)

    assert move(filing, "submit", world.thutruong, at=dt.datetime(2024, 12, 20, 17, tzinfo=dt.UTC)).on_time is False


def test_an_invited_unit_is_never_judged(world):
    unit = world.units["SNNPTNT"]
    unit.duty = "invited"
    unit.save(update_fields=["duty"])
    filing = actions.start_filing(unit=unit, period=world.periods[4], by=world.canbo, at=AT)
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)

    assert move(filing, "submit", world.thutruong, at=AT + dt.timedelta(days=90)).on_time is None


def test_a_return_needs_a_coded_reason_and_keeps_the_marks(world, filing):
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)
    move(filing, "submit", world.thutruong)
    move(filing, "open", world.chuyenvien)
    with pytest.raises(Refused, match="chọn một lý do"):
        move(filing, "return", world.chuyenvien)
    with pytest.raises(Refused, match="cần ghi rõ"):
        move(filing, "return", world.chuyenvien, reason="TL-BC12")
    Reason.objects.filter(code="TL-BC02").update(needs_mark=True)
    with pytest.raises(Refused, match="cần đánh dấu ít nhất một ô"):
        move(filing, "return", world.chuyenvien, reason="TL-BC02")
    with pytest.raises(Refused, match=r"Ô D9.99 không có"):
        move(filing, "return", world.chuyenvien, reason="TL-BC02", marks=["D9.99"])

    move(filing, "return", world.chuyenvien, reason="TL-BC02", marks=["D2.33"], note="Lấy đến 14/12.")

    event = Event.objects.of(filing).last()
    assert (event.reason, event.note) == ("TL-BC02", "Lấy đến 14/12.")
    assert event.data == {"marks": ["D2.33"], "remarks": {}, "correct_by": "2024-12-23"}
    assert [n.to.username for n in Notice.objects.filter(kind="returned").order_by("to__username")] == [
        "canbo",
        "thutruong",
    ]


def test_recall_only_until_it_is_opened(world, filing):
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)
    move(filing, "submit", world.thutruong)
    assert move(filing, "recall", world.thutruong, note="Sót số.").state == "recalled"
    assert not Filing.objects.visible_to(world.chuyenvien).exists()
    move(filing, "to_head", world.canbo)
    assert not Filing.objects.visible_to(world.chuyenvien).exists()  # still the unit's, until it is sent again
    move(filing, "submit", world.thutruong)
    move(filing, "open", world.chuyenvien)

    with pytest.raises(Conflict):
        move(filing, "recall", world.thutruong, note="Sót số.")


def test_an_accepted_filing_is_locked_until_unlocked_with_a_reason(world, filing):
    accepted(filing, world)
    current = Filing.objects.with_names().get(pk=filing.pk)
    with pytest.raises(PermissionDenied):
        actions.save_boxes(
            filing=current, boxes=[BoxInput(world.indicators["forest"].pk, 1, 99)], by=world.canbo, at=AT
        )

    move(filing, "unlock", world.truongphong, reason="MK-BC01", note="Công văn 12/SNN ngày 18/12.", marks=["D2.33"])

    current = Filing.objects.with_names().get(pk=filing.pk)
    assert actions.save_boxes(
        filing=current, boxes=[BoxInput(world.indicators["forest"].pk, 1, 99)], by=world.canbo, at=AT
    ).written == ["D2.33"]


def test_the_receiver_is_told_when_it_is_sent(world, filing):
    fill(filing, world, world.canbo)
    move(filing, "to_head", world.canbo)
    move(filing, "submit", world.thutruong)

    told = set(Notice.objects.filter(kind="received").values_list("to__username", flat=True))
    assert told == {"chuyenvien", "truongphong"}


ACTORS = {
    "to_head": "canbo", "hand_back": "thutruong", "submit": "thutruong", "recall": "thutruong",
    "open": "chuyenvien", "accept": "chuyenvien", "return": "chuyenvien", "unlock": "truongphong",
    "enter": "chuyenvien", "to_unit": "chuyenvien", "confirm": "thutruong", "dispute": "thutruong",
}  # fmt: skip


def entered(world, state, step):
    """The columns of a filing that Sở Nội vụ typed in from paper, where the step or the state is one of those."""
    if state != "to_confirm" and step not in ("enter", "to_unit"):
        return {}
    if step == "enter":  # a unit that nobody can sign in for
        RoleHolding.objects.filter(unit=world.units["SNNPTNT"]).update(active=False)
    return {"entered_by": world.chuyenvien, "entered_in": world.units["SNV"], "arrived_on": dt.date(2024, 12, 16)}


def test_every_step_has_an_actor_in_this_matrix():
    assert set(ACTORS) == set(FILING.steps)


@pytest.mark.parametrize("state", FilingState.values)
@pytest.mark.parametrize("step", FILING.steps.values(), ids=lambda step: step.name)
def test_a_step_moves_only_from_its_sources(world, step, state):
    """Every step × every state: one move with one event, or a refusal with none."""
    trait = {"confirmed": True} if state == "accepted" else {"sent": True}
    filing = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], **trait)
    Filing.objects.filter(pk=filing.pk).update(
        state=state, withdrawn=state == "recalled", **entered(world, state, step.name)
    )  # fmt: skip
    for indicator in owed_indicators(filing.unit, filing.period):
        FigureFactory(filing=filing, indicator=indicator, value=1, denominator=2 if indicator.is_rate else None)
    words = {"note": "vì", "reason": {"return": "TL-BC02", "unlock": "MK-BC01"}.get(step.name, "")}
    if step.name == "unlock":
        words["marks"] = ["D2.33"]

    if state in step.sources:
        assert move(filing, step.name, world.people[ACTORS[step.name]], **words).state == step.target
        assert [(e.from_state, e.to_state) for e in Event.objects.of(filing)] == [(state, step.target)]
    else:
        with pytest.raises((Refused, PermissionDenied)):
            move(filing, step.name, world.people[ACTORS[step.name]], **words)
        assert Event.objects.of(filing).count() == 0


@pytest.mark.parametrize(
    "username", ["canbo_khac", "canbo_dakha", "vanphong", "vanthu", "lanhdao", "uyvien", "quantri"]
)
@pytest.mark.parametrize("step", FILING.steps)
def test_strangers_take_no_step(world, username, step):
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], confirmed=True
    )
    state = min(FILING.steps[step].sources)
    Filing.objects.filter(pk=filing.pk).update(
        state=state, withdrawn=state == "recalled", **entered(world, state, step)
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        move(filing, step, world.people[username], note="vì", reason="TL-BC02")


def test_the_database_itself_refuses_bad_rows(world, filing):
    forest = world.indicators["forest"]
    for columns in ({"value": 1, "nothing": True}, {"value": 1, "denominator": 0}, {"value": None, "denominator": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FigureFactory(filing=filing, indicator=forest, **columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.filter(pk=filing.pk).update(state="accepted")


def test_events_cannot_be_changed_or_deleted(world, filing):
    event = Event.objects.of(filing).get()
    for act in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(note="x")):
        with pytest.raises(TypeError):
            act()


def test_figures_of_fifteen_digits_are_kept_and_summed_exactly(world, filing):
    forest = world.indicators["forest"]
    big = 118_000_000_000_000_25
    actions.save_boxes(filing=filing, boxes=[BoxInput(forest.pk, 0, big)], by=world.canbo, at=AT)
    other = FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"])
    FigureFactory(filing=other, indicator=forest, value=1)

    from django.db.models import Sum

    assert Figure.objects.get(filing=filing).value == big
    assert Figure.objects.aggregate(total=Sum("value"))["total"] == big + 1
