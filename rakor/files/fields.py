from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rakor.files.kinds import PAPERS, RefusedFile, kind_of


class PaperField(forms.FileField):
    """An upload whose size, name and content are looked at before anything else happens with it."""

    def __init__(self, *, allowed: frozenset[str] = PAPERS, **options: Any) -> None:
        self.allowed = allowed
        accept = ",".join(f".{extension}" for extension in sorted(allowed))
        options.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(**options)
        self.error_messages["empty"] = "Berkas kosong (0 byte). Pilih berkas yang berisi."
        self.error_messages["required"] = "Pilih berkas yang akan dikirim."

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        limit = settings.UPLOAD_LIMIT
        if (upload.size or 0) > limit:
            raise forms.ValidationError(f"Berkas terlalu besar (maks. {limit // 1024 // 1024} MB).")
        try:
            kind_of(upload.name or "", upload, allowed=self.allowed)  # type: ignore[arg-type]
        except RefusedFile as refused:
            raise forms.ValidationError(str(refused)) from refused
        return upload
