"""The register through the interface: found by a part of a name, read with its record, with the rights of the pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.awards.honorees import RECOGNISED, held, merge, someone, write

pytestmark = pytest.mark.django_db


def read(client, person, path):
    client.force_login(person)
    return client.get(f"/api/v1/honorees/{path}")


@pytest.mark.parametrize(
    ("asked", "names"),
    [("?name=thanh", ["Nguyễn Thị Thanh"]), ("?name=BE+THANH", ["Nguyễn Thị Thanh"]), ("?name=khong", []),
     ("?subject=collective", ["Đội 1"]), ("?unit=SYT", ["Y Sương"]),
     ("", ["Đội 1", "Nguyễn Thị Thanh", "Y Sương"])],
)  # fmt: skip
def test_found_by_name_subject_and_unit(client, world, asked, names):
    someone(world, "Đội 1", subject="collective")
    someone(world, "Y Sương", "SYT")
    merge(world, someone(world), someone(world, "Bé Thanh"))
    assert [row["name"] for row in read(client, world.chuyenvien, asked).json()["results"]] == names


def test_the_whole_record_is_read(client, world):
    who = someone(world)
    for key in ("khen-thuong", "xep-loai", "qua-trinh", "thai-san", "ten-khac", "ky-luat"):
        write(world, who, key)
    write(world, who, "sang-kien", **RECOGNISED)
    held(world, who)
    given = read(client, world.canbo, f"{who.pk}/").json()
    assert given["awards"][0]["award_code"] == "CSTDCS"
    assert given["ratings"][0]["grade"] == "excellent"
    assert (given["initiatives"][0]["recognised"], given["initiatives"][0]["used"]) == (True, False)
    assert given["services"][0]["unit"]["code"] == "SNNPTNT"
    assert given["aliases"] == ["Nguyễn T. Thanh"]
    assert [len(given[part]) for part in ("maternities", "holds", "disciplines")] == [1, 1, 1]
    outside = read(client, world.vanphong, f"{who.pk}/").json()
    assert outside["awards"] and not {"holds", "disciplines"} & outside.keys()


def test_a_record_of_three_costs_what_one_does(client, world):
    def cost(who):
        with CaptureQueriesContext(connection) as queries:
            assert read(client, world.canbo, f"{who.pk}/").status_code == 200
        return len(queries)

    one, three = someone(world), someone(world, "Y Sương")
    for who, years in ((one, [2021]), (three, [2021, 2022, 2023])):
        for year in years:
            write(world, who, "xep-loai", year=year)
    cost(one)
    assert cost(one) == cost(three)
