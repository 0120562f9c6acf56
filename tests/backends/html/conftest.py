"""Pages in the browser of all tests, with the network watched."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from exporter.backends.html import BACKEND, HtmlOptions
from exporter.model.document import Document
from exporter.theme.files import Theme
from tests.backends.documents import faq_document, sample_document

DOCUMENTS: dict[str, Callable[[], Document]] = {"faq": faq_document, "sample": sample_document}


def written(document: Document, **options: Any) -> str:
    """The page of ``document`` as text."""
    data = BACKEND.render(document, HtmlOptions(**options), Theme()).data
    assert data is not None
    return data.decode()


@dataclass
class Opened:
    """A page in the browser, and what it asked of the network and said on the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of each document's page on disk."""
    folder = tmp_path_factory.mktemp("pages")
    for name, document in DOCUMENTS.items():
        (folder / f"{name}.html").write_text(written(document()), "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in DOCUMENTS}


@pytest.fixture
def opened(browser: Browser, files: dict[str, str]) -> Callable[..., Any]:
    """A context manager for one page of a document: its name, then width, height, dark, script and anchor."""

    @contextmanager
    def enter(
        name: str, *, width: int = 1280, height: int = 900, dark: bool = False, script: bool = True, anchor: str = ""
    ) -> Iterator[Opened]:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        it = Opened(context.new_page())
        it.page.on("request", lambda request: it.requests.append(request.url))
        it.page.on("console", lambda message: it.messages.append(message.text))
        it.page.on("pageerror", lambda error: it.messages.append(str(error)))
        it.page.goto(files[name] + anchor)
        yield it
        context.close()

    return enter
