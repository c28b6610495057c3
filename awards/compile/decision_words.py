"""What a decision says, as plain values: its authority, its grounds, whom it honours with what money."""

from dataclasses import dataclass, field

from awards.compile.dossier_words import LineText, department, grounds_on
from awards.compile.pricing import price_lines
from awards.models import AwardType
from thidua.paper import Issuer
from thidua.words import doc_day, doc_number


@dataclass(frozen=True)
class GrantText:
    """One honoree: the line, and the money in whole đồng; None where the catalogue has no level."""

    line: LineText
    bonus: int | None


@dataclass(frozen=True)
class DecisionText:
    """A decision as words; `number` with its symbol and `issued_on` (ISO) are empty while it is a draft."""

    title: str
    authority: str
    issuer: str
    symbol: str
    department: str
    number: str
    issued_on: str
    grounds: tuple[str, ...]
    proposals: tuple[str, ...]  # "số 12/TTr-SNV ngày 05 tháng 01 năm 2026"
    illustrative: bool
    grants: tuple[GrantText, ...] = field(default_factory=tuple)

    @property
    def lines(self):
        return tuple(one.line for one in self.grants)

    @property
    def total(self):
        return sum(one.bonus or 0 for one in self.grants)

    @property
    def unpriced(self):
        return sum(one.bonus is None for one in self.grants)


def decision_text(lines, office, *, title, day, number=None, illustrative=False):
    """`lines` with honoree, award and dossier; `day`: that of the decision, or today while it is a draft."""
    awards = {award.code: award for award in AwardType.objects.on(day)}
    for line in lines:
        line.award = awards.get(line.award.code, line.award)
    code = f"{doc_number(number)}/{office.symbol}" if number else ""
    priced = price_lines(lines, day, code=code)
    return DecisionText(
        title=title,
        authority=office.authority,
        issuer=office.name,
        symbol=office.symbol,
        department=department().authority,
        number=code,
        issued_on=day.isoformat() if number else "",
        grounds=grounds_on(day, {line.award.code for line in lines}),
        proposals=_proposals(lines),
        illustrative=illustrative,
        grants=tuple(GrantText(_line(line), priced[line.pk].amount) for line in _in_order(lines)),
    )


def issued_text(decision, office, lines):
    """The same of a decision in force: names and money as it fixed them."""
    return DecisionText(
        title=decision.title,
        authority=office.authority,
        issuer=decision.issuer,
        symbol=decision.symbol,
        department=department().authority,
        number=decision.code,
        issued_on=decision.issued_on.isoformat(),
        grounds=grounds_on(decision.issued_on, {line.award.code for line in lines}),
        proposals=_proposals(lines),
        illustrative=decision.illustrative,
        grants=tuple(GrantText(_line(line), line.bonus) for line in _in_order(lines)),
    )


def _in_order(lines):
    return sorted(lines, key=lambda line: (line.award.order, line.dossier_id, line.order, line.pk))


def _proposals(lines):
    found = {(line.dossier.proposal_date, line.dossier.proposal_number) for line in lines}
    return tuple(f"số {number} {doc_day(day)}" for day, number in sorted(found, key=str) if number and day)


def _line(line):
    honoree = line.honoree
    return LineText(
        pk=line.pk,
        subject=honoree.subject,
        name=line.name_then or honoree.name,
        position=line.position_then or honoree.position,
        unit=honoree.unit.name,
        code=line.award.code,
        award=line.award.name,
        order=line.award.order,
        achievement=line.achievement,
        state=line.state,
    )


def issuer_of_decision(office, *, day="", signer=None, name="", title=""):
    """Letterhead and signature: the office's of that day, signed by whoever signed on the portal where one did."""
    if signer is not None:
        name, title = signer.full_name, title_of(office, signer)
    return Issuer(
        office.above, office.name, office.place, day, name or office.signer, title or office.signer_title
    )  # fmt: skip


def title_of(office, signer):
    """The office's own words for its signer; another who signs does so by the post written with the account."""
    if office.signer and office.signer == signer.full_name:
        return office.signer_title
    return signer.position or office.signer_title
