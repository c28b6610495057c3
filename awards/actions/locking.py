"""The one lock under which a dossier and what hangs on it is written."""

from awards.models import Dossier


def hold(dossier):
    """Locks the row until the end of the transaction: no line is changed beside a signature."""
    return Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
