"""Rows and facts in, findings out. Rows stand for themselves; alternatives are weighed by `verdict`."""

from awards.checks.findings import Finding, asks
from awards.checks.parameters import WrongParameter
from awards.checks.registry import rule_type
from awards.enums import CheckVerdict, Standing

WORST_FIRST = (CheckVerdict.FAIL, CheckVerdict.NEEDS_PERSON, CheckVerdict.PASS)
IF_APPLIED = {
    CheckVerdict.PASS: "Nếu áp dụng thì đạt",
    CheckVerdict.FAIL: "Nếu áp dụng thì không đạt",
    CheckVerdict.NEEDS_PERSON: "Nếu áp dụng cũng cần người xem xét",
}


def judge(facts, rules):
    """A Finding of each row that speaks of these facts on their day, in the rows' own order whatever is given.

    Luật 06/2022/QH15 Điều 21–28, 43–44, 72–75 as data (R14); a row that is not verified asks for a person.
    """
    speaking = sorted((row for row in rules if row.speaks_of(facts)), key=lambda row: (row.order, row.code))
    return tuple(finding for row in speaking if (finding := _finding(row, facts)) is not None)


def _finding(row, facts):
    known = rule_type(row.kind)
    answer = _answer(known, row, facts)
    if not row.judges and known is not None and known.forbids and answer.verdict == CheckVerdict.PASS:
        return None  # nobody knows for sure that it forbids, and it would not
    verdict = answer.verdict if row.judges else CheckVerdict.NEEDS_PERSON
    return Finding(
        rule=row.code, title=row.text, verdict=verdict, text=_text(row, answer), citation=row.citation,
        instrument=row.instrument, standing=str(row.standing), kind=row.kind, group=row.group, blocks=row.blocks,
        outcome=answer.verdict, evidence=tuple(answer.evidence), sensitive=_is_sensitive(known, facts),
    )  # fmt: skip


def _is_sensitive(known, facts):
    """Holds always, and years that are counted anew after discipline."""
    if known is None:
        return False
    restarts = any(one.name == "restart" for one in known.parameters)
    return known.sensitive or (restarts and bool(facts.disciplines))


def _answer(known, row, facts):
    """A row that cannot be read stops nobody: a person looks, and is told what is wrong with it."""
    if known is None:
        return asks(f"Cổng chưa biết kiểu tiêu chuẩn “{row.kind}” của dòng {row.code}.")
    try:
        given = known.read(row.parameters)
    except WrongParameter as wrong:
        return asks(f"Dòng {row.code} trong danh mục pháp luật ghi sai. {wrong}")
    return known.answer(facts, given, row)


def _text(row, answer):
    text = f"{answer.text} Cách tính: {row.note}." if answer.counted and row.note else answer.text
    if row.judges:
        return text
    known = Standing(row.standing).label.lower()
    return f"{row.instrument} ({row.article}) {known}. {IF_APPLIED[answer.verdict]}: {text}"


def _worst(verdicts):
    return min(verdicts, key=WORST_FIRST.index)


def verdict(findings):
    """The line as a whole: every row without a group, and of each group its best branch. No rows: a person."""
    return _weigh((finding.group, finding.verdict) for finding in findings)


def verdict_by_record(findings):
    """What the records alone would say: alternatives that only people judge do not count, what must be judged
    besides is left out, and rows speak as if they were verified. It ranks suggestions and decides nothing."""
    people = [finding for finding in findings if (known := rule_type(finding.kind)) and known.by_people]
    asked_in = {finding.group for finding in people if finding.group}
    rows = [(f.group, f.outcome) for f in findings if f not in people]
    recorded = {group for group, _ in rows}
    lost = [(group, CheckVerdict.FAIL) for group in asked_in if group not in recorded]  # branches of people alone
    return _weigh([*rows, *lost])


def _weigh(rows):
    """The verdict of (group, verdict) pairs."""
    alone, groups = [], {}
    for group, found in rows:
        name, _, branch = group.partition("/")
        if name:
            groups.setdefault(name, {}).setdefault(branch or len(groups[name]), []).append(found)
        else:
            alone.append(found)
    best = [max(map(_worst, branches.values()), key=WORST_FIRST.index) for branches in groups.values()]
    return _worst([*alone, *best]) if alone or best else CheckVerdict.NEEDS_PERSON


def blocking(findings):
    """The findings for which the law itself allows no proposal; an alternative blocks only when its group fails."""
    stopped = []
    for finding in findings:
        group = finding.group.partition("/")[0]
        whole = [one for one in findings if one.group.partition("/")[0] == group] if group else [finding]
        if finding.blocks and finding.verdict == CheckVerdict.FAIL and verdict(whole) == CheckVerdict.FAIL:
            stopped.append(finding)
    return tuple(stopped)
