"""What the tests of revocations stage: a granted line, a case over it, its steps by their real acts."""

import datetime as dt

from awards.actions import recovering, revoking
from awards.actions import revocations as acts
from awards.actions.recovering import Returned
from awards.actions.revocations import Case, Proposal
from awards.actions.revoking import Ending
from awards.load import load_law as load_legal_rows
from awards.models import HeldAward, Nomination, RegisterEntry, Revocation
from tests.awards.line_checks import holding, noon
from tests.awards.scene import drafted, fresh, person, walk
from tests.scene import pdf_upload

NAME = "Nguyễn Thị Thanh"
LATER = noon(2026, 3, 10)
DAY = dt.date(2026, 3, 10)
STEPS = (("drafting", "to_director", "chuyenvien"), ("to_director", "propose", "giamdoc"),
         ("at_leader", "sign", "lanhdao"), ("signed", "issue", "vanthu"))  # fmt: skip


def granted(world, name=NAME):
    """The held award of a line that the province has granted."""
    dossier = walk(world, drafted(world, lines=(name,)), "decided")
    return HeldAward.objects.select_related("honoree", "decision").get(nomination__dossier=dossier)


def streak(world):
    """CSTĐ cơ sở of 2023 (from a decision of the portal), 2024, 2025, and the CSTĐ tỉnh of 2025 that counted them."""
    first = granted(world)
    load_legal_rows()
    HeldAward.objects.filter(pk=first.pk).update(
        award_code="CSTDCS", year=2023, award_name="Chiến sĩ thi đua cơ sở", occasion="cong_trang"
    )
    RegisterEntry.objects.update(award_name="Chiến sĩ thi đua cơ sở", years="2023")
    for year in (2024, 2025):
        holding(first.honoree, "CSTDCS", year, occasion="cong_trang", decided_on=dt.date(year + 1, 1, 15))
    title = holding(first.honoree, "CSTD_TINH", 2025, occasion="cong_trang", decided_on=dt.date(2026, 2, 1))
    return HeldAward.objects.select_related("honoree").get(pk=first.pk), title


def case(**fields):
    whole = {"ground": "HB-A", "facts": "Khai sáng kiến của người khác.", "basis": "Kết luận 14/KL-TTr",
             "basis_date": dt.date(2026, 3, 2), "file": None}  # fmt: skip
    return Case(**(whole | fields))


def start(world, *held, by="chuyenvien", at=LATER, **fields):
    return acts.start_revocation(honoree=held[0].honoree, awards=held, case=case(**fields), by=person(world, by), at=at)


def seen(row):
    return Revocation.objects.with_names().get(pk=row.pk)


def step(world, row, name, by, *, note="", at=LATER):
    return acts.step_revocation(revocation=seen(row), step_name=name, note=note, by=person(world, by), at=at)


def propose(world, row, name="propose", *, by="giamdoc", at=LATER, **fields):
    whole = {"number": "41/TTr-SNV", "signed_on": DAY, "file": pdf_upload()} | fields
    return acts.propose_revocation(
        revocation=seen(row), step_name=name, proposal=Proposal(**whole), by=person(world, by), at=at
    )


def end(world, row, name="issue", *, by="vanthu", at=LATER, **fields):
    whole = {"number": "12/QĐ-UBND", "revoked_on": DAY, "file": pdf_upload()} | fields
    return revoking.end_revocation(
        revocation=seen(row), step_name=name, ending=Ending(**whole), by=person(world, by), at=at
    )


def walked(world, row, until):
    for state, name, by in STEPS:
        if state == until:
            break
        {"propose": propose, "issue": end}.get(name, lambda w, r, n=name, b=by: step(w, r, n, b))(world, row)
    row = seen(row)
    assert row.state == until
    return row


def revoked(world, *held, **fields):
    return walked(world, start(world, *held, **fields), "revoked")


def judge(world, flag, verdict="stands", note="Còn ba lần liên tục khác.", by="chuyenvien"):
    return recovering.judge_flag(flag=flag, verdict=verdict, note=note, by=person(world, by), at=LATER)


def recover(world, row, *, by="chuyenvien", version=None, **fields):
    whole = {"on": DAY, "paper": "PT 15", "money": None, "amount": None} | fields
    return recovering.recover(
        recovery=row, returned=Returned(**whole), version=version or row.version, by=person(world, by), at=LATER
    )


def line_of(held):
    return Nomination.objects.get(pk=held.nomination_id)


def dossier_of(held):
    return fresh(line_of(held).dossier)
