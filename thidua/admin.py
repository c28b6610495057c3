"""The one base class of catalogue pages in the admin: every change writes an event, nothing is deleted."""

from django.contrib import admin
from django.db.models import Model, QuerySet

from thidua import clock
from thidua.events import record
from thidua.models import Reason, SpecialDay
from thidua.text import search_key


class CatalogueAdmin(admin.ModelAdmin):
    """For catalogues only; workflow rows are moved by their own pages and are not registered."""

    show_facets = admin.ShowFacets.NEVER

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

    def get_search_results(self, request, queryset, search_term):
        """Names are kept folded for searching: "Sở Y tế" is looked for as "so y te"."""
        term = search_key(search_term) if "search_name" in self.search_fields else search_term
        return super().get_search_results(request, queryset, term)

    def save_model(self, request, obj, form, change):
        before = {name: form.initial.get(name) for name in form.changed_data} if change else {}
        after = {name: form.cleaned_data[name] for name in form.changed_data}
        super().save_model(request, obj, form, change)
        record(
            obj, step="change" if change else "add", label="Sửa danh mục" if change else "Thêm vào danh mục",
            by=request.user, at=clock.now(), data={"before": _plain(before), "after": _plain(after)},
        )  # fmt: skip

    def log_addition(self, request, obj, message):
        """The event table is the record; Django's own log would be a second one."""

    log_change = log_addition


def _plain(values):
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value):
    """What JSON can hold, the same for a row as the form found it and as it was typed: links are keys."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, list | QuerySet):
        plain = [_plain_value(one) for one in value]
        return sorted(plain) if all(isinstance(one, Model) for one in value) else plain  # links have no order
    return value if isinstance(value, int | None) else str(value)


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
