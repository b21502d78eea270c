"""`actor-lora serve`: the HTTP server behind the bot's INFERENCE_ENDPOINT_URL."""

from __future__ import annotations

import argparse
import ipaddress
import logging
import os
import sys

from ..errors import BadInput
from .catalogue import read_catalogue
from .engine import Engine, EngineSettings
from .refusal import Refusal

log = logging.getLogger("actor_lora.serve")

TOKEN_VARIABLE = "INFERENCE_ENDPOINT_TOKEN"


def arguments(argv: list[str]) -> argparse.Namespace:
    """Reads the command line of `actor-lora serve`."""
    parser = argparse.ArgumentParser(
        prog="actor-lora serve",
        description="Serves base models and private LoRAs behind the bot's INFERENCE_ENDPOINT_URL.",
        epilog=f"Secrets come from the environment: {TOKEN_VARIABLE}, which the bot has too, and HF_TOKEN, with "
        "which this server reads private LoRAs. HF_ENDPOINT names another hub.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        metavar="ID[=FOLDER]",
        help="serve this model instead of the known ones; may be repeated, the first is the default",
    )
    parser.add_argument("--preload", action="store_true", help="load the default model at once")
    parser.add_argument("--device", default="auto", help="cuda, mps or cpu; found out by default")
    parser.add_argument("--queue", type=int, default=16, metavar="N", help="most pictures that wait (16)")
    parser.add_argument("--bases", type=int, default=2, metavar="N", help="base models kept in memory (2)")
    parser.add_argument("--loras", type=int, default=8, metavar="N", help="LoRAs kept warm for each base (8)")
    parser.add_argument("--together", type=int, default=4, metavar="N", help="most pictures drawn at once (4)")
    return parser.parse_args(argv)


def check_open_door(host: str, token: str | None) -> None:
    """Refuses to listen where others could use the LoRAs of real people.

    Args:
        host: The address to listen on.
        token: What callers must show.

    Raises:
        BadInput: Other machines reach the address and there is no token.
    """
    try:
        local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local and not token:
        raise BadInput(
            f"Set {TOKEN_VARIABLE} before listening on {host}: without a token anybody there could make pictures "
            "of your actors."
        )


def main(argv: list[str]) -> int:
    """Serves until it is stopped. Exit code 2 when it cannot begin."""
    given = arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # It names every address, those of the hub's storage with their signatures too.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    token = os.environ.get(TOKEN_VARIABLE, "").strip() or None
    try:
        check_open_door(given.host, token)
        if min(given.queue, given.bases, given.loras, given.together) < 1:
            raise BadInput("--queue, --bases, --loras and --together must be at least 1.")
        import uvicorn

        from .routes import create_app
    except BadInput as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except ImportError:
        print('The server is not installed. Run: pip install "actor-lora[serve]"', file=sys.stderr)
        return 2
    settings = EngineSettings(
        most_waiting=given.queue,
        most_bases=given.bases,
        most_adapters=given.loras,
        most_together=given.together,
        device=given.device,
    )
    engine = Engine(read_catalogue(given.model), settings)
    if given.preload:
        try:
            engine.pool.get(None)
        except Refusal:
            log.info("loading %s", engine.pool.catalogue.default)
    if token is None:
        log.warning("no %s is set: every program on this machine may make pictures", TOKEN_VARIABLE)
    uvicorn.run(create_app(engine, token), host=given.host, port=given.port, log_level="info", access_log=True)
    return 0
