"""The server's addresses: `{inputs, parameters}` in, a PNG or a sentence out."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from .drawing import Abandoned, as_png
from .engine import Engine
from .gpu_queue import Ticket
from .image_call import read_image_call
from .refusal import Refusal

MOST_BODY_BYTES = 64 * 1024
"""Of a request: a prompt and some numbers."""


def create_app(engine: Engine, token: str | None) -> FastAPI:
    """The server. `token` is what callers must show as a bearer token; None leaves the door open."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        engine.stop()

    app = FastAPI(title="actor-lora serve", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)

    @app.exception_handler(Refusal)
    async def _refused(_: Request, refusal: Refusal) -> JSONResponse:
        return JSONResponse(refusal.body(), refusal.status, headers=refusal.headers())

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        words = {
            404: "There is nothing here. Pictures are made at POST /.",
            405: "Use POST / to make a picture.",
        }
        return JSONResponse({"error": words.get(error.status_code, str(error.detail))}, error.status_code)

    @app.exception_handler(Exception)
    async def _broken(_: Request, error: Exception) -> JSONResponse:
        return JSONResponse({"error": "The picture could not be made; the server's log has the reason."}, 500)

    @app.get("/")
    @app.get("/healthz")
    async def _health() -> dict[str, Any]:
        return {"status": "ok"}

    @app.get("/state")
    async def _state(request: Request) -> dict[str, Any]:
        check_token(request.headers.get("authorization"), token)
        return {
            "device": engine.device,
            "models": list(engine.pool.catalogue.sources),
            **engine.pool.state(),
            "queue": engine.queue.state(),
            "loras": len(engine.loras),
        }

    @app.post("/")
    @app.post("/generate")
    async def _make(request: Request) -> Response:
        check_token(request.headers.get("authorization"), token)
        call = read_image_call(await read_json(request))
        ticket = await asyncio.to_thread(engine.begin, call)
        picture = await wait(ticket, request)
        content = await asyncio.to_thread(as_png, picture)
        return Response(content, media_type="image/png", headers={"X-Seed": str(call.seed)})

    return app


async def read_json(request: Request) -> Any:
    """Reads a request's JSON.

    Raises:
        Refusal: 413 where it is too long; 400 where it is no JSON.
    """
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > MOST_BODY_BYTES:
            raise Refusal(413, f"The request is longer than {MOST_BODY_BYTES // 1024} KiB.")
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Refusal(400, "The request is not JSON.") from None


async def wait(ticket: Ticket, request: Request) -> Any:
    """Waits for the picture. When the caller goes away it is dropped, in the line or in the middle of its steps.

    Args:
        ticket: The place in the line.
        request: The caller.

    Returns:
        The picture.

    Raises:
        Refusal: The caller went away, or the server is stopping.
    """
    result = asyncio.wrap_future(ticket.future)
    # What happens to it afterwards is not worth a line in the log.
    result.add_done_callback(lambda done: done.cancelled() or done.exception())
    gone = asyncio.create_task(_until_gone(request))
    try:
        await asyncio.wait({result, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not result.done():
            ticket.cancel()
            raise Refusal(499, "The caller went away.")
        try:
            return result.result()
        except Abandoned:
            raise Refusal(503, "The server is stopping. Try again when it is back.") from None
    except asyncio.CancelledError:
        ticket.cancel()
        raise
    finally:
        gone.cancel()


async def _until_gone(request: Request) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(0.25)


def check_token(header: str | None, token: str | None) -> None:
    """Compares digests in constant time, so that neither the length nor the beginning of the token can be guessed.

    Args:
        header: The caller's Authorization header.
        token: What it must show; None leaves the door open.

    Raises:
        Refusal: 401.
    """
    if token is None:
        return
    scheme, _, given = (header or "").partition(" ")
    right = hmac.compare_digest(_digest(given.strip()), _digest(token))
    if scheme.lower() != "bearer" or not right:
        raise Refusal(401, "The endpoint's token is wrong or missing.")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
