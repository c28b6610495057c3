"""A case is begun over awards, decided by who may, and leaves marks, flags and a list of what comes back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.actions import external, records
from awards.checks import judge
from awards.compile.dependants import dependants
from awards.compile.facts import Proposal, facts_of_proposals
from awards.compile.law import rules_on
from awards.models import BonusPayment, HeldAward, Recovery, RegisterEntry, Revocation, RevocationFlag
from tests.awards import above, revoking
from tests.awards.line_checks import at_state, holding, line_of, noon, stored
from tests.awards.revoking import DAY, LATER, NAME, granted, revoked, seen, start, step, streak, walked
from tests.awards.scene import AT, add, drafted, fresh, honoree, issue, load_law, person, walk
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment, Notice

pytestmark = pytest.mark.django_db


class TestBeginning:
    def test_over_awards_of_one_honoree(self, world):
        held = granted(world)
        row = start(world, held)
        assert (row.state, row.authority, row.decided_here) == ("drafting", "Ủy ban nhân dân tỉnh Kon Tum", True)
        assert [one.held_id for one in row.awards.all()] == [held.pk]
        assert Event.objects.of(row).get().step == "start"

    @pytest.mark.parametrize(("fields", "box"), [
        ({"ground": "HB-Z"}, "Căn cứ hủy bỏ"), ({"facts": "  "}, "Nội dung vi phạm"),
        ({"basis": ""}, "Văn bản làm căn cứ"), ({"basis_date": None}, "Ngày văn bản làm căn cứ"),
        ({"basis_date": dt.date(2026, 3, 11)}, "Ngày văn bản làm căn cứ"),
    ])  # fmt: skip
    def test_the_box_is_named(self, world, fields, box):
        with pytest.raises(Refused, match=f"Ô “{box}”"):
            start(world, granted(world), **fields)
        assert not Revocation.objects.exists()

    def test_not_twice_over_one_award(self, world):
        held = granted(world)
        start(world, held)
        with pytest.raises(Conflict, match="vụ việc hủy bỏ khác"):
            start(world, held)

    def test_again_when_the_first_was_dropped(self, world):
        held = granted(world)
        step(world, start(world, held), "drop", "chuyenvien", note="Chưa đủ căn cứ.")
        assert start(world, held).state == "drafting"

    def test_of_two_authorities_two_cases(self, world):
        held = granted(world)
        other = holding(held.honoree, "LDTT", 2023, issuer="Sở Y tế")
        with pytest.raises(Refused, match="nhiều nơi quyết định"):
            start(world, held, other)

    def test_by_home_affairs_alone(self, world):
        held = granted(world)
        for who in ("canbo", "thutruong", "giamdoc", "lanhdao", "vanthu", "quantri"):
            with pytest.raises(PermissionDenied):
                start(world, held, by=who)

    def test_an_award_of_a_case_is_neither_edited_nor_taken_away(self, world):
        load_law()
        decision = above.enter_external(world)
        [held] = above.give(world, decision, [honoree(world.units["SYT"], "Y Lan")])
        start(world, held, at=LATER)
        by = person(world, "chuyenvien")
        with pytest.raises(Refused, match="vụ việc hủy bỏ"):
            external.remove_award(held=held, reason="Nhầm", by=by, at=LATER)
        kind = records.KINDS["khen-thuong"]
        with pytest.raises(Refused, match="vụ việc hủy bỏ"):
            records.remove_record(row=held, kind=kind, reason="Nhầm", by=by, at=LATER)
        assert HeldAward.objects.filter(pk=held.pk).exists()


class TestTheWay:
    def test_each_step_by_its_own_person(self, world):
        row = start(world, granted(world))
        with pytest.raises(PermissionDenied):
            step(world, row, "to_director", "giamdoc")
        step(world, row, "to_director", "chuyenvien")
        with pytest.raises(PermissionDenied):
            revoking.propose(world, row, by="chuyenvien")
        with pytest.raises(PermissionDenied):  # the province's own decision is not asked of anybody
            revoking.propose(world, row, "ask_issuer")
        revoking.propose(world, row)
        with pytest.raises(PermissionDenied):
            step(world, row, "sign", "vanphong")
        step(world, row, "sign", "lanhdao")
        with pytest.raises(PermissionDenied):
            revoking.end(world, row, by="chuyenvien")
        assert revoking.end(world, row).state == "revoked"

    def test_the_signed_papers_are_kept(self, world):
        row = revoked(world, granted(world))
        kept = Attachment.objects.of(row).values_list("purpose", flat=True)
        assert sorted(kept) == ["quyet_dinh_huy_bo", "to_trinh_huy_bo"]
        assert (row.number, row.revoked_on, row.signed_by.username) == ("12/QĐ-UBND", DAY, "lanhdao")

    @pytest.mark.parametrize(("fields", "box"), [
        ({"number": " "}, "Số quyết định"), ({"revoked_on": None}, "Ngày quyết định"),
        ({"revoked_on": dt.date(2026, 3, 9)}, "Ngày quyết định"),
        ({"revoked_on": dt.date(2026, 3, 11)}, "Ngày quyết định"), ({"file": None}, "Bản đã ký"),
    ])  # fmt: skip
    def test_the_clerk_is_told_the_box(self, world, fields, box):
        held = granted(world)
        row = walked(world, start(world, held), "signed")
        with pytest.raises(Refused, match=f"Ô “{box}”"):
            revoking.end(world, row, **fields)
        held.refresh_from_db()
        assert held.revoked_on is None and seen(row).state == "signed"

    def test_one_number_on_one_day(self, world):
        revoked(world, granted(world))
        row = walked(world, start(world, holding(honoree(world.units["SYT"], "Y Lan"), "BK_TINH", 2024,
                                                 issuer="UBND tỉnh Kon Tum")), "signed")  # fmt: skip
        with pytest.raises(Refused, match="Số quyết định"):
            revoking.end(world, row)

    def test_kept_by_the_leader_with_a_reason(self, world):
        held = granted(world)
        row = walked(world, start(world, held), "at_leader")
        with pytest.raises(Refused, match="ghi lý do"):
            step(world, row, "keep", "lanhdao")
        step(world, row, "keep", "lanhdao", note="Kết luận chưa rõ.")
        held.refresh_from_db()
        assert held.revoked_on is None and revoking.line_of(held).state == "granted"

    def test_what_others_decided_is_asked_of_them(self, world):
        held = holding(honoree(world.units["SYT"], "Y Lan"), "LDTT", 2023, issuer="Sở Y tế")
        row = start(world, held)
        step(world, row, "to_director", "chuyenvien")
        with pytest.raises(PermissionDenied):
            revoking.propose(world, row)
        revoking.propose(world, row, "ask_issuer", number="77/SNV-TĐKT")
        assert seen(row).state == "asked"
        with pytest.raises(Refused, match="Cơ quan quyết định"):
            revoking.end(world, row, "record_ended", by="chuyenvien")
        ended = revoking.end(world, row, "record_ended", by="chuyenvien", issuer="Sở Y tế", number="9/QĐ-SYT")
        held.refresh_from_db()
        assert (ended.state, ended.issuer, held.revoked_on) == ("revoked", "Sở Y tế", DAY)

    def test_who_acts_next_and_the_unit_are_told(self, world):
        revoked(world, granted(world))
        told = set(Notice.objects.filter(text__contains="ủy bỏ khen thưởng").values_list(
            "to__username", flat=True))  # fmt: skip
        assert {"giamdoc", "lanhdao", "vanthu", "chuyenvien", "canbo", "thutruong"} <= told
        assert not told & {"canbo_khac", "canbo_dakha"}


class TestWhatFollows:
    def test_the_title_that_counted_it_is_flagged_and_followed_to_the_code_page(self, world, client):
        held, title = streak(world)
        today = LATER.date()
        assert [one.held for one in dependants(held.honoree, [held], today=today)] == [title]
        row = revoked(world, held)
        flag = row.flags.get()
        assert flag.held == title and "liên tục" in flag.text and flag.verdict == "open"
        held.refresh_from_db()
        title.refresh_from_db()
        assert held.revoked_on == DAY and title.revoked_on is None  # a person says what follows
        assert revoking.line_of(held).state == "revoked"
        shown = client.get(reverse("public_register")).content.decode()
        assert NAME in shown and "Đã hủy bỏ" in shown
        page = client.get(reverse("public_check", args=[RegisterEntry.objects.get().code])).content.decode()
        assert "Đã hủy bỏ" in page and "12/QĐ-UBND" in page and "Còn giá trị" not in page
        assert "Khai sáng kiến" not in page + shown  # the facts are nobody's

    def test_the_streak_counts_it_no_more(self, world):
        held, title = streak(world)
        HeldAward.objects.filter(pk=title.pk).delete()
        dossier = drafted(world, lines=())
        line = add(world, dossier, held.honoree, "CSTD_TINH")
        assert _streak_of(line, LATER.date()) == "pass"
        revoked(world, held)
        assert _streak_of(line, LATER.date()) == "fail"

    def test_an_open_line_is_flagged_and_checked_anew(self, world):
        held, title = streak(world)
        HeldAward.objects.filter(pk=title.pk).delete()
        dossier = at_state(_with_title(world, held), "appraising", arrived_at=LATER, first_sent_at=LATER)
        before = stored(dossier, "appraisal").count()
        row = revoked(world, held)
        flag = row.flags.get(line__isnull=False)
        assert flag.line == line_of(dossier) and flag.is_open_line
        assert stored(dossier, "appraisal").count() == before + 1
        assert Event.objects.of(dossier).filter(step="counted_revoked").count() == 1

    def test_nothing_that_did_not_count_it_is_flagged(self, world):
        held = granted(world)
        holding(held.honoree, "CSTDCS", 2024, occasion="cong_trang")
        assert not revoked(world, held).flags.exists()

    def test_money_that_was_paid_comes_back_and_what_was_not_is_stopped(self, world):
        paid, waiting = granted(world), granted_other(world)
        BonusPayment.objects.filter(line=paid.nomination_id).update(
            state="paid", amount=1_510_000, paid_on=DAY, voucher="UNC 1"
        )
        first = revoked(world, paid)
        rows = {one.kind: one for one in first_recoveries(first)}
        assert rows["money"].amount == 1_510_000 and rows["object"].amount is None
        second = walked(world, start(world, waiting), "signed")
        revoking.end(world, second, number="13/QĐ-UBND")
        assert [one.kind for one in first_recoveries(second)] == ["object"]
        assert BonusPayment.objects.get(line=waiting.nomination_id).state == "void"

    def test_money_in_parts_until_nothing_is_left(self, world):
        row = _paid_case(world)
        revoking.recover(world, row, money=1_000_000)
        row.refresh_from_db()
        assert (row.returned, row.returned_on, row.left) == (1_000_000, None, 510_000)
        with pytest.raises(Refused, match=r"từ 1 đến 510\.000"):
            revoking.recover(world, row, money=600_000)
        revoking.recover(world, row, money=510_000, paper="PT 16")
        row.refresh_from_db()
        assert (row.left, row.returned_on, row.recorded_by.username) == (0, DAY, "chuyenvien")
        with pytest.raises(Refused, match="thu hồi xong"):
            revoking.recover(world, row, money=1)

    def test_whoever_read_an_older_version_is_told(self, world):
        row = _paid_case(world)
        revoking.recover(world, row, money=1_000_000)
        with pytest.raises(Conflict):
            revoking.recover(world, row, money=1_000_000, version=1)

    def test_an_amount_that_the_portal_does_not_know_is_written_first(self, world):
        load_law()
        held = holding(honoree(world.units["SYT"], "Y Lan"), "BK_TINH", 2024, issuer="UBND tỉnh Kon Tum")
        row = first_recoveries(revoked(world, held)).get(kind="money")
        assert row.amount is None
        with pytest.raises(Refused, match="Số tiền phải thu hồi"):
            revoking.recover(world, row, money=1)
        revoking.recover(world, row, amount=2_340_000, money=2_340_000)
        row.refresh_from_db()
        assert row.left == 0 and row.returned_on == DAY

    def test_a_flag_is_judged_once_with_its_reason(self, world):
        held, _ = streak(world)
        flag = revoked(world, held).flags.get()
        with pytest.raises(Refused, match="Lý do, căn cứ"):
            revoking.judge(world, flag, note=" ")
        with pytest.raises(Refused, match="Xử lý"):
            revoking.judge(world, flag, "ended")
        with pytest.raises(PermissionDenied):
            revoking.judge(world, flag, by="canbo")
        revoking.judge(world, flag, "revoke")
        with pytest.raises(Conflict):
            revoking.judge(world, flag, "stands")
        assert RevocationFlag.objects.get().verdict == "revoke"


def granted_other(world):
    """A second one, by a decision of its own number."""
    dossier = walk(world, drafted(world, lines=("Trần Văn Bình",)), "signed")
    issue(world, dossier, number=6)
    return HeldAward.objects.select_related("honoree").get(nomination__dossier=dossier)


def first_recoveries(row):
    return Recovery.objects.filter(award__revocation=row)


def _paid_case(world):
    held = granted(world)
    BonusPayment.objects.filter(line=held.nomination_id).update(
        state="paid", amount=1_510_000, paid_on=AT.date(), voucher="UNC 1"
    )
    return first_recoveries(revoked(world, held)).get(kind="money")


def _with_title(world, held):
    """A draft that proposes the title of the province for the same person."""
    dossier = drafted(world, lines=())
    add(world, dossier, held.honoree, "CSTD_TINH")
    return fresh(dossier)


def _streak_of(line, today):
    """What the check says of the three titles in a row."""
    rules = [one for one in rules_on(today, {"CSTD_TINH"}) if one.kind == "consecutive"]
    known = Proposal(line.honoree, "CSTD_TINH", "cong_trang", "", line.pk)
    [facts] = facts_of_proposals([known], day=today, year=2025, seen_on=today, term_on=noon(2025, 12, 1).date(),
                                 rules=rules)  # fmt: skip
    [finding] = judge(facts, rules)
    return str(finding.outcome)
