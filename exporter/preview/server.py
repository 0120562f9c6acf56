"""The preview's server: for its own pages only, with nothing but the content of exports; on 127.0.0.1 by default."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import asdict
from ipaddress import ip_address
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from watchfiles import awatch

from exporter.backends import load
from exporter.build.grading import GRAVITY
from exporter.build.outcome import once
from exporter.diagnostics import Diagnostic
from exporter.preview.live import ListedExport, LivePreview, PreviewPlan, View
from exporter.preview.pdf_pages import page_picture, page_sizes, page_words
from exporter.preview.watching import DEBOUNCE, STEP, relevant_changes
from exporter.report.grouping import FindingGroup, grouped
from exporter.theme.files import Theme
from exporter.theme.templates import templates

ADDRESS = "127.0.0.1"
DIGITS = 6  # of a page number
KEEP_ALIVE = 15.0  # seconds after which a silent stream says that it is alive
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'"


def application(live: LivePreview, theme: Theme, port: int, host: str = ADDRESS) -> Starlette:
    """Return the preview as an ASGI application.

    It answers for ``127.0.0.1:port`` and ``localhost:port`` only; on another ``host`` for all numeric addresses and for
    ``localhost``, at any port, since a container may be reached at another one.
    """
    routes = [
        Route("/", _always(_shell(theme))),
        Route("/preview.js", _always(_own(theme, "preview.js", "text/javascript"))),
        Route("/preview.css", _always(_own(theme, "preview.css", "text/css"))),
        Route("/preview.svg", _always(_own(theme, "preview.svg", "image/svg+xml"))),
        Route("/events", _with(live, _events)),
        Route("/exports", _with(live, _exports)),
        Route("/states", _with(live, _states)),
        Route("/state/{format}/{output:path}", _with(live, _state)),
        Route("/files/{format}/{output:path}", _with(live, _file)),
        Route("/pages/{number}/{output:path}", _with(live, _picture)),
        Route("/words/{number}/{output:path}", _with(live, _words)),
    ]
    app = Starlette(routes=routes, lifespan=_watching(live))
    app.add_middleware(OwnPagesOnly, port=port, host=host)
    return app


def serve(
    live: LivePreview,
    theme: Theme,
    port: int = 0,
    ready: Callable[[str], None] = lambda _: None,
    host: str = ADDRESS,
) -> None:
    """Serve until interrupted; ``ready`` is called with the address once the port is open. Raises ``OSError``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            application(live, theme, port, host), log_level="critical", lifespan="on", timeout_graceful_shutdown=1
        )
        ready(f"http://{ADDRESS}:{port}/" if is_everywhere(host) else f"http://{_bracketed(host)}:{port}/")
        uvicorn.Server(config).run(sockets=[listener])


def is_everywhere(host: str) -> bool:
    """Return whether a server on this host answers at all addresses of the machine."""
    return host in ("0.0.0.0", "::")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class OwnPagesOnly:
    """Middleware that refuses requests of other sites' pages and for other host names (cross-site, DNS rebinding)."""

    def __init__(self, app: ASGIApp, port: int, host: str = ADDRESS) -> None:
        self.app = app
        self.hosts = {f"{name}:{port}" for name in (ADDRESS, "localhost")}
        self.anywhere = host != ADDRESS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request, or pass it on."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin", "")
            allowed = self.is_own(host) and (not origin or origin.partition("://")[2] == host)
            if not allowed or headers.get("sec-fetch-site", "same-origin") in ("cross-site", "same-site"):
                await PlainTextResponse("not for other sites", 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def is_own(self, host: str) -> bool:
        """Return whether a request's host is this server: not a name that another site may have."""
        name = host.rpartition(":")[0] or host
        return host in self.hosts or (self.anywhere and (name == "localhost" or _is_numeric(name.strip("[]"))))


def _is_numeric(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _always(response: Response) -> Callable[[Request], Response]:
    return lambda _: response


def _with(live: LivePreview, answer: Callable[[LivePreview, Request], Any]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        response: Response = await answer(live, request)
        return response

    return endpoint


def _watching(live: LivePreview) -> Callable[[Starlette], Any]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_watch(live))
        try:
            yield
        finally:
            task.cancel()

    return lifespan


async def _watch(live: LivePreview) -> None:
    """Note each change on disk; start anew if a changed configuration names other folders."""
    relevant = relevant_changes(live.exporter.ignores)
    while True:
        folders = live.exporter.watched()
        async for _ in awatch(*folders, watch_filter=relevant, debounce=DEBOUNCE, step=STEP):
            await live.changed()
            await live.plan()
            if live.exporter.watched() != folders:
                await live.changed()  # a save in a new folder meanwhile was not seen
                break


def _shell(theme: Theme) -> Response:
    page = templates(theme).render("preview/shell.html.j2")
    return HTMLResponse(page, headers={"content-security-policy": POLICY, "cache-control": "no-store"})


def _own(theme: Theme, name: str, media_type: str) -> Response:
    return Response(theme.read(f"templates/preview/{name}"), media_type=media_type)


async def _events(live: LivePreview, request: Request) -> Response:
    """Send the number of each new state as an event (HTML standard, 9.2)."""

    async def stream() -> AsyncIterator[str]:
        version = live.version
        yield f"data: {version}\n\n"
        while not await request.is_disconnected():
            try:
                version = await asyncio.wait_for(live.newer_than(version), KEEP_ALIVE)
                yield f"data: {version}\n\n"
            except TimeoutError:
                yield ": still here\n\n"

    return StreamingResponse(stream(), media_type="text/event-stream", headers={"cache-control": "no-store"})


async def _exports(live: LivePreview, _: Request) -> Response:
    plan = await live.plan()
    exports = [{"output": e.output, "title": e.title, "formats": e.formats, "source": e.source} for e in plan.exports]
    return _json({"exports": exports, "findings": _findings_json(plan.findings, live)})


async def _states(live: LivePreview, _: Request) -> Response:
    return _json(await live.states())


async def _state(live: LivePreview, request: Request) -> Response:
    """Return the state of an export in a format: whether it can be shown as it now is, and all findings about it."""
    plan, listed = await _planned(live, request)
    view = await live.view(listed.output, request.path_params["format"])
    before = plan.concerning(listed)
    fresh = view.fresh and plan.whole
    sizes = (
        page_sizes(view.shown.data) if view.shown and view.shown.data and request.path_params["format"] == "pdf" else []
    )
    findings = _findings_json(once((*before, *view.findings)), live)
    return _json(
        {"version": view.version, "fresh": fresh, "there": bool(view.shown), "sizes": sizes, "findings": findings}
    )


async def _file(live: LivePreview, request: Request) -> Response:
    view = await _view(live, request)
    if view.shown is None or view.shown.data is None:
        raise HTTPException(404)
    name = request.path_params["format"]
    backend = load(name)
    file = request.path_params["output"].rpartition("/")[2] + backend.suffix
    quoted = json.dumps(file.encode("ascii", "replace").decode().replace("\\", "_"))
    kind = "attachment" if "download" in request.query_params else "inline"
    headers = {"content-disposition": f"{kind}; filename={quoted}", "cache-control": "no-store"}
    return Response(
        view.shown.data, media_type=backend.media_type, headers={**headers, "x-content-type-options": "nosniff"}
    )


async def _picture(live: LivePreview, request: Request) -> Response:
    png = await asyncio.to_thread(page_picture, *await _page(live, request))
    return Response(png, media_type="image/png", headers={"cache-control": "no-store"})


async def _words(live: LivePreview, request: Request) -> Response:
    words = await asyncio.to_thread(page_words, *await _page(live, request))
    return _json([asdict(one) for one in words])


async def _page(live: LivePreview, request: Request) -> tuple[bytes, int]:
    """Return the PDF and the number of its page that a path names."""
    number = _page_number(request.path_params["number"])
    request.path_params["format"] = "pdf"
    view = await _view(live, request)
    if view.shown is None or view.shown.data is None or not 1 <= number <= (view.shown.pages or 0):
        raise HTTPException(404)
    return view.shown.data, number


def _page_number(text: str) -> int:
    """Return the page number in a path; a number that no document has is not found."""
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        raise HTTPException(404)
    return int(text)


async def _view(live: LivePreview, request: Request) -> View:
    """Return the rendering that a path names."""
    _, listed = await _planned(live, request)
    return await live.view(listed.output, request.path_params["format"])


async def _planned(live: LivePreview, request: Request) -> tuple[PreviewPlan, ListedExport]:
    """Return the plan and its export that a path names."""
    output, name = request.path_params["output"], request.path_params["format"]
    plan = await live.plan()
    listed = next((e for e in plan.exports if e.output == output), None)
    if listed is None or name not in listed.formats:
        raise HTTPException(404)
    return plan, listed


def _findings_json(findings: Iterable[Diagnostic], live: LivePreview) -> list[dict[str, str | None]]:
    """Return findings as the page shows them: the gravest first, the same finding at several places once."""
    gravest = sorted(grouped(findings), key=lambda group: -GRAVITY.index(group.first.severity))
    return [_finding_json(group, live) for group in gravest]


def _finding_json(group: FindingGroup, live: LivePreview) -> dict[str, str | None]:
    first = group.first
    place = str(first.pos) if first.pos else None
    link = live.exporter.editor_link(first.pos) if first.pos else None
    kind = {"severity": first.severity, "code": first.code, "place": place, "link": link}
    return {**kind, "message": first.message, "hint": first.advice, "also": group.elsewhere}


def _json(value: Any) -> Response:
    return JSONResponse(value, headers={"cache-control": "no-store"})
