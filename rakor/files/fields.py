from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rakor.files.kinds import PAPERS, RefusedFile, kind_of


def accept(allowed: frozenset[str]) -> dict[str, str]:
    return {"accept": ",".join(f".{extension}" for extension in sorted(allowed))}


class PaperField(forms.FileField):
    """An upload whose size, name and content are looked at before anything else happens with it."""

    def __init__(self, *, allowed: frozenset[str] = PAPERS, limit: int | None = None, **options: Any) -> None:
        """`limit` in bytes; without one that of the settings."""
        self.allowed, self.limit = allowed, limit or settings.UPLOAD_LIMIT
        options.setdefault("widget", forms.FileInput(attrs=accept(allowed)))
        super().__init__(**options)
        self.error_messages["empty"] = "Berkas kosong (0 byte). Pilih berkas yang berisi."
        self.error_messages["required"] = "Pilih berkas yang akan dikirim."

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        if (upload.size or 0) > self.limit:
            raise forms.ValidationError(f"Berkas terlalu besar (maks. {self.limit // 1024 // 1024} MB).")
        try:
            kind_of(upload.name or "", upload, allowed=self.allowed)  # type: ignore[arg-type]
        except RefusedFile as refused:
            raise forms.ValidationError(str(refused)) from refused
        return upload


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PapersField(forms.Field):
    """Up to `most` uploads of one input; the cleaned value is a list, empty where nothing was chosen."""

    def __init__(self, *, allowed: frozenset[str], limit: int, most: int, **options: Any) -> None:
        self.one, self.most = PaperField(allowed=allowed, limit=limit), most
        widget = ManyFilesInput if most > 1 else forms.FileInput
        super().__init__(widget=widget(attrs=accept(allowed)), **options)

    def clean(self, value: Any) -> list[UploadedFile]:
        chosen = value if isinstance(value, (list, tuple)) else [value] if value else []
        if self.required and not chosen:
            raise forms.ValidationError("Pilih berkas yang akan dikirim.")
        if len(chosen) > self.most:
            raise forms.ValidationError(f"Paling banyak {self.most} berkas sekali kirim.")
        return [self.checked(upload) for upload in chosen]

    def checked(self, upload: Any) -> UploadedFile:
        try:
            found = self.one.clean(upload)
        except forms.ValidationError as refused:
            name = f"{upload.name}: " if self.most > 1 else ""
            raise forms.ValidationError(f"{name}{refused.messages[0]}") from refused
        assert found
        return found
