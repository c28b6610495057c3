"""Giao ước thi đua: the unit's head signs, then the cluster's; the second signature is under one wording."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from movements import actions
from movements.compile import pacts
from movements.models import Pact, PactCriterion, PactGroup, PactSignature, Registration
from reports.duties_registrations import tasks
from tests.access.pacts import lead
from tests.factories import RegistrationFactory, TermFactory
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import ClusterMember, Notice

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 2, 5, 3, tzinfo=dt.UTC)


@pytest.fixture
def cluster(world):
    return lead(world, year=2025)


@pytest.fixture
def registration(world, cluster):
    return with_pact(world, cluster, "SNNPTNT")


def with_pact(world, cluster, code, **more):
    """A signed registration of a unit that undertakes one thing."""
    group, _ = PactGroup.objects.get_or_create(order=1, defaults={"name": "Kinh tế - xã hội"})
    criterion, _ = PactCriterion.objects.get_or_create(group=group, name="Hoàn thành kế hoạch")
    given = {"sent": True, "submitted_by": world.thutruong, "signer": "Ông A", "signer_title": "Giám đốc"} | more
    row = RegistrationFactory(
        unit=world.units[code], term=TermFactory(year=2025), receiver=world.units["SNV"], cluster=cluster, **given
    )
    row.commitments.create(criterion=criterion, text="Đạt 100 %")
    return row


def pact_of(registration):
    return Pact.objects.with_names().get(pk=registration.pk)


def digest_of(registration):
    return pacts.pact_digests([registration.pk]).get(registration.pk, "")


def sign(registration, by, seen=None):
    seen = digest_of(registration) if seen is None else seen
    return actions.countersign_pact(pact=pact_of(registration), seen=seen, by=by, at=AT)


def row_of(registration):
    [row] = pacts.pact_rows([pact_of(registration)])
    return row


# --- Signing -------------------------------------------------------------------------------------------------------


def test_the_clusters_head_signs_once_with_event_and_notice(world, registration):
    made = sign(registration, world.uyvien)
    assert (made.signer, made.title, made.office) == ("Người uyvien", "Trưởng khối thi đua", "Thủ trưởng Sở Y tế")
    event = Event.objects.of(registration).get(step="countersign")
    assert (event.by, event.at, event.data) == (world.uyvien, AT, {"digest": digest_of(registration)})
    told = set(Notice.objects.filter(kind="accepted").values_list("to__username", flat=True))
    assert told == {"canbo", "thutruong"}
    assert row_of(registration).state == ("accepted", "Đã ký hai bên")
    with pytest.raises(Conflict, match="Người uyvien đã ký"):
        sign(registration, world.uyvien)


@pytest.mark.parametrize("who", ["thutruong", "canbo_khac", "chuyenvien", "thutruong_dakha"])
def test_nobody_else_signs(world, registration, who):
    with pytest.raises(PermissionDenied):
        sign(registration, world.people[who])


def test_who_leads_is_asked_of_the_terms_own_year(world, registration):
    ClusterMember.objects.update(year=2024)
    with pytest.raises(PermissionDenied):
        sign(registration, world.uyvien)
    assert row_of(registration).seat.why_not == "Danh mục chưa ghi trưởng khối thi đua của năm này."


def test_the_heads_own_pact_is_signed_by_the_deputy(world, cluster):
    own = with_pact(world, cluster, "SYT")
    seat = pacts.seat_of(pact_of(own))
    assert (seat.title, seat.unit) == ("Phó trưởng khối thi đua", world.units["MTTQ"])
    with pytest.raises(PermissionDenied):
        sign(own, world.uyvien)


def test_a_pact_that_changed_or_is_held_or_empty_is_not_signed(world, registration):
    with pytest.raises(Conflict, match="vừa thay đổi"):
        sign(registration, world.uyvien, seen="0" * 64)
    registration.commitments.all().delete()
    with pytest.raises(Refused, match="chưa ghi nội dung giao ước"):
        sign(registration, world.uyvien, seen="")
    Registration.objects.filter(pk=registration.pk).update(state="returned")
    with pytest.raises(PermissionDenied):  # out of sight while the unit corrects it
        sign(registration, world.uyvien, seen="")
    assert not PactSignature.objects.exists()


def test_another_wording_waits_for_a_signature_of_its_own_and_the_old_one_comes_back(world, registration):
    sign(registration, world.uyvien)
    registration.commitments.update(text="Đạt 90 %")
    assert row_of(registration).state == ("to_head", "Chờ ký cho cụm, khối")
    registration.targets.create(indicator=world.indicators["forest"], comparison="ge", value=12000)
    registration.commitments.update(text="Đạt 100 %")
    assert row_of(registration).seal is None
    registration.targets.all().delete()
    assert row_of(registration).seal is not None


def test_an_accepted_version_keeps_its_own_signature(world, registration):
    sign(registration, world.uyvien)
    actions.step_registration(
        registration=Registration.objects.with_names().get(pk=registration.pk), step_name="accept",
        by=world.chuyenvien, at=AT,
    )  # fmt: skip
    version = registration.versions.get()
    assert pacts.version_digest(version) == digest_of(registration)
    registration.commitments.update(text="Đạt 90 %")
    assert pacts.seal_words(pact_of(registration), version).signer == "Người uyvien"
    assert pacts.seal_words(pact_of(registration)).signer == ""


def test_sending_asks_the_clusters_head_unless_these_words_are_signed(world, registration):
    def ask():
        Notice.objects.all().delete()
        actions.pacts.ask_for_countersigning(
            registration=Registration.objects.with_names().get(pk=registration.pk), by=world.thutruong, at=AT
        )
        return [(one.to, one.kind) for one in Notice.objects.all()]

    assert ask() == [(world.uyvien, "to_sign")]
    sign(registration, world.uyvien)
    assert ask() == []


# --- Pages -----------------------------------------------------------------------------------------------------------


def test_the_walk_of_the_clusters_head(client, world, registration):
    client.force_login(world.uyvien)
    listed = client.get(reverse("movements:pact_list") + f"?ky={registration.term_id}").text
    assert "Chờ ký cho cụm, khối" in listed and world.units["SNNPTNT"].name in listed
    address = reverse("movements:pact_detail", args=[registration.pk])
    page = client.get(address).text
    assert "Đạt 100 %" in page and "TRƯỞNG KHỐI THI ĐUA" in page and "Ký giao ước" in page
    told = client.post(reverse("movements:pact_sign", args=[registration.pk]), {"digest": "x"}, follow=True).text
    assert "vừa thay đổi" in told
    client.post(reverse("movements:pact_sign", args=[registration.pk]), {"digest": digest_of(registration)})
    page = client.get(address).text
    assert "Đã ký hai bên" in page and "Ký ngày 05/02/2025" not in page  # signed today, by the office's clock
    assert PactSignature.objects.get().by == world.uyvien
    assert client.get(reverse("movements:registration_detail", args=[registration.pk])).status_code == 404
    client.force_login(world.canbo)
    own = client.get(reverse("movements:registration_detail", args=[registration.pk])).text
    assert "Chữ ký của cụm, khối" in own and "Đã ký hai bên" in own


def test_a_unit_outside_every_cluster_signs_alone(client, world, cluster):
    row = with_pact(world, None, "SNNPTNT")  # the cluster is there and is not this unit's
    assert row_of(row).state == ("accepted", "Đơn vị đã ký")
    client.force_login(world.canbo)
    page = client.get(reverse("movements:pact_detail", args=[row.pk])).text
    assert "đơn vị không đăng ký trong cụm, khối nào" in page and "TRƯỞNG" not in page
    with pytest.raises(PermissionDenied):
        sign(row, world.uyvien)


def words(answer):
    tables = Document(io.BytesIO(answer.content)).tables
    return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)


def test_the_paper_has_room_for_both_and_then_both_names(client, world, registration):
    client.force_login(world.canbo)
    address = reverse("movements:registration_paper", args=[registration.pk, "giao-uoc", "docx"])
    before = words(client.get(address))
    assert "TRƯỞNG KHỐI THI ĐUA" in before and "Ông A" in before and "Người uyvien" not in before
    sign(registration, world.uyvien)
    after = words(client.get(address))
    assert "Người uyvien" in after and "Ký ngày 05/02/2025" in after and "THỦ TRƯỞNG SỞ Y TẾ" in after
    plain = words(client.get(reverse("movements:registration_paper", args=[registration.pk, "dang-ky", "docx"])))
    assert "TRƯỞNG KHỐI" not in plain


@pytest.mark.parametrize("address", ["/dang-ky/giao-uoc/?ky={}", "/api/v1/pacts/?{}"])
def test_the_lists_cost_the_same_for_one_pact_and_three(client, world, cluster, registration, address):
    client.force_login(world.uyvien)
    address, counts = address.format(registration.term_id), []
    for codes in ((), ("SYT", "MTTQ")):
        for code in codes:
            with_pact(world, cluster, code)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 16


def test_through_the_interface(client, world, registration):
    client.force_login(world.uyvien)
    path = f"/api/v1/pacts/{registration.pk}/"
    read = client.get(path).json()
    assert (read["seal"], read["commitments"][0]["text"]) == (None, "Đạt 100 %")
    late = client.post(f"{path}countersign/", {"digest": "x"}, content_type="application/json")
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    done = client.post(f"{path}countersign/", {"digest": read["digest"]}, content_type="application/json")
    assert done.json()["seal"]["signer"] == "Người uyvien"


# ---- asked to mend ----------------------------------------------------------------------------------------------


def give_back(registration, by, note="Thiếu chỉ tiêu hộ nghèo", seen=None):
    seen = digest_of(registration) if seen is None else seen
    return actions.return_pact(pact=pact_of(registration), seen=seen, note=note, by=by, at=AT)


def test_the_cluster_asks_to_mend_and_the_new_wording_waits_again(world, registration):
    head = world.uyvien
    give_back(registration, head)
    [row] = pacts.pact_rows([pact_of(registration)])
    assert row.state == ("returned", "Cụm, khối đề nghị sửa")
    assert Notice.objects.filter(to=world.canbo, text__contains="Thiếu chỉ tiêu hộ nghèo").exists()
    event = Event.objects.get(step="return_pact")
    assert (event.reason, event.note) == ("TL-DK06", "Thiếu chỉ tiêu hộ nghèo")
    with pytest.raises(Conflict, match="Đã đề nghị sửa"):
        give_back(registration, head, "Lần nữa")
    registration.commitments.update(text="Đạt 100 %, giảm 4 điểm % hộ nghèo")
    [row] = pacts.pact_rows([pact_of(registration)])
    assert row.state[0] == "to_head"  # other words, nothing asked of them yet
    sign(registration, head)
    with pytest.raises(Refused, match="đã ký hai bên"):
        give_back(registration, head)


@pytest.mark.parametrize(("note", "seen", "words"), [("  ", None, "Đề nghị sửa"), ("Sửa", "khác", "vừa thay đổi")])
def test_what_cannot_be_given_back(world, registration, note, seen, words):
    with pytest.raises(Refused, match=words):
        give_back(registration, world.uyvien, note, seen)
    assert not Event.objects.filter(step="return_pact").exists()


def test_only_the_clusters_head_gives_back(world, registration):
    for person in (world.canbo, world.thutruong, world.chuyenvien, world.giamdoc):
        with pytest.raises(PermissionDenied):
            give_back(registration, person)


def test_what_was_typed_comes_back(client, world, registration):
    client.force_login(world.uyvien)
    url = reverse("movements:pact_return", args=[registration.pk])
    late = client.post(url, {"digest": "cũ", "ghi-ro": "Bổ sung chỉ tiêu"})
    assert late.status_code == 422 and "Bổ sung chỉ tiêu</textarea>" in late.text
    assert client.post(url, {"digest": digest_of(registration), "ghi-ro": "Bổ sung"}).status_code == 302
    assert "đề nghị sửa giao ước" in client.get(reverse("movements:pact_detail", args=[registration.pk])).text


def test_the_head_of_the_cluster_finds_it_at_home(world, registration, cluster):
    [task] = _to_sign(world.uyvien, dt.date(2025, 2, 5))
    assert (task.title, str(task.due_on)) == ("1 giao ước thi đua năm 2025 chờ ký", "2025-02-15")
    assert task.url == reverse("movements:pact_detail", args=[registration.pk])
    assert _to_sign(world.uyvien, dt.date(2025, 2, 20))[0].group == "Quá hạn"
    assert _to_sign(world.thutruong, dt.date(2025, 2, 5)) == []
    sign(registration, world.uyvien)
    assert _to_sign(world.uyvien, dt.date(2025, 2, 5)) == []


def _to_sign(person, today):
    person = type(person).objects.get(pk=person.pk)  # as a request loads them: roles read anew
    return [task for task in tasks(person, today=today) if "giao ước" in task.title]
