"""Drawings: numbers in, one `<svg>` string out, the same for the screen and for the PDF.

Colours are literals of `thidua.tokens`, because WeasyPrint draws `class` and `var()` in inline SVG black. Each kind is
drawn near the size it is shown at (300 for a phone, 440, 592, 1030 wide), so that no text falls under 11 px. Each has a
`<title>` (what) and a `<desc>` (the numbers in words); the page gives the finding and a table behind it.
Figures are plain numbers (int, float, Decimal), not the stored integers; None is a gap.
"""

from thidua.charts.bars import Bar, meter, period_bars, target_bars
from thidua.charts.heat import Cell, HeatRow, heat_map
from thidua.charts.lines import spark
from thidua.charts.pieces import SPRITE, SVG, glyph, plain_number
from thidua.charts.series import Dot, Series, index_series
from thidua.charts.strip import Day, Mark, day_strip

__all__ = [
    "SPRITE", "SVG", "Bar", "Cell", "Day", "Dot", "HeatRow", "Mark", "Series", "day_strip", "glyph", "heat_map",
    "index_series", "meter", "period_bars", "plain_number", "spark", "target_bars",
]  # fmt: skip
