"""A registration written through the interface: every kind of line, by the same actions and words as on the page."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardType, TitleAim
from movements import actions
from movements.models import PactCriterion, PactGroup, Registration, Term
from tests.factories import IndicatorFactory, RegistrationFactory, TermFactory
from tests.scene import pdf_upload
from thidua.models import Event
from units.models import Cluster

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)


@pytest.fixture
def draft(world):
    TermFactory(year=2025)
    group = PactGroup.objects.create(order=1, name="Kinh tế - xã hội")
    PactCriterion.objects.create(group=group, name="Hoàn thành kế hoạch", order=1)
    PactCriterion.objects.create(group=group, name="Không để quá hạn", order=2)
    return actions.start_registration(unit=world.units["SNNPTNT"], term=Term.objects.get(), by=world.canbo, at=AT)


@pytest.fixture
def flag(world):
    return AwardType.objects.create(
        code="CSTDCS", name="Chiến sĩ thi đua cơ sở", kind="title", authority="base", decided_by="Thủ trưởng",
        to_person=True, citation="Điều 23",
    )  # fmt: skip


@pytest.fixture
def write(api, world, draft):
    """Writes as the unit's officer, with the version that stands unless another is given."""

    def send(person=None, version=None, **parts):
        now = Registration.objects.get(pk=draft.pk).version if version is None else version
        return api(person or world.canbo, f"registrations/{draft.pk}/lines/", "patch", version=now, **parts)

    return send


def test_every_kind_of_line_is_written_and_read_back(write, world, draft):
    cluster = Cluster.objects.create(key="khoi-1", name="Khối thi đua số 1", kind="Khối", source="QĐ")
    criterion = PactCriterion.objects.get(order=1)
    key = world.indicators["forest"].movement.key
    answer = write(
        head={"place": "Kon Tum", "made_on": "2025-01-02", "cluster_id": cluster.pk, "basis": "Căn cứ A\nCăn cứ B"},
        movements=[{"movement": key, "commitment": "Trồng rừng", "launched_on": "2025-01-15"}],
        activities=[{"name": "Cơ quan văn hóa", "objective": "Giữ danh hiệu"}],
        targets=[{"indicator": "D2.33", "comparison": "ge", "value": 1285.5, "last_value": "1.100,0",
                  "last_source": "Niên giám", "verified_by": "Biên bản", "note": "Theo kế hoạch"}],
        commitments=[{"criterion": criterion.pk, "text": "100 % nhiệm vụ"}],
    )  # fmt: skip
    given = answer.json()
    assert (answer.status_code, given["version"]) == (200, 2)
    assert (given["head"]["cluster_id"], given["head"]["made_on"]) == (cluster.pk, "2025-01-02")
    movement = next(one for one in given["movements"] if one["movement"] == key)
    assert (movement["taken"], movement["commitment"], movement["launched_on"]) == (True, "Trồng rừng", "2025-01-15")
    assert [one["name"] for one in given["activities"]] == ["Cơ quan văn hóa"]
    target = next(one for one in given["targets"] if one["indicator"]["code"] == "D2.33")
    assert (target["value"], target["last_value"], target["last_source"]) == ("1285.5", "1100.0", "Niên giám")
    assert [one["text"] for one in given["commitments"]] == ["100 % nhiệm vụ", ""]
    row = draft.targets.get()
    assert (row.value, row.last_value, row.verified_by) == (12855, 11000, "Biên bản")


def test_what_is_left_out_stays_and_what_is_removed_goes(write, world, draft):
    first, second = PactCriterion.objects.order_by("order")
    keys = [world.indicators[name].movement.key for name in ("forest", "houses")]
    write(
        movements=[{"movement": key, "commitment": f"Cam kết {key}"} for key in keys],
        activities=[{"name": "Cơ quan văn hóa"}],
        targets=[{"indicator": "D2.33", "comparison": "ge", "value": 10, "note": "Ghi"},
                 {"indicator": "D1.01", "comparison": "range", "value": 3, "upper_value": 5}],
        commitments=[{"criterion": first.pk, "text": "A"}, {"criterion": second.pk, "text": "B"}],
    )  # fmt: skip
    answer = write(
        movements=[{"movement": keys[0], "remove": True}],
        targets=[{"indicator": "D1.01", "remove": True}, {"indicator": "D2.33", "value": 20}],
        commitments=[{"criterion": first.pk, "text": ""}],
    )
    assert answer.status_code == 200
    assert list(draft.movements.values_list("movement__key", "commitment")) == [(keys[1], f"Cam kết {keys[1]}")]
    assert list(draft.targets.values_list("indicator__code", "value", "note")) == [("D2.33", 200, "Ghi")]
    assert list(draft.commitments.values_list("criterion", "text")) == [(second.pk, "B")]
    assert draft.activities.count() == 1
    assert write(activities=[]).json()["activities"] == [] and draft.activities.count() == 0


def test_the_same_content_twice_is_written_once(write, draft):
    content = {"targets": [{"indicator": "D2.33", "comparison": "ge", "value": 10}]}
    first, again = write(version=1, **content), write(version=1, **content)
    assert (first.status_code, again.status_code, again.json()["version"]) == (200, 200, 2)
    assert Event.objects.of(draft).filter(step="save").count() == 1


def test_who_comes_second_is_given_what_stands_now(write, draft):
    write(version=1, head={"place": "Đắk Hà"})
    answer = write(version=1, targets=[{"indicator": "D2.33", "comparison": "ge", "value": 10}])
    given = answer.json()
    assert (answer.status_code, given["code"], given["current"]["version"]) == (409, "conflict", 2)
    assert given["current"]["head"]["place"] == "Đắk Hà" and not draft.targets.exists()


@pytest.mark.parametrize(
    ("parts", "field", "words"),
    [
        ({"targets": [{"indicator": "D2.33", "value": "1.234"}]}, "targets.D2.33", "1.234"),
        ({"targets": [{"indicator": "D2.33", "value": 10, "last_value": 9}]}, "targets.D2.33", "nguồn số liệu"),
        ({"targets": [{"indicator": "D2.33", "value": 10.123}]}, "targets.D2.33", "chữ số"),
        ({"targets": [{"indicator": "D2.06", "value": 1}]}, "targets.D2.06", "không thuộc đơn vị"),
        ({"targets": [{"indicator": "D1.01", "value": n} for n in (1, 2)]}, "targets.D1.01", "nhiều lần"),
        ({"targets": [{"indicator": "D1.01", "comparison": "range", "value": 3}]}, "targets.D1.01", "mức trên"),
        ({"movements": [{"movement": "khong-co"}]}, "movements.khong-co", "không có trong danh sách"),
        ({"commitments": [{"criterion": 999999, "text": "A"}]}, "commitments.999999", "không có trong danh mục"),
        ({"head": {"place": "x" * 61}}, "head.place", "nhiều nhất 60"),
        ({"head": {"cluster_id": 999999}}, "head.cluster_id", "chọn trong danh sách"),
        ({"activities": [{"name": "A", "launched_on": "2025-05-01", "closing_on": "2025-04-01"}]}, "activities.0",
         "trước ngày phát động"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_and_nothing_is_written(write, draft, parts, field, words):
    answer = write(**{"head": {"drafter": "Người khác"}} | parts)
    (fault,) = answer.json()["lines"]
    assert (answer.status_code, fault["field"]) == (422, field)
    assert words in fault["message"] and fault["name"]
    draft.refresh_from_db()
    assert draft.version == 1 and draft.drafter != "Người khác"


@pytest.mark.parametrize(("person", "status"), [("thutruong", 403), ("canbo_khac", 404), ("chuyenvien", 404)])
def test_only_the_units_officer_writes(write, world, draft, person, status):
    assert write(world.people[person], head={"place": "X"}).status_code == status
    Registration.objects.filter(pk=draft.pk).update(state="to_head")
    assert write(head={"place": "X"}).status_code == 403


def test_while_a_unit_corrects_its_lines_stay_with_it(api, world):
    row = RegistrationFactory(
        unit=world.units["SNNPTNT"], receiver=world.units["SNV"], sent=True, submitted_by=world.thutruong
    )
    Registration.objects.filter(pk=row.pk).update(state="returned")
    asked = [api(who, f"registrations/{row.pk}/{part}/").status_code
             for who in (world.chuyenvien, world.canbo) for part in ("lines", "titles")]  # fmt: skip
    assert asked == [404, 404, 200, 200]


def test_reading_the_lines_costs_the_same_for_one_and_three(api, world, draft):
    counts = []
    for n in (1, 3):
        for indicator in list(world.indicators.values())[:n]:
            draft.movements.get_or_create(movement=indicator.movement)
        IndicatorFactory(code=f"X{n}.01", line="own")
        api(world.canbo, f"registrations/{draft.pk}/lines/")
        with CaptureQueriesContext(connection) as queries:
            api(world.canbo, f"registrations/{draft.pk}/lines/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_last_term_is_copied_once(api, world, draft):
    path = f"registrations/{draft.pk}/copy/"
    assert api(world.canbo, path, "post").status_code == 422
    last = RegistrationFactory(unit=draft.unit, receiver=draft.receiver, term=TermFactory(year=2024), accepted=True)
    last.targets.create(indicator=world.indicators["forest"], comparison="ge", value=12000)
    first, again = api(world.canbo, path, "post"), api(world.canbo, path, "post")
    assert (first.status_code, first.json()) == (200, {"copied": 1, "version": 2})
    assert again.status_code == 422 and "Không còn dòng trống" in again.json()["detail"]
    assert api(world.thutruong, path, "post").status_code == 403


# --- Titles ----------------------------------------------------------------------------------------------------------


def test_a_title_is_added_changed_and_removed(api, world, draft, flag):
    path = f"registrations/{draft.pk}/titles/"
    new = {"subject": "person", "name": "A Thanh", "award": "CSTDCS", "born_on": "1984-05-12", "female": False}
    made = api(world.canbo, path, "post", **new)
    again = api(world.canbo, path, "post", **new)
    assert (made.status_code, again.status_code, again.json()["id"]) == (201, 200, made.json()["id"])
    row = TitleAim.objects.get()
    assert (row.award, row.born_on, row.female) == (flag, dt.date(1984, 5, 12), False)
    assert not {"born_on", "staff_code"} & made.json().keys()

    one = f"{path}{row.pk}/"
    changed = api(world.canbo, one, "patch", version=1, award=None, position="Trưởng phòng")
    assert (changed.status_code, changed.json()["title"], changed.json()["version"]) == (200, "Không đăng ký", 2)
    row.refresh_from_db()
    assert (row.name, row.born_on, row.position) == ("A Thanh", dt.date(1984, 5, 12), "Trưởng phòng")
    late = api(world.canbo, one, "patch", version=1, name="B")
    assert (late.status_code, late.json()["current"]["version"]) == (409, 2)

    assert api(world.canbo, one, "delete").status_code == 204 and not TitleAim.objects.exists()
    assert api(world.canbo, one, "delete").status_code == 404


@pytest.mark.usefixtures("flag")
@pytest.mark.parametrize(
    ("new", "fault"),
    [
        ({"subject": "person"}, ("name", "Ghi họ và tên")),
        ({"subject": "person", "name": "A", "award": "KHONG"}, ("award", "")),
        ({"subject": "household", "name": "A", "award": "CSTDCS"}, ("award", "")),
        ({"subject": "household", "name": "A", "staff_code": "CB1"}, ("", "staff_code")),
    ],
)
def test_a_wrong_title_is_named_by_its_field(api, world, draft, new, fault):
    answer = api(world.canbo, f"registrations/{draft.pk}/titles/", "post", **new)
    (told,) = answer.json()["fields_refused"]
    assert (answer.status_code, told["field"]) == (422, fault[0]) and fault[1] in told["message"]
    assert not TitleAim.objects.exists()


# --- Files -----------------------------------------------------------------------------------------------------------


def test_a_file_is_attached_and_taken_off(api, world, draft):
    path = f"registrations/{draft.pk}/files/"
    assert api(world.canbo, path, "post", form={"purpose": "bien_ban"}).status_code == 422
    made = api(world.canbo, path, "post", form={"purpose": "bien_ban", "file": pdf_upload()})
    assert (made.status_code, made.json()["purpose"], len(made.json()["sha256"])) == (201, "bien_ban", 64)
    assert [one["id"] for one in api(world.canbo, path).json()] == [made.json()["id"]]
    assert api(world.thutruong, f"{path}{made.json()['id']}/", "delete").status_code == 403
    assert api(world.canbo, f"{path}{made.json()['id']}/", "delete").status_code == 204
    assert api(world.canbo, path).json() == []
