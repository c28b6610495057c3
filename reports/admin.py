"""Schedules and their recipients; runs, reports and deliveries are moved by their own pages."""

from django.contrib import admin

from reports.models import Recipient, Schedule
from thidua.admin import CatalogueAdmin


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
