"""A mail server of the tests' own: speaks SMTP on a free port and does to each recipient what it was told."""

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from threading import Thread
from typing import Any


class PostOffice(socketserver.ThreadingTCPServer):
    """`answers` maps a recipient to the line it gets at RCPT, or to `hang up`; others are accepted."""

    daemon_threads = allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.answers: dict[str, str] = {}
        self.at_data = "250 taken"
        self.accepted: list[tuple[str, Message]] = []
        self.lines_taken = 0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def to(self) -> list[str]:
        return [recipient for recipient, _ in self.accepted]


class _Counter(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self.server.lines_taken += 1
        self._say("220 post office")
        recipient = ""
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].upper()
            if verb == "RCPT TO":
                recipient = line.split("<")[1].split(">")[0]
                answer = self.server.answers.get(recipient, "250 ok")
                if answer == "hang up":
                    return
                self._say(answer)
            elif verb == "DATA":
                self._take(recipient)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self, recipient: str) -> None:
        self._say("354 go on")
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            raw += line.removeprefix(b".")  # as RFC 5321 has a dot doubled at the start of a line
        if self.server.at_data.startswith("2"):
            self.server.accepted.append((recipient, message_from_bytes(raw)))
        self._say(self.server.at_data)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def post_office(settings: Any) -> Iterator[PostOffice]:
    """The server while the block runs, with Django's mail going to it."""
    with PostOffice() as office:
        Thread(target=office.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 2
        yield office
        office.shutdown()
