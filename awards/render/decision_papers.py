"""The paper of a draft as it stands, and of a decision in force."""

from awards.compile.decision_words import issued_text, issuer_of_decision
from awards.compile.drafts import draft_lines, with_all, words_of
from awards.compile.offices import office_on
from awards.enums import Decider, DossierState
from awards.models import BookNumber, Nomination
from awards.render.decision import decision_paper


def draft_paper(draft, office, number, day):
    """The paper as it stands; the signer is whoever signed all of its dossiers, else the office's of that day."""
    signers = {line.dossier.signed_by for line in draft_lines(draft) if line.dossier.state == DossierState.SIGNED}
    signer = signers.pop() if len(signers) == 1 else None
    issuer = issuer_of_decision(office, day=day.isoformat() if number else "", signer=signer)
    return decision_paper(words_of(draft, office, number, day), issuer)


def paper_now(draft, *, today):
    """The paper to be signed or to be numbered: with its number once the register gave one."""
    number = BookNumber.objects.filter(draft=draft, cancelled_at=None).first()
    day = number.taken_on if number else today
    return draft_paper(draft, office_on(draft.decider, day), number.number if number else None, day)


def issued_paper(decision):
    """The decision again, as it fixed names and money, under the letterhead of its day."""
    lines = list(with_all(Nomination.objects.filter(decision=decision)))
    draft = getattr(decision, "draft", None)
    office = office_on(draft.decider if draft else Decider.PROVINCE, decision.issued_on)
    issuer = issuer_of_decision(
        office, day=decision.issued_on.isoformat(), name=decision.signer, title=decision.signer_title
    )
    return decision_paper(issued_text(decision, office, lines), issuer)
