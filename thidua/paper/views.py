"""A paper as the answer to a request: a file to be kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify

from thidua.paper.docx import paper_docx
from thidua.paper.pdf import paper_pdf
from thidua.pdf import PdfUnavailable
from thidua.text import search_key

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {"pdf": "application/pdf", "docx": WORD}
MAKERS = {"pdf": paper_pdf, "docx": paper_docx}


def paper_file(request, paper, ext, *, name, back):
    """A paper as a file to be kept; where this machine makes no PDF, a word about it on the page `back`."""
    try:
        return paper_answer(paper, ext, name=name)
    except PdfUnavailable as unavailable:
        messages.error(request, str(unavailable))
        return redirect(back)


def paper_answer(paper, ext, *, name):
    """The file itself. Raises PdfUnavailable."""
    answer = HttpResponse(MAKERS[ext](paper), content_type=TYPES[ext])
    answer["Content-Disposition"] = f'attachment; filename="{slugify(search_key(name))}.{ext}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
