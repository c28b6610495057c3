"""The public register as anyone may read it: what a code says, who is found by a name, what the feeds tell."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from awards.enums import LineState
from awards.enums_revocations import RevocationState
from awards.models import Decision, RegisterEntry, Revocation
from reports.compile.public import EVERYBODY, WITHHELD, honour, lines_of
from thidua.text import search_key

STANDS, REVOKED = "Còn giá trị", "Đã hủy bỏ"
FEED_SIZE = 30  # decisions told by a feed
TOLD_NAMES = 200  # honorees of one decision told by a feed; the page has them all


@dataclass(frozen=True)
class Entry:
    """One award, as much as the public is told: no key, no birth, no paper of the person, no telephone (R38)."""

    title: str
    name: str
    unit: str
    years: str
    number: str
    decided_on: date
    issuer: str
    revoked: bool
    illustrative: bool = False
    ended_by: str = ""  # number of the decision that revoked it
    ended_on: date | None = None

    @property
    def state(self):
        return "revoked" if self.revoked else "granted"

    @property
    def label(self):
        return REVOKED if self.revoked else STANDS


def entry_of(code):
    """The award of a code, whole, or None. One whose name is withheld says all but name and unit."""
    row = RegisterEntry.objects.visible_to(EVERYBODY).with_line().filter(code=code).first()
    return _shown(row, *_ended(row)) if row else None


def _shown(row, ended_by="", ended_on=None):
    hidden = row.withheld_on is not None
    return Entry(
        title=row.award_name, name=WITHHELD if hidden else row.name, unit="" if hidden else row.unit_name,
        years=row.years, number=row.decision_number, decided_on=row.decided_on, issuer=row.issuer,
        revoked=row.nomination.state == LineState.REVOKED, illustrative=row.illustrative, ended_by=ended_by,
        ended_on=ended_on,
    )  # fmt: skip


def _ended(row):
    """(number, day) of the decision that revoked it; ("", None) while it stands."""
    ended = Revocation.objects.filter(
        state=RevocationState.REVOKED, awards__standing=True, awards__held__nomination=row.nomination_id
    )
    return ended.values_list("number", "revoked_on").first() or ("", None)


def entries(words="", *, year=None):
    """Rows of the register, newest first; words are sought in names without their marks."""
    rows = RegisterEntry.objects.visible_to(EVERYBODY).listed().with_line()
    if year:
        rows = rows.filter(decided_on__year=year)
    if key := search_key(words):
        rows = rows.filter(search_name__contains=key)
    return rows.order_by("-decided_on", "-pk")


def shown(rows):
    return [_shown(row) for row in rows]


# --- Feeds ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """One item of a feed: a decision with whom it honours, or one that revokes."""

    path: str  # of its page on the portal
    key: str  # never changes, never used again
    title: str
    text: str
    number: str
    on: date
    issuer: str
    revokes: bool
    honours: tuple = ()


def told():
    """The newest decisions and revocations together, newest first."""
    both = [*_decisions(), *_revocations()]
    return sorted(both, key=lambda item: (item.on, item.key), reverse=True)[:FEED_SIZE]


def _decisions():
    for row in Decision.objects.visible_to(EVERYBODY).for_list()[:FEED_SIZE]:
        lines = list(lines_of(row)[: TOLD_NAMES + 1])
        honours = tuple(honour(line) for line in lines[:TOLD_NAMES])
        names = "; ".join(f"{one.name}, {one.unit}: {one.award}" for one in honours)
        more = " …" if len(lines) > TOLD_NAMES else ""
        yield Told(
            path=f"/cong-khai/quyet-dinh/{row.pk}/", key=f"quyet-dinh-{row.pk}", title=f"{row.code}: {row.title}",
            text=f"{names}{more}" or row.title, number=row.code, on=row.issued_on, issuer=row.issuer, revokes=False,
            honours=honours,
        )  # fmt: skip


def _revocations():
    entered = RegisterEntry.objects.listed()
    rows = Revocation.objects.filter(state=RevocationState.REVOKED, awards__held__nomination__entry__in=entered)
    rows = rows.order_by("-revoked_on", "-pk").distinct().prefetch_related(
        Prefetch("awards__held__nomination__entry", entered)
    )  # fmt: skip
    for row in rows[:FEED_SIZE]:
        found = [entry for one in row.awards.all() if (entry := _entry_of(one))]
        text = "; ".join(f"{entry.name}, {entry.unit_name}: {entry.award_name}, quyết định {entry.decision_number}"
                         for entry in found)  # fmt: skip
        yield Told(
            path="/cong-khai/so-khen-thuong/", key=f"huy-bo-{row.pk}", title=f"{row.number}: Hủy bỏ khen thưởng",
            text=text, number=row.number, on=row.revoked_on, issuer=row.issuer, revokes=True,
        )  # fmt: skip


def _entry_of(award):
    line = award.held.nomination
    entry = getattr(line, "entry", None) if line else None
    return entry if entry is not None and entry.withheld_on is None else None
