"""The check of a dossier as the words of a paper: each line, each criterion, what it rests on, what has changed."""

from dataclasses import dataclass
from datetime import date

from awards.compile.line_checks import law_of, overview
from awards.enums import Standing
from awards.models import Judgement
from thidua.clock import office_date


@dataclass(frozen=True)
class CriterionText:
    """One criterion. `ground`: article and instrument; `papers`: the decisions and papers that it rests on."""

    title: str
    verdict: str
    text: str
    ground: str
    papers: tuple[str, ...] = ()
    branch: str = ""  # of alternatives, of which one is enough


@dataclass(frozen=True)
class ChangeText:
    """What the check said when the dossier was sent and what it says now; "" where there was no such criterion."""

    title: str
    sent: str
    now: str
    why: str


@dataclass(frozen=True)
class CheckedLine:
    """`stored`: "khi thẩm định, 05/01/2026" for a check that was kept; "" for one made for this paper."""

    name: str
    award: str
    verdict: str
    stored: str
    stops: tuple[str, ...]
    criteria: tuple[CriterionText, ...]
    changes: tuple[ChangeText, ...]


@dataclass(frozen=True)
class CheckText:
    law_day: date
    choice: str
    officer: str
    lines: tuple[CheckedLine, ...]


def check_text(dossier, user, *, today):
    """As this person may read it: who is not trusted with holds and discipline has a paper without them.

    A fixed number of queries, whatever the number of lines.
    """
    standings = overview(dossier, user, today=today)
    grounds = {}
    for row in Judgement.objects.filter(line__dossier=dossier).exclude(paper=""):
        grounds[row.line_id, row.rule] = row.paper
    law = law_of(dossier, today=today)
    officer = dossier.assigned_to.full_name if dossier.assigned_to else ""
    return CheckText(law.day, law.choice, officer, tuple(_line(one, grounds) for one in standings))


def _line(one, grounds):
    honoree = one.line.honoree
    where = "" if honoree.unit.name == honoree.name else honoree.unit.name
    stored = f"{one.stage.lower()}, {office_date(one.at):%d/%m/%Y}" if one.stage else ""
    return CheckedLine(
        name=", ".join(part for part in (honoree.name, honoree.position, where) if part),
        award=one.line.award.name, verdict=str(one.label), stored=stored, stops=tuple(one.stops),
        criteria=tuple(_criterion(found, grounds.get((one.line.pk, found.rule), "")) for found in one.findings),
        changes=tuple(_change(found) for found in one.changes),
    )  # fmt: skip


def _criterion(found, given):
    read = Standing(found.standing)
    ground = found.citation if read in Standing.JUDGES else f"{found.citation} ({read.label.lower()})"
    papers = [f"{paper.label}: {paper.paper}" if paper.paper else paper.label for paper in found.evidence]
    if given:
        papers.append(f"Đơn vị nêu: {given}")
    group, _, branch = found.group.partition("/")
    return CriterionText(
        found.title, str(found.verdict.label), found.text, ground, tuple(papers), branch=branch or group
    )


def _change(found):
    was, now = ("" if one is None else str(one.verdict.label) for one in (found.was, found.now))
    return ChangeText(found.title, was, now, "; ".join(found.why))
