"""What the pages of a list of past years show beside the list itself."""

from awards.enums import ImportState
from awards.models import AwardType, ImportBatch
from units.models import Unit


def questions_of(batch):
    """The questions of the last check, each candidate with the name of its unit and the choice made so far."""
    questions = batch.outcome.get("questions", [])
    wanted = {one["unit_id"] for question in questions for one in question["candidates"]}
    names = dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "name"))
    for question in questions:
        for one in question["candidates"]:
            one["unit"] = names[one["unit_id"]]
    return questions


def twin_of(batch):
    """The same file, accepted before; None when it is the first."""
    twins = ImportBatch.objects.filter(sha256=batch.sha256, kind=batch.kind, state=ImportState.ACCEPTED)
    return twins.exclude(pk=batch.pk).select_related("closed_by").order_by("-closed_at").first()


def template_lists(user, *, whole_province, today):
    """((code, name) of the awards in force, (code, name) of the units that this person's list may speak of)."""
    awards = AwardType.objects.on(today).order_by("order", "code").values_list("code", "name")
    units = Unit.objects.visible_to(user)
    units = units if whole_province else units.under(user.unit, today)
    return list(awards), list(units.order_by("sort_name", "code").values_list("code", "name"))
