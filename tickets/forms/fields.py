"""Fields that several forms share."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile as _Uploaded

from tickets.actions import Upload

UploadedFile: TypeAlias = "_Uploaded[bytes]"


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class Files(forms.FileField):
    """Any number of files; `uploads_of` reads them. Too many or too large is told before they are read."""

    def __init__(self, **kwargs: Any) -> None:
        largest, most = settings.ATTACHMENT_MAX_BYTES // 1024**2, settings.ATTACHMENT_MAX_COUNT
        words = f"At most {most} files of {largest} MB each. Do not send passwords."
        # filing.js takes files by drop and paste, and tells of too many or too large ones before they are sent
        limits = {"data-most": most, "data-largest": settings.ATTACHMENT_MAX_BYTES}
        super().__init__(required=False, widget=_ManyFiles(limits), help_text=words, label="Files", **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data or []) if file]
        if len(files) > settings.ATTACHMENT_MAX_COUNT:
            raise forms.ValidationError(
                f"At most {settings.ATTACHMENT_MAX_COUNT} files at once; send the rest with another message."
            )
        large = [file.name for file in files if file.size > settings.ATTACHMENT_MAX_BYTES]
        if large:
            raise forms.ValidationError(
                f"{', '.join(large)}: larger than {settings.ATTACHMENT_MAX_BYTES // 1024**2} MB."
            )
        return files


def uploads_of(files: Sequence[UploadedFile]) -> list[Upload]:
    """The files as the actions take them, from their beginning however often they were read."""
    for file in files:
        file.seek(0)
    return [Upload(file.name or "", file.read()) for file in files]
