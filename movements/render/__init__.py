"""Papers and workbooks of the movements room; of a paper one object serves screen, PDF and Word."""

from movements.render.registration import PAPERS, pact_paper, registration_paper
from movements.render.summary import summary_paper

__all__ = ["PAPERS", "pact_paper", "registration_paper", "summary_paper"]
