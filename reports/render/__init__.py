"""From frozen data to paper: the same values feed the preview on screen and the PDF."""

from reports.render.paper import Paper, paper
from reports.render.pdf import render_pdf
from thidua.pdf import PdfUnavailable, pdf_available

__all__ = ["Paper", "PdfUnavailable", "paper", "pdf_available", "render_pdf"]
