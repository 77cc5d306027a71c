"""HTML becomes PDF with our own fonts, and reaches nothing outside, whatever stands in it."""

import io
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from rakor.lib import pdf
from rakor.lib.checks import parts_folder
from rakor.lib.pdf import ForbiddenSource, render_pdf

SECRET = "RAHASIA-7731"
SVG = "http://www.w3.org/2000/svg"


class Canary:
    """A web server of this machine that writes down who asked, and sends a second address on to the secret file."""

    def __init__(self, secret: Path) -> None:
        self.hits: list[str] = []
        canary = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.hits.append(self.path)
                self.send_response(302 if self.path == "/redirect" else 200)
                self.send_header("Location", secret.as_uri())
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rahasia") / "rahasia.txt"
    path.write_text(SECRET)
    return path


@pytest.fixture(scope="module")
def canary(secret: Path) -> Iterator[Canary]:
    canary = Canary(secret)
    yield canary
    canary.server.shutdown()
    canary.server.server_close()


def picture(colour: str = "black", kind: str = "PNG") -> str:
    file = io.BytesIO()
    Image.new("RGB", (2, 2), colour).save(file, kind)
    return f"data:image/{kind.lower()};base64,{b64encode(file.getvalue()).decode()}"


def drawing(inner: str) -> str:
    """An SVG picture carried along as a data: URI."""
    source = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{inner}</svg>'
    return "data:image/svg+xml;base64," + b64encode(source.encode()).decode()


def images_of(paper: PdfReader) -> int:
    return sum(len(page.images) for page in paper.pages)


# {web} is the canary, {file} the address of the secret file, {path} its path
ATTACKS = {
    "picture from the web": '<img src="{web}/a">',
    "picture by bare scheme": '<img src="//127.0.0.1/a">',
    "picture from disk": '<img src="{file}">',
    "picture by path": '<img src="{path}">',
    "picture by climbing": '<img src="../../../../../../../../../../{path}">',
    "picture by encoded climbing": '<img src="%2e%2e/%2e%2e/manage.py">',
    "picture of another host's disk": '<img src="file://localhost{path}">',
    "picture in upper case": '<img src="FILE://{path}">',
    "picture by ftp": '<img src="ftp://127.0.0.1/a">',
    "picture behind a redirect": '<img src="{web}/redirect">',
    "picture set": '<img srcset="{web}/a 1x" src="{web}/b">',
    "attachment from disk": '<link rel="attachment" href="{file}">',
    "attachment from the web": '<link rel="attachment" href="{web}/a">',
    "attachment by anchor": '<a rel="attachment" href="{file}">x</a>',
    "attachment by data": '<link rel="attachment" href="data:text/plain,abc">',
    "style sheet from the web": '<link rel="stylesheet" href="{web}/a.css">',
    "style sheet from disk": '<link rel="stylesheet" href="{file}">',
    "style sheet by import": '<style>@import url("{web}/a.css");</style>',
    "style sheet by data": '<link rel="stylesheet" href="data:text/css,@import url({web}/a)">',
    "background": '<p style="background: url({web}/a)">x</p>',
    "border picture": '<p style="border: 9px solid; border-image: url({web}/a) 3">x</p>',
    "list mark": '<ul style="list-style-image: url({file})"><li>x</ul>',
    "content": "<style>p::before {{ content: url({file}) }}</style><p>x</p>",
    "page background": "<style>@page {{ background: url({web}/a) }}</style>",
    "font from the web": "<style>@font-face {{ font-family: X; src: url({web}/a) }} p {{ font-family: X }}</style><p>x",
    "font from disk": "<style>@font-face {{ font-family: X; src: url({file}) }} p {{ font-family: X }}</style><p>x",
    "colour profile": "<style>@color-profile --x {{ src: url({web}/a) }}</style>",
    "object": '<object data="{file}"></object>',
    "embed": '<embed src="{web}/a">',
    "frame": '<iframe src="{file}"></iframe>',
    "base address": '<base href="{web}/"><img src="a.png">',
    "base on disk": '<base href="file:///"><img src="{path}">',
    "script": "<script>fetch('{web}/a')</script>",
    "refresh": '<meta http-equiv="refresh" content="0; url={web}/a">',
    "inline svg picture": f'<svg xmlns="{SVG}"><image href="{{web}}/a" width="9" height="9"/></svg>',
    "inline svg use": f'<svg xmlns="{SVG}"><use href="{{file}}#x"/></svg>',
    "form": '<form action="{web}/a"><input type="image" src="{web}/a"></form>',
    "video": '<video poster="{web}/a" src="{file}"></video>',
    "favicon": '<link rel="icon" href="{web}/a">',
    "python's own protocol": '<img src="jar:{file}!/a">',
}
DRAWINGS = {
    "picture": '<image href="{web}/a" width="9" height="9"/>',
    "old picture": '<image xlink:href="{file}" width="9" height="9"/>',
    "use": '<use href="{file}#x"/>',
    "import": "<style>@import url('{web}/a.css');</style><rect/>",
    "fill": '<rect width="9" height="9" fill="url({web}/a#x)"/>',
}


def aimed(attack: str, canary: Canary, secret: Path) -> str:
    return attack.format(web=canary.address, file=secret.as_uri(), path=secret)


def assert_nothing_got_out(html: str, canary: Canary) -> None:
    canary.hits.clear()
    try:
        paper = PdfReader(io.BytesIO(render_pdf(html)))
    except ForbiddenSource:
        paper = None

    assert canary.hits == []
    if paper is not None:
        assert SECRET not in "".join(page.extract_text() for page in paper.pages)
        assert (images_of(paper), dict(paper.attachments)) == (0, {})


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_render_pdf_reaches_nothing_outside(attack: str, canary: Canary, secret: Path) -> None:
    assert_nothing_got_out(aimed(attack, canary, secret), canary)


@pytest.mark.parametrize("attack", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_render_pdf_reaches_nothing_through_a_drawing(attack: str, canary: Canary, secret: Path) -> None:
    assert_nothing_got_out(f'<img src="{drawing(aimed(attack, canary, secret))}">', canary)


def test_render_pdf_reads_no_entity_from_disk(canary: Canary, secret: Path) -> None:
    source = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret.as_uri()}">]><svg xmlns="{SVG}"><text y="9">&x;</text></svg>'

    assert_nothing_got_out(f'<img src="data:image/svg+xml;base64,{b64encode(source.encode()).decode()}">', canary)


@pytest.mark.parametrize("source", ["http://127.0.0.1/a", "ftp://127.0.0.1/a", "file:///etc/hostname", "gopher:a"])
def test_render_pdf_says_which_source_it_refused(source: str) -> None:
    with pytest.raises(ForbiddenSource, match=source):
        render_pdf(f'<img src="{source}">')


def test_render_pdf_refuses_a_link_that_leads_out_of_the_built_parts(settings, tmp_path: Path, secret: Path) -> None:
    dist = tmp_path / "static" / "dist"
    dist.mkdir(parents=True)
    (dist / "a.css").symlink_to(secret)
    settings.BASE_DIR = tmp_path

    with pytest.raises(ForbiddenSource):
        pdf.PaperFetcher().fetch((dist / "a.css").as_uri())


def test_paper_fetcher_gives_out_style_and_fonts_but_no_script_of_the_build() -> None:
    font = next((parts_folder() / "fonts").glob("*.woff2"))

    assert pdf.PaperFetcher().fetch(font.as_uri()).content_type == "font/woff2"
    with pytest.raises(ForbiddenSource):
        pdf.PaperFetcher().fetch((parts_folder() / "rakor.js").as_uri())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_render_pdf_prints_a_picture_that_is_carried_along(kind: str) -> None:
    paper = PdfReader(io.BytesIO(render_pdf(f'<img src="{picture(kind=kind)}">')))

    assert images_of(paper) == 1


def test_render_pdf_refuses_a_carried_file_that_is_no_picture() -> None:
    with pytest.raises(ForbiddenSource):
        render_pdf('<img src="data:image/png;base64,PGh0bWw+">')


def test_render_pdf_works_on_after_a_refusal() -> None:
    with pytest.raises(ForbiddenSource):
        render_pdf('<img src="file:///etc/hostname">')

    assert render_pdf("<p>Baik</p>").startswith(b"%PDF-")


def test_render_pdf_gives_the_same_bytes_for_the_same_html() -> None:
    html = '<html class="a4"><h1>Notula</h1><p>Rapat dibuka.</p></html>'

    assert render_pdf(html) == render_pdf(html)


def test_render_pdf_takes_no_colours_and_sizes_from_attributes() -> None:
    assert render_pdf('<table width="9999"><tr><td bgcolor="red">x</table>') == render_pdf("<table><tr><td>x</table>")
