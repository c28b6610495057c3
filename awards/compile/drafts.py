"""What a draft decision holds: its lines, its dossiers, whether all of them are signed, its paper."""

from dataclasses import dataclass
from datetime import date

from awards.compile.decision_words import decision_text
from awards.compile.offices import office_on
from awards.enums import Authority, DossierState, LineState
from awards.enums_issuing import DraftState
from awards.models import BookNumber, DecisionDraft, IssuingOffice, Nomination

PROPOSED_STATES = frozenset(
    {DossierState.PROPOSAL_SIGNED, DossierState.AT_OFFICE, DossierState.AT_LEADER, DossierState.SIGNED}
)


def draft_lines(draft):
    """The lines that the draft would grant now, with all that its paper says of them."""
    rows = Nomination.objects.filter(draft=draft, state__in=LineState.GOES_ON)
    return list(with_all(rows).order_by("dossier", "order", "pk"))


def with_all(rows):
    return rows.select_related("honoree__unit__successor", "award", "dossier__unit", "dossier__signed_by",
                               "dossier__receiver", "dossier__entered_by")  # fmt: skip


def dossiers_of(lines):
    return list({line.dossier_id: line.dossier for line in lines}.values())


def is_signed(lines):
    return bool(lines) and all(line.dossier.state == DossierState.SIGNED for line in lines)


def free_lines(user, draft=None):
    """Eligible lines on their way to the signature that no draft has taken, or this one has."""
    rows = Nomination.objects.visible_to(user).filter(
        state__in=LineState.GOES_ON, dossier__state__in=PROPOSED_STATES, dossier__level=Authority.PROVINCE
    )
    free = rows.filter(draft=None) | (rows.filter(draft=draft) if draft else rows.none())
    return free.select_related("honoree__unit", "award", "dossier__unit").order_by("dossier", "order", "pk")


def words_of(draft, office, number, day):
    """The words of the draft as of a day; without a number it is a draft."""
    lines = draft_lines(draft)
    return decision_text(lines, office, title=draft.title, day=day, number=number, illustrative=draft.illustrative)


@dataclass(frozen=True)
class DraftStanding:
    """A draft for its page and its list."""

    draft: DecisionDraft
    lines: tuple
    number: BookNumber | None
    office: IssuingOffice

    @property
    def dossiers(self):
        return dossiers_of(self.lines)

    @property
    def signed(self):
        return is_signed(self.lines)

    @property
    def state(self):
        return DraftState.SIGNED if self.draft.is_open and self.signed else DraftState(self.draft.state)

    @property
    def label(self):
        return self.state.label

    @property
    def waits_for_number(self):
        return self.draft.is_open and self.signed and self.office.has_register and self.number is None

    @property
    def may_be_issued(self):
        return self.draft.is_open and self.signed and (self.number is not None or not self.office.has_register)


def standings(drafts, *, today: date):
    """Many drafts in three queries and one for each decider among them."""
    drafts = list(drafts)
    keys = [draft.pk for draft in drafts]
    rows = with_all(Nomination.objects.filter(draft__in=keys)).order_by("dossier", "order", "pk")
    numbers = {one.draft_id: one for one in BookNumber.objects.filter(draft__in=keys, cancelled_at=None)
               .select_related("book")}  # fmt: skip
    lines, offices = {}, {}
    for line in rows:
        if line.state in LineState.GOES_ON | {LineState.GRANTED}:
            lines.setdefault(line.draft_id, []).append(line)
    for decider in {draft.decider for draft in drafts}:
        offices[decider] = office_on(decider, today)
    return [
        DraftStanding(draft, tuple(lines.get(draft.pk, ())), numbers.get(draft.pk), offices[draft.decider])
        for draft in drafts
    ]
