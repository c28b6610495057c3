"""The one base class of catalogue pages in the admin: every change writes an event, nothing is deleted."""

from django.contrib import admin
from django.forms.models import model_to_dict

from thidua import clock
from thidua.events import record
from thidua.models import Reason, SpecialDay


class CatalogueAdmin(admin.ModelAdmin):
    """For catalogues only; workflow rows are moved by their own pages and are not registered."""

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request):
        return request.user.is_staff

    def has_change_permission(self, request, obj=None):
        return request.user.is_staff

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        before = {name: form.initial.get(name) for name in form.changed_data} if change else {}
        super().save_model(request, obj, form, change)
        after = {name: model_to_dict(obj).get(name) for name in form.changed_data}
        record(
            obj, step="change" if change else "add", label="Sửa danh mục" if change else "Thêm vào danh mục",
            by=request.user, at=clock.now(), data={"before": _plain(before), "after": _plain(after)},
        )  # fmt: skip

    def log_addition(self, request, obj, message):
        """The event table is the record; Django's own log would be a second one."""

    log_change = log_addition


def _plain(values):
    return {name: value if isinstance(value, (int, bool, type(None))) else str(value) for name, value in values.items()}


@admin.register(SpecialDay)
class SpecialDayAdmin(CatalogueAdmin):
    list_display = ["day", "kind", "name"]
    list_filter = ["kind"]
    date_hierarchy = "day"


@admin.register(Reason)
class ReasonAdmin(CatalogueAdmin):
    list_display = ["code", "label", "applies_to", "act", "active"]
    list_filter = ["applies_to", "act", "active"]
    search_fields = ["code", "label"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []
