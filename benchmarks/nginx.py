"""The agencies as files of nginx, where that is installed: /feed/7 and its packed twin; ETag and 304 are its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.served import MODIFIED, Editions, Served

_PATIENCE: Final = 10.0  # seconds until it listens
_CONFIGURATION: Final = Template("""\
daemon off;
pid $folder/pid;
worker_processes 1;
$user
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $folder/body; proxy_temp_path $folder/proxy; fastcgi_temp_path $folder/fastcgi;
  uwsgi_temp_path $folder/uwsgi; scgi_temp_path $folder/scgi;
  sendfile on;
  keepalive_requests 1000000;
  server {
    listen 127.0.0.1:$port backlog=1024;
    root $folder;
    gzip_static on;
    add_header Vary Accept-Encoding;
$locations
  }
}
""")


def version(program: str) -> str:
    """Return the name and version of an nginx, as it tells them."""
    told = subprocess.run([program, "-v"], stderr=subprocess.PIPE, text=True, check=True).stderr
    return told.partition(": ")[2].partition(": ")[2].strip() or told.rpartition(" ")[2].strip()


class Files:
    """The files that are served, in the edition of now."""

    def __init__(self, folder: Path, known: Editions) -> None:
        self._folder = folder / "feed"
        self._folder.mkdir()
        self._known = known
        for feed, served in enumerate(known[0]):
            self._put(feed, served)

    def show(self, edition: int) -> None:
        """Let an edition appear: only what differs is written."""
        for feed, served in enumerate(self._known[edition]):
            if self._known[0][feed] is not self._known[1][feed]:
                self._put(feed, served)

    def _put(self, feed: int, served: Served) -> None:
        for name, body in ((f"{feed}.gz", served.packed), (str(feed), served.plain)):
            made = self._folder / f"{name}.new"
            made.write_bytes(body)
            os.utime(made, (MODIFIED[served.edition],) * 2)
            made.replace(self._folder / name)


@contextmanager
def serving(program: str, known: Editions) -> Iterator[tuple[str, Files]]:
    """Run nginx; gives its origin, and the files it serves."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        files, port = Files(folder, known), _free_port()
        configuration = folder / "nginx.conf"
        configuration.write_text(_written(folder, known, port), encoding="utf-8")
        server = subprocess.Popen([program, "-p", name, "-c", str(configuration), "-e", "stderr"])
        try:
            _wait_for(server, port)
            yield f"http://127.0.0.1:{port}", files
        finally:
            server.terminate()
            server.wait()


def find() -> str | None:
    """Return the nginx of this machine."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _written(folder: Path, known: Editions, port: int) -> str:
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    return _CONFIGURATION.substitute(folder=folder, port=port, user=user, locations="\n".join(_locations(known)))


def _locations(known: Editions) -> Iterator[str]:
    """Yield a location for each media type; regular expressions, the files that have it named by number."""
    kinds: dict[str, list[str]] = {}
    for feed, served in enumerate(known[0]):
        kinds.setdefault(served.kind, []).append(str(feed))
    rarest_first = sorted(kinds, key=lambda kind: len(kinds[kind]))
    for kind in rarest_first[:-1]:
        for start in range(0, len(kinds[kind]), 500):
            numbers = "|".join(kinds[kind][start : start + 500])
            yield f'    location ~ ^/feed/({numbers})$ {{ types {{ }} default_type "{kind}"; }}'
    yield f'    location /feed/ {{ types {{ }} default_type "{rarest_first[-1]}"; }}'


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = "nginx does not listen"
    raise RuntimeError(message)
