"""Typical models at each stage, as tests need them."""

import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from awards.actions import pictures
from awards.actions.typical import COLUMNS
from awards.models import Replication, TypicalModel

AT = dt.datetime(2024, 12, 18, 2, tzinfo=dt.UTC)
DAY = dt.date(2025, 1, 6)
STORY = "Cả thôn cùng làm, ai cũng làm theo được."
BLANK = {
    "name": "Vườn mẫu", "field": "", "movement": None, "owner": None, "mentor": "", "next_step": "",
    "next_step_on": None, "story": "", "consent": False, "nomination": None,
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


def photo(size=(900, 600), *, kind="JPEG", place=True, name="Ảnh vườn.JPG"):
    """A picture as a telephone takes it: with the place where it was taken, unless told otherwise."""
    made, exif = io.BytesIO(), Image.Exif()
    if place:
        exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
        exif[Base.Make] = "Telephone"
    Image.new("RGB", size, (40, 120, 60)).save(made, kind, exif=exif)
    return SimpleUploadedFile(name, made.getvalue())


def picture(world, model, *, by="canbo", upload=None, **words):
    given = {"caption": "Vườn cà phê mẫu", "consent": "Bà Y Lan đồng ý ngày 12/12/2024"} | words
    return pictures.add_picture(model=model, upload=upload or photo(), by=world.people[by], at=AT, **given)
