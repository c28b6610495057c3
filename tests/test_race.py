"""Two people at once. Only a server with row locks can show it, so this runs on PostgreSQL alone.

Each act runs on a connection and a thread of its own. Where an order matters the one who is first is held, inside
the transaction, until the other is seen to wait for a lock; elsewhere twenty rounds start from one barrier.
"""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from movements import actions
from movements.actions import BoxInput, boxes, filings
from movements.compile import open_box, owed_indicators
from movements.models import Figure, Filing
from tests.factories import FigureFactory, FilingFactory, UserFactory
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.actions import rebuild_ancestry
from units.enums import Role
from units.models import Ancestry, Attachment, Notice, RoleHolding, User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
ROUNDS = 20
PATIENCE = 20  # seconds


def at_once(*acts):
    """Runs the acts together; gives what each returned, or the refusal it met."""
    barrier = threading.Barrier(len(acts))

    def one(act):
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            return act()
        except (Refused, PermissionDenied) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=PATIENCE) for future in [pool.submit(one, act) for act in acts]]


class Gate:
    """Holds whoever comes through first until somebody else waits for the lock that they have."""

    def __init__(self, monkeypatch, place, name):
        self.passed = threading.Event()
        inner = getattr(place, name)

        def held(*args, **kwargs):
            result = inner(*args, **kwargs)
            if self.passed.is_set():
                return result
            self.passed.set()
            assert self._somebody_waits(), "nobody ever waited: the lock is not there"
            return result

        monkeypatch.setattr(place, name, held)

    def _somebody_waits(self):
        blocked = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        for _ in range(PATIENCE * 50):
            with connection.cursor() as cursor:
                cursor.execute(blocked)
                if cursor.fetchone()[0]:
                    return True
            threading.Event().wait(0.02)
        return False

    def after(self, act):
        """The same act, begun once the first one holds the lock."""

        def later():
            assert self.passed.wait(PATIENCE)
            return act()

        return later


def officers(world, count):
    """More officers of SNNPTNT, each as a request would load them."""
    unit = world.units["SNNPTNT"]
    for _ in range(count):
        RoleHolding.objects.create(user=UserFactory(unit=unit), role=Role.UNIT_OFFICER, unit=unit)
    return list(User.objects.filter(holdings__role=Role.UNIT_OFFICER, unit=unit).order_by("pk"))


def fresh(filing):
    return Filing.objects.with_names().get(pk=filing.pk)


def checking(world):
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True, state="checking"
    )
    for indicator in owed_indicators(filing.unit, filing.period):
        FigureFactory(filing=filing, indicator=indicator, value=1, denominator=2 if indicator.is_rate else None)
    return filing


def drafted(world):
    """A draft with every box filled."""
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    boxes = [BoxInput(i.pk, 0, 10, 20 if i.is_rate else None) for i in owed_indicators(filing.unit, filing.period)]
    actions.save_boxes(filing=filing, boxes=boxes, by=world.canbo, at=AT)
    return fresh(filing)


def stepping(filing, name, by, **words):
    """The step as a request takes it: the page's row, loaded before."""
    row = fresh(filing)
    return lambda: actions.step_filing(filing=row, step_name=name, by=by, at=AT, **words)


def one_conflict(results):
    assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]


class TestDeciding:
    def accept(self, world, filing):
        return stepping(filing, "accept", world.chuyenvien)

    def give_back(self, world, filing):
        return stepping(filing, "return", world.truongphong, reason="TL-BC02")

    @pytest.mark.parametrize("turn", ["accept first", "return first"])
    def test_one_wins_the_other_is_told_and_there_is_one_event(self, world, turn):
        """Twenty rounds; the thread that is started first alternates with the parameter."""
        won = []
        for _ in range(ROUNDS):
            filing = checking(world)
            acts = [self.accept(world, filing), self.give_back(world, filing)]
            results = at_once(*(acts if turn == "accept first" else reversed(acts)))

            one_conflict(results)
            (event,) = Event.objects.of(filing)
            filing.refresh_from_db()
            assert (event.from_state, event.to_state) == ("checking", filing.state)
            assert (filing.accepted_by is not None) == (filing.state == "accepted") == (event.step == "accept")
            kinds = set(Notice.objects.values_list("kind", flat=True))
            assert kinds == {"accepted" if event.step == "accept" else "returned"}
            won.append(event.step)
            Notice.objects.all().delete()
            Filing.objects.all().delete()
        assert len(won) == ROUNDS

    def test_the_second_waits_for_the_first_and_then_sees_the_new_state(self, world, monkeypatch):
        filing = checking(world)
        gate = Gate(monkeypatch, filings, "take_step")
        results = at_once(self.accept(world, filing), gate.after(self.give_back(world, filing)))

        one_conflict(results)
        assert results[0].state == "accepted"
        assert [event.step for event in Event.objects.of(filing)] == ["accept"]
        assert set(Notice.objects.values_list("kind", flat=True)) == {"accepted"}

    def test_the_same_button_pressed_twice(self, world):
        for _ in range(ROUNDS):
            filing = checking(world)
            one_conflict(at_once(*[self.accept(world, filing)] * 2))
            assert Event.objects.of(filing).count() == 1
            Filing.objects.all().delete()

    def test_recalled_while_it_is_opened(self, world):
        for _ in range(ROUNDS):
            filing = checking(world)
            Filing.objects.update(state="submitted")
            results = at_once(
                stepping(filing, "recall", world.thutruong, note="Sót số."), stepping(filing, "open", world.chuyenvien)
            )
            refused = [result for result in results if isinstance(result, Exception)]
            assert len(refused) == 1
            assert isinstance(refused[0], Conflict | PermissionDenied)  # what is recalled is out of sight
            (event,) = Event.objects.of(filing)
            assert fresh(filing).state == event.to_state
            Filing.objects.all().delete()


class TestStarting:
    def test_two_officers_open_one_filing(self, world):
        people = officers(world, 1)
        for _ in range(ROUNDS):
            acts = [self.starting(world, person) for person in people]
            first, second = at_once(*acts)
            assert first.pk == second.pk
            assert Filing.objects.count() == 1
            assert Event.objects.of(first).count() == 1
            Filing.objects.all().delete()

    def starting(self, world, by):
        return lambda: actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=by, at=AT)


class TestSaving:
    def saving(self, filing, by, value, indicator, version=0):
        row = fresh(filing)
        box = BoxInput(indicator.pk, version, value)
        return lambda: actions.save_boxes(filing=row, boxes=[box], by=by, at=AT)

    @pytest.mark.parametrize("version", [0, 1])
    def test_two_officers_one_box(self, world, version):
        """An empty box (both would insert it) and one that stands there (both would change it)."""
        one, two = officers(world, 1)
        forest = world.indicators["forest"]
        for number in range(ROUNDS):
            filing = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"])
            if version:
                FigureFactory(filing=filing, indicator=forest, value=5)
            acts = [self.saving(filing, by, value, forest, version) for by, value in ((one, 100), (two, 200))]
            results = at_once(*(acts if number % 2 else reversed(acts)))

            assert sorted((tuple(r.written), tuple(r.conflicts)) for r in results) == [
                ((), ("D2.33",)),
                (("D2.33",), ()),
            ]
            figure, event = Figure.objects.get(), Event.objects.of(filing).get()
            assert (figure.version, figure.changed_by) == (version + 1, event.by)
            assert event.data["after"]["D2.33"][0] == figure.value
            Filing.objects.all().delete()

    @pytest.mark.parametrize("version", [0, 1])
    def test_two_officers_one_box_by_autosave(self, world, version):
        """Each has read the box before either wrote: one is written, the other is told, nobody's figure is lost."""
        one, two = officers(world, 1)
        forest = world.indicators["forest"]
        for _ in range(ROUNDS):
            filing = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"])
            if version:
                FigureFactory(filing=filing, indicator=forest, value=5)
            acts = [self.autosaving(filing, by, value, version) for by, value in ((one, 100), (two, 200))]
            results = at_once(*acts)

            assert sorted(result.conflict for result in results) == [False, True]
            figure, event = Figure.objects.get(), Event.objects.of(filing).get()
            assert (figure.version, figure.changed_by, figure.value) == (
                version + 1, event.by, event.data["after"]["D2.33"][0],
            )  # fmt: skip
            Filing.objects.all().delete()

    def autosaving(self, filing, by, value, version):
        row = fresh(filing)
        box = open_box(row, "D2.33").read()
        typed = BoxInput(box.indicator.pk, version, value)
        return lambda: actions.save_box(filing=row, box=box, typed=typed, by=by, at=AT)

    def test_two_officers_two_boxes_lose_nothing(self, world):
        one, two = officers(world, 1)
        filing = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"])
        forest, meetings = world.indicators["forest"], world.indicators["meetings"]
        at_once(self.saving(filing, one, 1, forest), self.saving(filing, two, 2, meetings))
        assert dict(Figure.objects.values_list("indicator__code", "value")) == {"D2.33": 1, "D1.01": 2}

    def test_the_second_save_waits_and_overwrites_nothing(self, world, monkeypatch):
        one, two = officers(world, 1)
        forest = world.indicators["forest"]
        filing = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"])
        gate = Gate(monkeypatch, boxes, "_write_boxes")
        first, second = at_once(
            self.saving(filing, one, 100, forest), gate.after(self.saving(filing, two, 200, forest))
        )
        assert (first.written, second.conflicts, Figure.objects.get().value) == (["D2.33"], ["D2.33"], 100)

    def test_two_officers_one_narrative(self, world):
        one, two = officers(world, 1)
        for _ in range(ROUNDS):
            filing = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"])
            one_conflict(at_once(self.writing(filing, one, "Một."), self.writing(filing, two, "Hai.")))
            filing.refresh_from_db()
            assert filing.version == 2
            assert {"Một.": one, "Hai.": two}[filing.highlights] == Event.objects.of(filing).get().by
            Filing.objects.all().delete()

    def writing(self, filing, by, words):
        texts = {"highlights": words, "difficulties": "", "proposals": ""}
        row = fresh(filing)
        return lambda: actions.save_narratives(filing=row, texts=texts, version=1, by=by, at=AT)


class TestSigning:
    """What is signed is what was sent: no box, word or file slips in beside the signature."""

    def late_save(self, world, filing, value=99):
        return TestSaving().saving(filing, world.canbo, value, world.indicators["forest"], version=1)

    def sign(self, world, filing):
        """The officer's colleague hands over and the head signs, in one go."""
        colleague = officers(world, 1)[-1]
        row = fresh(filing)

        def act():
            for name, by in (("to_head", colleague), ("submit", world.thutruong)):
                actions.step_filing(filing=row, step_name=name, by=by, at=AT)
            return row

        return act

    def as_sent(self, filing):
        sent = Event.objects.of(filing).get(step="submit").data["sent"]
        rows = filing.figures.select_related("indicator")
        return sent, {f.indicator.code: [f.value, f.denominator, f.nothing, f.note] for f in rows}

    def test_twenty_times(self, world):
        for number in range(ROUNDS):
            filing = drafted(world)
            acts = [self.late_save(world, filing), self.sign(world, filing)]
            saved, signed = at_once(*acts) if number % 2 else reversed(at_once(*reversed(acts)))

            assert fresh(filing).state == "submitted"
            assert not isinstance(signed, Exception)
            sent, stands = self.as_sent(filing)
            assert sent == stands
            assert stands["D2.33"][0] == (10 if isinstance(saved, Exception) else 99)
            Filing.objects.all().delete()

    def test_a_save_that_came_first_is_sent_with_it(self, world, monkeypatch):
        filing = drafted(world)
        gate = Gate(monkeypatch, boxes, "_write_boxes")
        saved, _ = at_once(self.late_save(world, filing), gate.after(self.sign(world, filing)))

        sent, stands = self.as_sent(filing)
        assert saved.written == ["D2.33"]
        assert sent == stands
        assert stands["D2.33"][0] == 99

    def test_a_save_that_came_second_is_refused(self, world, monkeypatch):
        filing = drafted(world)
        gate = Gate(monkeypatch, filings, "findings")
        handing = stepping(filing, "to_head", world.canbo)
        moved, saved = at_once(handing, gate.after(self.late_save(world, filing)))

        assert isinstance(saved, Conflict)
        assert moved.state == "to_head"
        assert filing.figures.get(indicator__code="D2.33").value == 10

    @pytest.mark.parametrize("what", ["file", "words"])
    def test_neither_does_a_file_or_a_word(self, world, monkeypatch, what):
        filing = drafted(world)
        attaching = partial(actions.add_evidence, filing=fresh(filing), upload=pdf_upload(), by=world.canbo, at=AT)
        acts = {"file": attaching, "words": TestSaving().writing(filing, world.canbo, "Thêm.")}
        gate = Gate(monkeypatch, filings, "findings")
        moved, slipped = at_once(stepping(filing, "to_head", world.canbo), gate.after(acts[what]))

        assert isinstance(slipped, Conflict)
        assert moved.highlights == ""
        assert not Attachment.objects.exists()

    def test_two_heads_sign_once(self, world):
        for _ in range(ROUNDS):
            filing = drafted(world)
            actions.step_filing(filing=filing, step_name="to_head", by=world.canbo, at=AT)
            one_conflict(
                at_once(stepping(filing, "submit", world.thutruong), stepping(filing, "submit", world.thutruong))
            )
            assert Event.objects.of(filing).filter(step="submit").count() == 1
            assert Notice.objects.filter(kind="received", to=world.chuyenvien).count() == 1
            Notice.objects.all().delete()
            Filing.objects.all().delete()


def test_two_rebuilds_leave_one_tree(world):
    before = set(Ancestry.objects.values_list("ancestor", "descendant", "depth"))
    for _ in range(5):
        at_once(rebuild_ancestry, rebuild_ancestry)
    assert set(Ancestry.objects.values_list("ancestor", "descendant", "depth")) == before
    assert Ancestry.objects.count() == len(before)
