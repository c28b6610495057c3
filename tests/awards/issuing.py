"""What the tests of decisions stage: drafts, numbers of the register, money, the ceremony, by their real acts."""

import datetime as dt

from awards.actions import afterwards, drafts, money
from awards.actions.afterwards import Asked, Letter
from awards.actions.drafts import Papers
from awards.actions.money import Budget
from awards.models import Complaint, Decision, DecisionDraft, Fund, HeldAward, IssuingOffice
from tests.awards.scene import AT, TODAY, drafted, fresh, person, walk
from tests.scene import pdf_upload

REGISTER = "register"


def keep_register_here():
    """From now on the province's numbers come from the portal's register."""
    IssuingOffice.objects.filter(decider="province").update(numbering=REGISTER)


def lines_of(*dossiers):
    return [line for dossier in dossiers for line in fresh(dossier).lines.filter(state="eligible")]


def signed(world, *names, unit="SNNPTNT"):
    return walk(world, drafted(world, unit, lines=names or ("Nguyễn Thị Thanh", "Trần Văn Bình")), "signed")


def draft(world, *dossiers, lines=None, title="Về việc tặng Bằng khen", by="chuyenvien"):
    return drafts.start_draft(title=title, lines=lines or lines_of(*dossiers), by=person(world, by), at=AT)


def seen(row):
    return DecisionDraft.objects.get(pk=row.pk)


def take_number(world, row, *, by="vanthu", version=None, at=AT):
    one = seen(row)
    return drafts.take_number(draft=one, version=version or one.version, by=person(world, by), at=at)


def cancel_number(world, row, *, why="In sai trích yếu.", by="vanthu"):
    one = seen(row)
    return drafts.cancel_number(draft=one, why=why, version=one.version, by=person(world, by), at=AT)


def issue(world, row, *, by="vanthu", version=None, **papers):
    one = seen(row)
    given = {"file": pdf_upload("qd.pdf")} | papers
    return drafts.issue_draft(
        draft=one, papers=Papers(**given), version=version or one.version, by=person(world, by), at=AT
    )


def decided(world, *names):
    """A decision of a dossier of SNNPTNT."""
    return Decision.objects.get(dossiers=walk(world, signed(world, *names), "decided"))


def fund(world, *, year=2024, base=10_000_000_000, allotted=100_000_000, by="chuyenvien"):
    budget = Budget(base, allotted, "QĐ giao dự toán (kiểm thử)")
    return money.open_fund(year=year, budget=budget, by=person(world, by), at=AT)


def fresh_fund(row):
    return Fund.objects.get(pk=row.pk)


def reissue(world, decision, *, by="chuyenvien", **fields):
    whole = {"kind": "again", "asked_by": "Nguyễn Thị Thanh", "received_on": TODAY, "reason": "Mất do cháy nhà."}
    asked = Asked(**(whole | fields))
    held = HeldAward.objects.filter(decision=decision).order_by("pk").first()
    return afterwards.ask_reissue(held=held, asked=asked, by=person(world, by), at=AT)


def complaint(world, decision, *, by="truongphong", handler=None, **fields):
    letter = Letter(**({
        "kind": "denunciation", "sender": "Người tố cáo kín", "contact": "", "content": "Thành tích khai không đúng.",
        "received_on": TODAY, "due_on": TODAY + dt.timedelta(30),
    } | fields))  # fmt: skip
    who = person(world, handler) if handler else None
    return afterwards.enter_complaint(decision=decision, letter=letter, handler=who, by=person(world, by), at=AT)


def fresh_complaint(row):
    return Complaint.objects.get(pk=row.pk)
