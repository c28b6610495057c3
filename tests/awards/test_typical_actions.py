"""Typical models: what each act writes, refuses and tells."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.actions import typical as actions
from awards.models import Replication, TypicalModel
from awards.typical_workflow import TYPICAL
from tests.awards.typical import AT, DAY, STORY, content, nurtured, replicating, reviewed, typical_model
from tests.factories import UserFactory
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment, Notice

pytestmark = pytest.mark.django_db


def edit(model, by, **changes):
    return actions.save_model(
        model=model, content=content(model, **changes), version=changes.pop("version", model.version), by=by, at=AT
    )


def events_of(model):
    return list(Event.objects.of(model).order_by("pk").values_list("step", "from_state", "to_state"))


class TestWalk:
    def test_from_found_to_replicating(self, world):
        model = actions.introduce_model(
            unit=world.units["SNNPTNT"], content=content(owner=world.canbo, name="  Vườn  mẫu "), by=world.canbo, at=AT
        )
        assert (model.name, model.state, model.found_at) == ("Vườn mẫu", "found", AT)
        assert Notice.objects.get().to == world.thutruong

        actions.step_model(
            model=model, step_name="nurture", by=world.thutruong, at=AT, owner=world.canbo, next_step="Tập huấn",
            next_step_on=DAY,
        )  # fmt: skip
        assert (model.state, model.next_step, model.next_step_on) == ("nurturing", "Tập huấn", DAY)
        actions.step_model(model=model, step_name="review", by=world.chuyenvien, at=AT, note="Đáng nhân rộng")
        assert (model.state, model.next_step, model.next_step_on) == ("reviewed", "", None)
        actions.step_model(
            model=model, step_name="replicate", by=world.canbo, at=AT, unit=world.units["615"], on=AT.date(),
            result="",
        )  # fmt: skip
        assert model.state == "replicating"
        assert list(model.replications.values_list("unit__code", flat=True)) == ["615"]
        assert events_of(model) == [
            ("introduce", "", "found"), ("nurture", "found", "nurturing"), ("review", "nurturing", "reviewed"),
            ("replicate", "reviewed", "replicating"),
        ]  # fmt: skip

    def test_every_further_unit_is_one_more_row_and_the_stage_keeps_its_day(self, world):
        model = replicating(world)
        since = model.stage_since
        later = AT + dt.timedelta(days=3)
        actions.step_model(
            model=model, step_name="replicate", by=world.chuyenvien, at=later, unit=world.units["611"],
            on=AT.date(), result="Tốt",
        )  # fmt: skip
        assert model.replications.count() == 2
        assert model.stage_since == since

    def test_stopping_takes_the_story_down(self, world):
        model = replicating(world, published=True)
        actions.step_model(model=model, step_name="stop", by=world.thutruong, at=AT, note="Không còn hiệu quả")
        assert (model.state, model.published) == ("stopped", False)

    @pytest.mark.parametrize("step", TYPICAL.steps)
    @pytest.mark.parametrize("who", ["canbo_khac", "lanhdao", "quantri", "canbo_dakha", "vanthu"])
    def test_not_by_others(self, world, step, who):
        with pytest.raises(PermissionDenied):
            actions.step_model(model=reviewed(world), step_name=step, by=world.people[who], at=AT, note="x")

    def test_a_step_out_of_turn(self, world):
        with pytest.raises(Conflict):
            actions.step_model(model=typical_model(world), step_name="review", by=world.thutruong, at=AT, note="x")

    @pytest.mark.parametrize(("step", "make"), [("review", nurtured), ("stop", reviewed)])
    def test_words_are_asked_for(self, world, step, make):
        with pytest.raises(Refused, match="ghi lý do"):
            actions.step_model(model=make(world), step_name=step, by=world.thutruong, at=AT, note=" ")


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"name": " "}, "Ghi tên"),
            ({"next_step": "Tập huấn"}, "đi cùng nhau"),
            ({"next_step_on": DAY}, "đi cùng nhau"),
            ({"next_step": "Tập huấn", "next_step_on": dt.date(2024, 12, 17)}, "đã qua"),
        ],
    )
    def test_what_is_found(self, world, changes, words):
        with pytest.raises(Refused, match=words):
            edit(typical_model(world), world.canbo, **changes)

    def test_nurturing_needs_the_next_step(self, world):
        with pytest.raises(Refused, match="phải có việc tiếp theo"):
            edit(nurtured(world), world.canbo, next_step="", next_step_on=None)
        with pytest.raises(Refused, match="Việc tiếp theo"):
            actions.step_model(
                model=typical_model(world), step_name="nurture", by=world.thutruong, at=AT, owner=world.canbo,
                next_step=" ", next_step_on=DAY,
            )  # fmt: skip

    def test_a_day_gone_by_does_not_hold_up_the_story(self, world):
        model = nurtured(world)
        later = AT + dt.timedelta(days=60)
        actions.save_model(
            model=model, content=content(model, story=STORY), version=model.version, by=world.canbo, at=later
        )
        assert model.story == STORY

    def test_the_owner_is_of_the_unit(self, world):
        with pytest.raises(Refused, match="Người phụ trách"):
            edit(typical_model(world), world.canbo, owner=world.canbo_khac)

    @pytest.mark.parametrize(
        ("code", "on", "words"),
        [
            ("SNNPTNT", dt.date(2024, 12, 1), "đơn vị khác"),
            ("615", dt.date(2024, 12, 1), "đã có trong danh sách"),
            ("611", dt.date(2024, 12, 19), "chưa đến"),
        ],
    )
    def test_who_takes_it_up(self, world, code, on, words):
        model = replicating(world)
        with pytest.raises(Refused, match=words):
            actions.step_model(
                model=model, step_name="replicate", by=world.canbo, at=AT, unit=world.units[code], on=on, result=""
            )
        assert model.replications.count() == 1

    def test_a_unit_that_is_gone_takes_nothing_up(self, world):
        gone = world.units["611"]
        gone.valid_to = dt.date(2024, 6, 30)
        gone.save()
        with pytest.raises(Refused, match="không có trong cây"):
            actions.step_model(
                model=replicating(world), step_name="replicate", by=world.canbo, at=AT, unit=gone, on=AT.date(),
                result="",
            )  # fmt: skip

    def test_a_dissolved_unit_introduces_nothing(self, world):
        unit = world.units["SNNPTNT"]
        unit.valid_to = dt.date(2024, 6, 30)
        unit.save()
        with pytest.raises(Refused, match="không còn trong cây"):
            actions.introduce_model(unit=unit, content=content(owner=world.canbo), by=world.canbo, at=AT)

    def test_a_unit_introduces_its_own(self, world):
        with pytest.raises(PermissionDenied):
            actions.introduce_model(
                unit=world.units["SYT"], content=content(owner=world.canbo_khac), by=world.canbo, at=AT
            )
        with pytest.raises(PermissionDenied):
            actions.introduce_model(
                unit=world.units["SNNPTNT"], content=content(owner=world.canbo), by=world.thutruong, at=AT
            )


class TestEditing:
    def test_what_changed_is_kept_in_the_record(self, world):
        model = typical_model(world)
        assert edit(model, world.canbo, name="Tên mới", consent=True) == ["consent", "name"]
        event = Event.objects.of(model).get(step="edit")
        assert event.data["after"] == {"name": "Tên mới", "consent": True}
        assert event.data["before"]["name"] == "Vườn mẫu"
        assert model.search_name == "ten moi"

    def test_nothing_changed_writes_nothing(self, world):
        model = typical_model(world)
        assert edit(model, world.canbo) == []
        assert not Event.objects.of(model).exists()

    def test_two_at_once(self, world):
        model = typical_model(world)
        other = TypicalModel.objects.get(pk=model.pk)
        edit(model, world.canbo, name="Một")
        with pytest.raises(Conflict, match="Người khác vừa sửa"):
            edit(other, world.thutruong, name="Hai")
        assert TypicalModel.objects.get().name == "Một"

    def test_an_edit_does_not_undo_a_publication(self, world):
        model = replicating(world)
        stale = TypicalModel.objects.get(pk=model.pk)
        actions.publish_model(model=model, by=world.chuyenvien, at=AT)
        with pytest.raises(Conflict):
            edit(stale, world.canbo, field="Trồng trọt")
        assert TypicalModel.objects.get().published

    def test_a_stopped_one_is_closed(self, world):
        model = typical_model(world, state="stopped")
        with pytest.raises(PermissionDenied):
            edit(model, world.canbo, name="Khác")

    def test_what_came_of_it(self, world):
        row = replicating(world).replications.get()
        actions.save_replication(replication=row, result=" 30 hộ ", by=world.chuyenvien, at=AT)
        assert Replication.objects.get().result == "30 hộ"
        with pytest.raises(PermissionDenied):
            actions.save_replication(replication=row, result="x", by=world.lanhdao, at=AT)


class TestPublic:
    def test_published_and_taken_down(self, world):
        model = replicating(world)
        actions.publish_model(model=model, by=world.chuyenvien, at=AT)
        assert model.published
        assert {n.to for n in Notice.objects.filter(kind="accepted")} == {world.canbo, world.thutruong}
        actions.unpublish_model(model=model, by=world.thutruong, at=AT)
        assert not model.published

    def test_taking_the_consent_back_takes_it_down(self, world):
        model = replicating(world, published=True)
        edit(model, world.canbo, consent=False)
        assert not model.published
        assert Event.objects.of(model).filter(step="unpublish").exists()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"consent": False}, "chưa đồng ý"),
            ({"story": ""}, "Chưa có câu chuyện"),
            ({"story": "Gọi 0912 345 678 để hỏi."}, "số điện thoại"),
            ({"story": "Gọi +84912345678."}, "số điện thoại"),
            ({"story": "Máy bàn 02603 862 123."}, "số điện thoại"),
            ({"story": "Viết cho a.b@kontum.gov.vn"}, "thư điện tử"),
            ({"story": "Căn cước 062085001234."}, "số"),
            ({"state": "reviewed"}, "nhân rộng"),
        ],
    )
    def test_what_keeps_it_in(self, world, changes, words):
        with pytest.raises(Refused, match=words):
            actions.publish_model(model=replicating(world, **changes), by=world.chuyenvien, at=AT)

    @pytest.mark.parametrize(
        "story", ["Lãi 1.200.000.000 đồng năm 2023-2024.", "Từ 05/01/2024 có 0,5 ha.", "Đạt 30-40 triệu đồng/ha."]
    )
    def test_figures_are_no_telephone(self, world, story):
        model = replicating(world, story=story)
        actions.publish_model(model=model, by=world.chuyenvien, at=AT)
        assert model.published

    def test_no_telephone_comes_in_later(self, world):
        with pytest.raises(Refused, match="số điện thoại"):
            edit(replicating(world, published=True), world.canbo, story="Gọi 0912345678")

    @pytest.mark.parametrize("who", ["canbo", "thutruong", "giamdoc", "lanhdao", "quantri"])
    def test_home_affairs_puts_it_up(self, world, who):
        with pytest.raises(PermissionDenied):
            actions.publish_model(model=replicating(world), by=world.people[who], at=AT)

    @pytest.mark.parametrize("fields", [{"consent": False}, {"state": "reviewed"}])
    def test_the_database_holds_it_too(self, world, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            replicating(world, published=True, **fields)


class TestSight:
    def test_own_unit_and_those_above(self, world):
        model = typical_model(world, unit=world.units["C23512"], owner=world.canbo_xa)
        sees = {name for name, person in world.people.items() if TypicalModel.objects.visible_to(person).exists()}
        province = {"chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"}
        assert sees == province | {"canbo_xa", "thutruong_xa", "canbo_dakha", "thutruong_dakha"}
        assert not TypicalModel.objects.visible_to(AnonymousUser()).filter(pk=model.pk).exists()

    def test_the_public_sees_what_is_told(self, world):
        model = replicating(world, published=True)
        for person in (AnonymousUser(), world.canbo_xa):
            assert list(TypicalModel.objects.visible_to(person)) == [model]
            assert not TypicalModel.objects.inside(person).exists()

    def test_files_are_never_public(self, world):
        model = replicating(world, published=True)
        actions.add_model_file(model=model, upload=pdf_upload(), by=world.canbo, at=AT)
        assert Attachment.objects.visible_to(world.canbo).count() == 1
        assert Attachment.objects.visible_to(world.lanhdao).count() == 1
        for person in (AnonymousUser(), world.canbo_xa, world.canbo_khac):
            assert not Attachment.objects.visible_to(person).exists()

    def test_a_person_without_unit(self, world):
        replicating(world)
        assert not TypicalModel.objects.visible_to(UserFactory()).exists()
