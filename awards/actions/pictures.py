"""What is told of a model besides its story: items of the press, and pictures with the consent of who is on them."""

import io

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image, ImageOps

from awards.compile.privacy import private_words
from awards.enums import MediaKind
from awards.models import MediaItem, ModelPicture, TypicalModel
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from units.actions import attach_file, remove_attachment
from units.filetypes import sniff

PICTURE = "picture"
MOST = 12  # pictures of one model that stand
EDGE = 1600  # pixels of the longer side as it is kept
PIXELS = 60_000_000  # a telephone's camera makes fewer


def _allow(by, act, model):
    if not by.has_perm(f"awards.{act}_typicalmodel", model):
        raise PermissionDenied(f"awards.{act}_typicalmodel")


# --- What the press told ----------------------------------------------------------------------------------------------


@transaction.atomic
def add_media(*, model, kind, outlet, title, on, link, by, at):
    """One page, column, article or broadcast about a model. Refused names the box."""
    _allow(by, "tell", model)
    outlet, title, link = clean_line(outlet)[:200], clean_line(title)[:300], clean_line(link)[:500]
    if kind not in MediaKind.values:
        raise Refused("Ô “Loại”: chọn một loại.")
    if not outlet or not title:
        raise Refused("Ghi cả “Cơ quan báo chí, nơi đăng” và “Tên bài, chuyên mục”.")
    if on is None or on > office_date(at):
        raise Refused("Ô “Ngày đăng, phát”: nhập một ngày không sau hôm nay.")
    if link and not link.startswith(("https://", "http://")):
        raise Refused("Ô “Đường dẫn”: địa chỉ bắt đầu bằng https:// hoặc http://.")
    made = MediaItem.objects.create(model=model, kind=kind, outlet=outlet, title=title, on=on, link=link, by=by)
    record(model, step="add_media", label="Ghi tin truyền thông", by=by, at=at, note=f"{outlet}, {on:%d/%m/%Y}")
    return made


@transaction.atomic
def remove_media(*, item, why, by, at):
    """Takes an item out of the log, with the reason; the row and the event stay."""
    _allow(by, "tell", item.model)
    if not (why := clean_line(why)[:300]):
        raise Refused("Ô “Lý do”: ghi vì sao bỏ.")
    if not MediaItem.objects.filter(pk=item.pk, removed_at=None).update(removed_at=at, removed_why=why):
        raise Conflict("Người khác vừa bỏ tin này.")
    record(item.model, step="remove_media", label="Bỏ tin truyền thông", by=by, at=at, note=f"{item.title}: {why}")


# --- Pictures ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_picture(*, model, upload, caption, consent, by, at):
    """Keeps a picture for the public page, without what the camera wrote into it (place, time, device).

    `consent`: who is on it, and who agreed when. Raises Refused naming the box.
    """
    _allow(by, "picture", model)
    caption, consent = clean_line(caption)[:200], clean_line(consent)[:300]
    if not caption:
        raise Refused("Ô “Chú thích”: ghi ảnh chụp gì.")
    if found := private_words(caption):
        raise Refused(f"Ô “Chú thích”: còn {found}, không đưa lên trang công khai.")
    if not consent:
        raise Refused("Ô “Người trong ảnh đồng ý”: ghi ai có trong ảnh, ai đồng ý, ngày nào.")
    TypicalModel.objects.select_for_update(of=("self",)).get(pk=model.pk)
    if ModelPicture.objects.standing().filter(model=model).count() >= MOST:
        raise Refused(f"Đã có {MOST} ảnh: gỡ bớt rồi đưa ảnh khác.")
    clean, size = _clean(upload)
    attachment = attach_file(owner=model, purpose=PICTURE, upload=clean, by=by, at=at)
    made = ModelPicture.objects.create(
        model=model, attachment=attachment, caption=caption, consent=consent, width=size[0], height=size[1], by=by,
        at=at,
    )  # fmt: skip
    record(model, step="add_picture", label="Đưa ảnh", by=by, at=at, note=caption, data={"consent": consent})
    return made


def _clean(upload):
    """(the picture made anew as JPEG, its width and height): turned upright, made smaller, nothing else kept."""
    if not sniff(upload, upload.name).startswith("image/"):
        raise Refused("Ô “Ảnh”: chọn ảnh JPEG hoặc PNG.")
    try:
        with Image.open(upload, formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > PIXELS:
                raise Refused("Ô “Ảnh”: ảnh quá lớn, thu nhỏ rồi gửi lại.")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError):  # how Pillow says that bytes are no picture
        raise Refused("Ô “Ảnh”: tệp ảnh hỏng, không mở được.") from None
    upright.thumbnail((EDGE, EDGE))
    made = io.BytesIO()
    Image.frombytes("RGB", upright.size, upright.tobytes()).save(made, "JPEG", quality=85, optimize=True)
    name = f"{upload.name.rsplit('.', 1)[0]}.jpg"
    return SimpleUploadedFile(name, made.getvalue(), content_type="image/jpeg"), upright.size


@transaction.atomic
def remove_picture(*, picture, why, by, at):
    """Takes a picture down at once, with the reason; the event stays."""
    _allow(by, "unpicture", picture.model)
    if not (why := clean_line(why)[:300]):
        raise Refused("Ô “Lý do”: ghi vì sao gỡ ảnh.")
    if not ModelPicture.objects.filter(pk=picture.pk, removed_at=None).update(removed_at=at, removed_why=why):
        raise Conflict("Người khác vừa gỡ ảnh này.")
    remove_attachment(attachment=picture.attachment, owner=picture.model, by=by, at=at)
    record(picture.model, step="remove_picture", label="Gỡ ảnh", by=by, at=at, note=f"{picture.caption}: {why}")
