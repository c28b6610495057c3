"""The one place of colours, spaces and sizes. `python -m thidua.tokens` writes them as static/css/tokens.css.

The style sheets speak in `var(--name)`; drawings (`thidua.charts`) take the literals from here, because WeasyPrint
draws `class` and `var()` inside inline SVG black. Ratios in the comments are WCAG contrast on white paper.
"""

from pathlib import Path

CSS_FILE = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"

INK = {
    "ink": "#131a26",  # text, 17
    "ink-2": "#3f4a5a",  # secondary text, 9
    "ink-3": "#596374",  # captions and placeholders, the lightest that may carry words, 6
    "line-strong": "#7d8796",  # edge of a box one types into, 3.6
    "line": "#ccd3dc",
    "line-soft": "#e4e8ee",
}
GROUND = {
    "paper": "#ffffff",
    "lift": "#f8f9fb",  # a row under the pointer
    "desk": "#f2f4f7",  # what the paper lies on
    "wash": "#e9ecf1",  # a box that cannot be typed into
    "night": "#182238",  # demo bar, bulk bar, public footer
    "night-line": "#56617a",
    "night-ink": "#dde3ec",
}
# Flag red says: do this next, you are here, today. It says nothing else, so errors have the brick of `fail`.
ACCENT = {
    "red": "#b0101b",
    "red-deep": "#880a13",
    "red-wash": "#fdeeee",
    "red-line": "#e9b6b8",
}
# Gold is earned: a decision, a medal. `leaf` is for shapes only, it is too light for words.
GOLD = {
    "gold": "#6a5200",
    "gold-leaf": "#ad7f08",
    "gold-wash": "#fbf4df",
    "gold-line": "#e2cb8b",
    "gold-flag": "#ffd25e",  # the star of the mark, on red only
}
# Tone of a state -> (word and shape, wash, line). The order is from nothing done to honour.
TONES = {
    "idle": ("#596374", "#eff2f5", "#ccd3dc"),
    "doing": ("#1a4f92", "#eaf2fc", "#b5cfee"),
    "wait": ("#5a3f92", "#f2eefb", "#cfc2ea"),
    "back": ("#7d4600", "#fdf2e0", "#e8c48c"),
    "ok": ("#17633f", "#e9f6ef", "#acd8c0"),
    "fail": ("#8f3b2c", "#fbefec", "#e2bcb3"),
    "honour": (GOLD["gold"], GOLD["gold-wash"], GOLD["gold-line"]),
}
COLOURS = {**INK, **GROUND, **ACCENT, **GOLD}

FONT = '"Be Vietnam Pro", "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", Arial, sans-serif'
FONT_DOC = '"Times New Roman", Tinos, "Liberation Serif", serif'  # words quoted from a paper
CHART_FONT = "Be Vietnam Pro, Segoe UI, Roboto, Noto Sans, Arial, sans-serif"

SIZES = {  # px at the browser's 16; written in rem so that they follow the reader's own setting
    "fs-xs": 12.5,
    "fs-sm": 13.5,
    "fs-md": 15,
    "fs-lg": 17,
    "fs-xl": 24,
    "fs-2xl": 30,
    "s1": 4,
    "s2": 8,
    "s3": 12,
    "s4": 16,
    "s5": 24,
    "s6": 32,
    "s7": 48,
    "rail-w": 236,
    "side-w": 304,
    "tap": 44,  # under a finger
}
PLAIN = {
    "font": FONT,
    "font-doc": FONT_DOC,
    "lh": "1.55",
    "lh-tight": "1.36",  # ế, ộ, ữ need the room
    "w-bold": "600",  # two weights travel (400 and 600): the third would cost 34 KB of the first page's 160
    "r-sm": "4px",
    "r": "6px",
    "r-lg": "10px",
    "float": "0 1px 2px rgb(19 26 38 / 8%), 0 10px 28px rgb(19 26 38 / 14%)",
    "ring": "0 0 0 2px #ffffff, 0 0 0 4px #131a26",  # focus is seen on every ground
}
# Bootstrap's own variables -> ours. A colour here also gives its "-rgb" triple.
BOOTSTRAP = {
    "body-color": "ink",
    "body-bg": "desk",
    "emphasis-color": "ink",
    "secondary-color": "ink-2",
    "tertiary-color": "ink-3",
    "secondary-bg": "wash",
    "tertiary-bg": "desk",
    "heading-color": "ink",
    "border-color": "line",
    "border-color-translucent": "line",
    "link-color": "ink",
    "link-hover-color": "red",
    "primary": "red",
    "secondary": "ink-3",
    "success": "st-ok",
    "warning": "st-back",
    "danger": "st-fail",
    "info": "st-doing",
    "form-invalid-color": "st-fail",
    "form-invalid-border-color": "st-fail",
    "form-valid-color": "st-ok",
    "form-valid-border-color": "st-ok",
}
BOOTSTRAP_PLAIN = {
    "body-font-family": "var(--font)",
    "font-sans-serif": "var(--font)",
    "body-font-size": "var(--fs-md)",
    "body-line-height": "var(--lh)",
    "border-radius": "var(--r)",
    "border-radius-sm": "var(--r-sm)",
    "border-radius-lg": "var(--r-lg)",
    "box-shadow": "var(--float)",
    "box-shadow-lg": "var(--float)",
    "focus-ring-color": "rgb(19 26 38 / 85%)",
}


def colour(name):
    """The literal of a colour token: `colour("ink")`, `colour("st-ok-wash")`. Raises KeyError for an unknown name."""
    return {**COLOURS, **_state_colours()}[name]


def tone(name):
    """(word and shape, wash, line) of a tone of a state, as literals for drawings."""
    return TONES[name]


def contrast(first, second):
    """WCAG 2 contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def css():
    """The text of static/css/tokens.css."""
    lines = [
        "/* Written by `python -m thidua.tokens` from thidua/tokens.py. Change it there. */",
        ':root,\n[data-bs-theme="light"] {',
        *_declarations({**COLOURS, **_state_colours(), **_rem_sizes(), **PLAIN}),
        *_declarations(_bootstrap(), "bs-"),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _declarations(values, prefix=""):
    return [f"  --{prefix}{name}: {value};" for name, value in values.items()]


def _state_colours():
    kinds = ("", "-wash", "-line")
    return {f"st-{name}{kind}": value for name, row in TONES.items() for kind, value in zip(kinds, row, strict=True)}


def _rem_sizes():
    return {name: f"{px / 16:g}rem" for name, px in SIZES.items()}


def _bootstrap():
    values = dict(BOOTSTRAP_PLAIN)
    for name, ours in BOOTSTRAP.items():
        values[name] = f"var(--{ours})"
        values[f"{name}-rgb"] = ", ".join(str(part) for part in _rgb(colour(ours)))
    return values


def _rgb(value):
    return tuple(int(value[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(value):
    parts = [part / 255 for part in _rgb(value)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


if __name__ == "__main__":
    CSS_FILE.parent.mkdir(parents=True, exist_ok=True)
    CSS_FILE.write_text(css(), encoding="utf-8")
