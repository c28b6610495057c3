"""The one door through which a row moves: who may, which words, which state, and what the event says."""

import datetime as dt
import itertools

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from movements.enums import FilingState
from movements.models import Filing
from movements.workflow import FILING
from reports.workflow import REPORT
from tests.factories import FilingFactory
from thidua import workflow as kernel
from thidua.errors import Conflict, Refused
from thidua.models import Event, Reason
from thidua.workflow import Step, take_step, workflow

AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
FLOWS = (FILING, REPORT)


@pytest.fixture
def filing(world):
    """A sent filing that chuyenvien is checking."""
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True, state="checking"
    )
    return Filing.objects.with_names().get(pk=filing.pk)


def take(filing, step_name, by, flow=FILING, **words):
    return take_step(flow, filing, step_name, by=by, at=AT, **words)


def stood_still(filing, state="checking"):
    return Filing.objects.get(pk=filing.pk).state == state and not Event.objects.exists()


class TestTable:
    def test_a_step_is_data(self):
        flow = workflow("ho_so", "awards.dossier", ("grant", "Tặng", ["proposed"], "granted", {"needs_note": True}))
        assert flow.steps["grant"] == Step(
            "grant", "Tặng", frozenset({"proposed"}), "granted", "awards.grant_dossier", needs_note=True
        )

    def test_nobody_adds_a_step_later(self):
        with pytest.raises(TypeError):
            FILING.steps["approve"] = FILING.steps["accept"]
        with pytest.raises(AttributeError):
            FILING.steps["accept"].target = "draft"

    @pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.name)
    def test_every_permission_has_a_rule(self, flow):
        """A permission without a rule would refuse everybody, silently."""
        import rules

        assert [step.permission for step in flow.steps.values() if not rules.perm_exists(step.permission)] == []

    def test_every_state_can_be_reached_and_left(self):
        reached = {step.target for step in FILING.steps.values()}
        left = set().union(*(step.sources for step in FILING.steps.values()))
        assert reached == set(FilingState.values)
        assert left == set(FilingState.values)

    def test_open_steps_are_those_out_of_this_state_that_the_person_may_take(self, world, filing):
        def names(user):
            return {step.name for step in FILING.open_steps(filing, user)}

        assert names(world.chuyenvien) == {"accept", "return"}
        assert names(world.thutruong) == names(world.lanhdao) == set()  # recall ended when it was opened


@pytest.mark.django_db
class TestWho:
    @pytest.mark.parametrize("username", ["canbo", "thutruong", "canbo_khac", "giamdoc", "lanhdao", "quantri"])
    def test_who_may_not_moves_nothing(self, world, filing, username):
        with pytest.raises(PermissionDenied):
            take(filing, "accept", world.people[username])
        assert stood_still(filing)

    def test_rights_are_asked_before_words_and_state(self, world, filing):
        """Who may not take the step learns neither what it lacks nor where the row stands."""
        with pytest.raises(PermissionDenied):
            take(filing, "return", world.canbo)
        with pytest.raises(PermissionDenied):
            take(filing, "unlock", world.canbo)

    def test_an_account_that_is_closed_may_nothing(self, world, filing):
        world.chuyenvien.is_active = False
        with pytest.raises(PermissionDenied):
            take(filing, "accept", world.chuyenvien, changes=accepted_by(world.chuyenvien))


def accepted_by(person):
    return {"accepted_at": AT, "accepted_by": person}


@pytest.mark.django_db
class TestWords:
    @pytest.mark.parametrize("note", ["", "  ", "\n\t"])
    def test_a_note_that_is_needed(self, world, filing, note):
        Filing.objects.filter(pk=filing.pk).update(state="to_head")
        filing.refresh_from_db()
        with pytest.raises(Refused, match="Chuyển lại cán bộ: ghi lý do"):
            take(filing, "hand_back", world.thutruong, note=note)
        assert stood_still(filing, "to_head")

    @pytest.mark.parametrize(
        "columns",
        [
            {"code": "KHAC", "act": "mo_khoa"},  # of another act
            {"code": "KHAC", "applies_to": "ho_so"},  # of another workflow
            {"code": "KHAC", "active": False},  # no longer used
            {"code": "CO"},  # not the one that was chosen
        ],
    )
    def test_a_reason_must_be_one_of_this_act(self, world, filing, columns):
        Reason.objects.create(**{"applies_to": "bao_cao", "act": "tra_lai", "label": "Khác"} | columns)
        with pytest.raises(Refused, match="Trả lại: chọn một lý do"):
            take(filing, "return", world.chuyenvien, reason="KHAC", note="vì thế")
        assert stood_still(filing)

    @pytest.mark.parametrize("note", ["", " "])
    def test_a_reason_that_asks_for_words(self, world, filing, note):
        with pytest.raises(Refused, match="lý do TL-BC12 cần ghi rõ"):
            take(filing, "return", world.chuyenvien, reason="TL-BC12", note=note)
        assert stood_still(filing)
        assert take(filing, "return", world.chuyenvien, reason="TL-BC12", note="Thiếu biểu 3").state == "returned"


@pytest.mark.django_db
class TestCompareAndSet:
    def test_the_slower_of_two_is_told_and_leaves_no_trace(self, world, filing):
        slower = Filing.objects.with_names().get(pk=filing.pk)
        take(filing, "return", world.chuyenvien, reason="TL-BC02")
        before = Filing.objects.values().get(pk=filing.pk)

        with pytest.raises(Conflict, match="Có người vừa xử lý trước"):
            take(slower, "accept", world.truongphong, changes=accepted_by(world.truongphong))

        assert Filing.objects.values().get(pk=filing.pk) == before
        assert [event.step for event in Event.objects.all()] == ["return"]

    def test_a_state_that_moved_on_is_a_conflict_even_where_the_step_applies(self, world, filing):
        """Handing over a draft that was returned meanwhile would hide the return from the one who hands over."""
        Filing.objects.filter(pk=filing.pk).update(state="draft")
        stale = Filing.objects.with_names().get(pk=filing.pk)
        Filing.objects.filter(pk=filing.pk).update(state="returned")

        with pytest.raises(Conflict):
            take(stale, "to_head", world.canbo)
        assert stood_still(filing, "returned")

    def test_further_conditions_are_part_of_it(self, world, filing):
        with pytest.raises(Conflict):
            take(filing, "accept", world.chuyenvien, changes=accepted_by(world.chuyenvien), where={"version": 2})
        assert stood_still(filing)
        taken = take(filing, "accept", world.chuyenvien, changes=accepted_by(world.chuyenvien), where={"version": 1})
        assert taken.state == "accepted"

    def test_a_row_that_is_gone_is_a_conflict(self, world, filing):
        flow = workflow("bao_cao", "movements.filing", ("accept", "Xác nhận", ["checking"], "accepted", {}))
        world.chuyenvien.has_perm("movements.accept_filing", filing)  # asked while it was there
        Filing.objects.filter(pk=filing.pk).delete()
        with pytest.raises(Conflict):
            take(filing, "accept", world.chuyenvien, flow=flow)

    def test_other_rows_stay_where_they_are(self, world, filing):
        other = FilingFactory(
            unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True, state="checking"
        )
        take(filing, "return", world.chuyenvien, reason="TL-BC02")
        assert Filing.objects.get(pk=other.pk).state == "checking"

    def test_without_an_event_there_is_no_move(self, world, filing, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError("no paper left")

        monkeypatch.setattr(kernel, "record", broken)
        with pytest.raises(RuntimeError):
            take(filing, "return", world.chuyenvien, reason="TL-BC02")
        assert stood_still(filing)


@pytest.mark.django_db
def test_the_event_says_all_of_it(world, filing):
    take(filing, "return", world.chuyenvien, reason="TL-BC02", note="  Lấy đến 14/12. ", data={"marks": ["D2.33"]})

    event = Event.objects.get()
    assert (event.about, event.about_id, event.step, event.label) == (
        "movements.filing",
        filing.pk,
        "return",
        "Trả lại",
    )
    assert (event.from_state, event.to_state) == ("checking", "returned")
    assert (event.by, event.at, event.reason, event.note) == (world.chuyenvien, AT, "TL-BC02", "Lấy đến 14/12.")
    assert event.data == {"marks": ["D2.33"]}


@pytest.mark.django_db
def test_columns_are_written_with_the_state_and_the_row_knows_them(world, filing):
    same = take(filing, "accept", world.chuyenvien, changes=accepted_by(world.chuyenvien))

    assert same is filing
    assert (filing.state, filing.accepted_at, filing.accepted_by) == ("accepted", AT, world.chuyenvien)
    assert Filing.objects.filter(pk=filing.pk, state="accepted", accepted_by=world.chuyenvien).exists()


class TestAddresses:
    @pytest.mark.parametrize("step", FILING.steps)
    def test_every_step_has_its_address(self, step):
        assert reverse("movements:filing_step", args=[7, step]) == f"/ket-qua/7/{step}/"
        assert resolve(f"/ket-qua/7/{step}/").kwargs == {"pk": 7, "step_name": step}

    @pytest.mark.parametrize(
        "step", ["approve", "ACCEPT", "accept_", "to_headx", "xaccept", "accept|return", ".*", "sign", "accept%0A"]
    )
    def test_what_is_no_step_has_none(self, step):
        with pytest.raises(Resolver404):
            resolve(f"/ket-qua/7/{step}/")
        with pytest.raises(NoReverseMatch):
            reverse("movements:filing_step", args=[7, step])

    def test_an_unknown_step_is_not_found_by_anybody(self, client, world, filing):
        for person, verb in itertools.product((world.chuyenvien, world.canbo), ("get", "post")):
            client.force_login(person)
            assert getattr(client, verb)(f"/ket-qua/{filing.pk}/approve/").status_code == 404

    @pytest.mark.parametrize("name", ["filing_step", "report_step"])
    def test_each_workflow_has_a_converter_of_its_own(self, name):
        from django.urls.converters import get_converters

        flow = {"filing_step": FILING, "report_step": REPORT}[name]
        assert set(get_converters()[name].regex.split("|")) == set(flow.steps)
