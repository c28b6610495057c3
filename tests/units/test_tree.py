"""Units in time: who stands below whom on a day, before and after the first of July 2025."""

import datetime as dt
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import F

from tests.factories import UnitFactory, UserFactory, place
from thidua.errors import Refused
from units.actions import rebuild_ancestry
from units.enums import Role
from units.models import Ancestry, Placement, RoleHolding, Unit, UnitAlias

pytestmark = pytest.mark.django_db
BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture
def tree():
    """A district that ended with its province, one commune that moved, one that was merged into another."""

    def unit(code, **fields):
        return UnitFactory(code=code, **{"kind": "xa"} | fields)

    units = {
        "KT": unit("KT", kind="tinh", valid_to=BEFORE),
        "QNG": unit("QNG", kind="tinh", valid_from=AFTER),
        "615": unit("615", kind="huyen", valid_to=BEFORE),
        "SYT": unit("SYT", kind="so_ban_nganh", valid_to=BEFORE),
        "moved": unit("moved"),
        "new": unit("new", valid_from=AFTER),
        "merged": unit("merged", valid_to=BEFORE),
    }
    units["merged"].successor = units["new"]
    units["merged"].save()
    for child, parent, start, end in (
        ("615", "KT", None, BEFORE),
        ("SYT", "KT", None, BEFORE),
        ("moved", "615", None, BEFORE),
        ("moved", "QNG", AFTER, None),
        ("merged", "615", None, BEFORE),
        ("new", "QNG", AFTER, None),
    ):
        Placement.objects.create(unit=units[child], parent=units[parent], valid_from=start, valid_to=end)
    rebuild_ancestry()
    return units


def codes(units):
    return {unit.code for unit in units}


def chains(unit):
    rows = Ancestry.objects.filter(descendant=unit).order_by("depth", F("valid_from").asc(nulls_first=True))
    return [(row.ancestor.code, row.depth, row.valid_from, row.valid_to) for row in rows.select_related("ancestor")]


class TestOnADay:
    @pytest.mark.parametrize(
        ("parent", "day", "children"),
        [
            ("KT", BEFORE, {"615", "SYT"}),
            ("KT", AFTER, set()),
            ("615", BEFORE, {"moved", "merged"}),
            ("615", AFTER, set()),
            ("QNG", BEFORE, set()),
            ("QNG", AFTER, {"moved", "new"}),
        ],
    )
    def test_direct_children(self, tree, parent, day, children):
        assert codes(Unit.objects.children_of(tree[parent], day)) == children

    @pytest.mark.parametrize(
        ("top", "day", "below"),
        [
            ("KT", BEFORE, {"KT", "615", "SYT", "moved", "merged"}),
            ("KT", AFTER, set()),
            ("615", BEFORE, {"615", "moved", "merged"}),
            ("615", AFTER, set()),
            ("QNG", AFTER, {"QNG", "moved", "new"}),
            ("QNG", BEFORE, set()),
            ("moved", BEFORE, {"moved"}),
            ("moved", AFTER, {"moved"}),
        ],
    )
    def test_everything_below(self, tree, top, day, below):
        assert codes(Unit.objects.under(tree[top], day)) == below

    def test_who_stood_at_all(self, tree):
        assert codes(Unit.objects.on(BEFORE)) == {"KT", "615", "SYT", "moved", "merged"}
        assert codes(Unit.objects.on(AFTER)) == {"QNG", "moved", "new"}

    def test_a_unit_that_has_ended_is_no_child_although_its_place_was_left_open(self, tree):
        Placement.objects.filter(unit__code="merged").update(valid_to=None)
        rebuild_ancestry()
        assert "merged" not in codes(Unit.objects.children_of(tree["615"], AFTER))
        assert "merged" not in codes(Unit.objects.under(tree["615"], AFTER))
        assert "merged" in codes(Unit.objects.children_of(tree["615"], BEFORE))

    def test_the_first_and_the_last_day_belong_to_it(self, tree):
        Unit.objects.filter(code="615").update(valid_from=BEFORE)
        day = dt.timedelta(days=1)
        assert [codes(Unit.objects.on(d)) >= {"615"} for d in (BEFORE - day, BEFORE, AFTER)] == [False, True, False]

    def test_a_dissolved_unit_names_who_goes_on(self, tree):
        assert tree["merged"].successor == tree["new"]
        assert list(tree["new"].predecessors.all()) == [tree["merged"]]

    def test_each_day_has_one_chain_up(self, tree):
        assert chains(tree["moved"]) == [
            ("moved", 0, None, None),
            ("615", 1, None, BEFORE),
            ("QNG", 1, AFTER, None),
            ("KT", 2, None, BEFORE),
        ]


class TestClosure:
    def test_only_where_every_link_stood(self):
        """A commune that came under a district after the district had left the province never stood below it."""
        top, middle, low = UnitFactory.create_batch(3)
        place(middle, top, end=dt.date(2020, 12, 31))
        place(low, middle, start=dt.date(2021, 1, 1))
        assert [row[:2] for row in chains(low)] == [(low.code, 0), (middle.code, 1)]

    def test_a_chain_lasts_as_long_as_its_shortest_link(self):
        top, middle, low = UnitFactory.create_batch(3)
        place(middle, top, start=dt.date(2019, 5, 1), end=dt.date(2023, 3, 31))
        place(low, middle, start=dt.date(2021, 1, 1), end=dt.date(2024, 12, 31))
        assert (top.code, 2, dt.date(2021, 1, 1), dt.date(2023, 3, 31)) in chains(low)

    def test_one_common_day_is_enough(self):
        top, middle, low = UnitFactory.create_batch(3)
        place(middle, top, end=BEFORE)
        place(low, middle, start=BEFORE)
        assert (top.code, 2, BEFORE, BEFORE) in chains(low)

    def test_two_stays_with_one_parent_are_two_rows(self):
        top, low = UnitFactory.create_batch(2)
        place(low, top, end=dt.date(2020, 12, 31))
        place(low, top, start=dt.date(2022, 1, 1))
        assert codes(Unit.objects.under(top, dt.date(2021, 6, 1))) == {top.code}
        assert codes(Unit.objects.under(top, dt.date(2022, 6, 1))) == {top.code, low.code}
        assert Unit.objects.under(top, dt.date(2022, 6, 1)).count() == 2

    @pytest.mark.parametrize("length", [2, 3, 5])
    def test_a_loop_is_refused_and_what_stood_stays(self, length):
        ring = UnitFactory.create_batch(length)
        for below, above in pairwise(ring):
            place(below, above)
        stood = set(Ancestry.objects.values_list("ancestor", "descendant", "depth"))
        with pytest.raises(Refused, match="vòng lặp"), transaction.atomic():
            place(ring[-1], ring[0])
        assert set(Ancestry.objects.values_list("ancestor", "descendant", "depth")) == stood

    def test_a_turn_that_never_held_on_one_day_is_no_loop(self):
        one, two = UnitFactory.create_batch(2)
        place(one, two, end=BEFORE)
        place(two, one, start=AFTER)
        assert codes(Unit.objects.under(two, BEFORE)) == codes(Unit.objects.under(one, AFTER)) == {one.code, two.code}
        assert codes(Unit.objects.under(one, BEFORE)) == {one.code}

    def test_rebuilding_again_changes_nothing(self, tree):
        def rows():
            columns = ("ancestor", "descendant", "depth", "valid_from", "valid_to")
            return sorted(map(str, Ancestry.objects.values_list(*columns)))

        before = rows()
        assert rebuild_ancestry() == len(before)
        assert rows() == before

    def test_every_unit_stands_below_itself(self, tree):
        assert Ancestry.objects.filter(depth=0).count() == len(tree)

    @pytest.mark.parametrize("more", [0, 30])
    def test_rebuilding_takes_few_queries(self, tree, more, django_assert_max_num_queries):
        for unit in UnitFactory.create_batch(more):
            Placement.objects.create(unit=unit, parent=tree["615"])
        with django_assert_max_num_queries(7):
            rebuild_ancestry()


class TestConstraints:
    @pytest.mark.parametrize("start", [None, AFTER])
    def test_one_place_from_a_day(self, tree, start):
        with pytest.raises(IntegrityError), transaction.atomic():
            Placement.objects.create(unit=tree["moved"], parent=tree["KT"], valid_from=start)

    def test_nobody_stands_below_themselves(self, tree):
        with pytest.raises(IntegrityError), transaction.atomic():
            Placement.objects.create(unit=tree["new"], parent=tree["new"])

    @pytest.mark.parametrize(
        "columns",
        [
            {"code": "KT"},
            {"kind": "vuong_quoc"},
            {"duty": "sometimes"},
            {"valid_from": AFTER, "valid_to": BEFORE},
        ],
    )
    def test_units(self, tree, columns):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitFactory(**columns)

    def test_a_unit_may_stand_for_one_day(self):
        UnitFactory(valid_from=BEFORE, valid_to=BEFORE)

    def test_another_name_is_of_one_unit(self, tree):
        UnitAlias.objects.create(unit=tree["615"], name="Đăk Hà", source="quyết định")
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitAlias.objects.create(unit=tree["SYT"], name="Đăk Hà", source="quyết định")

    def test_a_unit_that_others_name_is_not_deleted(self, tree):
        with pytest.raises(Exception, match="protected"):
            tree["new"].delete()


class TestNames:
    def test_search_ignores_marks_and_case(self):
        unit = UnitFactory(name="Xã Đắk Mar", short_name="ĐẮK MAR cũ")
        assert unit.search_name == "xa dak mar dak mar cu"

    def test_names_are_folded_again_when_they_change(self):
        unit = UnitFactory(name="Xã Ia")
        unit.name = "Xã Ya"
        unit.save()
        unit.refresh_from_db()
        assert "xa ya" in unit.search_name
        assert unit.sort_name > UnitFactory(name="Xã Ia").sort_name

    def test_a_very_long_name_fits(self):
        unit = UnitFactory(name="Đ" * 200, short_name="Ộ" * 100)
        unit.refresh_from_db()
        assert len(unit.search_name) <= 300
        assert len(unit.sort_name) <= 1000

    def test_the_order_is_vietnamese(self):
        names = ["Xã Đăk Ang", "Xã Bờ Y", "Xã Đắk Mar", "Xã Dục Nông", "Xã 10", "Xã 2", "Xã Ân", "Xã An"]
        for name in names:
            UnitFactory(name=name)
        assert [unit.name for unit in Unit.objects.in_order()] == [
            "Xã 2", "Xã 10", "Xã An", "Xã Ân", "Xã Bờ Y", "Xã Dục Nông", "Xã Đăk Ang", "Xã Đắk Mar",
        ]  # fmt: skip

    def test_equal_names_stand_by_code(self):
        for code in ("B2", "B1"):
            UnitFactory(code=code, name="Xã Bờ Y")
        assert [unit.code for unit in Unit.objects.in_order()] == ["B1", "B2"]


class TestSight:
    def see(self, unit, *roles, where=None):
        person = UserFactory(unit=unit)
        for role in roles:
            RoleHolding.objects.create(user=person, role=role, unit=where or unit)
        return codes(Unit.objects.visible_to(person))

    def test_ones_own_subtree_of_all_times(self, tree):
        assert self.see(tree["615"], Role.UNIT_OFFICER) == {"615", "moved", "merged"}
        assert self.see(tree["moved"], Role.UNIT_HEAD) == {"moved"}
        assert self.see(tree["QNG"], Role.UNIT_OFFICER) == {"QNG", "moved", "new"}

    @pytest.mark.parametrize("role", sorted(Role.PROVINCE_WIDE))
    def test_those_who_serve_the_province_see_it(self, tree, role):
        assert self.see(tree["SYT"], role) == set(tree)

    def test_the_others_do_not(self, tree):
        for role in set(Role.values) - Role.PROVINCE_WIDE:
            assert self.see(tree["SYT"], role) == {"SYT"}

    def test_without_a_unit_or_an_account_there_is_nothing(self, tree):
        assert codes(Unit.objects.visible_to(UserFactory(unit=None))) == set()
        assert codes(Unit.objects.visible_to(AnonymousUser())) == set()
