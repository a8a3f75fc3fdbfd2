"""`/patching/advisories/` and `/patching/exploited/`: what is known of vulnerabilities."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpResponse

from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from maintenance.patching.models import Advisory, AdvisoryFix, Exploited, Release, Source
from maintenance.patching.views.releases import exploited_among

_RELEASES = 100


class AdvisoryFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Name, CVE or words", method="by_words")
    package = django_filters.CharFilter(label="Package", method="by_package")
    source = django_filters.ChoiceFilter(
        label="From", choices=[(each.value, each.label) for each in (Source.CSAF, Source.OSV, Source.DNF)],
        empty_label="Any",
    )  # fmt: skip

    class Meta:
        model = Advisory
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Advisory], _: str, words: str) -> QuerySet[Advisory]:
        named = Q(identifier__icontains=words) | Q(title__icontains=words)
        return rows.filter(named | Q(cves__contains=[words.strip().upper()]))

    def by_package(self, rows: QuerySet[Advisory], _: str, name: str) -> QuerySet[Advisory]:
        return rows.filter(pk__in=AdvisoryFix.objects.filter(package=name.strip()).values("advisory"))


class AdvisoriesPage(ListPage):
    """Two statements, however many there are."""

    model = Advisory
    template_name = "patching/advisories.html"
    filters = AdvisoryFilters
    orders = {"newest": ("-published_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        return super().rows().defer("summary")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        listed = exploited_among({cve for row in more["page"].rows for cve in row.cves})
        for row in more["page"].rows:
            row.exploited = [cve for cve in row.cves if cve in listed]
        return super().show(status, **more)


class AdvisoryPage(DetailPage):
    model = Advisory
    template_name = "patching/advisory.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().prefetch_related("fixes")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        cves = set(self.object.cves)
        releases = Release.objects.visible_to(self.reader).filter(fixes__cve__in=cves).distinct()
        return super().show(status, listed=exploited_among(cves), releases=releases[:_RELEASES], **more)


class ExploitedFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="CVE, vendor or product", method="by_words")
    state = django_filters.ChoiceFilter(
        label="Which", choices=[("here", "Mended by releases known here"), ("ransomware", "Used for ransom"),
        ("removed", "No longer listed")], empty_label="All", method="by_state",
    )  # fmt: skip

    class Meta:
        model = Exploited
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Exploited], _: str, words: str) -> QuerySet[Exploited]:
        named = Q(vendor__icontains=words) | Q(product__icontains=words) | Q(name__icontains=words)
        return rows.filter(named | Q(cve__icontains=words.strip()))

    def by_state(self, rows: QuerySet[Exploited], _: str, value: str) -> QuerySet[Exploited]:
        if value == "here":
            return rows.filter(cve__in=Release.objects.values("fixes__cve"))
        return rows.filter(ransomware=True) if value == "ransomware" else rows.exclude(removed_at=None)


class ExploitedPage(ListPage):
    """One statement."""

    model = Exploited
    template_name = "patching/exploited.html"
    filters = ExploitedFilters
    orders = {"newest": ("-added_on", "-id"), "due": ("due_on", "id")}
    order_labels = {"newest": "Latest added first", "due": "Earliest due first"}


class ExploitedOnePage(DetailPage):
    model = Exploited
    template_name = "patching/exploited_one.html"

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        releases = Release.objects.visible_to(self.reader).filter(fixes__cve=self.object.cve)
        advisories = Advisory.objects.visible_to(self.reader).filter(cves__contains=[self.object.cve]).defer("summary")
        return super().show(status, releases=releases[:_RELEASES], advisories=advisories[:_RELEASES], **more)
