"""The report as PDF, in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I (A4; margins 20, 20, 30, 20 mm)."""

from django.template.loader import render_to_string

from reports.render.paper import paper
from thidua.pdf import write_pdf


def render_pdf(data, *, report) -> bytes:
    """The PDF of compiled `data`; `report` says whether it is signed and numbered. Raises PdfUnavailable."""
    text = render_to_string("pdf/report.html", {"paper": paper(data, report=report), "live": False})
    return write_pdf(text, style="pdf.css")
