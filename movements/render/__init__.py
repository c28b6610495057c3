"""Papers and workbooks of the movements room; of a paper one object serves screen, PDF and Word."""

from movements.render.registration import PAPERS, pact_paper, registration_paper
from movements.render.registration_docx import registration_docx
from movements.render.registration_pdf import registration_pdf
from movements.render.summary import summary_paper

__all__ = ["PAPERS", "pact_paper", "registration_docx", "registration_paper", "registration_pdf", "summary_paper"]
