"""What every drawing is made of: text, boxes, lines, icons with literal colours, and the `<svg>` around them."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from textwrap import wrap
from xml.etree import ElementTree as ET

from django.utils.html import escape
from django.utils.safestring import mark_safe

from thidua.text import format_number
from thidua.tokens import CHART_FONT, colour

SPRITE = Path(__file__).resolve().parents[2] / "static" / "img" / "icons.svg"
SVG = "{http://www.w3.org/2000/svg}"
TEXT = 12.5  # px; the smallest word in a drawing is 11
LETTER = 0.57  # mean width of a letter of the face, in ems: enough to keep labels apart


def glyph(name, x, y, size, ink):
    """A drawing of the icon sprite with literal attributes, its box `size` px wide at (x, y). KeyError if unknown."""
    scale = px(size / 16)
    return (
        f'<g transform="translate({px(x)} {px(y)}) scale({scale})" fill="none" stroke="{ink}" stroke-width="1.5" '
        f'stroke-linecap="round" stroke-linejoin="round">{_drawings()[name].replace("currentColor", ink)}</g>'
    )


@lru_cache(maxsize=1)
def _drawings():
    """Name -> inner SVG of every icon, so that page, drawing and PDF share one shape."""
    root = ET.parse(SPRITE).getroot()  # noqa: S314 - our own file
    return {symbol.get("id"): "".join(_shape(child) for child in symbol) for symbol in root.iter(f"{SVG}symbol")}


def _shape(element):
    attributes = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
    return f"<{element.tag.removeprefix(SVG)}{attributes}/>"


def svg(width, height, title, words, parts, *, kind="chart", role="img"):
    # Every word that comes from outside went through escape(): in _text, and here.
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="{role}" viewBox="0 0 {px(width)} {px(height)}" '
        f'width="{px(width)}" height="{px(height)}" font-family="{CHART_FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(words)}</desc>{''.join(parts)}</svg>"
    )


def text(x, y, words, ink, *, anchor="start", size=TEXT, bold=False):
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{px(x)}" y="{px(y)}" fill="{ink}" font-size="{px(size)}" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def box(x, y, width, height, fill, *, radius=0):
    corner = f' rx="{radius}"' if radius else ""
    return f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(height)}" fill="{fill}"{corner}/>'


def rule(x1, y1, x2, y2):
    return f'<path d="M{px(x1)} {px(y1)}L{px(x2)} {px(y2)}" stroke="{colour("line-strong")}"/>'


def join(points):
    return " ".join(f"{px(x)},{px(y)}" for x, y in points)


def wrapped(words, width):
    """Lines of at most `width` px, broken between words."""
    return wrap(words, max(8, int(width / (TEXT * LETTER)))) or [""]


def plain_number(value, decimals=0):
    """1.234,5 for a plain number (1234.5, one decimal), rounded half up; a dash for None."""
    if value is None:
        return "–"
    scaled = Decimal(str(value)).scaleb(decimals).quantize(Decimal(1), ROUND_HALF_UP)
    return format_number(int(scaled), decimals)


def px(number):
    """A coordinate: at most one decimal, no trailing zero."""
    return f"{float(number):.1f}".removesuffix(".0")
