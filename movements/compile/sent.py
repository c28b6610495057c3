"""What was sent: a filing as it stood at a sending, frozen into the event of that sending, and read back from there.

A receipt is made from this alone. Whatever is corrected, renamed or taken away afterwards, it says what left the unit.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from movements.models import Filing
from thidua.canonical import digest
from thidua.events import timeline
from units.models import Attachment

TEXTS = ("highlights", "difficulties", "proposals")
SAVES = ("save", "save_text")  # one for each box typed: nothing leaves the unit by them


def frozen_filing(filing, *, by, at, first_at, on_time, signed_as="", on_behalf=""):
    """The data of a sending's event: `sent` (the boxes by code), `filed` (all the rest) and the checksum of both.

    `signed_as` is the line above the name where another than the head signed ("KT. GIÁM ĐỐC"); `on_behalf` says from
    which paper the boxes were entered for the unit.
    """
    rows = filing.figures.select_related("indicator").order_by("indicator__order", "indicator__code")
    boxes = [(f.indicator, f.value, f.denominator, f.nothing, f.note) for f in rows]
    files = Attachment.objects.of(filing, "evidence").order_by("pk").values("name", "size", "sha256")
    due_on = Filing.objects.with_due().values_list("due_on", flat=True).get(pk=filing.pk)
    signed = {"signer": by.full_name, "signed_as": signed_as, "on_behalf": on_behalf}
    times = {"sent_at": at, "first_sent_at": first_at, "due_on": due_on, "on_time": on_time}
    return freeze(filing, boxes, files=list(files), signed=signed, times=times)


def freeze(filing, boxes, *, files, signed, times):
    """The same from rows already read: `boxes` are (indicator, value, denominator, nothing, note) in order."""
    sent = {indicator.code: [value, lower, nothing, note] for indicator, value, lower, nothing, note in boxes}
    filed = {
        "title": filing.title,
        "period": _period(filing.period),
        "unit": _unit(filing.unit),
        "receiver": _unit(filing.receiver) | {"above": _above(filing)},
        "place": settings.OFFICE["place"],
        "boxes": [_label(indicator) for indicator, *_ in boxes],
        "texts": {name: getattr(filing, name) for name in TEXTS},
        "files": files,
        "illustrative": filing.illustrative,
        **signed,
        **{name: moment and _plain(moment) for name, moment in times.items() if name != "on_time"},
        "on_time": times["on_time"],
    }
    content = {"sent": sent, "filed": filed}
    return content | {"checksum": digest(content)}


def _plain(moment):
    """A day, or a moment in the office's own time."""
    return (timezone.localtime(moment) if isinstance(moment, datetime) else moment).isoformat()


def _period(period):
    return {
        "name": period.filing_name, "first_day": period.first_day.isoformat(), "last_day": period.last_day.isoformat(),
    }  # fmt: skip


def _unit(unit):
    return {"code": unit.code, "name": unit.name, "authority": unit.authority}


def _above(filing):
    """Who stands over the receiver on the letterhead: the province over its department, nobody over a committee."""
    return settings.OFFICE["authority"].replace("Ủy ban nhân dân", "UBND") if filing.goes_to_department else ""


def _label(indicator):
    columns = ("code", "name", "unit_of_measure", "decimals", "part_decimals", "multiplier", "is_rate")
    return {name: getattr(indicator, name) for name in columns}


# --- Read back ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sending:
    """One sending of a filing; `number` counts the filing's sendings from 1."""

    filing: Filing
    number: int
    at: datetime
    who: str
    data: dict

    @property
    def checksum(self):
        return self.data["checksum"]

    @property
    def code(self):
        """What is printed and may be pasted to be checked: which sending of which filing, and its sum."""
        return f"{self.filing.pk}.{self.number}-{self.checksum}"

    @property
    def is_whole(self):
        """Whether the record still adds up to its own checksum."""
        return digest({"sent": self.data["sent"], "filed": self.data["filed"]}) == self.checksum


def sendings(filing, lines, *, own):
    """The sendings in a filing's timeline, oldest first, that have what a receipt needs.

    What was recalled before the receiver opened it never came to others: only the unit's `own` people have it.
    """
    found = []
    for line in lines:
        if "sent" in line.data:
            found.append((line, len(found) + 1, True))
        elif line.step == "recall" and found:
            found[-1] = (*found[-1][:2], False)
    return [
        Sending(filing, number, line.at, line.who, line.data)
        for line, number, arrived in found
        if "checksum" in line.data and (own or arrived)
    ]


def sendings_seen(filing, user):
    """The sendings of a filing that this person sees; two queries."""
    return sendings(filing, timeline(filing, without=SAVES), own=filing.is_inside_for(user))


def sending_seen(filing, user, number):
    return next((one for one in sendings_seen(filing, user) if one.number == number), None)


def find_sending(user, pk, number, checksum):
    """The sending that a printed code names, if this person may see it and its record is whole; else None."""
    filing = Filing.objects.visible_to(user).with_names().filter(pk=int(pk)).first()
    found = filing and sending_seen(filing, user, int(number))
    return found if found and found.checksum == checksum and found.is_whole else None
