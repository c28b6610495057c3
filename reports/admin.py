"""Schedules and their recipients; keys of the interface. Runs, reports and deliveries are moved by their own pages."""

from django.contrib import admin, messages
from rest_framework.authtoken.models import TokenProxy

from reports.models import Recipient, Schedule
from thidua import clock
from thidua.admin import CatalogueAdmin
from thidua.events import record


@admin.register(Schedule)
class ScheduleAdmin(CatalogueAdmin):
    list_display = ["name", "period_kind", "next_period", "next_run_at", "failures", "active"]
    list_select_related = ["next_period"]
    autocomplete_fields = ["unit", "owner"]


@admin.register(Recipient)
class RecipientAdmin(CatalogueAdmin):
    list_display = ["name", "schedule", "user", "address", "gets_draft", "gets_issued"]
    list_select_related = ["schedule", "user"]
    list_filter = ["schedule"]
    autocomplete_fields = ["user"]


@admin.register(TokenProxy)
class KeyAdmin(CatalogueAdmin):
    """A key of /api/v1/ per person: shown once when it is made, revoked by deleting it, never shown again."""

    list_display = ["user", "created"]
    list_select_related = ["user"]
    fields = ["user"]
    autocomplete_fields = ["user"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return request.user.is_staff

    def save_model(self, request, obj, form, change):
        obj.save()
        record(obj.user, step="give_key", label="Cấp khóa giao diện lập trình", by=request.user, at=clock.now())
        messages.warning(request, f"Khóa của {obj.user.full_name}, chỉ hiện một lần: {obj.key}")

    def delete_model(self, request, obj):
        record(obj.user, step="revoke_key", label="Thu khóa giao diện lập trình", by=request.user, at=clock.now())
        obj.delete()

    def delete_queryset(self, request, queryset):
        for key in queryset:
            self.delete_model(request, key)

    def log_deletions(self, request, queryset):
        """The event table is the record."""
