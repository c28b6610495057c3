"""Pages and interface of sittings: what a member does on a phone, what is told when, in how many queries."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.models import BallotChoice, CastBallot
from tests.awards import council as stage
from tests.awards.council import NO, YES, count, fresh, item_of, polling, seats_of, unit_sitting, vote
from tests.awards.scene import AT, person
from tests.scene import pdf_upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _during_the_sitting(office):
    office(AT + dt.timedelta(minutes=10))


@pytest.fixture
def sitting(world):
    return polling(world, unit_sitting(world, members=5, names=("A Một", "A Hai", "A Ba")), by="canbo")


def url(name, *arguments):
    return reverse(f"councils:{name}", args=arguments)


def test_save_and_next_until_all_are_done(world, client, sitting):
    client.force_login(seats_of(sitting)[2].user)
    for n in range(3):
        item = item_of(sitting, n)
        answer = client.get(url("ballot_next", sitting.pk))
        assert answer.url == url("ballot_item", sitting.pk, item.pk)
        assert f"Nội dung {n + 1}/3" in client.get(answer.url).text
        assert client.post(answer.url, {"value": YES if n else NO}).url == url("ballot_next", sitting.pk)
    page = client.get(url("ballot_next", sitting.pk))
    assert "Đã bỏ phiếu 3/3" in page.text
    for name in ("ballot_next", "sitting_detail"):
        assert "Không đồng ý" not in client.get(url(name, sitting.pk)).text  # nothing says what was chosen
    assert CastBallot.objects.count() == BallotChoice.objects.count() == 3


def test_a_ballot_without_a_choice_keeps_the_page(client, sitting):
    client.force_login(seats_of(sitting)[2].user)
    answer = client.post(url("ballot_item", sitting.pk, item_of(sitting).pk), {})
    assert answer.status_code == 422 and "Chọn một trong ba ý kiến" in answer.text


def test_the_tally_is_told_after_the_count_and_not_before(world, client, sitting):
    stage.vote_all(sitting, [YES] * 5)
    for who in (world.canbo, seats_of(sitting)[3].user):
        client.force_login(who)
        assert "phiếu đồng ý" not in client.get(url("sitting_detail", sitting.pk)).text
    client.force_login(world.canbo)
    turnout = client.get(url("turnout", sitting.pk)).text
    assert "5</span>/15 lượt phiếu" in turnout
    stage.close(world, sitting, by="canbo")
    count(world, sitting, by="canbo")
    assert "5/5 phiếu đồng ý" in client.get(url("sitting_detail", sitting.pk)).text


def test_through_the_interface(world, client, sitting):
    seat, item = seats_of(sitting)[2], item_of(sitting)
    client.force_login(seat.user)
    mine = f"/api/v1/sittings/{sitting.pk}/ballots/"
    assert [one["state"] for one in client.get(mine).json()] == ["open"] * 3
    cast = f"/api/v1/sittings/{sitting.pk}/cast/"
    answer = client.post(cast, {"item": item.pk, "value": "agree"}, content_type="application/json")
    assert (answer.status_code, answer.content) == (204, b"")
    again = client.post(cast, {"item": item.pk, "value": "refuse"}, content_type="application/json")
    assert again.status_code == 409
    assert [one["state"] for one in client.get(mine).json()] == ["cast", "open", "open"]
    results = f"/api/v1/sittings/{sitting.pk}/results/"
    assert client.get(results).status_code == 422
    assert client.get(f"/api/v1/sittings/{sitting.pk}/turnout/").status_code == 403
    stage.close(world, sitting, by="canbo")
    count(world, sitting, by="canbo")
    first = client.get(results).json()[0]
    assert (first["agreed"], first["members"], first["share"], first["result"]) == (1, 5, 200, "voted_fail")


def test_a_member_finds_the_ballot_on_the_home_page(client, sitting):
    client.force_login(seats_of(sitting)[2].user)
    assert url("ballot_next", sitting.pk) in client.get("/").text


def test_paper_and_writing_are_typed_in(world, client):
    made = unit_sitting(world, members=5, with_accounts=False)
    sitting = polling(world, made, by="canbo", absent=(4,))
    item, seats = item_of(sitting), seats_of(sitting)
    client.force_login(world.canbo)
    typed = {"seats": [seats[2].pk, seats[3].pk], f"agreed_{item.pk}": "1", f"invalid_{item.pk}": "1"}
    assert client.post(url("ballot_paper", sitting.pk), typed | {f"agreed_{item.pk}": "5"}).status_code == 422
    assert client.post(url("ballot_paper", sitting.pk), typed).status_code == 302
    written = {f"vote_{item.pk}": "agree", "file": pdf_upload()}
    assert client.post(url("ballot_written", sitting.pk, seats[4].pk), written).status_code == 302
    assert BallotChoice.objects.filter(item=item).count() == 3


def test_attendance_keeps_what_was_typed_when_somebody_was_faster(world, client):
    sitting = unit_sitting(world, members=3)
    stage.step(world, sitting, "invite", "canbo")
    seats = seats_of(sitting)
    client.force_login(world.canbo)
    typed = {f"mark_{seat.pk}": "expected" for seat in seats} | {
        "version": "9",
        "opinions": "Đồng tình.",
        "presides": "",
    }
    answer = client.post(url("attendance", sitting.pk), typed)
    assert answer.status_code == 422 and "Đồng tình." in answer.text
    typed["version"] = str(fresh(sitting).version)
    assert client.post(url("attendance", sitting.pk), typed | {"con-lai": "1"}).status_code == 302
    assert {seat.attendance for seat in seats_of(sitting)} == {"present"}


@pytest.mark.parametrize("lines", [1, 3])
def test_a_sitting_in_a_fixed_number_of_queries(world, client, lines, django_assert_num_queries):
    sitting = polling(world, unit_sitting(world, members=5, names=tuple(f"A {n}" for n in range(lines))), by="canbo")
    vote(item_of(sitting), seats_of(sitting)[2])
    client.force_login(person(world, "canbo"))
    client.get(url("sitting_detail", sitting.pk))
    with django_assert_num_queries(SITTING_QUERIES):
        client.get(url("sitting_detail", sitting.pk))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(url("sitting_list"))


SITTING_QUERIES, LIST_QUERIES = 18, 7
