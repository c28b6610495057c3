"""All that the checks have found in one filing, sorted for the page, the interface and the sending."""

from dataclasses import dataclass

from movements.checks.boxes import CHECKS
from movements.checks.explanations import is_explanation, why_thin
from movements.checks.finding import Finding
from movements.checks.whole import copied_boxes, copied_texts
from movements.compile.beside import words_before
from movements.enums import Severity


@dataclass(frozen=True)
class Group:
    """Findings of one kind under one heading; `code` names the look of its mark."""

    code: str
    title: str
    findings: list


@dataclass(frozen=True)
class Survey:
    found: list  # of boxes: to be mended or explained, at most one a box
    notices: list  # of boxes and of the filing as a whole

    @property
    def to_settle(self):
        return [finding for finding in self.found if finding.blocks]

    @property
    def explained(self):
        return [finding for finding in self.found if finding.explained]

    @property
    def groups(self):
        """What stands on the page, the gravest first; no group without a finding."""
        mend = [finding for finding in self.found if finding.severity == Severity.BLOCKING]
        explain = [finding for finding in self.to_settle if finding.severity == Severity.EXPLAIN]
        groups = (
            Group("fail", "Phải nhập hoặc sửa", mend),
            Group("ask", "Cần giải trình hoặc sửa", explain),
            Group("done", "Đã giải trình", self.explained),
            Group("idle", "Để lưu ý, không chặn việc gửi", self.notices),
        )
        return [group for group in groups if group.findings]


def findings(sections):
    """What must be mended or explained, in the order of the boxes; at most one a box, the gravest."""
    return [finding for finding in _first_of_each(sections) if finding.severity != Severity.NOTICE]


def look_over(filing, sections):
    """Everything, notices too; one query, for the words of the last filing."""
    found = _first_of_each(sections)
    of_boxes = [finding for finding in found if finding.severity == Severity.NOTICE]
    of_filing = [*copied_boxes(sections), *copied_texts(filing, words_before(filing))] if sections else []
    return Survey([finding for finding in found if finding.severity != Severity.NOTICE], [*of_boxes, *of_filing])


def _first_of_each(sections):
    found = (_look_at(box) for section in sections for box in section.boxes)
    return [finding for finding in found if finding is not None]


def _look_at(box):
    for check in CHECKS:
        if message := check.look(box):
            return _finding(check, box, message)
    return None


def _finding(check, box, message):
    if check.severity != Severity.EXPLAIN:
        return Finding(check.code, box, message, False, check.severity)
    explained = is_explanation(box.figure.note)
    thin = "" if explained else why_thin(box.figure.note)
    return Finding(check.code, box, f"{message}; {thin}" if thin else message, explained, check.severity)
