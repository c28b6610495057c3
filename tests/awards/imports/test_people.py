"""Who is meant: found where certain, asked where not, never merged by likeness."""

import pytest

from awards.actions import imports as actions
from awards.models import HeldAward, Honoree, HonoreeAlias
from tests.awards.imports.lists import AT, accept, fresh, kept, person, said
from tests.awards.scene import honoree
from thidua.errors import Refused

pytestmark = pytest.mark.django_db


def known(world, name="Nguyễn Thị Thanh", unit="SYT", **fields):
    return honoree(world.units[unit], name, **fields)


def whose(world):
    return HeldAward.objects.get().honoree


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"birth_year": 1985}, "Nguyễn Thị Thanh"),
        ({}, "NGUYỄN THỊ THANH"),
        ({"birth_year": 1985, "female": True}, "Nguyễn Thị  Thanh"),
    ],
    ids=str,
)
def test_the_same_name_in_the_same_unit_is_the_same_person(catalogue, fields, name):
    one = known(catalogue, **fields)
    accept(catalogue, kept(catalogue, [{"name": name}]))
    assert whose(catalogue) == one
    assert Honoree.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [{"birth_year": 1990}, {"female": False}, {"unit": "SNV"}, {"subject": "household"}],
    ids=str,
)
def test_a_namesake_is_somebody_else(catalogue, fields):
    one = known(catalogue, **fields)
    accept(catalogue, kept(catalogue, [{}]))
    assert whose(catalogue) != one


def test_a_name_that_differs_in_its_marks_is_asked(catalogue):
    """Thanh and Thành are two names: search finds both, the register must not guess."""
    one = known(catalogue, "Nguyễn Thị Thành")
    batch = kept(catalogue, [{}])
    assert (batch.n_asked, batch.n_new) == (1, 0)
    [question] = batch.outcome["questions"]
    assert question["rows"] == [2]
    assert [candidate["pk"] for candidate in question["candidates"]] == [one.pk]
    with pytest.raises(Refused, match="Còn 1 dòng chưa rõ"):
        accept(catalogue, batch)


def choose(world, batch, key):
    [question] = fresh(batch).outcome["questions"]
    return actions.choose_honorees(
        batch=fresh(batch), choices={question["key"]: key}, by=person(world, "chuyenvien"), at=AT
    )


def test_two_of_one_name_are_asked_and_the_choice_holds(catalogue):
    known(catalogue)
    other = known(catalogue)
    batch = kept(catalogue, [{}])
    assert batch.n_asked == 1
    assert choose(catalogue, batch, other.pk).n_asked == 0
    accept(catalogue, batch)
    assert whose(catalogue) == other


def test_none_of_them_can_be_chosen(catalogue):
    known(catalogue)
    known(catalogue)
    batch = kept(catalogue, [{}])
    choose(catalogue, batch, 0)
    accept(catalogue, batch)
    assert Honoree.objects.count() == 3


def test_the_year_of_birth_decides_between_two(catalogue):
    known(catalogue, birth_year=None)
    born = known(catalogue, birth_year=1985)
    accept(catalogue, kept(catalogue, [{}]))
    assert whose(catalogue) == born


def test_another_spelling_is_found_by_its_alias(catalogue):
    one = known(catalogue, "Nguyễn Thị Thanh Hà")
    HonoreeAlias.objects.create(honoree=one, name="Nguyễn Thị Thanh", source="Quyết định cũ")
    accept(catalogue, kept(catalogue, [{}]))
    assert whose(catalogue) == one


def test_rows_of_one_person_make_one_honoree(catalogue):
    rows = [{"birth_year": ""}, {"year": 2022, "number": "9/QĐ-SYT", "date": "06/01/2023"}]
    accept(catalogue, kept(catalogue, rows))
    one = Honoree.objects.get()
    assert (one.birth_year, one.held_awards.count(), one.female) == (1985, 2, True)
    assert (one.search_name, one.person_class) == ("nguyen thi thanh", "direct")


def test_two_of_one_name_in_the_list_need_their_years(catalogue):
    rows = [{}, {"birth_year": 1990}, {"birth_year": "", "number": "9/QĐ-SYT"}]
    [(row, title, message)] = said(kept(catalogue, rows))
    assert (row, title) == (4, "Năm sinh")
    assert "nhiều người cùng tên" in message


def test_two_of_the_list_cannot_both_be_the_one_of_the_register(catalogue):
    known(catalogue)  # without a year of birth: either could be the one
    batch = kept(catalogue, [{}, {"birth_year": 1990}])
    assert batch.n_asked == 2


@pytest.mark.parametrize(
    ("position", "group"), [("Trưởng phòng", "other_leader"), ("Bác sĩ", "direct"), ("", "direct")]
)
def test_the_class_of_a_person_comes_from_the_post(catalogue, position, group):
    accept(catalogue, kept(catalogue, [{"position": position}]))
    assert Honoree.objects.get().person_class == group


@pytest.mark.parametrize("name", ["A Pớt", "Y Ngọc"])
def test_ordinary_names_of_the_highlands_are_names(catalogue, name):
    assert said(kept(catalogue, [{"name": name}])) == []
