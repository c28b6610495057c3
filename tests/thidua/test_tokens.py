"""Colours are kept in one place, and can be read by everyone."""

import re
from pathlib import Path, PurePosixPath

import pytest
from django.contrib.staticfiles.storage import ManifestFilesMixin

from thidua import tokens
from thidua.staticfiles import SERVED
from thidua.tokens import colour, contrast

STATIC = Path(tokens.__file__).resolve().parent.parent / "static"
WORDS = ["ink", "ink-2", "ink-3", "red", "red-deep", "gold", *(f"st-{name}" for name in tokens.TONES)]


def test_tokens_css_is_up_to_date():
    assert tokens.CSS_FILE.read_text(encoding="utf-8") == tokens.css(), "run `python -m thidua.tokens`"


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("ground", ["paper", "lift", "desk", "wash"])
def test_words_reach_aa_on_every_ground(name, ground):
    assert contrast(colour(name), colour(ground)) >= 4.5


@pytest.mark.parametrize("name", tokens.TONES)
def test_a_state_reaches_aa_on_its_own_wash_and_white_on_it(name):
    assert contrast(colour(f"st-{name}"), colour(f"st-{name}-wash")) >= 4.5
    assert contrast(colour("paper"), colour(f"st-{name}")) >= 4.5


@pytest.mark.parametrize("name", ["line-strong", "gold-leaf"])
@pytest.mark.parametrize("ground", ["paper", "desk", "wash"])
def test_edges_and_shapes_reach_three(name, ground):
    assert contrast(colour(name), colour(ground)) >= 3


def test_white_on_the_action_button_and_the_dark_bars():
    for ground in ("red", "red-deep", "night"):
        assert contrast(colour("paper"), colour(ground)) >= 4.5
    assert contrast(colour("night-ink"), colour("night")) >= 4.5


def test_an_error_does_not_wear_the_red_of_the_action_button():
    assert colour("st-fail") not in (colour("red"), colour("red-deep"))
    assert "--bs-danger: var(--st-fail);" in tokens.css()
    assert "--bs-primary: var(--red);" in tokens.css()


def test_contrast_of_black_and_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)


def test_an_unknown_colour_fails_loudly():
    with pytest.raises(KeyError):
        colour("pink")


@pytest.mark.parametrize("sheet", ["portal.css", "public.css"])
def test_style_sheets_know_no_raw_colour_and_only_declared_tokens(sheet):
    text = (STATIC / "css" / sheet).read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])|rgba?\(", text)
    declared = set(re.findall(r"--([\w-]+):", tokens.css())) | set(re.findall(r"--([\w-]+):", text))
    used = {name for name in re.findall(r"var\(--([\w-]+)", text) if not name.startswith("bs-")}
    assert used <= declared


@pytest.mark.parametrize("sheet", ["portal.css", "public.css"])
def test_style_sheets_keep_to_what_chrome_109_reads(sheet):
    text = re.sub(r"/\*.*?\*/", "", (STATIC / "css" / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"color-mix\(|subgrid|@container|@scope|light-dark\(|&", text)
    assert "!important" not in text


def test_bootstrap_is_imported_into_the_lowest_layer():
    text = (STATIC / "css" / "portal.css").read_text(encoding="utf-8")
    assert re.search(r"@layer bootstrap, ", text).start() < text.index("@import url(")
    assert '@import url("../vendor/bootstrap/bootstrap.min.css") layer(bootstrap);' in text


def test_hashed_names_reach_the_import_and_the_fonts():
    """Django rewrites what its own pattern finds; a name it misses would be a 404 in production."""
    pattern = dict(ManifestFilesMixin.patterns)["*.css"][0]
    found = [
        match["url"] for match in re.finditer(pattern, (STATIC / "css" / "portal.css").read_text(encoding="utf-8"))
    ]
    names = {str(PurePosixPath("css", url)).replace("css/../", "") for url in found}
    assert "vendor/bootstrap/bootstrap.min.css" in names
    assert names <= set(SERVED)
