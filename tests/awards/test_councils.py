"""Thresholds of all members, quorum, conflicts, ways of voting, one vote a seat: what a council's vote comes to."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given as given_
from hypothesis import settings
from hypothesis import strategies as st

from awards.actions import ballots, counting, sittings
from awards.actions.ballots import PaperCount
from awards.actions.councils import MemberInput, change_council, release_member, seat_member
from awards.compile.minutes import reaches
from awards.compile.sittings import can_reach, has_quorum, quorum_of, votes_needed
from awards.load import load_law as load_whole_law
from awards.models import AgendaItem, BallotChoice, CastBallot, Council
from tests.awards import council as stage
from tests.awards.council import BLANK, NO, YES, count, counted, fresh, item_of, polling, seats_of, unit_sitting, vote
from tests.awards.scene import AT, TODAY, person
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment, Notice

pytestmark = pytest.mark.django_db


# --- Numbers ----------------------------------------------------------------------------------------------------------

SHARES = [  # members, agreed, percent, passes: NĐ 98/2023 Điều 30 khoản 7, of all members
    (17, 15, 90, False), (17, 15, 80, True), (17, 16, 90, True), (17, 13, 80, False), (17, 14, 80, True),
    (10, 9, 90, True), (10, 8, 90, False), (10, 8, 80, True), (9, 8, 90, False), (5, 4, 80, True), (1, 1, 90, True),
    (3, 2, 67, False), (3, 2, 66, True), (40, 36, 90, True), (40, 35, 90, False),
]  # fmt: skip


@pytest.mark.parametrize(("members", "agreed", "percent", "passes"), SHARES)
def test_shares(members, agreed, percent, passes):
    assert reaches(agreed, members, percent) is passes
    assert (agreed >= votes_needed(percent, members)) is passes


@settings(max_examples=60, deadline=None)
@given_(st.integers(1, 60), st.integers(1, 100))
def test_the_needed_votes_are_the_fewest_that_reach(members, percent):
    needed = votes_needed(percent, members)
    assert reaches(needed, members, percent) and not reaches(needed - 1, members, percent)


@settings(max_examples=60, deadline=None)
@given_(st.integers(1, 60), st.integers(1, 100), st.integers(0, 60))
def test_out_of_reach_is_what_even_everybody_else_cannot_reach(members, percent, barred):
    everybody_else = [n for n in range(members + 1) if n <= members - barred and reaches(n, members, percent)]
    assert can_reach(percent, members, barred) is bool(everybody_else)


QUORUMS = [((2, 3), 17, 12), ((2, 3), 3, 2), ((4, 5), 17, 14), ((4, 5), 10, 8), ((1, 1), 7, 7), ((1, 2), 9, 5)]


@pytest.mark.parametrize(("share", "members", "least"), QUORUMS)
def test_quorum(share, members, least):
    council = Council(quorum_top=share[0], quorum_bottom=share[1])
    assert quorum_of(members, council) == least
    assert has_quorum(least, members, council) and not has_quorum(least - 1, members, council)


# --- Councils ---------------------------------------------------------------------------------------------------------


def test_a_council_ends_with_its_unit(world):
    district = world.units["615"]
    district.valid_to = dt.date(2025, 6, 30)
    district.save()
    made = stage.council(world, "615", by="canbo_dakha", members=0, name="Hội đồng huyện")
    assert made.valid_to == dt.date(2025, 6, 30)
    late = stage.given(decision_date=dt.date(2024, 3, 1), valid_from=dt.date(2025, 7, 1), decision_number="9")
    with pytest.raises(Refused, match="không còn hoạt động"):
        change_council(council=made, given=late, version=made.version, by=person(world, "canbo_dakha"), at=AT)


@pytest.mark.parametrize(
    ("who", "unit"), [("chuyenvien", "SNNPTNT"), ("canbo", "KT"), ("canbo", "SYT"), ("uyvien", "KT")]
)
def test_each_level_keeps_its_own(world, who, unit):
    with pytest.raises(PermissionDenied):
        stage.council(world, unit, by=who, members=0)


def test_members(world):
    made = stage.council(world, members=4)
    by = person(world, "truongphong")
    again = MemberInput(name="", user=person(world, "uyvien"))
    with pytest.raises(Refused, match="đang là thành viên"):
        seat_member(council=made, given=again, by=by, at=AT)
    with pytest.raises(Refused, match="đang là Chủ tịch"):
        seat_member(council=made, given=MemberInput(name="A Lý", part="chair"), by=by, at=AT)
    chair = made.members.get(part="chair")
    release_member(member=chair, ended_on=TODAY - dt.timedelta(days=1), by=by, at=AT)
    assert seat_member(council=made, given=MemberInput(name="A Lý", part="chair"), by=by, at=AT).name == "A Lý"
    with pytest.raises(Conflict):
        release_member(member=chair, ended_on=TODAY, by=by, at=AT)


@pytest.mark.parametrize(("fields", "box"), [
    ({"name": " "}, "Tên hội đồng"), ({"decision_number": ""}, "Số quyết định"),
    ({"decision_date": None}, "Ngày quyết"),
    ({"valid_from": dt.date(2024, 2, 1)}, "Nhiệm kỳ"), ({"valid_to": dt.date(2024, 2, 1)}, "Đến hết ngày"),
    ({"quorum_top": 5, "quorum_bottom": 4}, "Có mặt"), ({"usual_percent": 101}, "Tỷ lệ phiếu"),
])  # fmt: skip
def test_a_council_needs(world, fields, box):
    with pytest.raises(Refused, match=box):
        stage.council(world, members=0, **fields)


# --- The sitting ------------------------------------------------------------------------------------------------------


def test_seventeen_members_fifteen_yes(world):
    """80 % of all members passes for CSTĐCS; the absent stay in the lower part."""
    load_whole_law()
    sitting = counted(world, unit_sitting(world, members=17), [YES] * 15 + [NO, BLANK], by="canbo")
    item = item_of(sitting)
    assert (item.percent, item.members, item.agreed, item.refused, item.blank) == (80, 17, 15, 1, 1)
    assert (item.issued, item.returned, item.invalid, item.result) == (17, 17, 0, "voted_pass")
    assert "98/2023" in item.ground


@pytest.mark.parametrize(("yes", "result"), [(14, "voted_pass"), (13, "voted_fail")])
def test_who_does_not_vote_counts_as_not_agreeing(world, yes, result):
    load_whole_law()
    sitting = counted(world, unit_sitting(world, members=17), [YES] * yes, by="canbo", absent=(15, 16))
    item = item_of(sitting)
    assert (item.agreed, item.issued, item.returned, item.result) == (yes, 15, yes, result)


def test_no_opening_and_no_counting_below_the_quorum(world):
    sitting = unit_sitting(world, members=10)
    stage.step(world, sitting, "invite", "canbo")
    stage.attend(world, sitting, by="canbo", absent=(7, 8, 9))
    with pytest.raises(Refused, match=r"có mặt 7/10.* 8 "):
        stage.step(world, sitting, "open", "canbo")
    stage.attend(world, sitting, by="canbo", absent=(8, 9))
    stage.step(world, sitting, "open", "canbo")
    ballots.open_ballot(sitting=fresh(sitting), minutes=30, by=person(world, "canbo"), at=AT)
    stage.attend(world, sitting, by="canbo", absent=(7, 8, 9))
    stage.close(world, sitting, by="canbo")
    with pytest.raises(Refused, match="có mặt 7/10"):
        count(world, sitting, by="canbo")


def test_the_number_of_members_is_that_of_the_invitation(world):
    sitting = unit_sitting(world, members=5)
    polling(world, sitting, by="canbo")
    stage.seat(world, sitting.council, 5, by="canbo")
    assert fresh(sitting).seats.count() == 5


def test_nothing_is_counted_while_ballots_are_open(world):
    sitting = polling(world, unit_sitting(world, members=3), by="canbo")
    with pytest.raises(Refused, match="đóng bỏ phiếu"):
        count(world, sitting, by="canbo")
    later = AT + dt.timedelta(minutes=61)
    counting.count_sitting(sitting=fresh(sitting), by=person(world, "canbo"), at=later)
    assert fresh(sitting).state == "counted"


# --- Casting ----------------------------------------------------------------------------------------------------------


def test_one_vote_a_seat_and_no_changing_it(world):
    sitting = polling(world, unit_sitting(world, members=4), by="canbo")
    item, seat = item_of(sitting), seats_of(sitting)[0]
    vote(item, seat, YES)
    with pytest.raises(Conflict, match="không đổi được"):
        vote(item, seat, NO)
    assert (CastBallot.objects.count(), BallotChoice.objects.get().value) == (1, YES)


def test_the_window(world):
    sitting = unit_sitting(world, members=4)
    stage.step(world, sitting, "invite", "canbo")
    stage.attend(world, sitting, by="canbo")
    item, seat = item_of(sitting), seats_of(sitting)[0]
    with pytest.raises(Refused, match="Chưa mở"):
        vote(item, seat)
    stage.step(world, sitting, "open", "canbo")
    ballots.open_ballot(sitting=fresh(sitting), minutes=10, by=person(world, "canbo"), at=AT)
    vote(item_of(sitting), seat, at=AT + dt.timedelta(minutes=9))
    with pytest.raises(Refused, match="hết giờ"):
        vote(item_of(sitting), seats_of(sitting)[1], at=AT + dt.timedelta(minutes=10))
    stage.close(world, sitting, by="canbo")
    with pytest.raises(Refused, match="hết giờ"):
        vote(item_of(sitting), seats_of(sitting)[1])
    assert CastBallot.objects.count() == 1


@pytest.mark.parametrize("value", ["", "invalid", "maybe"])
def test_only_three_choices(world, value):
    sitting = polling(world, unit_sitting(world, members=3), by="canbo")
    with pytest.raises(Refused, match="ba ý kiến"):
        vote(item_of(sitting), seats_of(sitting)[0], value)


def test_who_has_no_seat_and_who_is_not_there_do_not_vote(world):
    sitting = polling(world, unit_sitting(world, members=5), by="canbo", absent=(4,))
    with pytest.raises(PermissionDenied):
        ballots.cast_ballot(item=item_of(sitting), value=YES, by=person(world, "lanhdao"), at=AT)
    with pytest.raises(Refused, match="điểm danh"):
        vote(item_of(sitting), seats_of(sitting)[4])


# --- Conflicts --------------------------------------------------------------------------------------------------------


def declare(world, sitting, n, kind, by="canbo"):
    return sittings.declare_conflict(
        item=item_of(sitting), seat=seats_of(sitting)[n], kind=kind, by=person(world, by), at=AT
    )


@pytest.mark.parametrize(("kind", "own_unit_votes", "votes"), [
    ("nominee", True, False), ("kin", True, False), ("own_unit", True, True), ("own_unit", False, False),
])  # fmt: skip
def test_who_declares(world, kind, own_unit_votes, votes):
    sitting = unit_sitting(world, members=5, own_unit_votes=own_unit_votes)
    polling(world, sitting, by="canbo")
    declare(world, sitting, 2, kind)
    seat = seats_of(sitting)[2]
    if votes:
        vote(item_of(sitting), seat)
    else:
        with pytest.raises(Refused, match="có liên quan"):
            vote(item_of(sitting), seat)
    stage.vote_all(sitting, [YES, YES, None, YES, YES])
    stage.close(world, sitting, by="canbo")
    item = item_of(count(world, sitting, by="canbo"))
    assert (item.members, item.issued, item.agreed) == ((5, 5, 5) if votes else (5, 4, 4))


def test_the_page_warns_when_the_share_cannot_be_reached(world, client):
    load_whole_law()
    sitting = unit_sitting(world, members=9)  # 80 % of 9 is 8
    stage.step(world, sitting, "invite", "canbo")
    declare(world, sitting, 2, "kin")
    client.force_login(world.canbo)
    assert "Không còn đạt được tỷ lệ" not in client.get(f"/hoi-dong/phien/{sitting.pk}/").text
    declare(world, sitting, 3, "nominee")
    assert "Không còn đạt được tỷ lệ" in client.get(f"/hoi-dong/phien/{sitting.pk}/").text


def test_who_has_voted_does_not_declare_any_more_and_nobody_twice(world):
    sitting = polling(world, unit_sitting(world, members=4), by="canbo")
    vote(item_of(sitting), seats_of(sitting)[2])
    with pytest.raises(Refused, match="đã bỏ phiếu"):
        declare(world, sitting, 2, "kin")
    declare(world, sitting, 3, "kin")
    with pytest.raises(Conflict):
        declare(world, sitting, 3, "nominee")


# --- On paper, in writing ---------------------------------------------------------------------------------------------


def test_paper_ballots_are_as_many_as_were_handed_in(world):
    sitting = polling(world, unit_sitting(world, members=5, with_accounts=False), by="canbo")
    seats, item, by = seats_of(sitting), item_of(sitting), person(world, "canbo")
    enter = {"sitting": fresh(sitting), "seats": seats[2:], "by": by, "at": AT}
    with pytest.raises(Refused, match="2 phiếu, mà 3 thành viên"):
        ballots.enter_paper(**enter, counts={item.pk: PaperCount(agreed=2)})
    ballots.enter_paper(**enter, counts={item.pk: PaperCount(agreed=1, refused=1, invalid=1)})
    with pytest.raises(Conflict):
        ballots.enter_paper(**enter, counts={item.pk: PaperCount(agreed=3)})
    stage.close(world, sitting, by="canbo")
    item = item_of(count(world, sitting, by="canbo"))
    assert (item.returned, item.valid, item.invalid, item.agreed) == (3, 2, 1, 1)


def test_a_written_opinion_counts_and_not_for_the_quorum(world):
    sitting = polling(world, unit_sitting(world, members=5), by="canbo", absent=(4,))
    seat, item = seats_of(sitting)[4], item_of(sitting)
    given = {"sitting": fresh(sitting), "seat": seat, "by": person(world, "canbo"), "at": AT}
    with pytest.raises(Refused, match="chọn ý kiến"):
        ballots.enter_written(**given, votes={}, file=pdf_upload())
    with pytest.raises(Refused, match="Văn bản"):
        ballots.enter_written(**given, votes={item.pk: YES}, file=None)
    ballots.enter_written(**given, votes={item.pk: YES}, file=pdf_upload())
    assert seats_of(sitting)[4].attendance == "written"
    assert CastBallot.objects.get().way == "written"
    stage.vote_all(sitting, [YES] * 4)
    stage.close(world, sitting, by="canbo")
    assert item_of(count(world, sitting, by="canbo")).agreed == 5
    scan = Attachment.objects.of(seat).get()
    seen = Attachment.objects.visible_to
    assert scan in seen(person(world, "canbo")) and scan not in seen(person(world, "lanhdao"))


# --- Pressing ---------------------------------------------------------------------------------------------------------


def test_exactly_those_who_have_not_voted_are_reminded(world):
    sitting = polling(world, unit_sitting(world, members=6, names=("A Một", "A Hai")), by="canbo", absent=(5,))
    seats = seats_of(sitting)
    stage.vote_all(sitting, [YES, YES, YES], n=0)
    stage.vote_all(sitting, [YES, NO], n=1)
    Notice.objects.all().delete()
    remind = {"sitting": fresh(sitting), "by": person(world, "canbo")}
    told = ballots.remind_voters(**remind, at=AT)
    assert {seat.pk for seat in told} == {seats[2].pk, seats[3].pk, seats[4].pk}
    assert set(Notice.objects.values_list("to", flat=True)) == {seats[n].user_id for n in (2, 3, 4)}
    with pytest.raises(Refused, match="5 phút"):
        ballots.remind_voters(sitting=fresh(sitting), by=person(world, "canbo"), at=AT + dt.timedelta(minutes=4))


# --- What stays -------------------------------------------------------------------------------------------------------


def test_events_say_only_that_somebody_has_voted(world):
    sitting = polling(world, unit_sitting(world, members=4), by="canbo")
    stage.vote_all(sitting, [YES, NO, BLANK])
    cast = Event.objects.of(sitting).filter(step="cast")
    assert {(one.label, one.note, str(one.data)) for one in cast} == {("Đã bỏ phiếu", "", "{}")}


def test_a_box_that_does_not_fit_is_not_counted(world):
    sitting = polling(world, unit_sitting(world, members=4), by="canbo")
    stage.vote_all(sitting, [YES, YES, YES])
    BallotChoice.objects.create(item=item_of(sitting), value=NO)
    stage.close(world, sitting, by="canbo")
    with pytest.raises(Refused, match="số phiếu trong hòm"):
        count(world, sitting, by="canbo")
    assert AgendaItem.objects.get().returned is None


def test_an_open_vote_says_whose_and_a_secret_one_nobodys(world):
    for n, secret in enumerate((True, False)):
        sitting = unit_sitting(world, members=3, secret=secret, decision_number=f"{n}/QĐ", names=(f"A {n}",))
        counted(world, sitting, [YES, NO, YES], by="canbo")
        named = BallotChoice.objects.filter(item__sitting=sitting, seat__isnull=False).count()
        assert named == (0 if secret else 3)
        assert BallotChoice.objects.visible_to(person(world, "canbo")).filter(item__sitting=sitting).count() == named


def test_who_was_there_is_not_changed_after_the_count(world):
    sitting = counted(world, unit_sitting(world, members=5), [YES] * 4, by="canbo")
    with pytest.raises(Refused, match="Đã kiểm phiếu"):
        stage.attend(world, sitting, by="canbo", absent=(4,))
    stage.attend(world, sitting, by="canbo")  # what was said may still be written down
    assert fresh(sitting).opinions == "Nhất trí."
