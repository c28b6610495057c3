"""What stands outside a filing and is set beside it: the words of the last one."""

from dataclasses import dataclass

from movements.enums import FilingState
from movements.models import Filing

TEXTS = ("highlights", "difficulties", "proposals")


@dataclass(frozen=True)
class Words:
    """The three narratives of a filing, and the period it was for."""

    texts: dict[str, str]
    period_name: str


def words_before(filing):
    """What the unit wrote in its last filing before this one; None where there is none. One query."""
    rows = Filing.objects.filter(unit=filing.unit, period__last_day__lt=filing.period.last_day)
    sent = rows.filter(state__in=FilingState.SHOWN_TO_RECEIVER).select_related("period")
    last = sent.only("period", *TEXTS).order_by("-period__last_day").first()
    return last and Words({name: getattr(last, name) for name in TEXTS}, last.period.name_in_text)
