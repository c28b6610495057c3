"""What a granted line becomes in the record of a lifetime: the same columns, whoever decided it."""

from awards.compile.pricing import period_of


def lifetime_columns(line, kinds, *, issuer):
    """The columns of a `HeldAward` that come from the line; `kinds`: by which kind of term each unit goes."""
    kind, year = period_of(line, kinds)
    return {
        "award_name": line.award.name, "award": line.award, "occasion": line.dossier.occasion, "term_kind": kind,
        "year": year, "issuer": issuer, "nomination": line, "achievement": line.achievement[:400],
        "illustrative": line.dossier.illustrative,
    }  # fmt: skip
