"""The papers of a registration as PDF; the measures are those of the report's style sheet."""

from django.template.loader import render_to_string

from thidua.pdf import write_pdf


def registration_pdf(paper) -> bytes:
    """Raises PdfUnavailable where this machine cannot make a PDF."""
    return write_pdf(render_to_string("pdf/registration_paper.html", {"paper": paper}), style="pdf.css")
