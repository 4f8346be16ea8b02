"""One question to a program that speaks OpenAI's chat completions, as llama.cpp, Ollama, LM Studio and vLLM do.

https://platform.openai.com/docs/api-reference/chat/create. By `http.client`: no proxy, no redirect, no cookie. What the
other side says is hostile until checked: it may be slow, endless, no JSON; none of its words are shown to anybody.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from annotator.errors import AnnotatorError
from annotator.model import value
from annotator.translation import mark

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse
    from socket import socket

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0
"""A large model on an old machine takes its time."""
MOST_BYTES = 4_000_000
REFUSED = 400

NO_ADDRESS = mark(
    "errors",
    "{address} is no address of a language model. It begins with http:// or https://, such as http://localhost:11434/v1.",
)
PLAIN_KEY = mark(
    "errors",
    "The key for {address} would be sent so that anybody on the way can read it. Use https, or take the key away.",
)
NO_KEY = mark("errors", "The key for {address} holds characters that no key holds. Enter it again.")
NOBODY = mark(
    "errors", "No language model answers at {address}: {reason}. Start it, or switch it off in the suggestions."
)
TOO_SLOW = mark(
    "errors", "The language model at {address} took more than {seconds} seconds. A smaller model is faster."
)
TOO_LONG = mark("errors", "The language model at {address} answered without end, and was not listened to any more.")
NOT_UNDERSTOOD = mark("errors", "The language model at {address} answered something else than was asked for.")
SAID = {
    401: mark("errors", "The language model at {address} asks for a key, or for another one (401)."),
    403: mark("errors", "The language model at {address} does not let this key in (403)."),
    404: mark("errors", "There is no such language model at {address} (404). Check its name and the address."),
    429: mark("errors", "The language model at {address} has been asked too much (429). It will be asked again later."),
}
REDIRECTED = mark(
    "errors",
    "{address} sends elsewhere ({status}), where nothing was sent. Give the address of the language model itself.",
)
FAILED = mark("errors", "The language model at {address} has failed ({status}). It will be asked again later.")


@value
class Endpoint:
    """Where a language model is asked, and the key that lets one in, if any."""

    address: str
    key: str = ""


class EndpointRefusedError(AnnotatorError):
    """The question itself was not taken (400): it may ask for what the program does not know."""


def ask(endpoint: Endpoint, question: bytes, *, seconds: float = ANSWER_SECONDS) -> bytes:
    """Return what is answered to a question, both JSON. Raises AnnotatorError, a sentence without the other's words."""
    address = _checked(endpoint)
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    with _connected(address, endpoint, seconds) as connection:
        connection.request("POST", f"{address.path.rstrip('/')}/chat/completions", question, headers)
        with connection.getresponse() as response:
            _check_status(response.status, endpoint)
            return _body(response, endpoint)


def is_on_this_machine(address: str) -> bool:
    """Return whether an address is one of this machine: what is sent there does not leave it."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _checked(endpoint: Endpoint) -> SplitResult:
    try:
        address = urlsplit(endpoint.address)
        is_one = address.scheme in ("http", "https") and bool(address.hostname) and address.port != 0
    except ValueError:
        is_one = False
    if not is_one or not endpoint.address.isascii() or not endpoint.address.isprintable() or " " in endpoint.address:
        raise AnnotatorError(NO_ADDRESS, address=endpoint.address)
    if not endpoint.key.isascii() or not (endpoint.key + "x").isprintable():
        raise AnnotatorError(NO_KEY, address=endpoint.address)
    if endpoint.key and address.scheme == "http" and not is_on_this_machine(endpoint.address):
        raise AnnotatorError(PLAIN_KEY, address=endpoint.address)
    return address


@contextmanager
def _connected(address: SplitResult, endpoint: Endpoint, seconds: float) -> "Iterator[HTTPConnection]":
    """Connect, and cut the line when time is up, whatever the other side is at."""
    from http.client import HTTPException

    connection = _connection(address)
    watch = _Watch(seconds)
    try:
        connection.connect()
        connection.sock.settimeout(seconds)
        watch.socket = connection.sock
        watch.start()
        yield connection
        if watch.has_cut:
            raise AnnotatorError(TOO_SLOW, address=endpoint.address, seconds=round(seconds))
    except (OSError, HTTPException, ValueError) as error:
        if watch.has_cut or isinstance(error, TimeoutError):
            raise AnnotatorError(TOO_SLOW, address=endpoint.address, seconds=round(seconds)) from error
        raise AnnotatorError(NOBODY, address=endpoint.address, reason=_reason(error)) from error
    finally:
        watch.cancel()
        connection.close()


def _connection(address: SplitResult) -> "HTTPConnection":
    from http.client import HTTPConnection, HTTPSConnection

    assert address.hostname is not None
    if address.scheme == "http":
        return HTTPConnection(address.hostname, address.port, timeout=CONNECT_SECONDS)
    import ssl

    context = ssl.create_default_context()
    return HTTPSConnection(address.hostname, address.port, timeout=CONNECT_SECONDS, context=context)


class _Watch(Timer):
    """Cuts a connection after some seconds: who sends a byte now and then is never late for a socket."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds, self._cut)
        self.daemon = True
        self.has_cut = False
        self.socket: socket | None = None

    def _cut(self) -> None:
        self.has_cut = True
        from socket import SHUT_RDWR

        if self.socket is not None:
            with suppress(OSError):  # It was over just now.
                self.socket.shutdown(SHUT_RDWR)


def _check_status(status: int, endpoint: Endpoint) -> None:
    if status == REFUSED:
        raise EndpointRefusedError(FAILED, address=endpoint.address, status=status)
    if 300 <= status < 400:
        raise AnnotatorError(REDIRECTED, address=endpoint.address, status=status)
    if status != 200:
        raise AnnotatorError(SAID.get(status, FAILED), address=endpoint.address, status=status)


def _body(response: "HTTPResponse", endpoint: Endpoint) -> bytes:
    body = response.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise AnnotatorError(TOO_LONG, address=endpoint.address)
    return body


def _reason(error: Exception) -> str:
    """Return what the system says about a connection: never what the other side does."""
    from socket import gaierror
    from ssl import SSLError

    if isinstance(error, SSLError):
        return "the certificate is not valid"
    if isinstance(error, gaierror):
        return "there is no machine of that name"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "it did not speak HTTP"


def as_message(answer: Mapping[str, object]) -> str | None:
    """Return the text of the first choice of an answer, if it is there."""
    match answer:
        case {"choices": [{"message": {"content": str(content)}}, *_]}:
            return content
    return None
