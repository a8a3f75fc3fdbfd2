from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = "Support cases"

    def ready(self) -> None:
        from hostops.accounts.roles import may
        from hostops.alerts.wording import customer_sentences
        from hostops.duty import facts
        from hostops.subjects import incidents
        from hostops.subjects.kinds import Kind, kinds
        from hostops.web import finding, navigation
        from tickets import looks, onduty, samples
        from tickets.incidents import cases_since
        from tickets.people import live_among, people_of
        from tickets.roles import grant_all

        grant_all()
        looks.add_all()
        samples.add_all()
        kinds.add("case", Kind("case", "Case", lambda reference: f"/cases/{reference}/", people_of, live_among))
        customer_sentences.add("closing", "{reference} closes by itself on {due} unless you answer.")
        facts.add("outages", onduty.outages, order=10)
        facts.add("waiting", onduty.waiting, order=30)
        navigation.add("Home", "home", order=5, shown=navigation.customers)
        navigation.add("Cases", "cases", order=10)
        finding.add("cases", "cases_find")
        incidents.sources.add("cases", cases_since)
        navigation.add("Today", "today", order=15, shown=lambda user: may(user, "tickets.report.today"))
        navigation.add("Reports", "reports", order=60, shown=lambda user: may(user, "tickets.report.attainment"))
        navigation.add("Templates", "templates", order=60, shown=lambda user: may(user, "tickets.template.write"))
        navigation.add("Ratings", "ratings", order=65, shown=lambda user: may(user, "tickets.rating.review"))
