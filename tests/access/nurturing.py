"""Rows of the access matrix around typical models: plans, what the press told, pictures."""

import datetime as dt

from awards.actions import pictures, plans
from awards.actions.plans import PlanLine
from awards.models import TypicalModel
from awards.plan_workflow import MODEL_PLAN
from tests.access.people import EVERYONE, PROVINCE, only
from tests.access.typical import HOME, INSIDE, OFFICERS, among_insiders
from tests.awards.typical import picture, replicating

AT = dt.datetime(2024, 12, 18, 2, tzinfo=dt.UTC)
OWN = ("canbo", "thutruong")
TELLS = (*OWN, *HOME)


def stage(world):
    """A plan of SNNPTNT sent to Sở Nội vụ and one being written; a told model with an item and a picture."""
    row = PlanLine("Nông nghiệp", 2, "Nguyễn Thị Lan")
    start = {
        "unit": world.units["SNNPTNT"],
        "scope": "year",
        "content": "",
        "lines": [row],
        "by": world.canbo,
        "at": AT,
    }
    draft = plans.start_plan(**start, year=2025)
    sent = plans.start_plan(**start, year=2024)
    plans.step_plan(plan=sent, step_name="to_head", by=world.canbo, at=AT)
    paper = plans.PlanPaper("12/KH", AT.date())
    plans.step_plan(plan=sent, step_name="approve", paper=paper, by=world.thutruong, at=AT)
    model = replicating(world, published=True)
    item = pictures.add_media(model=model, kind="tin_bai", outlet="Báo", title="Vườn", on=AT.date(), link="",
                              by=world.canbo, at=AT)  # fmt: skip
    shown = picture(world, model)
    TypicalModel.objects.filter(pk=model.pk).update(published=True)
    return {"plan": sent.pk, "draft_plan": draft.pk, "model": model.pk, "item": item.pk, "picture": shown.pk}


def public():
    return only(EVERYONE, also={"anonymous": 200})


ROWS = {
    "typical:plan_list": ("get", (), only(EVERYONE)),
    "typical:plan_new": ("get", (), only(OFFICERS, others=403)),
    "typical:plan_detail": ("get", ("plan",), only(INSIDE)),
    "typical:plan_edit": ("get", ("draft_plan",), only(("canbo",), also={"thutruong": 403})),
    "typical:media_add": ("get", ("model",), among_insiders(TELLS)),
    "typical:media_remove": ("get", ("model", "item"), among_insiders(TELLS)),
    "typical:picture_add": ("get", ("model",), among_insiders(OWN)),
    "typical:picture_file": ("get", ("model", "picture"), only(INSIDE)),
    "typical:picture_remove": ("get", ("model", "picture"), among_insiders(TELLS)),
    "public_picture": ("get", ("model", "picture"), public()),
}
WHO = {
    "to_head": ["canbo"], "hand_back": ["thutruong"], "approve": ["thutruong"], "receive": HOME, "return": HOME,
}  # fmt: skip
STEPS = {"typical:plan_step": (MODEL_PLAN, WHO, "plan", (*OWN, *PROVINCE))}
