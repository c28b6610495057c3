"""Typical models at each stage, as tests need them."""

import datetime as dt

from awards.actions.typical import COLUMNS
from awards.models import Replication, TypicalModel

AT = dt.datetime(2024, 12, 18, 2, tzinfo=dt.UTC)
DAY = dt.date(2025, 1, 6)
STORY = "Cả thôn cùng làm, ai cũng làm theo được."
BLANK = {
    "name": "Vườn mẫu", "field": "", "movement": None, "owner": None, "next_step": "", "next_step_on": None,
    "story": "", "consent": False, "nomination": None,
}  # fmt: skip


def content(model=None, **changes):
    """What a form gives: of a model as it stands, or of a new one."""
    standing = {name: getattr(model, name) for name in COLUMNS} if model else BLANK
    return {**standing, **changes}


def typical_model(world, **fields):
    unit = fields.pop("unit", world.units["SNNPTNT"])
    given = {"name": "Vườn mẫu", "owner": world.canbo, "found_at": AT, "stage_since": AT, **fields}
    return TypicalModel.objects.create(unit=unit, **given)


def nurtured(world, **fields):
    return typical_model(world, **{"state": "nurturing", "next_step": "Tập huấn", "next_step_on": DAY, **fields})


def reviewed(world, **fields):
    return typical_model(world, **{"state": "reviewed", **fields})


def replicating(world, **fields):
    """Taken up by Đắk Hà, with a story and consent."""
    model = typical_model(world, **{"state": "replicating", "story": STORY, "consent": True, **fields})
    Replication.objects.create(model=model, unit=world.units["615"], on=dt.date(2024, 12, 2))
    return model
