"""How the cells of the workbook look; the colours are the portal's."""

from thidua.tokens import COLOURS, GOLD, GROUND, INK

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
EDGE = {"border": 1, "border_color": INK["line"]}
OPEN = {"bg_color": GOLD["gold-wash"], "locked": False}
CLOSED = {"bg_color": GROUND["wash"]}
LOOKS = {
    "title": {"bold": True, "font_size": 15},
    "strong": {"bold": True},
    "plain": {},
    "hint": {"italic": True, "font_color": COLOURS["ink-2"]},
    "header": {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", **EDGE, **CLOSED},
    "section": {"bold": True, "bg_color": GROUND["desk"], **EDGE},
    "code": {"font_color": COLOURS["ink-2"], **EDGE},
    "label": {"text_wrap": True, **EDGE},
    "beside_text": {"text_wrap": True, "align": "right", "font_color": COLOURS["ink-2"], **EDGE},
    "closed": {**EDGE, **CLOSED},
}
TYPED_LOOKS = {
    "box_text": {"num_format": "@", "align": "right", **EDGE},
    "mark": {"align": "center", **EDGE},
    "note": {"text_wrap": True, "num_format": "@", **EDGE},
}


def number_format(decimals):
    """Excel writes the separators of the reader's own country."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


class Formats:
    """Formats of one workbook by name, each made once."""

    def __init__(self, book, *, editable):
        self.book, self.editable, self.made = book, editable, {}

    def __getitem__(self, name):
        return self._make(name, TYPED_LOOKS[name] | self._open() if name in TYPED_LOOKS else LOOKS[name])

    def box(self, decimals):
        look = {"num_format": number_format(decimals), "align": "right", **EDGE}
        return self._make(f"box:{decimals}", look | self._open())

    def beside(self, decimals):
        look = {"num_format": number_format(decimals), "align": "right", "font_color": COLOURS["ink-2"], **EDGE}
        return self._make(f"beside:{decimals}", look)

    def _open(self):
        return OPEN if self.editable else CLOSED

    def _make(self, name, look):
        if name not in self.made:
            self.made[name] = self.book.add_format(FONT | look)
        return self.made[name]
