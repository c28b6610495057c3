"""How a column of the dictionary reads in its history: fixed in words when it is written, whatever changes later."""

from thidua.text import format_number

SCOPES = {
    "any": "mọi cấp",
    "unit": "số của một đơn vị",
    "commune": "số của một xã",
    "district_or_commune": "số của một huyện hoặc xã",
    "province": "số toàn tỉnh",
}


def words_of(indicator, name):
    """The column as people read it; empty where there is nothing."""
    value = getattr(indicator, name)
    if value is None or value == "":
        return ""
    if name in ("plausible_min", "plausible_max"):
        return format_number(value, indicator.decimals, trim=True)
    if name == "plausible_scope":
        return SCOPES.get(value, value)
    if name in ("valid_from", "valid_to"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "có" if value else "không"
    shown = getattr(indicator, f"get_{name}_display", None)
    return str(shown() if shown else value)
