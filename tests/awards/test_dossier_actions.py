"""The dossier's acts: what each needs, what it refuses and in which words, what it leaves behind."""

import datetime as dt
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.actions import LineInput, NewHonoree
from awards.enums import DossierState
from awards.models import Decision, Dossier, Honoree
from awards.workflow import DOSSIER, OWN_PAGE
from tests.awards.scene import (
    AT,
    FROM_COMMUNE,
    ROAD,
    TODAY,
    add,
    award,
    conclude,
    drafted,
    fresh,
    honoree,
    issue,
    load_law,
    person,
    petition,
    step,
    walk,
)  # fmt: skip
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.enums import Role
from units.models import Attachment, Notice, RoleHolding, Unit

pytestmark = pytest.mark.django_db
BY = {
    "to_head": "canbo", "hand_back": "thutruong", "send": "thutruong", "recall": "thutruong", "receive": "chuyenvien",
    "return": "chuyenvien", "to_lead": "chuyenvien", "to_director": "truongphong", "back_to_officer": "truongphong",
    "sign_proposal": "giamdoc", "conclude": "giamdoc", "take_in": "vanphong", "put_before": "vanphong",
    "office_return": "vanphong", "resume": "chuyenvien", "sign": "lanhdao", "refuse": "lanhdao", "issue": "vanthu",
    "direct": "chuyenvien", "enter": "chuyenvien", "enter_parent": "canbo_dakha",
    "assign": "truongphong", "take_up": "chuyenvien", "begin": "chuyenvien", "end": "chuyenvien",
    "sign_up": "lanhdao", "send_parent": "thutruong_xa", "forward": "canbo_dakha", "parent_return": "canbo_dakha",
}  # fmt: skip
WORDS = {
    "hand_back": {"note": "Sửa tên."}, "recall": {"note": "Sót một người."}, "back_to_officer": {"note": "Xem lại."},
    "return": {"reason": "TL-HS01"}, "parent_return": {"reason": "TL-HS01"},
    "office_return": {"reason": "TL-TT01", "note": "Sai căn cứ."},
    "refuse": {"reason": "KĐ-01", "note": "Chưa nổi bật."},
}  # fmt: skip


def taken(world, dossier, name):
    by = BY[name]
    if name == "issue":
        return issue(world, dossier)
    return step(world, dossier, name, by, **WORDS.get(name, {}))


COMMON = {name: one for name, one in DOSSIER.steps.items() if name not in OWN_PAGE}  # the others: test_opinions …


def entered(world, name):
    """What a step of those who write for another unit, or for the State, asks of the dossier."""
    if name == "sign_up":
        return {"level": "state"}
    if name not in ("direct", "enter", "enter_parent"):
        return {}
    place = world.units["615" if name == "enter_parent" else "SNV"]
    return {"entered_by": world.chuyenvien, "entered_in": place} | (
        {"direction": "Chủ tịch chỉ đạo", "direction_date": TODAY} if name == "direct" else {"paper_arrived_on": TODAY}
    )


class TestMatrix:
    @pytest.mark.parametrize(("name", "state"), [(n, s) for n, one in COMMON.items() for s in sorted(one.sources)])
    def test_a_step_is_taken_from_its_states(self, world, name, state):
        dossier = self.standing(world, name, state)
        self.take(world, dossier, name, state)
        assert fresh(dossier).state == DOSSIER.steps[name].target

    @pytest.mark.sqlite  # what is refused is refused before it reaches the database
    @pytest.mark.parametrize("name", COMMON)
    def test_and_from_no_other(self, world, name):
        others = [state for state in DossierState.values if state not in COMMON[name].sources]
        made = {}  # one dossier of each place is put into every state in turn
        for state in others:
            place = self.of_commune(name, state)
            dossier = made.setdefault(place, None) or self.standing(world, name, state)
            made[place] = self.put(dossier, state)
            with pytest.raises((Refused, PermissionDenied)):
                self.take(world, dossier, name, state)
            assert fresh(dossier).state == state

    def put(self, dossier, state):
        decision = None
        if state == "decided":
            decision = Decision.objects.create(
                number=2, issued_on=TODAY, year=2024, issuer="UBND", title="x", signer="x", signer_title="x"
            )
        Dossier.objects.filter(pk=dossier.pk).update(state=state, decision=decision)
        return fresh(dossier)

    def standing(self, world, name, state):
        """A dossier in the state, with what the step asks for."""
        place = {"unit": "C23512", "by": "canbo_xa"} if self.of_commune(name, state) else {}
        dossier = drafted(world, **place)
        ready = {"state": state, "first_sent_at": AT, "arrived_at": AT, "received_at": AT, "signed_by": world.lanhdao}
        ready |= entered(world, name)
        if state == "decided":
            ready["decision"] = Decision.objects.create(
                number=1, issued_on=TODAY, year=2024, issuer="UBND", title="x", signer="x", signer_title="x"
            )
        Dossier.objects.filter(pk=dossier.pk).update(**ready)
        concluded = {"conclude": "ineligible", "end": "withdrawn"}.get(name, "eligible")
        dossier.lines.update(state=concluded, reason="KD-06" if name == "conclude" else "")
        return dossier

    def of_commune(self, name, state):
        return name in ("send_parent", "forward", "parent_return", "enter_parent") or state == "at_parent"

    def take(self, world, dossier, name, state):
        if name == "issue":
            return issue(world, dossier)
        head = dict.fromkeys(("hand_back", "send", "recall"), "thutruong_xa")
        who = {"to_head": "canbo_xa"} | head if self.of_commune(name, state) else {}
        return step(world, dossier, name, who.get(name, BY[name]), **WORDS.get(name, {}))

    @pytest.mark.parametrize("name", COMMON)
    def test_nobody_else_takes_it(self, world, name):
        commune = name in ("send_parent", "forward", "parent_return", "enter_parent")
        dossier = drafted(world, **({"unit": "C23512", "by": "canbo_xa"} if commune else {}))
        source = "at_parent" if name in ("forward", "parent_return") else max(DOSSIER.steps[name].sources)
        Dossier.objects.filter(pk=dossier.pk).update(
            state=source, first_sent_at=AT, arrived_at=AT, signed_by=world.lanhdao, **entered(world, name)
        )
        allowed = {BY[name]} | ({"truongphong"} if name in ("direct", "enter") else set())
        allowed |= {"truongphong"} if name in ("return", "begin", "to_lead", "end", "resume") else set()
        allowed |= {"giamdoc"} if name == "back_to_officer" else set()
        row = fresh(dossier)
        right = {who for who in world.people if person(world, who).has_perm(DOSSIER.steps[name].permission, row)}
        assert right == allowed

    def test_every_open_state_waits_for_somebody(self):
        left = {state for step in DOSSIER.steps.values() for state in step.sources}
        assert left == set(DossierState.values) - DossierState.OVER


class TestWriting:
    def test_where_it_goes_first(self, world):
        assert drafted(world).receiver.code == "SNV"
        assert drafted(world, "C23512", by="canbo_xa").receiver.code == "615"

    def test_only_the_units_own_officer_begins(self, world):
        with pytest.raises(PermissionDenied):
            actions.start_dossier(unit=world.units["SYT"], title="x", occasion="cong_trang", by=world.canbo, at=AT)

    def test_nothing_for_a_unit_that_has_ended(self, world):
        load_law()
        Unit.objects.filter(code="SNNPTNT").update(valid_to="2024-11-30")
        with pytest.raises(Refused, match="không còn hoạt động ngày 18/12/2024"):
            actions.start_dossier(unit=world.units["SNNPTNT"], title="x", occasion="cong_trang", by=world.canbo, at=AT)

    def test_nor_for_an_honoree_of_one(self, world):
        dossier = drafted(world, "615", by="canbo_dakha", lines=())
        gone = honoree(world.units["C23500"], "A Thớp")
        Unit.objects.filter(code="C23500").update(valid_to="2024-11-30")
        gone.refresh_from_db()
        with pytest.raises(Refused, match="không còn hoạt động"):
            add(world, dossier, gone, by="canbo_dakha")

    def test_an_award_that_does_not_fit_the_subject(self, world):
        dossier = drafted(world, lines=())
        with pytest.raises(Refused, match=r"Cờ thi đua .* không tặng cá nhân: Y Mai"):
            add(world, dossier, honoree(world.units["SNNPTNT"], "Y Mai"), "CO_TINH")
        household = honoree(world.units["SNNPTNT"], "Hộ ông A Bring", "household")
        assert add(world, dossier, household).award.code == "BK_TINH"

    def test_an_award_that_others_decide(self, world):
        dossier = drafted(world, lines=())
        with pytest.raises(Refused, match="Thủ tướng Chính phủ quyết định"):
            add(world, dossier, honoree(world.units["SNNPTNT"]), "BK_TTG")

    def test_an_award_that_is_not_in_force(self, world):
        dossier = drafted(world, lines=())
        later = award("XA_TB", dt.date(2025, 7, 1))
        line = LineInput(honoree(world.units["SNNPTNT"], "Thôn 1", "collective"), later)
        with pytest.raises(Refused, match="không áp dụng ngày 18/12/2024"):
            actions.add_line(dossier=dossier, line=line, by=world.canbo, at=AT)

    def test_the_same_one_twice(self, world):
        dossier = drafted(world, lines=())
        who = honoree(world.units["SNNPTNT"])
        first = add(world, dossier, who)
        with pytest.raises(Refused, match="đã có trong hồ sơ này"):
            add(world, dossier, who)
        other = add(world, dossier, who, "CSTD_TINH")
        other.dossier = fresh(dossier)
        with pytest.raises(Refused, match="đã có trong hồ sơ này"):
            actions.change_line(line=other, award=first.award, achievement="", by=world.canbo, at=AT)

    def test_only_ones_own_people(self, world):
        dossier = drafted(world, lines=())
        with pytest.raises(Refused, match="không thuộc Sở Nông nghiệp"):
            add(world, dossier, honoree(world.units["SYT"]))
        district = drafted(world, "615", by="canbo_dakha", lines=())
        assert add(world, district, honoree(world.units["C23512"], "A Klêng"), by="canbo_dakha")

    def test_a_new_honoree_enters_the_register_once(self, world):
        dossier = drafted(world, lines=())
        new = NewHonoree("person", "  Y  Khiên ", world.units["SNNPTNT"], "Công nhân", "direct", minority=True)
        actions.add_line(dossier=dossier, line=LineInput(new, award()), by=world.canbo, at=AT)
        assert Honoree.objects.get().name == "Y Khiên"
        with pytest.raises(Refused, match="đã có trong sổ đối tượng"):
            actions.add_line(dossier=dossier, line=LineInput(new, award("CSTD_TINH")), by=world.canbo, at=AT)

    @pytest.mark.parametrize(("subject", "person_class"), [("person", ""), ("household", "direct")])
    def test_a_class_is_of_persons(self, world, subject, person_class):
        dossier = drafted(world, lines=())
        new = NewHonoree(subject, "Y Khiên", world.units["SNNPTNT"], person_class=person_class)
        with pytest.raises(Refused, match="Nhóm cá nhân"):
            actions.add_line(dossier=dossier, line=LineInput(new, award()), by=world.canbo, at=AT)

    def test_nothing_is_written_once_it_is_handed_over(self, world):
        dossier = walk(world, drafted(world), "to_head")
        line = dossier.lines.first()
        with pytest.raises(PermissionDenied):
            add(world, dossier, honoree(world.units["SNNPTNT"], "Người thứ ba"))
        line.dossier = dossier
        with pytest.raises(PermissionDenied):
            actions.remove_line(line=line, by=world.canbo, at=AT)
        with pytest.raises(PermissionDenied):
            actions.add_paper(dossier=dossier, purpose="khac", upload=pdf_upload(), by=world.canbo, at=AT)

    def test_a_page_that_is_old_overwrites_nothing(self, world):
        dossier = drafted(world)
        change = {"title": "Mới", "occasion": "cong_trang", "movement": None, "version": 1, "by": world.canbo, "at": AT}
        actions.change_dossier(dossier=dossier, **change)
        with pytest.raises(Conflict, match="người khác sửa"):
            actions.change_dossier(dossier=fresh(dossier), **change)


class TestSending:
    def test_a_dossier_without_lines_or_papers_stays(self, world):
        dossier = drafted(world, lines=())
        with pytest.raises(Refused, match="chưa có dòng đề nghị nào"):
            step(world, dossier, "to_head", "canbo")
        add(world, dossier, honoree(world.units["SNNPTNT"]))
        Attachment.objects.of(dossier, "bien_ban").update(removed_at=AT)
        with pytest.raises(Refused, match="còn thiếu: biên bản bình xét"):
            step(world, dossier, "to_head", "canbo")
        Dossier.objects.update(occasion="dot_xuat", simple_ground="dot_xuat")  # the simple procedure: no minutes
        assert step(world, dossier, "to_head", "canbo").state == "to_head"

    @pytest.mark.parametrize(
        ("fields", "box"),
        [
            ({"number": " "}, "Ô “Số tờ trình”"),
            ({"signed_on": None}, "Ô “Ngày tờ trình”"),
            ({"signed_on": TODAY + dt.timedelta(1)}, "19/12/2024 chưa tới"),
            ({"signer": ""}, "Ô “Người ký”"),
            ({"file": None}, "Ô “Bản đã ký”"),
        ],
    )
    def test_the_petition_has_number_day_signer_and_file(self, world, fields, box):
        dossier = walk(world, drafted(world), "to_head")
        with pytest.raises(Refused, match=box):
            step(world, dossier, "send", "thutruong", petition=petition(**fields))
        assert fresh(dossier).state == "to_head" and not Attachment.objects.of(dossier, "to_trinh").exists()

    def test_what_is_sent_is_fixed(self, world):
        dossier = walk(world, drafted(world), "submitted")
        assert (dossier.petition_number, dossier.petition_date, dossier.petition_signer) == (
            "12/TTr-X", TODAY, "Trần Quốc Bảo",
        )  # fmt: skip
        assert dossier.first_sent_at == dossier.arrived_at == AT
        assert Attachment.objects.of(dossier, "to_trinh").count() == 1
        assert set(Notice.objects.filter(to=world.chuyenvien).values_list("kind", flat=True)) == {"received"}

    def test_a_commune_sends_through_its_district(self, world):
        dossier = drafted(world, "C23512", by="canbo_xa")
        dossier = walk(world, dossier, "at_parent", road=FROM_COMMUNE)
        assert dossier.arrived_at is None
        assert Notice.objects.filter(to=world.canbo_dakha, kind="received").exists()
        dossier = step(world, dossier, "forward", "canbo_dakha", petition=petition("7/TTr-UBND"))
        assert (dossier.state, dossier.forward_number, dossier.petition_number) == (
            "submitted", "7/TTr-UBND", "12/TTr-X",
        )  # fmt: skip
        assert dossier.arrived_at == AT
        with pytest.raises(PermissionDenied):  # signed by the district, it is not the commune's to take back
            step(world, dossier, "recall", "thutruong_xa", note="Sót.")

    def test_recalled_before_it_is_received_only(self, world):
        dossier = walk(world, drafted(world), "submitted")
        assert step(world, dossier, "recall", "thutruong", note="Sót một người.").state == "recalled"
        again = walk(world, drafted(world, lines=("A", "B")), "appraising")
        with pytest.raises(Conflict):
            step(world, again, "recall", "thutruong", note="Sót một người.")

    def test_a_return_needs_its_reason_and_the_words_it_asks_for(self, world):
        dossier = walk(world, drafted(world), "appraising")
        with pytest.raises(Refused, match="chọn một lý do"):
            step(world, dossier, "return", "chuyenvien", reason="KD-06")
        with pytest.raises(Refused, match="cần ghi rõ"):
            step(world, dossier, "return", "chuyenvien", reason="TL-HS16")
        conclude(world, dossier, failing=("Trần Văn Bình",))
        dossier = step(world, dossier, "return", "chuyenvien", reason="TL-HS16", note="Thiếu chữ ký.")
        assert dossier.state == "returned"
        assert set(dossier.lines.values_list("state", "reason")) == {("proposed", "")}
        assert Notice.objects.filter(to=world.canbo, kind="returned").exists()


class TestConcluding:
    def test_all_lines_before_the_manager(self, world):
        dossier = walk(world, drafted(world), "appraising")
        with pytest.raises(Refused, match="còn 2 dòng chưa kết luận"):
            step(world, dossier, "to_lead", "chuyenvien")

    def test_one_fails_while_the_other_passes(self, world):
        dossier = walk(world, drafted(world), "decided", failing=("Trần Văn Bình",))
        lines = {line.honoree.name: line for line in dossier.lines.select_related("honoree")}
        failed, granted = lines["Trần Văn Bình"], lines["Nguyễn Thị Thanh"]
        assert (failed.state, failed.reason, failed.bonus) == ("ineligible", "KD-06", None)
        assert (granted.state, granted.bonus, granted.name_then, granted.position_then) == (
            "granted", 3_510_000, "Nguyễn Thị Thanh", "Công nhân",
        )  # fmt: skip

    def test_ineligible_only_for_a_reason_of_the_list(self, world):
        dossier = walk(world, drafted(world), "appraising")
        line = dossier.lines.first()
        line.dossier = dossier
        for reason in ("", "TL-HS01", "KĐ-01"):
            with pytest.raises(Refused, match="chọn một lý do"):
                actions.conclude_line(line=line, eligible=False, reason=reason, by=world.chuyenvien, at=AT)

    @pytest.mark.parametrize("who", ["giamdoc", "canbo", "lanhdao"])
    def test_only_the_officer_concludes(self, world, who):
        dossier = walk(world, drafted(world), "appraising")
        line = dossier.lines.first()
        line.dossier = dossier
        with pytest.raises(PermissionDenied):
            actions.conclude_line(line=line, eligible=True, by=world.people[who], at=AT)

    def test_when_none_passes_the_director_ends_it(self, world):
        names = ("Nguyễn Thị Thanh", "Trần Văn Bình")
        dossier = walk(world, drafted(world), "to_director", failing=names)
        with pytest.raises(Refused, match="Không có dòng nào đủ điều kiện"):
            step(world, dossier, "sign_proposal", "giamdoc")
        assert step(world, dossier, "conclude", "giamdoc").state == "closed"
        passing = walk(world, drafted(world, lines=("C",)), "to_director")
        with pytest.raises(Refused, match="còn dòng đủ điều kiện"):
            step(world, passing, "conclude", "giamdoc")

    def test_the_office_returns_and_it_is_appraised_again(self, world):
        dossier = walk(world, drafted(world), "at_office")
        with pytest.raises(Refused, match="chọn một lý do"):
            step(world, dossier, "office_return", "vanphong", reason="TL-HS01")
        step(world, dossier, "office_return", "vanphong", reason="TL-TT01", note="Sai căn cứ.")
        dossier = step(world, dossier, "resume", "chuyenvien")
        assert dossier.state == "appraising" and dossier.lines.filter(state="eligible").count() == 2

    def test_the_leader_leaves_one_out(self, world):
        dossier = walk(world, drafted(world), "at_leader")
        line = dossier.lines.get(honoree__name="Trần Văn Bình")
        line.dossier = dossier
        with pytest.raises(Refused, match="cần ghi rõ"):
            actions.mark_line(line=line, granted=False, reason="KĐ-01", by=world.lanhdao, at=AT)
        actions.mark_line(line=line, granted=False, reason="KĐ-01", note="Chưa rõ.", by=world.lanhdao, at=AT)
        actions.mark_line(line=line, granted=True, by=world.lanhdao, at=AT)
        actions.mark_line(line=line, granted=False, reason="KĐ-01", note="Chưa rõ.", by=world.lanhdao, at=AT)
        dossier = walk(world, dossier, "decided")
        assert dict(dossier.lines.values_list("honoree__name", "state")) == {
            "Nguyễn Thị Thanh": "granted", "Trần Văn Bình": "not_granted",
        }  # fmt: skip

    def test_all_left_out_is_a_refusal(self, world):
        dossier = walk(world, drafted(world, lines=("A",)), "at_leader")
        line = dossier.lines.get()
        line.dossier = dossier
        actions.mark_line(line=line, granted=False, reason="KĐ-01", note="Chưa rõ.", by=world.lanhdao, at=AT)
        with pytest.raises(Refused, match="Không đồng ý"):
            step(world, dossier, "sign", "lanhdao")
        dossier = step(world, dossier, "refuse", "lanhdao", reason="KĐ-01", note="Chưa nổi bật.")
        assert dossier.state == "closed" and set(dossier.lines.values_list("state", flat=True)) == {"not_granted"}


class TestIssuing:
    def test_number_day_and_signed_file_make_the_decision(self, world):
        dossier = walk(world, drafted(world), "signed")
        decision = issue(world, dossier, number=5)
        assert (decision.code, decision.year, decision.signer) == ("05/QĐ-UBND", 2024, "Người lanhdao")
        dossier = fresh(dossier)
        assert dossier.decision == decision
        assert Attachment.objects.of(decision, "quyet_dinh").get().content_type == "application/pdf"
        told = Notice.objects.get(to=world.canbo, text__contains="05/QĐ-UBND")
        assert told.url == f"/khen-thuong/quyet-dinh/{decision.pk}/"
        assert {event.step for event in Event.objects.of(decision)} == {"issue"}

    @pytest.mark.parametrize(
        ("fields", "box"),
        [
            ({"number": 0}, "Ô “Số”"),
            ({"number": None}, "Ô “Số”"),
            ({"issued_on": None}, "Ô “Ngày ban hành”"),
            ({"issued_on": TODAY + dt.timedelta(1)}, "chưa tới"),
            ({"issued_on": TODAY - dt.timedelta(1)}, "không trước ngày ký"),
            ({"file": None}, "Ô “Bản đã ký”"),
        ],
    )
    def test_what_is_missing_is_named(self, world, fields, box):
        dossier = walk(world, drafted(world), "signed")
        with pytest.raises(Refused, match=box):
            issue(world, dossier, **fields)
        assert fresh(dossier).state == "signed" and not Decision.objects.exists()

    def test_a_number_is_given_once_a_year(self, world):
        first = walk(world, drafted(world), "signed")
        second = walk(world, drafted(world, lines=("C",)), "signed")
        issue(world, first, number=5)
        with pytest.raises(Refused, match="số 05/QĐ-UBND của năm 2024 đã cấp cho"):
            issue(world, second, number=5)
        assert issue(world, second, number=6).code == "06/QĐ-UBND"

    def test_only_the_clerk_of_the_signers_office(self, world):
        dossier = walk(world, drafted(world), "signed")
        RoleHolding.objects.create(user=world.giamdoc, role=Role.CLERK, unit=world.units["SNV"])
        with pytest.raises(PermissionDenied):
            issue(world, dossier, by="giamdoc")

    def test_the_plain_door_does_not_issue(self, world):
        dossier = walk(world, drafted(world), "signed")
        with pytest.raises(Refused, match="trang phát hành"):
            step(world, dossier, "issue", "vanthu")

    def test_names_are_those_of_the_day(self, world):
        dossier = walk(world, drafted(world, lines=("Nguyễn Thị Thanh",)), "decided")
        Honoree.objects.update(name="Nguyễn Thị Thanh Mới")
        assert dossier.lines.get().name_then == "Nguyễn Thị Thanh"


def test_the_road_of_the_tests_is_the_workflow():
    for road in (ROAD, FROM_COMMUNE):
        for (state, name, _), (following, *_) in pairwise(road):
            assert state in DOSSIER.steps[name].sources and DOSSIER.steps[name].target == following
