"""The rest of the walk: queue, dossier, dashboard, search, the public's pages, the programming interface."""

from bench import Measure


def measures(client):
    from django.urls import reverse

    from awards.models import Decision, Dossier
    from units.models import User

    receiver, leader = User.objects.get(username="chuyenvien"), User.objects.get(username="lanhdao")
    dossier = Dossier.objects.visible_to(receiver).order_by("pk").first()
    decision = Decision.objects.order_by("pk").first()

    def page(person, url):
        def open_page():
            _be(client, person)
            response = client.get(url)
            if response.status_code != 200:
                raise RuntimeError(f"{url}: {response.status_code}")
            return {"page_kb": round(len(response.content) / 1024, 1)}

        return open_page

    found = {
        "officer_queue": page(receiver, reverse("movements:filing_list")),
        "registration_queue": page(receiver, reverse("movements:registration_list")),
        "dossier_queue": page(receiver, reverse("awards:dossier_list")),
        "typical_board": page(receiver, reverse("typical:typical_board")),
        "dashboard": Measure(page(leader, reverse("dashboard:overview")), repeat=10),
        "dashboard_point": Measure(page(leader, reverse("dashboard:point", args=["2"])), repeat=10),
        "search": page(receiver, f"{reverse('search')}?tim=dak"),
        "api_filings": page(receiver, reverse("api:filing-list")),
        "public_home": page(None, "/cong-khai/"),
        "public_search": page(None, "/cong-khai/quyet-dinh/?tim=dak"),
    }
    if dossier:
        found["dossier_page"] = page(receiver, reverse("awards:dossier_detail", args=[dossier.pk]))
    if decision:
        found["decision_page"] = page(receiver, reverse("awards:decision_detail", args=[decision.pk]))
    return found


def _be(client, person):
    """Signs in once, or out for the public."""
    if person is None:
        client.logout()
    elif client.session.get("_auth_user_id") != str(person.pk):
        client.force_login(person)
