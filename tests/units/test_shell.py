"""What stands around every page: the rail, the person, the count of notices, the demo's bar."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from tests.cast import PEOPLE
from tests.factories import UserFactory
from units.context import role_label, shell
from units.enums import Role
from units.models import Notice, RoleHolding, User
from units.roles import SENTENCES

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
EVERYBODY = ["Việc của tôi", "Phong trào", "Triển khai", "Đăng ký", "Kết quả", "Khen thưởng", "Điển hình"]
PROVINCE = {"chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"}


def around(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return shell(request)


@pytest.mark.parametrize("username", PEOPLE)
def test_the_rail_leads_where_the_person_may_go(client, world, no_snapshot, username):
    rail = around(world.people[username])["rail"]

    expected = EVERYBODY + ["Báo cáo", "Điều hành"] * (username in PROVINCE) + ["Danh mục"]
    assert [link.label for link in rail] == expected
    client.force_login(world.people[username])
    for link in rail:
        assert client.get(link.href).status_code == 200, link.href


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Việc của tôi"), ("/phong-trao/", "Phong trào"), ("/phong-trao/chi-thi/", "Phong trào"),
        ("/ket-qua/7/", "Kết quả"), ("/bao-cao/", "Báo cáo"), ("/quan-tri/units/unit/", "Danh mục"),
        ("/danh-muc/chi-tieu/D2.06/", "Danh mục"),
    ],
)  # fmt: skip
def test_one_link_is_where_one_is(world, path, label):
    RoleHolding.objects.create(user=world.quantri, role=Role.LEADER, unit=world.units["SNV"])
    assert [link.label for link in around(world.quantri, path)["rail"] if link.current] == [label]


def test_home_is_not_where_everything_is(world):
    assert not any(link.current for link in around(world.canbo, "/thong-bao/")["rail"])


def test_the_unread_are_counted_for_oneself(world):
    for to, read_at in ((world.canbo, None), (world.canbo, None), (world.canbo, AT), (world.thutruong, None)):
        Notice.objects.create(to=to, kind="report", text="x", url="/", at=AT, read_at=read_at)
    assert around(world.canbo)["unread_notices"] == 2


def test_strangers_get_an_empty_shell(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        for context in (around(AnonymousUser()), shell(rf.get("/"))):
            assert (context["person"], context["rail"], context["unread_notices"]) == (None, (), 0)


def test_the_shell_costs_two_queries(world, django_assert_num_queries):
    person = User.objects.select_related("unit").get(username="quantri")
    with django_assert_num_queries(2):
        around(person)


@pytest.mark.parametrize("demo", [False, True])
def test_the_demo_says_so_with_its_day(world, settings, demo):
    settings.DEMO = demo
    shown = around(AnonymousUser())["demo"]
    assert (shown.today if shown else None) == (dt.date(2024, 12, 18) if demo else None)


class TestPerson:
    def test_name_and_unit(self, world):
        person = around(world.canbo)["person"]
        assert (person.name, person.unit_name) == ("Người canbo", "Sở Nông nghiệp và Phát triển nông thôn")

    def test_a_position_says_more_than_a_role(self, world):
        assert role_label(world.canbo) == "Cán bộ thi đua"
        world.canbo.position = "Chánh Văn phòng"
        assert role_label(world.canbo) == "Chánh Văn phòng"

    def test_the_most_telling_of_several_roles(self, world):
        RoleHolding.objects.create(user=world.canbo, role=Role.UNIT_HEAD, unit=world.units["SNNPTNT"])
        assert role_label(User.objects.get(pk=world.canbo.pk)) == "Thủ trưởng đơn vị"

    def test_neither_role_nor_unit(self):
        person = UserFactory(unit=None)
        assert (role_label(person), around(person)["person"].unit_name) == ("", "")
        assert [link.label for link in around(person)["rail"]] == [*EVERYBODY, "Danh mục"]


class TestRoles:
    def test_every_role_has_its_sentence_and_a_person_in_the_cast(self):
        assert set(SENTENCES) == set(Role)
        held = {
            role for _, roles, elsewhere in PEOPLE.values() for some in (roles, *elsewhere.values()) for role in some
        }
        assert held == set(Role)

    def test_a_role_is_held_somewhere(self, world):
        units = world.units
        assert world.canbo.has_role(Role.UNIT_OFFICER)
        assert world.canbo.has_role(Role.UNIT_HEAD, Role.UNIT_OFFICER, unit_id=units["SNNPTNT"].pk)
        assert not world.canbo.has_role(Role.UNIT_OFFICER, unit_id=units["SYT"].pk)
        assert not world.canbo.has_role(Role.UNIT_HEAD)

    def test_a_role_that_has_ended_gives_nothing(self, world):
        RoleHolding.objects.filter(user=world.chuyenvien).update(active=False)
        person = User.objects.get(username="chuyenvien")
        assert (person.roles, person.sees_province) == (frozenset(), False)

    def test_nobody_is_above_the_roles(self, world):
        assert not any(person.is_superuser for person in world.people.values())
        assert [name for name, person in world.people.items() if person.is_staff] == ["quantri"]
        assert not world.quantri.has_perm("units.delete_unit", world.units["SYT"])

    def test_roles_are_read_once(self, world, django_assert_num_queries):
        person = User.objects.get(username="canbo")
        with django_assert_num_queries(1):
            for _ in range(3):
                person.has_role(Role.LEADER)
