"""What the check found, and how it is written down: a stable JSON form that a dossier can keep for years."""

from dataclasses import dataclass
from typing import NamedTuple

from awards.enums import CheckVerdict

FORMAT = 1


class Evidence(NamedTuple):
    """What it is, the decision or paper with number and date, and where it can be opened ("" where it cannot)."""

    label: str
    paper: str = ""
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """What a type of rule says before the row's standing is looked at.

    `counted`: the way of counting decided, so that its ground, the row's note, is said too.
    """

    verdict: CheckVerdict
    text: str
    evidence: tuple[Evidence, ...] = ()
    counted: bool = False


def passed(text, *evidence, counted=False):
    return Answer(CheckVerdict.PASS, text, evidence, counted)


def failed(text, *evidence, counted=False):
    return Answer(CheckVerdict.FAIL, text, evidence, counted)


def asks(text, *evidence, counted=False):
    return Answer(CheckVerdict.NEEDS_PERSON, text, evidence, counted)


@dataclass(frozen=True)
class Finding:
    """One row's word about one line. `outcome` is what the row would say if it were fully known.

    `sensitive`: it speaks of holds or of discipline, which few may read (NĐ 13/2023, R38).
    """

    rule: str
    title: str
    verdict: CheckVerdict
    text: str
    citation: str
    instrument: str
    standing: str
    kind: str
    group: str
    blocks: bool
    outcome: CheckVerdict
    evidence: tuple[Evidence, ...]
    sensitive: bool = False


TEXTS = ("rule", "title", "text", "citation", "instrument", "standing", "kind", "group")


def as_json(findings):
    """Plain values in a fixed order of keys."""
    return {"format": FORMAT, "findings": [_one_as_json(finding) for finding in findings]}


def _one_as_json(finding):
    words = {name: getattr(finding, name) for name in TEXTS}
    verdicts = {"verdict": str(finding.verdict), "outcome": str(finding.outcome), "blocks": finding.blocks}
    return {**words, **verdicts, "sensitive": finding.sensitive, "evidence": [list(one) for one in finding.evidence]}


def from_json(data):
    """The findings again. ValueError: written by a format that this code does not know."""
    if data.get("format") != FORMAT:
        raise ValueError(f"findings of format {data.get('format')!r}")
    return tuple(_one_from_json(row) for row in data["findings"])


def _one_from_json(row):
    return Finding(
        **{name: row[name] for name in TEXTS},
        verdict=CheckVerdict(row["verdict"]),
        outcome=CheckVerdict(row["outcome"]),
        blocks=row["blocks"],
        evidence=tuple(Evidence(*one) for one in row["evidence"]),
        sensitive=row["sensitive"],
    )
