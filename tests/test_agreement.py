"""What lists show and what doors let through are one and the same: `visible_to` against the permission, person by
person and state by state. The rights themselves are written down here once more, in words of their own.
"""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from movements.enums import FilingState
from movements.models import Filing
from movements.workflow import FILING
from reports.models import Report, Schedule
from tests.cast import PEOPLE
from tests.factories import DirectiveFactory, FigureFactory, FilingFactory
from tests.scene import compiled_report, pdf_upload
from units.actions import attach_file, rebuild_ancestry
from units.models import Attachment, Notice, Unit, User

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
PROVINCE = {"chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu", "lanhdao", "quantri"}
INSIDE = {  # who sits in the unit of a filing
    "SNNPTNT": {"canbo", "thutruong"},
    "SYT": {"canbo_khac", "uyvien"},
    "615": {"canbo_dakha", "thutruong_dakha"},
    "C23512": {"canbo_xa", "thutruong_xa"},
    "C23395": set(),
}
ABOVE = {"C23512": {"canbo_dakha", "thutruong_dakha"}}  # in its district
NEVER_SENT, SENT = False, True
STANDING = {"submitted", "checking", "accepted"}
TYPED_IN = {"chuyenvien", "truongphong", "giamdoc", "quantri"}  # at Sở Nội vụ, which entered it from paper
FILES = ("SNNPTNT", "SYT", "615", "C23512", "C23395")


def filed(world, state, sent):
    """A filing of each unit in one state; `sent` says whether it had ever left its unit."""
    filings = {}
    for code in FILES:
        trait = {"confirmed": True} if state == "accepted" else {"sent": True} if sent else {}
        unit = world.units[code]
        receiver = world.units["615" if code.startswith("C2351") else "611" if code.startswith("C") else "SNV"]
        filings[code] = FilingFactory(unit=unit, period=world.periods[4], receiver=receiver, **trait)
    paper = {"entered_by": world.chuyenvien, "entered_in": world.units["SNV"], "arrived_on": AT.date()}
    Filing.objects.update(
        state=state, withdrawn=state == "recalled", **(paper if state == "to_confirm" else {})
    )  # fmt: skip
    return {code: Filing.objects.with_names().get(pk=filing.pk) for code, filing in filings.items()}


def expected(code, state, sent):
    outside = PROVINCE | ABOVE.get(code, set()) if sent and state != "recalled" else set()
    return INSIDE[code] | outside


CASES = [(state, SENT) for state in FilingState.values] + [(state, NEVER_SENT) for state in ("draft", "to_head")]


class TestFilings:
    @pytest.mark.parametrize(("state", "sent"), CASES)
    def test_list_and_door_agree_for_everybody(self, world, state, sent):
        filings = filed(world, state, sent)
        for username in PEOPLE:
            person = User.objects.get(username=username)
            listed = {f.unit.code for f in Filing.objects.visible_to(person).select_related("unit")}
            let_in = {code for code, filing in filings.items() if person.has_perm("movements.view_filing", filing)}
            right = {code for code in FILES if username in expected(code, state, sent)}
            assert (listed, let_in) == (right, right), username

    @pytest.mark.parametrize(("state", "sent"), CASES)
    def test_who_may_act_may_see(self, world, state, sent):
        """No step and no edit is open to somebody for whom the filing is not there."""
        filings = filed(world, state, sent)
        permissions = [step.permission for step in FILING.steps.values()] + ["movements.edit_filing"]
        for username in PEOPLE:
            person = User.objects.get(username=username)
            for filing in filings.values():
                if any(person.has_perm(permission, filing) for permission in permissions):
                    assert person.has_perm("movements.view_filing", filing), (username, filing)

    @pytest.mark.parametrize("state", FilingState.values)
    def test_who_may_edit(self, world, state):
        filings = filed(world, state, SENT)
        officers = {"SNNPTNT": {"canbo"}, "SYT": {"canbo_khac"}, "615": {"canbo_dakha"}, "C23512": {"canbo_xa"}}
        editable = state in ("draft", "recalled", "returned", "unlocked")
        for code, filing in filings.items():
            may = {n for n in PEOPLE if User.objects.get(username=n).has_perm("movements.edit_filing", filing)}
            assert may == (officers.get(code, set()) if editable else set()), code

    def test_who_receives(self, world):
        """A commune's filing is its district's to check, everything else is Sở Nội vụ's; nobody checks their own."""
        filings = filed(world, "checking", SENT)
        for code, filing in filings.items():
            may = {n for n in PEOPLE if User.objects.get(username=n).has_perm("movements.accept_filing", filing)}
            department = {"chuyenvien", "truongphong"}
            assert may == {"C23512": {"canbo_dakha"}, "C23395": set()}.get(code, department), code

    def test_strangers(self, world):
        filings = filed(world, "accepted", SENT)
        assert not Filing.objects.visible_to(AnonymousUser()).exists()
        assert not any(AnonymousUser().has_perm("movements.view_filing", filing) for filing in filings.values())

    def test_an_account_that_is_closed_has_no_door(self, world):
        filing = filed(world, "accepted", SENT)["SYT"]
        User.objects.filter(username="chuyenvien").update(is_active=False)
        assert not User.objects.get(username="chuyenvien").has_perm("movements.view_filing", filing)

    def test_after_the_merger_the_old_district_still_reads_what_was_its_own_then(self, world):
        """The tree of the period's last day decides, not today's."""
        filing = filed(world, "submitted", SENT)["C23512"]
        world.units["C23512"].placements.update(valid_to=dt.date(2024, 12, 14))
        rebuild_ancestry()
        assert self.district().has_perm("movements.view_filing", filing)
        world.units["C23512"].placements.update(valid_to=dt.date(2024, 12, 13))
        rebuild_ancestry()
        assert not self.district().has_perm("movements.view_filing", filing)
        assert not Filing.objects.visible_to(self.district()).filter(pk=filing.pk).exists()

    def district(self):
        return User.objects.get(username="canbo_dakha")

    def test_a_state_that_moves_moves_the_right_with_it(self, world):
        """One person object lives as long as a request; the row may move within it."""
        filing = filed(world, "submitted", SENT)["SYT"]
        assert world.chuyenvien.has_perm("movements.view_filing", filing)
        Filing.objects.filter(pk=filing.pk).update(state="recalled", withdrawn=True)
        filing.refresh_from_db()
        assert not world.chuyenvien.has_perm("movements.view_filing", filing)

    def test_it_is_asked_once_per_object_and_request(self, world, django_assert_num_queries):
        filing = filed(world, "submitted", SENT)["SYT"]
        person = User.objects.get(username="chuyenvien")
        with django_assert_num_queries(2):  # roles, sight
            for _ in range(3):
                FILING.open_steps(filing, person)
                person.has_perm("movements.view_filing", filing)

    @pytest.mark.parametrize(("state", "sent"), CASES)
    def test_the_page_is_a_door_too(self, client, world, state, sent):
        filings = filed(world, state, sent)
        for username in ("canbo", "canbo_khac", "canbo_dakha", "chuyenvien", "lanhdao", "uyvien"):
            client.force_login(world.people[username])
            for code, filing in filings.items():
                status = client.get(reverse("movements:filing_detail", args=[filing.pk])).status_code
                assert (status == 200) == (username in expected(code, state, sent)), (username, code)


@pytest.fixture
def report(world, no_snapshot):
    """A report of the province, made of one confirmed figure."""
    DirectiveFactory()
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[3], receiver=world.units["SNV"], confirmed=True
    )
    FigureFactory(filing=filing, indicator=world.indicators["forest"])
    return compiled_report(world)


class TestFiles:
    @pytest.mark.parametrize(("state", "sent"), CASES)
    def test_a_file_is_seen_with_its_figures(self, world, state, sent):
        """Outside the unit only while the filing stands still: what a correction attaches stays inside."""
        filings = filed(world, state, sent)
        files = {
            code: attach_file(owner=filing, purpose="evidence", upload=pdf_upload(), by=world.canbo, at=AT).pk
            for code, filing in filings.items()
        }
        for username in PEOPLE:
            person = User.objects.get(username=username)
            seen = set(Attachment.objects.visible_to(person).values_list("pk", flat=True))
            right = {
                pk
                for code, pk in files.items()
                if username in INSIDE[code]
                or (state in STANDING and username in expected(code, state, sent))
                or (state == "to_confirm" and username in TYPED_IN)
            }
            assert seen == right, username
        assert not Attachment.objects.visible_to(AnonymousUser()).exists()

    def test_the_signed_paper_of_the_province_is_the_provinces(self, world, report):
        attach_file(owner=report, purpose="signed", upload=pdf_upload(), by=world.vanthu, at=AT)
        papers = Q(owner_type=ContentType.objects.get_for_model(Report))
        seers = {
            n for n in PEOPLE if Attachment.objects.visible_to(User.objects.get(username=n)).filter(papers).exists()
        }
        assert seers == PROVINCE


class TestReports:
    @pytest.mark.parametrize("username", PEOPLE)
    def test_list_and_door_agree(self, world, report, username):
        person = User.objects.get(username=username)
        sees = username in PROVINCE
        assert Report.objects.visible_to(person).exists() == sees
        assert person.has_perm("reports.view_report", report) == sees
        assert Schedule.objects.visible_to(person).exists() == sees


class TestNotices:
    @pytest.mark.parametrize("username", PEOPLE)
    def test_a_notice_is_its_persons(self, world, username):
        for person in world.people.values():
            Notice.objects.create(to=person, kind="report", text="x", url="/", at=AT)
        seen = Notice.objects.visible_to(world.people[username])
        assert [notice.to.username for notice in seen] == [username]
        assert not Notice.objects.visible_to(AnonymousUser()).exists()


class TestUnits:
    @pytest.mark.parametrize("username", PEOPLE)
    def test_the_province_for_the_province_ones_own_for_the_others(self, world, username):
        own = {"615": {"615", "C23512", "C23500"}}
        code = PEOPLE[username][0]
        right = set(world.units) if username in PROVINCE else own.get(code, {code})
        assert {unit.code for unit in Unit.objects.visible_to(world.people[username])} == right


def test_the_cast_is_in_this_table():
    assert PROVINCE | set().union(*INSIDE.values()) == set(PEOPLE)
