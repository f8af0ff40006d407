"""`trustcore serve`: flags, the file of settings, and a server that starts and ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest
from typer.testing import CliRunner

from processes import free_port
from trustcore.cli.app import app
from trustcore.cli.serve_config import ServeConfig, read_config
from trustcore.errors import ConfigurationError

TOKEN = "a-token-of-32-characters-at-least"
SERVE = ["serve", "--model", "embedded/primer"]
PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's `&` has it ignored
from trustcore.cli import main
main()
"""


def refused(*arguments: str) -> str:
    """What the command says when it refuses to start."""
    done = CliRunner().invoke(app, [*SERVE, *arguments])
    assert 2 == done.exit_code, done.output
    return " ".join(done.stderr.split())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.test"])  # noqa: S104
def test_other_machines_are_not_served_without_a_token(host: str) -> None:
    """The message names the way out."""
    assert "--token-file" in refused("--host", host)


@pytest.mark.parametrize("preset", ["high", "best"])
def test_presets_of_several_candidates_are_refused(preset: str) -> None:
    """The message names those that are not."""
    assert '"low" or "medium"' in refused("--preset", preset)


@pytest.mark.parametrize("text", ["", "short", "with spaces in the token", "\u00fc" * 40])
def test_a_weak_token_is_refused(text: str, tmp_path: Path) -> None:
    """Without being told."""
    path = tmp_path / "token"
    path.write_text(text, "utf-8")

    said = refused("--token-file", str(path))

    assert "16 or more" in said
    assert not text or text not in said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prot = 3", "did you mean 'port'"),
        ("port = 'x'", "port must be a whole number"),
        ("threshold = 2", "threshold must be a number"),
        ("store_texts = 1", "store_texts must be True or False"),
        ("host_names = 'a'", "host_names must be a list"),
        ("host_names = [1]", "host_names = ["),
        ("presets = ['low', 1]", "presets = ["),
        ("max_inflight = 0", "max_inflight must be"),
        ("[presets]", "presets"),
        ("port = ", "TOML"),
    ],
)
def test_what_is_wrong_in_a_file_is_named(text: str, words: str, tmp_path: Path) -> None:
    """By the file and the setting."""
    path = tmp_path / "serve.toml"
    path.write_text(text, "utf-8")

    assert words in refused("--config", str(path))


def test_a_file_has_the_settings_and_its_paths_are_relative_to_it(tmp_path: Path) -> None:
    """Flags come before it."""
    path = tmp_path / "serve.toml"
    path.write_text('port = 9000\nhost = "::1"\ntoken_file = "token"\nthreshold = 0.5\n', "utf-8")

    found = ServeConfig(port=9001).or_else(read_config(path))

    assert (9001, "::1", tmp_path / "token") == (found.port, found.host, found.token_file)
    assert {"threshold": 0.5} == found.settings


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(ConfigurationError, match=r"none\.toml cannot be read"):
        read_config(tmp_path / "none.toml")


@pytest.mark.parametrize(("told", "code"), [("SIGINT", 130), ("SIGTERM", -signal.SIGTERM)])
def test_the_server_starts_and_ends_when_it_is_told_to(
    told: str, code: int, tmp_path: Path
) -> None:
    """From a file, on a model that needs nothing; all is closed before the signal counts."""
    port = free_port()
    config = tmp_path / "serve.toml"
    text = f'model = "embedded/primer"\npreset = "base"\nport = {port}\nstore = "scores.db"\n'
    config.write_text(text, "utf-8")
    command = [sys.executable, "-c", PROGRAM, "serve", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            assert b"ok\n" == when_it_runs(f"http://127.0.0.1:{port}/healthz")
            assert (tmp_path / "scores.db-wal").exists()
        finally:
            process.send_signal(getattr(signal, told))
            output, _ = process.communicate(timeout=100)
    assert f"the API at http://127.0.0.1:{port}/v1" in output.decode()
    assert "Traceback" not in output.decode()
    assert code == process.returncode
    assert ["scores.db", "serve.toml"] == sorted(one.name for one in tmp_path.iterdir())


def when_it_runs(url: str) -> bytes:
    """What an address gives, once it gives anything."""
    end = time.monotonic() + 100
    while True:
        try:
            with urlopen(url, timeout=10) as response:  # noqa: S310  (on loopback)
                found: bytes = response.read()
                return found
        except URLError:
            if time.monotonic() > end:
                raise


@pytest.mark.parametrize("host", ["http://127.0.0.1", "127.0.0.1:8400", "127.0.0.1/v1", "[::1]:80"])
def test_a_host_is_an_address_alone(host: str) -> None:
    assert "without scheme and port" in refused("--host", host)


def test_an_address_that_is_not_this_machines_is_the_hosts_fault(tmp_path: Path) -> None:
    """And not the port's."""
    (tmp_path / "token").write_text("a-token-of-32-characters-at-least", "utf-8")
    flags = ("--host", "192.0.2.1", "--token-file", str(tmp_path / "token"))
    assert "give another --host" in refused(*flags)


def test_a_port_that_is_taken_is_said_before_anything_is_announced() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = CliRunner().invoke(app, [*SERVE, "--port", str(port)])
    assert 2 == done.exit_code
    assert "give another --port" in " ".join(done.stderr.split())
    assert "the page is at" not in done.stdout


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--shared", "redis://:secret-word@localhost:1/0"), "localhost:1/0 cannot be reached"),
        (("--cache", "redis://:secret-word@localhost:1/0"), "localhost:1/0 cannot be reached"),
    ],
)
def test_a_client_that_cannot_open_is_said_in_a_line(flags: tuple[str, ...], words: str) -> None:
    """Before anything is announced, without the password."""
    done = CliRunner().invoke(app, [*SERVE, "--port", str(free_port()), *flags])

    assert (2, 1) == (done.exit_code, done.stderr.count("\n")), done.output
    assert words in done.stderr
    assert "" == done.stdout
    assert "secret-word" not in done.output


def test_a_store_that_cannot_be_opened_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "no.db").write_text("no database, but a text that is long enough to be read")
    assert "no.db" in refused("--store", str(tmp_path / "no.db"))
    assert "x.db" in refused("--store", str(tmp_path / "missing" / "x.db"))


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--store-text",), "--store FILE.db"),
        (("--allow-preset", "best"), "chooses among"),
        (("--allow-preset", "mediun"), "did you mean 'medium'"),
        (("--pass-key",), "takes a key"),
    ],
)
def test_a_flag_that_would_do_nothing_is_refused(flags: tuple[str, ...], words: str) -> None:
    """With the way out."""
    assert words in refused(*flags)


class Upstream(BaseHTTPRequestHandler):
    """An API that keeps the keys that it was given."""

    keys: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        self.keys.append(self.headers["authorization"])
        self.rfile.read(int(self.headers["content-length"]))
        message = {"role": "assistant", "content": "Paris"}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps({"object": "chat.completion", "model": "m", "choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_with_pass_key_the_model_gets_the_clients_own_key() -> None:
    """For the answer and for its score; the server needs none, and does not tell it."""
    port = free_port()
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Upstream)
    threading.Thread(target=upstream.serve_forever, daemon=True).start()
    base_url = f"http://127.0.0.1:{upstream.server_port}/v1"
    command = [sys.executable, "-m", "trustcore", "serve", "--pass-key", "--port", str(port)]
    command += ["--model", "openai/m", "--base-url", base_url, "--preset", "base"]
    environment = {name: one for name, one in os.environ.items() if name != "OPENAI_API_KEY"}
    body = json.dumps({"messages": [{"role": "user", "content": "Capital?"}]}).encode()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    ) as process:
        try:
            when_it_runs(f"http://127.0.0.1:{port}/healthz")
            asked = Request(f"http://127.0.0.1:{port}/v1/chat/completions", body)
            asked.add_header("authorization", "Bearer sk-of-a-client")
            with urlopen(asked, timeout=100) as response:  # noqa: S310  (as above)
                answer = json.loads(response.read())
        finally:
            process.send_signal(signal.SIGINT)
            output, _ = process.communicate(timeout=100)
            upstream.shutdown()
            upstream.server_close()

    assert ("Paris", "done") == (
        answer["choices"][0]["message"]["content"],
        answer["trust"]["state"],
    )
    assert {"Bearer sk-of-a-client"} == set(Upstream.keys)
    assert b"sk-of-a-client" not in output
