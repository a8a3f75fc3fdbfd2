"""`/patching/releases/`: what vendors published; one of them with who lacks it; entering and withdrawing."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.roles import may, require
from hostops.web.acts import ActPage, ObjectActPage
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from hostops.web.times import iso
from maintenance.patching.actions.releasing import release_record, release_withdraw
from maintenance.patching.feedroles import RECORD, WITHDRAW
from maintenance.patching.forms.feeds import ReleaseForm, WithdrawForm
from maintenance.patching.models import Exploited, PatchOwed, Release, Source, Update

_MOST, _AT_ONCE, _SERVERS = 5000, 500, 200
_COLUMNS = (
    "number",
    "platform",
    "package",
    "version",
    "kind",
    "security",
    "released_at",
    "cves",
    "source",
    "withdrawn_at",
)


class ReleaseFilters(django_filters.FilterSet):
    platform = django_filters.CharFilter(label="Platform", lookup_expr="iexact")
    package = django_filters.CharFilter(label="Package", lookup_expr="icontains")
    what = django_filters.ChoiceFilter(
        label="Of", choices=[("platform", "Whole platforms"), ("package", "Packages")], empty_label="Both",
        method="by_what",
    )  # fmt: skip
    security = django_filters.ChoiceFilter(
        label="Security", choices=[("yes", "Security"), ("kev", "Known exploited")], empty_label="Any",
        method="by_security",
    )  # fmt: skip
    source = django_filters.ChoiceFilter(label="Heard by", choices=Source.choices, empty_label="Any")

    class Meta:
        model = Release
        fields: list[str] = []

    def by_what(self, rows: QuerySet[Release], _: str, value: str) -> QuerySet[Release]:
        return rows.filter(package="") if value == "platform" else rows.exclude(package="")

    def by_security(self, rows: QuerySet[Release], _: str, value: str) -> QuerySet[Release]:
        if value == "yes":
            return rows.filter(security=True)
        listed = Exploited.objects.filter(removed_at=None).values("cve")
        return rows.filter(fixes__cve__in=listed).distinct()


class ReleasesPage(ListPage):
    """With what each mends: three statements, however many there are."""

    model = Release
    template_name = "patching/releases.html"
    filters = ReleaseFilters
    orders = {"newest": ("-released_at", "-id"), "platform": ("platform", "package", "-released_at", "-id")}
    order_labels = {"newest": "Latest first", "platform": "By platform"}

    def rows(self) -> QuerySet[Any]:
        return super().rows().prefetch_related("fixes")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        rows = more["page"].rows
        listed = exploited_among({fix.cve for row in rows for fix in row.fixes.all()})
        for row in rows:
            row.exploited = [fix.cve for fix in row.fixes.all() if fix.cve in listed]
        return super().show(status, may_record=may(self.reader, RECORD), **more)


class ReleasesCsv(ReleasesPage):
    """The same rows by the same filters, streamed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by(*self.orders[self.order()])
        return csv_download("releases", _COLUMNS, map(_values, rows[: _MOST + 1].iterator(chunk_size=_AT_ONCE)), _MOST)


def _values(row: Release) -> list[Any]:
    cves = " ".join(fix.cve for fix in row.fixes.all())
    return [
        row.number, row.platform, row.package, row.release_version, row.kind, row.security, iso(row.released_at), cves,
        row.source, iso(row.withdrawn_at) if row.withdrawn_at else "",
    ]  # fmt: skip


def exploited_among(cves: set[str]) -> dict[str, Exploited]:
    """Those of the vulnerabilities that are listed. One statement."""
    return {row.cve: row for row in Exploited.objects.filter(cve__in=cves, removed_at=None)}


class ReleasePage(DetailPage):
    """A release, what it mends, and the reader's servers that lack it, with what is owed of it."""

    model = Release
    template_name = "patching/release.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().prefetch_related("fixes").select_related("recorded_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        release = self.object
        lacking = Update.objects.visible_to(self.reader).filter(release=release, gone_at=None)
        owed = PatchOwed.objects.visible_to(self.reader).filter(release=release, dropped_at=None)
        return super().show(
            status,
            listed=exploited_among({fix.cve for fix in release.fixes.all()}),
            lacking=lacking.select_related("server__account").order_by("server__hostname")[:_SERVERS],
            owed=owed.select_related("duty__server__account", "subject").order_by("due_at", "id")[:_SERVERS],
            may_withdraw=release.withdrawn_at is None and may(self.reader, WITHDRAW),
            most=_SERVERS,
            named=str(release),
            **more,
        )


class ReleaseRecordPage(ActPage):
    form_class = ReleaseForm
    title = "Enter a release"
    hint = "What a vendor published, where no file tells of it. What it makes owed begins to count at once."
    submit = "Enter it"
    said = "The release is recorded."

    def permit(self) -> None:
        super().permit()
        require(self.reader, RECORD)

    def act(self, form: Any) -> Release:
        return release_record(actor=self.reader, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("patch_release", args=[result.pk]) if result else reverse("patch_releases")


class ReleaseWithdrawPage(ObjectActPage):
    model = Release
    form_class = WithdrawForm
    title = "Withdraw the release"
    hint = "The vendor took it back: nothing is owed of it any more. The record stays."
    submit = "Withdraw it"
    said = "The release is withdrawn."

    def permit(self) -> None:
        super().permit()
        require(self.reader, WITHDRAW)

    def about(self) -> str:
        return f"{self.object.number}: {self.object}"

    def act(self, form: Any) -> Release:
        return release_withdraw(actor=self.reader, release=self.object, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("patch_release", args=[self.object.pk])
