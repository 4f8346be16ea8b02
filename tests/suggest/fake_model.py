"""A language model that answers what a test wants."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Model(BaseHTTPRequestHandler):
    """Answers what the test wants, and remembers what it was asked."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.server.answer(self)

    def log_message(self, *_):
        pass


def sends(content, status=200, headers=()):
    """Answer with these bytes."""

    def answer(handler):
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def says(message):
    """Answer with this message of the model."""
    return sends(json.dumps({"choices": [{"message": {"content": message}}]}).encode())


def spans(*pairs):
    return says(json.dumps({"spans": [{"quote": quote, "label": label} for quote, label in pairs]}))


@contextmanager
def listening(answer):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Model)
    server.asked, server.answer = [], answer
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    server.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
