"""Files go out through the gate of the object that owns them, never by path."""

from django.http import FileResponse

from rakor.files.models import StoredFile


def attachment(stored: StoredFile) -> FileResponse:
    """The file as a download that no browser runs or shows inside the site."""
    response = FileResponse(
        stored.full_path.open("rb"), as_attachment=True, filename=stored.name, content_type=stored.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
