"""What the tests of the check stage: a dossier under the loaded law, records of its people, a hold, a claim."""

import datetime as dt

from awards import actions
from awards.load import load_law as load_legal_rows
from awards.models import HeldAward, Hold, Initiative, LineCheck, Nomination, Rating
from tests.awards.scene import AT, TODAY, drafted, fresh, person

NOON = dt.time(5, tzinfo=dt.UTC)


def under_law(world, **given):
    made = drafted(world, **given)
    load_legal_rows()
    return made


def line_of(dossier, name=None):
    rows = Nomination.objects.select_related("dossier__receiver", "dossier__unit", "honoree__unit", "award")
    rows = rows.filter(dossier=dossier)
    return rows.get(honoree__name=name) if name else rows.first()


def holding(who, code, year, **more):
    given = {"award_name": code, "decision_number": f"{year}/{code}", "decided_on": dt.date(year, 12, 1),
             "issuer": "UBND tỉnh"}  # fmt: skip
    return HeldAward.objects.create(honoree=who, award_code=code, year=year, source="imported", **(given | more))


def rating(who, year, grade="excellent"):
    return Rating.objects.create(honoree=who, year=year, grade=grade)


def initiative(who, **more):
    given = {"title": "Tưới nhỏ giọt", "scope": "province", "year": 2024, "council": "Hội đồng sáng kiến tỉnh",
             "paper_number": "7/QĐ", "paper_date": dt.date(2024, 11, 1)}  # fmt: skip
    return Initiative.objects.create(honoree=who, **(given | more))


def hold(who, **more):
    given = {"reason": "TD-01", "text": "Thanh tra đất đai", "opened_on": TODAY}
    return Hold.objects.create(honoree=who, **(given | more))


def release(world, row, at=AT):
    from tests.scene import pdf_upload

    return actions.release_hold(
        hold=row, conclusion="Không có vi phạm", number="3/KL", concluded_on=row.opened_on, file=pdf_upload(),
        by=person(world, "chuyenvien"), at=at,
    )  # fmt: skip


def noon(year, month, day):
    """An aware moment of that day at the office."""
    return dt.datetime.combine(dt.date(year, month, day), NOON)


def conclude(world, line, *, eligible=True, by="chuyenvien", at=AT, **words):
    line = line_of(line.dossier_id, line.honoree.name)
    return actions.conclude_line(line=line, eligible=eligible, by=person(world, by), at=at, **words)


def stored(dossier, stage):
    return LineCheck.objects.filter(line__dossier=dossier, stage=stage).order_by("pk")


def at_state(dossier, state, **columns):
    """Set down where a test begins, without walking there."""
    arrived = {} if state == "draft" else {"arrived_at": AT, "first_sent_at": AT}
    dossier.__class__.objects.filter(pk=dossier.pk).update(state=state, **(arrived | columns))
    return fresh(dossier)
