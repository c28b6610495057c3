"""Exact numbers: the stored integer, and the same as a decimal text with a dot. No float on the way."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


def exact(value, decimals):
    """20633, 1 -> "2063.3"; None stays None."""
    if value is None:
        return None
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


@extend_schema_field({"type": "string", "nullable": True, "example": "2063.3"})
class ExactField(serializers.Field):
    """A stored integer as a decimal text; `decimals` names the attribute that counts the places, of the indicator
    as it was defined for the row's own period."""

    def __init__(self, *, of, decimals, **options):
        super().__init__(source="*", read_only=True, **options)
        self.of, self.decimals = of, decimals

    def to_representation(self, value):
        return exact(getattr(value, self.of), getattr(value.defined, self.decimals))
