"""HTML to PDF, for every room: one engine, four faces, nothing loaded from anywhere else.

WeasyPrint is loaded only when something is rendered: its import takes over a second and needs Pango on the machine.
"""

import ctypes
import sys
from functools import cache
from pathlib import Path

from django.conf import settings

from thidua.errors import Refused

SCHEME = "chu:"  # the only addresses that the paper may open: its four faces
FACES = {
    "thuong": "400Regular/Tinos_400Regular.ttf",
    "nghieng": "400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "dam": "700Bold/Tinos_700Bold.ttf",
    "dam-nghieng": "700Bold_Italic/Tinos_700Bold_Italic.ttf",
}
STYLES = settings.BASE_DIR / "static" / "css"
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")
NO_PANGO = (
    "Máy chủ thiếu thư viện Pango nên chưa dựng được PDF. Người quản trị chạy: "
    "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
)
NO_FONT = "Máy chủ thiếu phông chữ Tinos nên chưa dựng được PDF. Người quản trị chạy: npm ci"


class PdfUnavailable(Refused):
    """This machine cannot make a PDF; the message says what to install."""


def pdf_available() -> bool:
    """Whether this machine can make a PDF, asked without loading WeasyPrint."""
    return _pango_loads() and all(face_file(name).exists() for name in FACES)


@cache
def _pango_loads():
    if sys.platform != "linux":
        return True  # the libraries have other names there; rendering itself will say
    try:
        for name in LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def face_file(name) -> Path:
    return settings.NODE_MODULES / "@expo-google-fonts" / "tinos" / FACES[name]


def write_pdf(text, *, style, more="") -> bytes:
    """The PDF of a page of HTML under one of our style sheets ("pdf.css") and `more` rules. Raises PdfUnavailable."""
    weasyprint = _weasyprint()
    fetcher = _fetcher(weasyprint)
    fonts = weasyprint.text.fonts.FontConfiguration()
    sheet = (STYLES / style).read_text(encoding="utf-8")
    css = weasyprint.CSS(string=f"{sheet}\n{more}", font_config=fonts, url_fetcher=fetcher)
    document = weasyprint.HTML(string=text, base_url=SCHEME, url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[css], font_config=fonts, pdf_tags=True)


def _weasyprint():
    try:
        import weasyprint
        import weasyprint.text.fonts
    except OSError as error:
        raise PdfUnavailable(NO_PANGO) from error
    if not all(face_file(name).exists() for name in FACES):
        raise PdfUnavailable(NO_FONT)
    return weasyprint


def _fetcher(weasyprint):
    """Opens the four faces and nothing else: no file, no network, whatever a unit has typed into its report."""

    class Faces(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or name not in FACES:
                raise ValueError(f"not a face of the paper: {url}")
            return weasyprint.urls.URLFetcherResponse(url, face_file(name).read_bytes(), {"Content-Type": "font/ttf"})

    return Faces(allowed_protocols=())
