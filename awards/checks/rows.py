"""One criterion as the engine takes it: a row of `EligibilityRule` without its table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from awards.enums import Standing


@dataclass(frozen=True)
class Rule:
    """`group` "can-cu/b": rows of one branch (b) must hold together, branches of one group (can-cu) are alternatives.

    A group without a slash: the row is a branch by itself. An empty group: the row must hold.
    """

    code: str
    kind: str
    text: str
    article: str
    instrument: str  # "Luật 06/2022/QH15"
    standing: str
    parameters: Mapping = field(default_factory=dict)
    award: str = ""
    subject: str = ""
    occasion: str = ""
    group: str = ""
    blocks: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    order: int = 0
    note: str = ""  # by what paper years are counted, said when the counting decides

    @property
    def citation(self):
        return f"{self.article}, {self.instrument}"

    @property
    def judges(self):
        """Only what has been compared with the paper itself may say pass or fail."""
        return self.standing in Standing.JUDGES

    def holds_on(self, day):
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def speaks_of(self, facts):
        asked = ((self.award, facts.award), (self.subject, facts.subject), (self.occasion, facts.occasion))
        return self.holds_on(facts.day) and all(own in ("", given) for own, given in asked)
