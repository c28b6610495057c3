"""Facts and rows for the tests of the check: an honoree of 2025, and the rules of the data files without a database."""

import datetime as dt
import json
from dataclasses import replace
from functools import cache

from awards.checks import Facts, Grading, InitiativeKnown, PastAward, Rule, Shares, TermKnown, UnitKnown, judge, verdict
from awards.enums import InstrumentKind
from awards.load.catalogue import DATA
from units.load import day, read_rows

WORK, SCHOOL = "working_year", "school_year"
NAMES = {
    "LDTT": "Lao động tiên tiến", "CSTDCS": "Chiến sĩ thi đua cơ sở", "CSTD_TINH": "Chiến sĩ thi đua cấp tỉnh",
    "BK_TINH": "Bằng khen tỉnh", "BK_TTG": "Bằng khen Thủ tướng", "HC_LD3": "Huân chương Lao động hạng Ba",
    "TTLDXS": "Tập thể lao động xuất sắc",
}  # fmt: skip
FREE = Facts(
    name="A Pớt", subject="person", award="CSTD_TINH", award_name="Chiến sĩ thi đua cấp tỉnh", occasion="cong_trang",
    day=dt.date(2026, 3, 2), term=TermKnown(WORK, 2025), unit=UnitKnown("Sở Y tế", "so_ban_nganh"),
    allowed=frozenset({"person"}), names=NAMES,
)  # fmt: skip


def facts(**changed):
    return replace(FREE, **changed)


def held(code, *years, kind=WORK, **more):
    """One award of each year, with a decision of its own."""
    return tuple(
        PastAward(
            code, NAMES.get(code, code), kind, year,
            **{"number": f"{year % 100}/QĐ-{code}", "decided_on": dt.date(year, 12, 20), "issuer": "UBND tỉnh"} | more,
        )
        for year in years
    )  # fmt: skip


def rated(grades, *, kind=WORK):
    """{2024: "good"} as ratings."""
    return tuple(
        Grading(kind, year, grade, f"{year % 100}/TB", dt.date(year, 12, 4), "Sở") for year, grade in grades.items()
    )


def initiative(scope="province", year=2025, **more):
    paper = {"number": "7/QĐ-SK", "dated": dt.date(year, 11, 1), "council": "Hội đồng sáng kiến"}
    return InitiativeKnown(f"Sáng kiến {scope} {year}", scope, year, **(paper | more))


def shares(members=20, titled=14, completed=20, fighters=1, severe=0):
    return Shares(members, titled, completed, fighters, severe, "Biên bản 01/BB")


def rule(kind, parameters=None, **more):
    given = {"code": "R", "text": "Tiêu chuẩn", "article": "Điều 22", "instrument": "Luật 06/2022/QH15"}
    return Rule(kind=kind, parameters=parameters or {}, **({"standing": "verified"} | given | more))


def answer(kind, parameters, given):
    """The one finding of one row about these facts."""
    (finding,) = judge(given, [rule(kind, parameters)])
    return finding


@cache
def law():
    """All criteria of the data files."""
    instruments = {row["code"]: row for row in read_rows(DATA / "instruments.csv")}
    return tuple(_rule(row, instruments[row["instrument"]]) for row in read_rows(DATA / "eligibility_rules.csv"))


def _rule(row, instrument):
    same = ("code", "kind", "text", "article", "standing", "subject", "occasion", "group", "note")
    return Rule(
        **{name: row[name] for name in same}, instrument=f"{InstrumentKind(instrument['kind']).label} "
        f"{instrument['number']}", parameters=json.loads(row["parameters"]), award=row["award_code"],
        blocks=row["blocks"] == "1", valid_from=day(row["valid_from"]), valid_to=day(row["valid_to"]),
        order=int(row["order"]),
    )  # fmt: skip


def judged(given):
    """(findings by the code without its version, verdict) under the law of the data files."""
    findings = judge(given, law())
    return {one.rule.rpartition(".")[0]: one for one in findings}, verdict(findings)
