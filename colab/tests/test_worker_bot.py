"""What a worker's owner is told when the bot cannot be asked, and that nothing can hold it up or fill its memory."""

from __future__ import annotations

import logging
import socket
import threading
import time
from dataclasses import replace

import httpx
import pytest
from patience import LONGEST_WAIT, until
from worker_fixtures import SOON
from workers_bot import WorkersBot, key_of

from actor_lora.errors import BadInput
from actor_lora.serve.refusal import Refusal
from actor_lora.worker.bot import Bot, read_address
from actor_lora.worker.command import main
from actor_lora.worker.key import KEY_VARIABLE, read_key, take_keys
from actor_lora.worker.reports import MOST_APART, InHand, Reports
from actor_lora.worker.trouble import KeyRefused, Trouble
from actor_lora.worker.wire import read_orders

HTML = {"content-type": "text/html"}
WORKER = "6b7c0c9e-3b61-4f0e-9a53-8f5a1f0f2d11"


@pytest.fixture
def double(spec):
    made = WorkersBot(spec, [])
    yield made
    made.close()


@pytest.fixture
def bot(double):
    with httpx.Client() as client:
        yield Bot(double.url, read_key(key_of("aaaaaaaaaa")), worker=WORKER, client=client)


def trouble(bot: Bot, *, seconds: float = LONGEST_WAIT) -> Trouble:
    with pytest.raises(Trouble) as told:
        read_orders(bot.say("/workers/alive", {"worker": "w", "running": []}, seconds=seconds).content)
    return told.value


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((404, {}, b"{}"), "older than this worker"),
        ((301, {"location": "https://bot.example/?token=x"}, b""), "redirects to https://bot.example/. Start"),
        ((200, HTML, b"<html>Log in</html>"), "sends no JSON"),
        ((200, {}, b"[" * 100_000), "sends no JSON"),
        ((200, {}, b'{"work": 3}'), "does not understand"),
        ((200, {}, b'{"work": [' + b"{}," * 99 + b"{}]}"), "does not understand"),
        ((200, {"content-encoding": "gzip"}, b'{"work": []}'), "sends no JSON"),
        ((200, {}, b" " * (1024**2 + 1)), "longer than any of the bot’s"),
        ((500, HTML, b"<html>"), "answered 500"),
        ((502, {}, b'{"error": "\\u001b[2J"}'), "answered 502"),
        ((503, {}, b'{"error": "The bot is starting."}'), "The bot is starting."),
    ],
)
def test_each_trouble_is_told_in_words(bot, double, answer, words):
    double.instead = lambda path: answer
    assert words in trouble(bot).words


def test_a_bot_that_is_busy_says_for_how_long(bot, double):
    double.instead = lambda path: (429, {"retry-after": "7"}, b"{}")
    assert trouble(bot).wait == 7


def test_a_clock_that_is_wrong_is_told_from_a_key_that_is(bot, double):
    bot._now = lambda: time.time() + 3600
    assert "60 minutes fast" in trouble(bot).words
    bot._now = time.time
    double.keys.clear()
    with pytest.raises(KeyRefused, match="wk_aaaaaaaaaa_…"):
        bot.say("/workers/alive", {}, seconds=LONGEST_WAIT)


def silent_server(answer: bytes = b"", *, drips: bool = False) -> str:
    """Takes connections and says only this; then nothing, or a byte in a while."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        kept = []
        while True:
            connection, _ = listener.accept()
            kept.append(connection)
            connection.sendall(answer)
            while drips:
                try:
                    connection.sendall(b" ")
                except OSError:
                    break
                time.sleep(0.01)

    threading.Thread(target=serve, daemon=True).start()
    return f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("drips", [False, True])
def test_a_bot_that_hangs_is_left_after_a_time(drips):
    address = silent_server(b"HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n" if drips else b"", drips=drips)
    with httpx.Client() as client:
        hung = Bot(f"http://{address}", read_key(key_of("aaaaaaaaaa")), worker=WORKER, client=client)
        assert "does not answer in time" in trouble(hung, seconds=0.3).words


def test_nobody_there_and_no_encryption_there():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with httpx.Client() as client:
        key = read_key(key_of("aaaaaaaaaa"))
        away = Bot(f"http://127.0.0.1:{port}", key, worker=WORKER, client=client)
        assert "cannot be reached" in trouble(away).words
        plain = Bot("https://" + silent_server(b"HTTP/1.1 400 Bad Request\r\n\r\n"), key, worker=WORKER, client=client)
        assert "is it really https" in trouble(plain).words


def test_a_certificate_that_is_not_trusted(tmp_path):
    import ssl
    import subprocess

    pem = tmp_path / "own.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", str(pem), "-out", str(tmp_path / "c.pem")], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", pem)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listener.accept()
        try:
            context.wrap_socket(connection, server_side=True)
        except OSError:
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    with httpx.Client() as client:
        bot = Bot(
            f"https://127.0.0.1:{listener.getsockname()[1]}",
            read_key(key_of("aaaaaaaaaa")),
            worker=WORKER,
            client=client,
        )
        assert "is not trusted: self-signed certificate. For a certificate" in trouble(bot).words
    listener.close()


def test_the_same_trouble_is_one_line_and_its_end_another(bot, double, caplog):
    caplog.set_level(logging.INFO, logger="actor_lora.worker")
    tries = []

    def instead(path: str):
        tries.append(path)
        return (503, {}, b"{}") if len(tries) < 20 else (502, {}, b"{}") if len(tries) < 30 else (204, {}, b"")

    double.instead = instead
    reports = Reports(bot, "w", SOON, refused=lambda _: None)
    assert reports.result(InHand("image-1", "image", 1), b"png", {"content-type": "image/png"})
    assert [line.split(" Trying")[0][-12:] for line in caplog.messages] == [
        "nswered 503.",
        "nswered 502.",
        "swers again.",
    ]


def test_a_login_page_does_not_take_a_picture(bot, double):
    answers = [(200, HTML, b"<html>Log in</html>"), (204, {}, b"")]
    double.instead = lambda path: answers.pop(0)
    reports = Reports(bot, "w", SOON, refused=lambda _: None)
    answer = reports.result(InHand("image-1", "image", 1), b"png", {"content-type": "image/png"})
    assert answer and answer.status == 204 and answers == []


def test_what_cannot_be_said_does_not_pile_up(bot, double):
    def telling() -> int:
        return sum(thread.name == "apart" for thread in threading.enumerate())

    double.instead = lambda path: (503, {}, b"{}")
    reports = Reports(bot, "w", SOON, refused=lambda _: None)
    for number in range(3 * MOST_APART):
        reports.fail_apart(f"image-{number}", Refusal(503, "This worker has no room for it."), handed_back=True)
    assert telling() <= MOST_APART
    said = []
    double.instead = lambda path: said.append(path) or (204, {}, b"")
    until(lambda: telling() == 0)
    assert len(said) == MOST_APART
    reports.fail_apart("image-last", Refusal(503, "This worker has no room for it."))
    until(lambda: said[-1] == "/workers/work/image-last/failed")


def test_waits_grow_and_never_end():
    waits = replace(SOON, backoff=(1, 2, 60)).waits()
    first = [next(waits) for _ in range(50)]
    assert 0.8 <= first[0] <= 1.2 and 1.6 <= first[1] <= 2.4
    assert all(48 <= wait <= 72 for wait in first[2:])
    assert len(set(first)) > 40


class TestBeginning:
    def test_keys_are_read_and_taken_out_of_the_environment(self):
        environment = {KEY_VARIABLE: f"{key_of('bbbbbbbbbb')}, {key_of('cccccccccc')}"}
        keys = take_keys([f" `{key_of('aaaaaaaaaa')}`", key_of("bbbbbbbbbb")], environment)
        assert [key.id for key in keys] == ["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]
        assert environment == {}
        assert "whsec_" not in repr(keys)

    @pytest.mark.parametrize(
        "text",
        ["", "wk_aaaaaaaaaa", "wk_AAAAAAAAAA_" + "x" * 43, "hf_secret", key_of("a" * 10) + "x"],
        # Keys are random, and the processes that share these tests have to agree on their names.
        ids=["none", "no secret", "capitals", "another kind", "too long"],
    )
    def test_what_is_no_key_is_refused_and_not_repeated(self, text):
        with pytest.raises(BadInput) as told:
            take_keys([text] if text else [], {})
        assert not text or text not in str(told.value)

    def test_addresses(self):
        assert read_address(" https://bot.example/ ") == "https://bot.example"
        assert read_address("http://10.0.0.5:8787/bot/") == "http://10.0.0.5:8787/bot"
        for wrong in (
            "bot.example",
            "ftp://bot.example",
            "https://",
            "https://a:b@bot.example",
            "https://b/?x=1",
            "http://b:x",
        ):
            with pytest.raises(BadInput):
                read_address(wrong)

    def test_without_a_gpu_it_asks_what_to_serve(self, monkeypatch):
        monkeypatch.setattr("torch.cuda.is_available", lambda: False)
        monkeypatch.setattr("torch.backends.mps.is_available", lambda: False)
        monkeypatch.setenv(KEY_VARIABLE, key_of("aaaaaaaaaa"))
        with pytest.raises(BadInput, match="--model"):
            main(["--bot", "http://127.0.0.1:9"])

    def test_the_bases_that_fit(self):
        from actor_lora.worker.machine import fitting

        assert len(fitting(7)) == 4
        assert "stabilityai/stable-diffusion-xl-base-1.0" in fitting(11)
        assert len(fitting(80)) == 9
        with pytest.raises(BadInput, match="smallest base needs 6"):
            fitting(4)

    def test_a_name_is_no_longer_than_the_bot_takes_and_a_cpu_only_draws(self):
        from actor_lora.worker.machine import look

        machine = look(name="\U0001f600\n" * 40, device="cpu", models=["a/b"], training=True, allow_cpu=False)
        assert machine.name == "\U0001f600" * 30
        assert (machine.label, machine.kinds, machine.roomy) == ("CPU", ["image"], False)
