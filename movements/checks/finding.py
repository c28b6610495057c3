"""What a check has found."""

from dataclasses import dataclass

from movements.enums import Severity


@dataclass(frozen=True)
class Finding:
    """About one box. `message` names both numbers; `explained` says that the note beside the box answers it."""

    code: str
    box: object
    message: str
    explained: bool = False
    severity: str = Severity.EXPLAIN

    @property
    def blocks(self):
        """Whether it stops the sending as things are now."""
        return self.severity == Severity.BLOCKING or (self.severity == Severity.EXPLAIN and not self.explained)

    @property
    def anchor(self):
        return self.box.indicator.anchor

    @property
    def name(self):
        return f"{self.box.code} {self.box.indicator.name}"


@dataclass(frozen=True)
class Remark:
    """About the whole filing; it never blocks. `anchor` is the place on the page that it speaks of."""

    code: str
    name: str
    message: str
    anchor: str
    severity: str = Severity.NOTICE
    explained: bool = False
    blocks: bool = False
