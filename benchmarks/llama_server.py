"""llama.cpp's own server, over HTTP, of the library that the extra `gguf` installs.

    python benchmarks/llama_server.py FILE.gguf

It writes its address on a line, and ends with its standard input.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SLOTS, CONTEXT = 4, 1024


@contextmanager
def llama_server(file: Path | str, python: str = sys.executable) -> Iterator[str]:
    """Run the server in a process of its own; its address."""
    command = [python, str(Path(__file__)), str(file)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError
        try:
            address = process.stdout.readline().strip()
            if not address:
                raise SystemExit(f"the server did not start: is xllamacpp installed for {python}?")
            yield address
        finally:
            process.stdin.close()


def main() -> None:
    """Serve a file on a free port of this machine, until the standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", help="a model that chats")
    file = parser.parse_args().file
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = file
    parameters.n_parallel, parameters.n_ctx = SLOTS, SLOTS * CONTEXT
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.embedding = True
    parameters.pooling_type = xllamacpp.llama_pooling_type.LLAMA_POOLING_TYPE_MEAN
    parameters.verbosity = -1
    parameters.endpoint_metrics = True
    server = xllamacpp.Server(parameters)
    server.handle_metrics()  # its loop has begun
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
