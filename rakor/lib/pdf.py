"""HTML of our own templates becomes PDF: with our style and fonts, and with no way out to disk or network."""

from functools import cache
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from rakor.lib.checks import APT_LINE, BUILT_PARTS, parts_folder

try:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
except OSError as missing_library:
    raise ImproperlyConfigured(APT_LINE) from missing_library

PART_TYPES = {".css": "text/css", ".woff2": "font/woff2"}
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # first bytes of PNG and JPEG
one_at_a_time = Lock()  # the shared font configuration is not made for two threads


class ForbiddenSource(ValueError):
    """A paper asked for something that is neither a built part nor a picture carried along."""


class PaperFetcher(URLFetcher):
    """Gives out style and fonts from static/dist, and PNG or JPEG from data: URIs; anything else stops the paper."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme = url.partition(":")[0].lower()
        if scheme == "data":
            return self._picture(url)
        if scheme == "file":
            return self._part(url)
        raise ForbiddenSource(url[:200])

    def _part(self, url: str) -> URLFetcherResponse:
        address = urlsplit(url)
        path = Path(unquote(address.path)).resolve()
        mime = PART_TYPES.get(path.suffix)
        if address.netloc or mime is None or not path.is_relative_to(parts_folder().resolve()):
            raise ForbiddenSource(url[:200])
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": mime})

    def _picture(self, url: str) -> URLFetcherResponse:
        response = super().fetch(url)
        body = response.read()
        if not body.startswith(PICTURES):
            raise ForbiddenSource(url[:60])
        return URLFetcherResponse(url, body, {"Content-Type": response.content_type})


@cache
def _style() -> tuple[FontConfiguration, list[CSS]]:
    """Parsed once per process: a new build is seen after a restart."""
    fonts = FontConfiguration()
    sheets = [parts_folder() / name for name in reversed(BUILT_PARTS)]
    return fonts, [CSS(url=sheet.as_uri(), url_fetcher=PaperFetcher(), font_config=fonts) for sheet in sheets]


def render_pdf(html: str) -> bytes:
    """The same HTML gives the same bytes. Raises ForbiddenSource when the HTML reaches for anything outside."""
    try:
        with one_at_a_time:
            fonts, sheets = _style()
            page = HTML(string=html, base_url=parts_folder().as_uri() + "/", url_fetcher=PaperFetcher())
            return page.write_pdf(stylesheets=sheets, font_config=fonts, presentational_hints=False)
    except FatalURLFetchingError as refused:
        raise ForbiddenSource(str(refused)[:200]) from refused
