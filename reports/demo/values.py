"""Illustrative figures: for each unit and indicator a series over eight quarters, the same at every load.

What was published is not contradicted: the quarters of 2024 add up to a budget revenue of 4.425 tỷ đồng, above 2,3
million visitors and above 3.200 ha of new forest, and poverty falls from the 11 % of 2022.
"""

from dataclasses import dataclass, replace

from movements.arithmetic import Amount, add_up
from reports.demo.chance import chance_of

YEARS = (2023, 2024)
QUARTERS = tuple((year, index) for year in YEARS for index in range(1, 5))


@dataclass(frozen=True)
class BoxValue:
    """What one box says, in the indicator's smallest unit; a rate has both parts."""

    value: int | None = None
    denominator: int | None = None
    nothing: bool = False
    note: str = ""

    @property
    def amount(self):
        return Amount(0) if self.nothing else Amount(self.value, self.denominator)

    def explained(self, note):
        return replace(self, note=self.note or f"{note} (minh họa).")


NOTHING = BoxValue(nothing=True)


def group_of(unit) -> str:
    return "commune" if unit.is_commune else "district" if unit.is_district else "body"


# ---- counts: what one unit does in one period, by group --------------------------------------------------------------

COUNTS = {
    "D1.01": {"commune": (1, 4), "district": (3, 9), "body": (1, 5)},
    "D1.02": {"commune": (60, 380), "district": (300, 1500), "body": (40, 350)},
    "D2.06": {"commune": (0, 15), "district": (20, 60)},
    "D2.13": {"commune": (4, 60), "district": (80, 400)},
    "D2.14": {"commune": (0, 4), "district": (6, 30)},
    "D2.15": {"commune": (1, 5), "district": (8, 30)},
    "D3.07": {"commune": (10, 150), "district": (300, 2500), "body": (80, 1800)},
    "D3.09": {"commune": (1, 4), "district": (5, 20), "body": (5, 25)},
    "D4.02": {"commune": (0, 0), "district": (0, 0), "body": (0, 0)},
    "D4.03": {"commune": (0, 0), "district": (0, 0), "body": (0, 0)},
    "D5.05": {"commune": (3, 20), "district": (30, 90), "body": (5, 40)},
    "D6.07": {"commune": (4, 25), "district": (20, 90), "body": (5, 60)},
    "D7.01": {"commune": (0, 2), "district": (1, 3), "body": (0, 2)},
    "D7.04": {"commune": (2, 25), "district": (20, 80), "body": (4, 40)},
    "D8.01": {"commune": (0, 1), "district": (1, 4), "body": (0, 2)},
}
RARE = {"D2.17": 0.05, "D3.06": 0.08}  # the chance of one case; more is not made up
OWN_COUNTS = {("D5.05", "DPTTH"): (120, 180), ("D8.01", "SNV"): (3, 6)}
GROWING = {"D2.13", "D2.14", "D3.09"}  # a state at the end of the period, not what was added

# ---- what a lead department reports for the province -----------------------------------------------------------------

LEAD = {  # eight quarters; None where the indicator is not asked in that quarter
    "D2.01": (36, 38, 41, 43, 44, 46, 47, 49),
    "D2.02": (5, 5, 6, 7, 8, 9, 10, 11),
    "D2.08": (74, 88, 79, 71, 70, 83, 92, 71),
    "D2.09": (10604, 9052, 8729, 9615, 11426, 10583, 10957, 11284),  # tenths of a tỷ đồng
    "D2.12": (684, 749, 702, 763, 785, 842, 816, 820),  # tenths of a million USD
    "D2.30": (None, None, None, 3, None, None, None, 1),
    "D2.33": (0, 6204, 23105, 11743, 0, 4125, 16508, 11800),  # tenths of a hectare
    "D2.34": (None, None, None, 6312, None, None, None, 6318),
    "D2.37": (356200, 318700, 341500, 408100, 612400, 538900, 571300, 612000),
    "D3.05": (None, None, None, 6, None, None, None, 4),
}
LEAD_RATES = {
    "D2.31": {2023: (189200, 330100), 2024: (195800, 334600)},
    "D2.32": {2023: (135700, 330100), 2024: (144000, 334600)},
    "D2.35": {2023: (2, 2), 2024: (2, 2)},
    "D2.36": {2023: (187, 220), 2024: (193, 226)},
    "D4.01": {2023: (372450, 378900)},
    "D4.05": {2023: (2298, 585200), 2024: (2331, 591700)},
    "D9.01": {2023: (96, 102), 2024: (97, 102)},
}

# ---- rates: (denominator, share in per mille) by group; the denominator stays, the share moves -----------------------

SIZES = {
    "D2.03": {"commune": (1, 1), "district": (8, 8)},
    "D2.04": {"commune": (700, 2300), "district": (9000, 20000)},
    # of D2.16 tenths of a million đồng
    "D2.16": {"commune": (30000, 150000), "district": (800000, 4000000), "body": (100000, 3000000)},
    "D3.02": {"commune": (18, 24), "district": (120, 300), "body": (35, 150)},
    "D3.03": {"commune": (80, 420), "district": (600, 3500), "body": (150, 2500)},
    "D3.04": {"commune": (60, 360), "district": (500, 3000), "body": (120, 2200)},
    "D3.08": {"body": (9000, 60000)},
}
SHARES = {"D3.02": (950, 1000), "D3.03": (955, 1000), "D3.04": (380, 900), "D3.08": (720, 930)}
DISBURSED = {1: 120, 2: 340, 3: 560, 4: 900}  # cumulative by quarter
POOR = {  # at the end of 2023, by district
    "608": 12, "611": 30, "615": 40, "612": 55, "616": 60, "614": 90, "618": 105, "613": 115, "610": 140, "617": 175,
}  # fmt: skip


def series(indicator, unit, parent_code="") -> dict[tuple[int, int], BoxValue]:
    """{(year, quarter): box} of one unit; quarters in which nothing can be said are left out."""
    chance = chance_of("figures", indicator.code, unit.code)
    code = indicator.code
    if code in LEAD:
        return {quarter: _count(v) for quarter, v in zip(QUARTERS, LEAD[code], strict=True) if v is not None}
    if code in LEAD_RATES:
        return {(year, q): BoxValue(*LEAD_RATES[code][year]) for year, q in QUARTERS if year in LEAD_RATES[code]}
    if code in RARE:
        return {quarter: _count(int(chance.random() < RARE[code])) for quarter in QUARTERS}
    if code in COUNTS:
        return _counts(indicator, unit, chance)
    return _rates(indicator, unit, parent_code, chance)


def _count(scaled: int) -> BoxValue:
    return BoxValue(scaled) if scaled else NOTHING


def _counts(indicator, unit, chance):
    low, high = OWN_COUNTS.get((indicator.code, unit.code)) or COUNTS[indicator.code][group_of(unit)]
    one = 10**indicator.decimals
    if indicator.code in GROWING:
        value, step = chance.randint(low * one, high * one // 2), max(high * one // 16, 1)
        return {quarter: _count(value := value + chance.randint(0, step)) for quarter in QUARTERS}
    level = chance.uniform(low, high)
    return {quarter: _count(_near(level, low, high, one, chance)) for quarter in QUARTERS}


def _near(level, low, high, one, chance) -> int:
    value = round(level * chance.uniform(0.7, 1.3) * one)
    return min(max(value, low * one), high * one)


def _rates(indicator, unit, parent_code, chance):
    low, high = SIZES[indicator.code][group_of(unit)]
    size = chance.randint(low, high)
    shares = _shares(indicator.code, parent_code or unit.code, chance)
    parts = shares if indicator.code == "D2.03" else [size * share // 1000 for share in shares]
    return {quarter: BoxValue(part, size) for quarter, part in zip(QUARTERS, parts, strict=True)}


def _shares(code, area, chance) -> list[int]:
    """Eight quarters in per mille; of D2.03 the criteria met, out of 19."""
    if code == "D2.03":
        met = chance.randint(10, 17)
        return [min(met + (year - 2023) + q // 4, 19) for year, q in QUARTERS]
    if code == "D2.04":
        poor = POOR[area] * chance.randint(80, 120) // 100
        return [poor if year == 2023 else poor * 55 // 100 for year, _ in QUARTERS]
    if code == "D2.16":
        pace = chance.randint(90, 108)
        return [DISBURSED[q] * pace // 100 for _, q in QUARTERS]
    low, high = SHARES[code]
    return [chance.randint(low, high) for _ in QUARTERS]


def sum_of(boxes) -> BoxValue | None:
    """The district's own box: its communes added up, rates by their two parts; None when no commune has filed."""
    total = add_up(box.amount for box in boxes)
    if total is None:
        return None
    return BoxValue(total.value, total.denominator) if total.value or total.denominator else NOTHING
