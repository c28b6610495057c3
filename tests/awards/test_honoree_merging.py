"""Gộp and tách: everything moves and comes back, contradictions are named and nothing is written; pairs told apart."""

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.actions.merging import MOVING
from awards.compile import honorees_for
from awards.compile.duplicates import duplicates_for, likely_for
from awards.compile.likeness import Bearer
from awards.models import HeldAward, Honoree, Inquiry, InquirySubject, KnownApart, Nomination, Rating
from tests.awards import revoking
from tests.awards.honorees import WHOLE, fresh, held, merge, someone, write
from tests.awards.scene import AT, TODAY, add, drafted, person, walk
from tests.factories import UnitFactory
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db
DOUBLE = "Nguyễn  Thi Thanh"


@pytest.fixture
def pair(world):
    return someone(world), someone(world, DOUBLE)


def split(world, who, by="chuyenvien"):
    return actions.split_honoree(honoree=fresh(who), by=person(world, by), at=AT)


def owned(who):
    """{model: keys of the rows that hang on an honoree}."""
    return {model.__name__: set(model.objects.filter(honoree=who).values_list("pk", flat=True)) for model in MOVING}


def asked_about(who):
    """In a hiệp y of a ministry."""
    inquiry = Inquiry.objects.create(
        asker="Bộ X", number="1/BX", letter_date=TODAY, arrived_on=TODAY, summary="Hỏi", created_at=AT
    )
    InquirySubject.objects.create(inquiry=inquiry, honoree=who, name=who.name)


def test_every_table_that_hangs_on_an_honoree_moves():
    hanging = {one.related_model for one in Honoree._meta.related_objects}
    assert hanging - {Honoree, KnownApart} == set(MOVING)


def test_everything_moves_and_comes_back(world, pair):
    stays, goes = pair
    for key in WHOLE:
        write(world, goes, key)
    add(world, drafted(world, lines=()), goes)
    held(world, goes)
    asked_about(goes)
    revoking.start(world, goes.held_awards.first())
    before = owned(goes)
    assert all(before.values())
    merge(world, stays, goes, by="canbo")
    assert not any(owned(goes).values())
    assert fresh(goes).merged_into_id == stays.pk
    assert stays.aliases.filter(name=DOUBLE).exists()
    told = [(event.about_id, event.step) for event in Event.objects.filter(step__in=("merge", "merged_into"))]
    assert sorted(told) == sorted([(stays.pk, "merge"), (goes.pk, "merged_into")])
    split(world, goes, by="canbo")
    assert owned(goes) == before
    assert not any(owned(stays).values())
    assert fresh(goes).merged_into is None


def test_what_was_written_since_stays(world, pair):
    stays, goes = pair
    write(world, goes, "xep-loai", year=2020)
    merge(world, stays, goes)
    write(world, stays, "xep-loai", year=2021)
    split(world, goes)
    assert [row.year for row in Rating.objects.filter(honoree=stays)] == [2021]
    assert [row.year for row in Rating.objects.filter(honoree=goes)] == [2020]


def test_a_chain_is_split_from_its_end(world, pair):
    first, second = pair
    third = someone(world, "Nguyễn T. Thanh")
    write(world, first, "xep-loai")
    merge(world, second, first)
    merge(world, third, second)
    with pytest.raises(Refused, match="tách lần gộp đó trước"):
        split(world, first)
    split(world, second)
    split(world, first)
    assert Rating.objects.get().honoree == first


def test_what_both_have_word_for_word_is_left_behind(world, pair):
    stays, goes = pair
    for who in pair:
        write(world, who, "xep-loai")
        write(world, who, "khen-thuong")
        write(world, who, "ten-khac")
    merge(world, stays, goes)
    assert stays.ratings.count() == stays.held_awards.count() == 1
    assert sorted(stays.aliases.values_list("name", flat=True)) == [DOUBLE, "Nguyễn T. Thanh"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"birth_year": 1981}, "khác năm sinh"), ({"staff_code": "CB2"}, "khác mã cán bộ"),
     ({"subject": "household", "person_class": "", "position": ""}, "hộ gia đình")],
)  # fmt: skip
def test_two_that_differ_are_refused(world, fields, said):
    stays, goes = someone(world, birth_year=1980, staff_code="CB1"), someone(world, DOUBLE, **fields)
    with pytest.raises(Refused, match=said):
        merge(world, stays, goes)


def contradict_ratings(world, stays, goes):
    for who, grade in ((stays, "good"), (goes, "done")):
        write(world, who, "xep-loai", grade=grade)
    return "năm công tác 2023: hoàn thành tốt nhiệm vụ và hoàn thành nhiệm vụ"


def contradict_lines(world, stays, goes):
    dossier = drafted(world, lines=())
    add(world, dossier, stays)
    add(world, dossier, goes)
    return "cùng được đề nghị"


def contradict_decisions(world, stays, goes):
    add(world, dossier := drafted(world, lines=()), stays)
    walk(world, dossier, "decided")
    row = HeldAward.objects.get()
    row.pk, row.honoree, row.nomination, row.decision, row.source = None, goes, None, None, "imported"
    row.save(force_insert=True)
    return "trên cổng"


@pytest.mark.parametrize("contradict", [contradict_ratings, contradict_lines, contradict_decisions])
def test_a_contradiction_is_named_and_leaves_everything(world, pair, contradict):
    stays, goes = pair
    write(world, goes, "sang-kien")
    said = contradict(world, stays, goes)
    before = owned(stays), owned(goes), Event.objects.count()
    with pytest.raises(Refused, match=said):
        merge(world, stays, goes)
    assert (owned(stays), owned(goes), Event.objects.count()) == before
    assert fresh(goes).merged_into is None


@pytest.mark.parametrize("by", ["thutruong", "canbo_khac", "giamdoc", "lanhdao", "quantri"])
def test_others_merge_split_and_tell_apart_nothing(world, pair, by):
    with pytest.raises(PermissionDenied):
        merge(world, *pair, by=by)
    with pytest.raises(PermissionDenied):
        actions.tell_apart(first=pair[0], second=pair[1], by=person(world, by), at=AT)
    merge(world, *pair)
    with pytest.raises(PermissionDenied):
        split(world, pair[1], by=by)


def test_one_who_is_not_ones_own_is_not_merged(world):
    with pytest.raises(PermissionDenied):
        merge(world, someone(world), someone(world, DOUBLE, "SYT"), by="canbo")


def test_a_merged_one_takes_part_in_nothing(world, pair):
    stays, goes = pair
    merge(world, stays, goes)
    for act in (lambda: write(world, goes, "xep-loai"), lambda: held(world, goes), lambda: merge(world, goes, stays)):
        with pytest.raises((PermissionDenied, Conflict)):
            act()
    assert list(honorees_for(world.units["SNNPTNT"], TODAY)) == [stays]
    assert list(honorees_for(world.units["SNNPTNT"], TODAY, words="thi thanh")) == [stays]
    with pytest.raises(Refused, match="đã gộp vào"):
        add(world, drafted(world, lines=()), fresh(goes))
    assert not Nomination.objects.filter(honoree=goes).exists()


class TestSuggestions:
    def pairs(self, world, who="chuyenvien"):
        return [(one.first, one.second) for one in duplicates_for(person(world, who))]

    def test_told_to_who_keeps_both(self, world, pair):
        keys = tuple(one.pk for one in pair)
        assert self.pairs(world) == self.pairs(world, "canbo") == [keys]
        assert self.pairs(world, "canbo_khac") == []

    def test_two_units_are_two_persons_and_a_successor_is_one(self, world):
        old = UnitFactory(code="CU", name="Chi cục cũ", successor=world.units["SNNPTNT"])
        someone(world, "A Pớt"), someone(world, "A Pớt", "SYT")
        assert self.pairs(world) == []
        Honoree.objects.create(unit=old, name="A Pớt", subject="person", person_class="direct")
        assert len(self.pairs(world)) == 1

    def test_those_told_apart_and_merged_are_not_asked_again(self, world, pair):
        third = someone(world, "NGUYỄN THỊ THANH")
        assert len(self.pairs(world)) == 3
        actions.tell_apart(first=third, second=pair[0], by=person(world, "canbo"), at=AT)
        assert len(self.pairs(world)) == 2
        with pytest.raises(Conflict):
            actions.tell_apart(first=pair[0], second=third, by=person(world, "canbo"), at=AT)
        merge(world, *pair)
        assert self.pairs(world) == []
        split(world, pair[1])
        assert len(self.pairs(world)) == 2

    def test_a_change_in_the_register_is_seen_at_once(self, world, pair):
        assert len(self.pairs(world)) == 1
        content = {name: getattr(pair[1], name) for name in actions.honorees.COLUMNS} | {"name": "Y Sương"}
        actions.change_honoree(honoree=fresh(pair[1]), content=content, version=1, by=person(world, "canbo"), at=AT)
        assert self.pairs(world) == []

    def test_asked_before_somebody_is_entered(self, world, pair):
        unit = world.units["SNNPTNT"].pk
        who = Bearer(0, "person", "nguyen thi thanh", unit)
        found = likely_for(who, user=person(world, "canbo"))
        assert {one.pk for one, _ in found} == {one.pk for one in pair}
        assert likely_for(Bearer(0, "person", "Y Sương", unit), user=person(world, "canbo")) == []
        assert likely_for(who, user=person(world, "canbo_khac")) == []
