"""A person's own filters of the queue: saved under a name, renamed, opened by default, deleted."""

from django.db import IntegrityError, transaction

from awards.models import SavedFilter
from thidua.errors import Conflict, Refused
from thidua.text import clean_line

MOST = 30


@transaction.atomic
def save_filter(*, user, name, query, default=False, at):
    """Keeps a way of looking at the queue; the same name again replaces what it kept."""
    name = _name(name)
    if not query:
        raise Refused("Chưa chọn điều kiện lọc nào: lọc danh sách trước rồi lưu.")
    mine = SavedFilter.objects.select_for_update().filter(user=user)
    if mine.count() >= MOST and not mine.filter(name=name).exists():
        raise Refused(f"Đã lưu {MOST} bộ lọc: xóa bớt trước khi lưu thêm.")
    if default:
        mine.update(default=False)
    values = {"query": query[:600], "created_at": at} | ({"default": True} if default else {})
    saved, _ = SavedFilter.objects.update_or_create(user=user, name=name, defaults=values)
    return saved


def _name(name):
    if not (name := clean_line(name)[:80]):
        raise Refused("Ô “Tên bộ lọc”: ghi một tên ngắn.")
    return name


@transaction.atomic
def change_filter(*, saved, name, default):
    """Renames, and says whether the list opens with it; Refused when another has the name, Conflict when it is gone."""
    name = _name(name)
    mine = SavedFilter.objects.select_for_update().filter(user=saved.user_id)
    if mine.filter(name=name).exclude(pk=saved.pk).exists():
        raise Refused(f"Ô “Tên bộ lọc”: đã có bộ lọc “{name}”.")
    if default:
        mine.exclude(pk=saved.pk).update(default=False)
    try:
        with transaction.atomic():
            found = mine.filter(pk=saved.pk).update(name=name, default=default)
    except IntegrityError:
        raise Conflict(f"Ô “Tên bộ lọc”: vừa có bộ lọc “{name}” ở cửa sổ khác.") from None
    if not found:
        raise Conflict("Bộ lọc này vừa bị xóa ở cửa sổ khác.")
    saved.name, saved.default = name, default
    return saved


def delete_filter(*, saved):
    SavedFilter.objects.filter(pk=saved.pk).delete()
