"""Catalogues: every change is on record, nothing is deleted, and the pages speak Vietnamese."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from movements.models import Directive, DirectivePoint, Movement, Period
from tests.factories import MovementFactory, PointFactory, UnitFactory
from thidua.admin import CatalogueAdmin
from thidua.models import Event, Reason, SpecialDay
from units.models import RoleHolding, Unit, User

pytestmark = pytest.mark.django_db
OURS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in ("thidua", "units", "movements", "reports")),
    key=lambda model: model._meta.label,
)


def named(model):
    return model._meta.label


@pytest.fixture
def clerk(client, world):
    client.force_login(world.quantri)
    return client


def address(model, page, *args):
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def send(client, url, **typed):
    answer = client.post(url, typed)
    assert answer.status_code == 302, re.findall(r'class="errorlist[^>]*>.*?</ul>', answer.text, re.DOTALL)
    return answer


class TestRecord:
    def test_an_added_row(self, clerk, world):
        send(clerk, address(SpecialDay, "add"), day="02/09/2025", kind="off", name="Quốc khánh", source="")

        event, day = Event.objects.get(), SpecialDay.objects.get()
        assert (event.about, event.about_id, event.step, event.label) == (
            "thidua.specialday",
            day.pk,
            "add",
            "Thêm vào danh mục",
        )
        assert (event.by, event.at.date()) == (world.quantri, dt.date(2024, 12, 18))
        assert event.data["before"] == {}
        assert event.data["after"]["day"] == "2025-09-02"
        assert event.data["after"]["name"] == "Quốc khánh"

    def test_a_changed_row_with_what_stood_there_before(self, clerk, world):
        day = SpecialDay.objects.create(day=dt.date(2025, 9, 2), kind="off", name="Quốc khánh", source="gói")
        send(
            clerk, address(SpecialDay, "change", day.pk), day="01/09/2025", kind="off", name="Quốc khánh", source="gói"
        )

        event = Event.objects.get()
        assert (event.step, event.label, event.by) == ("change", "Sửa danh mục", world.quantri)
        assert event.data == {"before": {"day": "2025-09-02"}, "after": {"day": "2025-09-01"}}

    def test_links_to_other_rows_are_told_the_same_way_before_and_after(self, clerk, world):
        person, units = world.canbo, world.units
        typed = {"username": "canbo", "full_name": person.full_name, "email": person.email, "is_active": "on"}
        send(clerk, address(User, "change", person.pk), unit=units["SYT"].pk, position="", **typed)

        assert Event.objects.get().data == {"before": {"unit": units["SNNPTNT"].pk}, "after": {"unit": units["SYT"].pk}}

    def test_several_links_too(self, clerk):
        points = [PointFactory(code=code) for code in ("1", "2", "3")]
        movement = MovementFactory(valid_to_year=2025)
        movement.points.set(points[:2])
        typed = {
            f.name: getattr(movement, f.name) or "" for f in Movement._meta.fields if f.editable and not f.is_relation
        }
        typed |= {"in_portal": "on", "points": [points[1].pk, points[2].pk]}
        typed.pop("inferred")
        send(clerk, address(Movement, "change", movement.pk), **typed)

        assert set(movement.points.all()) == {points[1], points[2]}
        before, after = (sorted(point.pk for point in some) for some in (points[:2], points[1:]))
        assert Event.objects.get().data == {"before": {"points": before}, "after": {"points": after}}

    def test_a_role_that_is_ended_stays_with_its_days(self, clerk, world):
        holding = RoleHolding.objects.get(user=world.canbo)
        typed = {"user": world.canbo.pk, "role": holding.role, "unit": holding.unit_id, "basis": "", "valid_from": ""}
        send(clerk, address(RoleHolding, "change", holding.pk), valid_to="31/12/2024", **typed)

        assert Event.objects.get().data == {
            "before": {"valid_to": None, "active": True}, "after": {"valid_to": "2024-12-31", "active": False},
        }  # fmt: skip
        assert world.canbo.__class__.objects.get(pk=world.canbo.pk).roles == frozenset()

    def test_a_reason_that_is_reworded(self, clerk, world):
        reason = Reason.objects.get(code="TL-BC12")
        typed = {"applies_to": "bao_cao", "act": "tra_lai", "when_to_use": "", "needs_text": "on", "active": "on"}
        send(clerk, address(Reason, "change", reason.pk), label="Thiếu biểu", **typed)

        (event,) = Event.objects.of(reason)
        assert event.data == {"before": {"label": "Lý do TL-BC12"}, "after": {"label": "Thiếu biểu"}}
        assert Reason.objects.get(code="TL-BC12").label == "Thiếu biểu"

    def test_lists_of_paragraphs_keep_their_order(self, clerk):
        point = PointFactory(code="7", paragraphs=["b", "a"])
        typed = {"directive": point.directive_id, "code": point.code, "order": point.order, "label": point.label}
        send(clerk, address(DirectivePoint, "change", point.pk), paragraphs='["z", "a"]', **typed)
        assert Event.objects.get().data == {"before": {"paragraphs": ["b", "a"]}, "after": {"paragraphs": ["z", "a"]}}

    def test_a_refused_form_writes_nothing(self, clerk):
        answer = clerk.post(address(SpecialDay, "add"), {"day": "hôm nay", "kind": "off", "name": "x"})
        assert answer.status_code == 200
        assert not Event.objects.exists()
        assert not SpecialDay.objects.exists()

    def test_there_is_one_record(self, clerk):
        send(clerk, address(SpecialDay, "add"), day="02/09/2025", kind="off", name="Quốc khánh", source="")
        assert (Event.objects.count(), LogEntry.objects.count()) == (1, 0)

    def test_without_the_record_there_is_no_change(self, clerk, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError("no paper left")

        monkeypatch.setattr("thidua.admin.record", broken)
        with pytest.raises(RuntimeError):
            clerk.post(address(SpecialDay, "add"), {"day": "02/09/2025", "kind": "off", "name": "Quốc khánh"})
        assert not SpecialDay.objects.exists()

    def test_fifth_of_january_is_not_the_first_of_may(self, clerk):
        send(clerk, address(SpecialDay, "add"), day="05/01/2026", kind="off", name="Nghỉ", source="")
        assert SpecialDay.objects.get().day == dt.date(2026, 1, 5)


class TestDoors:
    @pytest.mark.parametrize("model", OURS, ids=named)
    def test_every_catalogue_stands_on_the_one_base(self, model):
        assert isinstance(admin.site._registry[model], CatalogueAdmin)

    def test_workflow_rows_are_not_catalogues(self):
        moved = {
            "movements.Filing",
            "movements.Figure",
            "reports.Report",
            "reports.Run",
            "reports.Delivery",
            "units.Attachment",
        }
        assert not moved & {named(model) for model in admin.site._registry}
        assert "thidua.Event" not in map(named, admin.site._registry)

    @pytest.mark.parametrize("model", OURS, ids=named)
    def test_nothing_is_deleted(self, clerk, rf, world, model):
        request = rf.get("/")
        request.user = world.quantri
        page = admin.site._registry[model]
        assert not page.has_delete_permission(request)
        assert not page.has_delete_permission(request, model())
        assert "delete_selected" not in page.get_actions(request)

    def test_a_forged_deletion_deletes_nothing(self, clerk, world):
        pk = world.units["SYT"].pk
        forged = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        clerk.post(address(Unit, "changelist"), forged)
        clerk.post(address(Unit, "delete", pk), {"post": "yes"})
        assert Unit.objects.filter(pk=pk).exists()

    @pytest.mark.parametrize("username", ["canbo", "chuyenvien", "giamdoc", "lanhdao"])
    def test_only_administrators_come_in(self, client, world, username):
        client.force_login(world.people[username])
        answer = client.post(address(SpecialDay, "add"), {"day": "02/09/2025", "kind": "off", "name": "x"})
        assert answer.status_code in (302, 403)
        assert not SpecialDay.objects.exists()

    def test_an_administrator_who_left_does_not(self, client, world):
        RoleHolding.objects.filter(user=world.quantri).update(active=False)
        client.force_login(world.quantri)
        assert client.get(address(Unit, "changelist")).status_code in (302, 403)


class TestPeople:
    TYPED = {"username": "moi", "full_name": "Y Mới", "email": "moi@thidua.invalid", "position": "", "is_active": "on"}

    def test_a_new_person_has_no_password_that_anybody_knows(self, clerk, world):
        send(clerk, address(User, "add"), unit=world.units["SYT"].pk, **self.TYPED)
        person = User.objects.get(username="moi")
        assert not person.has_usable_password()
        assert person.password.startswith("!")
        assert "password" not in str(Event.objects.get().data)

    def test_a_change_leaves_the_password_alone(self, clerk, world):
        world.canbo.set_password("một mật khẩu rất dài")
        world.canbo.save()
        send(clerk, address(User, "change", world.canbo.pk), unit=world.units["SYT"].pk, **self.TYPED)
        assert User.objects.get(pk=world.canbo.pk).check_password("một mật khẩu rất dài")

    def test_no_password_can_be_typed_for_somebody_else(self, clerk, world):
        for page in (clerk.get(address(User, "add")), clerk.get(address(User, "change", world.canbo.pk))):
            assert 'name="password' not in page.text
            assert 'type="password"' not in page.text
        send(clerk, address(User, "add"), unit="", password="thidua-demo", **self.TYPED)
        assert not User.objects.get(username="moi").has_usable_password()

    def test_nobody_is_made_anything_by_a_hidden_box(self, clerk, world):
        send(clerk, address(User, "add"), unit="", is_staff="on", is_superuser="on", illustrative="on", **self.TYPED)
        person = User.objects.get(username="moi")
        assert (person.is_staff, person.is_superuser, person.illustrative) == (False, False, False)


class TestSearch:
    @pytest.mark.parametrize("words", ["Sở Y tế", "so y te", "SỞ Y TẾ", "SYT"])
    def test_units_are_found_with_and_without_marks(self, clerk, world, words):
        page = clerk.get(address(Unit, "changelist"), {"q": words}).text
        assert "Sở Y tế" in page
        assert "Huyện Ngọc Hồi" not in page

    def test_so_are_they_in_the_boxes_that_offer_them(self, clerk, world):
        asked = {"app_label": "units", "model_name": "user", "field_name": "unit", "term": "Ngọc Hồi"}
        assert [found["text"] for found in clerk.get(reverse("admin:autocomplete"), asked).json()["results"]] == [
            "Huyện Ngọc Hồi"
        ]

    def test_other_catalogues_search_as_they_are_written(self, clerk, world):
        page = clerk.get(address(Reason, "changelist"), {"q": "TL-BC12"}).text
        assert "TL-BC12" in page
        assert "TL-BC02" not in page

    def test_a_code_of_a_reason_is_fixed_once_given(self, clerk, world):
        page = clerk.get(address(Reason, "change", Reason.objects.get(code="TL-BC12").pk)).text
        assert 'name="code"' not in page
        assert 'name="code"' in clerk.get(address(Reason, "add")).text


class _Words(HTMLParser):
    """What a person reads in the headings, labels, buttons and filters of a page."""

    def __init__(self):
        super().__init__()
        self.words, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "svg")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "svg")

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.words.append(data.strip())


ENGLISH = re.compile(
    r"\b(the|and|of|unit|units|parent|points?|movement|indicator|period|order|key|directive|add|change|save|delete|"
    r"search|select|filter|home|view|site|history|yes|no|none|all|date|today|tomorrow|action)\b",
    re.IGNORECASE,
)


# Missing in Django's own Vietnamese catalogue: two headings for screen readers, and the line above a form's errors.
DJANGO_MISSES = {"Add link", "Change or view list link", "Please correct the errors below."}


def words_on(page):
    reader = _Words()
    reader.feed(page.text)
    return [words for words in reader.words if ENGLISH.search(words) and words not in DJANGO_MISSES]


class TestLanguage:
    @pytest.mark.parametrize("model", OURS, ids=named)
    def test_every_box_has_a_vietnamese_name(self, model):
        """A field without its own name is shown under the programmer's."""
        fields = [f for f in (*model._meta.fields, *model._meta.many_to_many) if f.editable and not f.auto_created]
        assert [f.name for f in fields if f.verbose_name == f.name.replace("_", " ")] == []

    @pytest.mark.parametrize("model", OURS, ids=named)
    def test_every_catalogue_has_a_vietnamese_name(self, model):
        assert not re.fullmatch(r"[a-z ]+s", str(model._meta.verbose_name_plural)) or model._meta.app_label == "thidua"
        assert str(model._meta.verbose_name_plural) == str(model._meta.verbose_name)

    @pytest.mark.parametrize("model", OURS, ids=named)
    def test_lists_and_forms_are_read_in_vietnamese(self, clerk, model):
        assert words_on(clerk.get(address(model, "changelist"))) == []
        assert words_on(clerk.get(address(model, "add"))) == []

    def test_so_are_the_front_page_and_a_change(self, clerk, world):
        UnitFactory(code="CU", name="Đơn vị cũ")
        assert words_on(clerk.get(reverse("admin:index"))) == []
        assert words_on(clerk.get(address(Unit, "change", world.units["SYT"].pk))) == []

    @pytest.mark.parametrize("model", [Directive, Period], ids=named)
    def test_what_is_missing_is_said_in_vietnamese(self, clerk, model):
        answer = clerk.post(address(model, "add"), {})
        assert "Trường này là bắt buộc" in answer.text
        assert words_on(answer) == []
