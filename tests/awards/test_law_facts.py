"""Facts of many lines read in few queries, and who is due for what."""

import datetime as dt

import pytest

from awards.checks import Shares, judge, verdict
from awards.compile.eligible import eligible_now
from awards.compile.facts import facts_of, term_year
from awards.compile.law import rules_on
from awards.load import load_law as load_legal_rows
from awards.models import (
    Discipline,
    HeldAward,
    Hold,
    Initiative,
    Maternity,
    Nomination,
    Rating,
)
from movements.models import TermRule
from tests.awards.scene import AT, add, drafted, honoree, load_law

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 11, 20)
HOLD = {"reason": "TD-01", "text": "Đang thanh tra", "opened_on": dt.date(2025, 10, 1)}


def award(who, code, year, **more):
    given = {"award_name": code, "decision_number": f"{year}/{code}", "decided_on": dt.date(year, 12, 20)}
    return HeldAward.objects.create(
        honoree=who, award_code=code, year=year, source="imported", issuer="UBND tỉnh", **(given | more)
    )


def give_a_record(who):
    for year in (2023, 2024, 2025):
        award(who, "CSTDCS", year)
        Rating.objects.create(honoree=who, year=year, grade="excellent")
    Initiative.objects.create(
        honoree=who, title="Tưới nhỏ giọt", scope="province", year=2025, paper_number="7/QĐ",
        paper_date=dt.date(2025, 11, 1),
    )  # fmt: skip
    Discipline.objects.create(
        honoree=who, form="Khiển trách", decided_on=dt.date(2019, 1, 1), ends_on=dt.date(2020, 1, 1)
    )
    Maternity.objects.create(honoree=who, valid_from=dt.date(2021, 1, 1), valid_to=dt.date(2021, 6, 30))


@pytest.fixture
def dossier(world):
    made = drafted(world, lines=("Nguyễn Thị Thanh", "Trần Văn Bình", "Y Ngọc"))
    load_legal_rows()
    for line in made.lines.all():
        give_a_record(line.honoree)
    return made


@pytest.mark.parametrize("n", [1, 3])
def test_the_queries_do_not_grow_with_the_lines(dossier, n, django_assert_num_queries):
    lines = list(dossier.lines.all()[:n])
    with django_assert_num_queries(12):
        facts = facts_of(lines, day=DAY, year=2025, rules=rules_on(DAY))
    assert [fact.name for fact in facts] == [line.honoree.name for line in dossier.lines.all()[:n]]


def test_a_quota_costs_two_queries_more_and_counts_the_unit(dossier, django_assert_num_queries):
    from tests.awards.checks.scene import rule

    first = dossier.lines.first()
    award(first.honoree, "LDTT", 2025)
    quota = rule("quota", {"percent": 100, "of": "LDTT"})
    with django_assert_num_queries(13):
        (facts,) = facts_of([first], day=DAY, year=2025, rules=[quota])
    assert facts.counts == {"CSTDCS": 3, "LDTT": 1, "BK_TINH": 3}
    assert judge(facts, [quota])[0].verdict == "fail"


def test_the_whole_record_is_there(dossier):
    line = dossier.lines.first()
    Hold.objects.create(honoree=line.honoree, **HOLD)
    (facts,) = facts_of([line], day=DAY, year=2025)
    assert (facts.term.year, facts.award, facts.occasion) == (2025, "BK_TINH", "cong_trang")
    assert facts.allowed == {"person", "collective", "household"}
    assert [one.year for one in sorted(facts.awards, key=lambda one: one.year)] == [2023, 2024, 2025]
    assert facts.initiatives[0].is_recognised and facts.initiatives[0].used_for == ""
    assert facts.holds[0].holds_on(DAY) and not facts.holds[0].holds_on(dt.date(2025, 9, 30))
    assert len(facts.disciplines) == len(facts.leaves) == 1
    assert verdict(judge(facts, rules_on(DAY))) == "fail"  # NĐ 152/2025/NĐ-CP Điều 4 khoản 4: on hold


def test_an_initiative_is_free_for_the_line_that_has_it_and_used_for_any_other(world, dossier):
    line = dossier.lines.first()
    other = add(world, dossier, line.honoree, "CSTD_TINH")
    Initiative.objects.filter(honoree=line.honoree).update(used_by=other)
    first, second = facts_of([line, other], day=DAY, year=2025)
    assert first.initiatives[0].used_for == "Chiến sĩ thi đua Bộ, ban, ngành, tỉnh, hồ sơ “Thành tích năm 2024”"
    assert second.initiatives[0].used_for == ""


def test_other_open_lines_are_seen_but_not_another_units_draft(world, dossier):
    line = dossier.lines.first()
    second = drafted(world, unit="SYT", by="canbo_khac", lines=())
    Nomination.objects.create(dossier=second, honoree=line.honoree, award=line.award)
    (facts,) = facts_of([line], day=DAY, year=2025)
    assert facts.claims == ()
    second.__class__.objects.filter(pk=second.pk).update(state="submitted", first_sent_at=AT)
    (facts,) = facts_of([line], day=DAY, year=2025)
    assert [one.place for one in facts.claims] == ["hồ sơ “Thành tích năm 2024” của Sở Y tế"]


def test_numbers_of_a_collective_come_with_the_dossier(dossier):
    line = dossier.lines.first()
    given = Shares(20, 14, 20, 1, 0)
    (facts,) = facts_of([line], day=DAY, year=2025, shares={line.pk: given})
    assert facts.shares == given


@pytest.mark.parametrize(
    ("kind", "day", "year"),
    [
        ("working_year", (2025, 12, 18), 2025),
        ("working_year", (2026, 3, 31), 2025),
        ("working_year", (2026, 4, 1), 2026),
        ("school_year", (2025, 7, 10), 2024),
        ("school_year", (2025, 12, 18), 2024),
        ("school_year", (2026, 4, 30), 2024),
        ("school_year", (2026, 5, 1), 2025),
    ],
)
def test_the_term_that_is_proposed_for(kind, day, year):
    assert term_year(kind, dt.date(*day)) == year


def test_a_school_counts_school_years(world, dossier):
    TermRule.objects.create(kind="school_year", unit=world.units["SNNPTNT"])
    (facts,) = facts_of([dossier.lines.first()], day=DAY)
    assert (facts.term.kind, facts.term.named()) == ("school_year", "năm học 2024-2025")


# ---- ai đến hạn gì kỳ này --------------------------------------------------------------------------------------------


def due(unit):
    return {(one.honoree.name, one.award.code): one for one in eligible_now(unit, DAY, year=2025)}


def test_who_is_due_for_what(world):
    load_law()
    load_legal_rows()
    unit = world.units["SYT"]
    strong, plain = honoree(unit, "A Pớt"), honoree(unit, "Y Ngọc")
    give_a_record(strong)
    Rating.objects.create(honoree=plain, year=2025, grade="done")
    found = due(unit)
    assert {code for name, code in found if name == "A Pớt"} == {"LDTT", "CSTD_TINH", "BK_TINH"}  # has CSTDCS
    assert found["A Pớt", "CSTD_TINH"].verdict == "pass"
    assert found["A Pớt", "BK_TINH"].verdict == "needs_person"  # gương mẫu: people say it
    assert [name for name, _ in found if name == "Y Ngọc"] == []
    Hold.objects.create(honoree=strong, **HOLD)
    assert due(unit) == {}


def test_suggestions_cost_the_same_for_one_and_three(world, django_assert_num_queries):
    load_law()
    load_legal_rows()
    unit = world.units["SYT"]
    for n, name in enumerate(("A Pớt", "Y Ngọc", "Trần An")):
        give_a_record(honoree(unit, name))
        if n in (0, 2):
            with django_assert_num_queries(13):
                assert len(eligible_now(unit, DAY, year=2025)) == 3 * (n + 1)
