"""Catalogues of awards. Dossiers, decisions and honorees are moved by their own pages and are not here."""

from django.contrib import admin

from awards.models import AwardType, BaseSalary, BonusFactor, FundCeiling, IssuingOffice
from thidua.admin import CatalogueAdmin


@admin.register(AwardType)
class AwardTypeAdmin(CatalogueAdmin):
    list_display = ["name", "kind", "authority", "decided_by", "valid_from", "valid_to", "verified"]
    list_filter = ["authority", "kind", "verified"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request, obj=None):
        """The code ties an award to its factors and to what was granted under it."""
        return ["code"] if obj else []


@admin.register(BonusFactor)
class BonusFactorAdmin(CatalogueAdmin):
    list_display = ["award_code", "subject", "hundredths", "valid_from", "valid_to", "verified"]
    list_filter = ["subject", "verified"]
    search_fields = ["award_code"]


@admin.register(BaseSalary)
class BaseSalaryAdmin(CatalogueAdmin):
    list_display = ["valid_from", "valid_to", "amount", "citation", "verified"]


@admin.register(IssuingOffice)
class IssuingOfficeAdmin(CatalogueAdmin):
    list_display = ["code", "name", "symbol", "place", "signer", "numbering", "valid_from", "valid_to"]
    list_filter = ["decider", "numbering"]
    raw_id_fields = ["unit"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []


@admin.register(FundCeiling)
class FundCeilingAdmin(CatalogueAdmin):
    list_display = ["valid_from", "valid_to", "hundredths", "citation", "verified"]
