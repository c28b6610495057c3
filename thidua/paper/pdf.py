"""A paper as PDF; the measures are those of the style sheet of documents, the widths of tables their own."""

from django.template.loader import render_to_string

from thidua.pdf import write_pdf


def paper_pdf(paper) -> bytes:
    """Raises PdfUnavailable where this machine cannot make a PDF."""
    return write_pdf(render_to_string("pdf/paper.html", {"paper": paper}), style="pdf.css", more=_widths(paper.tables))


def _widths(tables):
    """The style of each kind of table, once."""
    kinds = {table.name: table for table in tables}
    return "\n".join(_style(name, table) for name, table in kinds.items())


def _style(name, table):
    columns = " ".join(
        f".paper-{name} th:nth-child({n}) {{ width: {width}mm; }}" for n, width in enumerate(table.widths, 1)
    )
    return f".paper-{name} {{ font-size: {table.size}pt; }} {columns}"
