"""What vendors publish: releases, advisories, vulnerabilities known to be exploited, and what servers lack of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from hostops.accounts.models import Server
from maintenance.patching.querysets import CatalogueQuerySet, FeedReadingQuerySet, ReleaseQuerySet, UpdateQuerySet


class Source(models.TextChoices):
    ENTERED = "entered", "Entered"
    REST = "rest", "REST"
    APT = "apt", "apt list --upgradable"
    DNF = "dnf", "dnf updateinfo"
    CSAF = "csaf", "CSAF 2.0"
    OSV = "osv", "OSV"
    KEV = "kev", "CISA KEV"


class Release(models.Model):
    """A version that was published, of a platform as a whole or of one package on it."""

    PREFIX = "RL"

    class Kind(models.TextChoices):
        MINOR = "minor", "Minor"
        MAJOR = "major", "Major"

    platform = models.CharField(max_length=80)
    package = models.CharField(max_length=200, blank=True, help_text="empty: the platform as a whole")
    release_version = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MINOR)
    security = models.BooleanField(default=False)
    released_at = models.DateTimeField()
    title = models.CharField(max_length=300, blank=True)
    url = models.URLField(blank=True)
    source = models.CharField(max_length=8, choices=Source.choices)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, help_text="the vendor took it back")
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="grows with every change; the ETag")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-released_at", "-id")
        constraints = [
            models.UniqueConstraint(fields=["platform", "package", "release_version"], name="release_once"),
            models.CheckConstraint(condition=Q(released_at__lte=F("recorded_at")), name="release_not_ahead"),
        ]
        indexes = [
            # the list, newest first; whether a period had one
            models.Index(fields=["platform", "-released_at"], name="release_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.package or self.platform} {self.release_version}"

    @property
    def number(self) -> str:
        return f"{self.PREFIX}-{self.pk}"


class ReleaseFix(models.Model):
    """A vulnerability that a release mends."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="fixes", db_index=False)
    cve = models.CharField(max_length=40, db_index=True, help_text="also serves the join with what is exploited")

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("cve",)
        verbose_name_plural = "release fixes"
        constraints = [models.UniqueConstraint(fields=["release", "cve"], name="release_fix_once")]

    def __str__(self) -> str:
        return self.cve


class Advisory(models.Model):
    """What a vendor or a database says of vulnerabilities, as it was last read."""

    source = models.CharField(max_length=8, choices=Source.choices)
    identifier = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)
    severity = models.CharField(max_length=20, blank=True, help_text="in the words of its source")
    cves = models.JSONField(default=list)
    url = models.URLField(max_length=500, blank=True)
    published_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField()

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        verbose_name_plural = "advisories"
        constraints = [models.UniqueConstraint(fields=["source", "identifier"], name="advisory_once")]
        indexes = [
            # the list, newest first
            models.Index(fields=["-published_at", "-id"], name="advisory_newest"),
        ]

    def __str__(self) -> str:
        return self.identifier


class AdvisoryFix(models.Model):
    """In which version of a package an advisory's vulnerabilities are mended; none yet: empty."""

    advisory = models.ForeignKey(Advisory, models.CASCADE, related_name="fixes")
    ecosystem = models.CharField(max_length=80, help_text="as its source names it: Debian:12, Red Hat, PyPI")
    package = models.CharField(max_length=200)
    fixed_version = models.CharField(max_length=120, blank=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("advisory", "package")
        verbose_name_plural = "advisory fixes"
        indexes = [
            # which advisories an update of a package mends
            models.Index(fields=["package"], name="advisory_fix_package"),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.fixed_version}"


class Exploited(models.Model):
    """A vulnerability of the CISA catalogue: known to be exploited, to be mended by its due date."""

    cve = models.CharField(max_length=40, unique=True)
    vendor = models.CharField(max_length=200)
    product = models.CharField(max_length=200)
    name = models.CharField(max_length=300)
    description = models.TextField()
    required_action = models.TextField()
    added_on = models.DateField()
    due_on = models.DateField(help_text="its last day, in the zone of the policy")
    ransomware = models.BooleanField(default=False, help_text="known to be used in ransomware campaigns")
    notes = models.TextField(blank=True)
    cwes = models.JSONField(default=list)
    heard_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, help_text="when the catalogue no longer had it")

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        ordering = ("-added_on", "cve")
        verbose_name_plural = "exploited vulnerabilities"

    def __str__(self) -> str:
        return self.cve


class Update(models.Model):
    """A newer version of a package that a server lacks, as the server's own tool said.

    What is published before an older one is installed stands beside that one, so that a newer release moves no
    deadline: the server lacks both until it has a version that is new enough.
    """

    server = models.ForeignKey(Server, models.PROTECT, related_name="updates", db_index=False)
    package = models.CharField(max_length=200)
    installed = models.CharField(max_length=120, blank=True)
    candidate = models.CharField(max_length=120)
    origin = models.CharField(max_length=200, blank=True, help_text="the suite or the repository")
    security = models.BooleanField(default=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="updates")
    heard_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, help_text="the server's tool no longer named it, or a run installed it")

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ("server", "package", "id")
        constraints = [
            # also serves "what this server lacks"
            models.UniqueConstraint(
                fields=["server", "package", "candidate"], condition=Q(gone_at=None), name="update_pending_once"
            ),
        ]
        indexes = [
            # whom an advisory of a package concerns
            models.Index(fields=["package"], condition=Q(gone_at=None), name="update_pending_package"),
        ]

    def __str__(self) -> str:
        return f"{self.package} {self.candidate} for {self.server_id}"


class FeedReading(models.Model):
    """A file that was read: what it was, and what came of it. Written once."""

    source = models.CharField(max_length=8, choices=Source.choices)
    server = models.ForeignKey(Server, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200, blank=True, help_text="the file's own")
    sha256 = models.CharField(max_length=64)
    counts = models.JSONField(help_text="what was new, changed, known")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    read_at = models.DateTimeField()

    # Not kept: whether a file that came again was found to be this one.
    again = False

    objects = FeedReadingQuerySet.as_manager()

    class Meta:
        ordering = ("-read_at", "-id")
        indexes = [
            # the list, newest first
            models.Index(fields=["-read_at", "-id"], name="feed_reading_newest"),
            # whether a file is the same as the last of its source and server
            models.Index(fields=["source", "server", "-id"], name="feed_reading_last"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.read_at:%Y-%m-%d %H:%M}"
