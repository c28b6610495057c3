"""A registration read whole, and the units' registers, with the rights of the pages."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import TitleAim
from movements.models import (
    Activity,
    PactCriterion,
    PactGroup,
    RegisteredActivity,
    RegisteredCommitment,
    RegisteredMovement,
    RegisteredTarget,
    Registration,
)
from tests.factories import PointFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(world):
    row = RegistrationFactory(
        unit=world.units["SNNPTNT"], receiver=world.units["SNV"], sent=True, submitted_by=world.thutruong,
        subject_class="hanh_chinh", place="Kon Tum", signer="Ông A",
    )  # fmt: skip
    forest = world.indicators["forest"]
    group = PactGroup.objects.create(order=1, name="Kinh tế - xã hội")
    criterion = PactCriterion.objects.create(group=group, name="Hoàn thành kế hoạch")
    RegisteredMovement.objects.create(registration=row, movement=forest.movement, commitment="Trồng rừng")
    RegisteredActivity.objects.create(registration=row, name="Cơ quan văn hóa")
    RegisteredTarget.objects.create(
        registration=row, indicator=forest, comparison="ge", value=12000, last_value=11000, last_source="Báo cáo năm"
    )
    RegisteredCommitment.objects.create(registration=row, criterion=criterion, text="Đạt 100 %")
    TitleAim.objects.create(registration=row, subject="person", name="Bà B", staff_code="CC01", born_on="1980-02-03")
    return row


def read(client, person, path):
    client.force_login(person)
    return client.get(f"/api/v1/{path}")


def test_the_whole_form_is_read(client, world, registration):
    given = read(client, world.chuyenvien, f"registrations/{registration.pk}/").json()
    assert (given["subject_class"], given["place"], given["signer"], given["cluster"]) == (
        "hanh_chinh", "Kon Tum", "Ông A", None,
    )  # fmt: skip
    (target,) = given["targets"]
    assert (target["value"], target["last_value"], target["last_source"]) == ("1200.0", "1100.0", "Báo cáo năm")
    assert given["activities"][0]["name"] == "Cơ quan văn hóa"
    assert given["commitments"] == [
        {"group": "Kinh tế - xã hội", "criterion": "Hoàn thành kế hoạch", "text": "Đạt 100 %"}
    ]
    (title,) = given["titles"]
    assert (title["name"], title["award"]) == ("Bà B", None)
    assert not {"born_on", "staff_code"} & title.keys()


def test_what_is_being_corrected_stays_with_the_unit(client, world, registration):
    Registration.objects.filter(pk=registration.pk).update(state="returned")
    parts = ("movements", "activities", "targets", "commitments", "titles")
    outside = read(client, world.chuyenvien, f"registrations/{registration.pk}/").json()
    assert [outside[part] for part in parts] == [[]] * 5
    inside = read(client, world.canbo, f"registrations/{registration.pk}/").json()
    assert [len(inside[part]) for part in parts] == [1] * 5


@pytest.fixture
def rows(world):
    point = PointFactory(code="1")
    for n, code in enumerate(("SNNPTNT", "SNNPTNT", "SYT")):
        row = Activity.objects.create(
            unit=world.units[code], kind="plan", on=dt.date(2024, 1 + n, 5), title=f"Kế hoạch {n}", number=f"{n}/KH"
        )
        row.points.add(point)


def test_the_register_is_read_with_its_filters(client, world, rows):
    given = read(client, world.chuyenvien, "activities/?unit=SNNPTNT&year=2024").json()["results"]
    assert [(one["number"], one["points"]) for one in given] == [("1/KH", ["1"]), ("0/KH", ["1"])]
    assert read(client, world.chuyenvien, "activities/?kind=media").json()["results"] == []
    assert len(read(client, world.canbo_khac, "activities/").json()["results"]) == 1


def test_a_withdrawn_row_is_not_given(client, world, rows):
    row = Activity.objects.get(number="2/KH")
    Activity.objects.filter(pk=row.pk).update(withdrawn_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC))
    assert read(client, world.canbo_khac, f"activities/{row.pk}/").status_code == 404


def test_reading_costs_the_same_for_one_row_and_two(client, world, rows):
    counts = []
    for person in (world.canbo_khac, world.canbo):
        read(client, person, "activities/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/activities/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7
