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
    return {"plan": sent.pk, "draft_plan": draft.pk, "model": model.pk, "item": item.pk, "picture": shown.pk,
            "replication": model.replications.get().pk, "stop": "stop", "receive": "receive"}  # fmt: skip


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
KEY = {"anonymous": 401}
ROWS |= {
    "api:typical_model-list": ("get", (), only(EVERYONE, also=KEY)),  # each their own
    "api:typical_model-detail": ("get", ("model",), only(INSIDE, also=KEY)),
    "api:typical_model-step": ("post", ("model", "stop"), among_insiders(["thutruong"], 422) | KEY),
    "api:typical_model-replication": ("put", ("model", "replication"), among_insiders(TELLS, 400) | KEY),
    "api:typical_model-publish": ("post", ("model",), among_insiders(HOME, 409) | KEY),  # it is told already
    # The first takes it down; for the others it is down already.
    "api:typical_model-unpublish": (
        "post", ("model",), among_insiders(["thutruong", *HOME], 409) | {"thutruong": 200} | KEY,
    ),
    "api:typical_model-media": ("post", ("model",), among_insiders(TELLS, 400) | KEY),  # an empty body
    "api:typical_model-media-remove": ("post", ("model", "item"), among_insiders(TELLS, 400) | KEY),
    "api:typical_model-pictures": ("post", ("model",), among_insiders(OWN, 422) | KEY),
    "api:typical_model-picture-remove": ("post", ("model", "picture"), among_insiders(TELLS, 400) | KEY),
    "api:model_plan-list": ("get", (), only(EVERYONE, also=KEY)),
    "api:model_plan-detail": ("get", ("plan",), only(INSIDE, also=KEY)),
    "api:model_plan-step": (
        "post", ("plan", "receive"), among_insiders(HOME, 409) | {"chuyenvien": 200} | KEY,
    ),
}  # fmt: skip
WHO = {
    "to_head": ["canbo"], "hand_back": ["thutruong"], "approve": ["thutruong"], "receive": HOME, "return": HOME,
}  # fmt: skip
STEPS = {"typical:plan_step": (MODEL_PLAN, WHO, "plan", (*OWN, *PROVINCE))}
