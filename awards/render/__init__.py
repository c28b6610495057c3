"""Papers of a dossier as plain values; the kernel's setters make PDF and Word of each."""

from awards.render.kinds import KINDS, LABELS, make_paper, make_report, papers_for

__all__ = ["KINDS", "LABELS", "make_paper", "make_report", "papers_for"]
