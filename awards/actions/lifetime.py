"""What a granted line becomes in the record of a lifetime: the same columns, whoever decided it."""

from movements.compile.terms import merit_year
from movements.enums import TermKind


def lifetime_columns(line, dossier, *, issuer, kind):
    """The columns of a `HeldAward` that come from the line; `kind`: the kind of term its honoree's unit goes by.

    The term is that of the merits: the year of which a dossier sent on that day speaks (until the end of March the one
    before), and for who goes by school years the one that ended, or was to end, in it.
    """
    year = merit_year(dossier.first_sent_at)
    return {
        "award_name": line.award.name, "award": line.award, "occasion": dossier.occasion, "term_kind": kind,
        "year": year - 1 if kind == TermKind.SCHOOL_YEAR else year, "issuer": issuer, "nomination": line,
        "achievement": line.achievement[:400], "illustrative": dossier.illustrative,
    }  # fmt: skip
