"""Frames of HTTP/2 and connections that speak them, for the programs of this folder. Nothing but Python."""

import socket
import ssl
import struct
import threading

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST, SETTINGS, PING, WINDOW, CONTINUATION = 0, 1, 3, 4, 6, 8, 9
END_STREAM, END_HEADERS, ACK = 1, 4, 1
ENTRY = b"\x0a\x0556101"  # GetKbliEntryRequest


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def message(body):
    """A gRPC message: not compressed, its length, its bytes."""
    return b"\0" + struct.pack(">I", len(body)) + body


def literal(name, value):
    """A header in HPACK that needs no table; both parts shorter than 127 bytes."""
    return b"\x00" + bytes([len(name)]) + name + bytes([len(value)]) + value


def block(scheme=b"http", path=b"/izin.v1.KbliService/GetKbliEntry"):
    """The headers of a call."""
    return b"".join(
        literal(name, value)
        for name, value in (
            (b":method", b"POST"),
            (b":scheme", scheme),
            (b":path", path),
            (b":authority", b"x"),
            (b"content-type", b"application/grpc"),
            (b"te", b"trailers"),
        )
    )


BLOCK = block()


class TlsClient:
    """TLS over a connected socket, for one thread that sends beside one that reads: an SSLSocket is safe for neither."""

    def __init__(self, raw, context):
        self.raw = raw
        self.arrived, self.leaving = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self.arrived, self.leaving, server_hostname="localhost")
        self.state, self.order = threading.Lock(), threading.Lock()
        while True:
            try:
                self.tls.do_handshake()
                break
            except ssl.SSLWantReadError:
                raw.sendall(self.leaving.read())
                self._take()
        raw.sendall(self.leaving.read())

    def _take(self):
        part = self.raw.recv(1 << 16)
        if not part:
            raise ConnectionError("closed")
        with self.state:
            self.arrived.write(part)

    def sendall(self, data):
        # What is encrypted first leaves first; who reads does not wait for the socket.
        with self.order:
            with self.state:
                self.tls.write(data)
                out = self.leaving.read()
            self.raw.sendall(out)

    def recv(self, count):
        while True:
            with self.state:
                try:
                    return self.tls.read(count)
                except ssl.SSLWantReadError:
                    pass
            self._take()

    def settimeout(self, seconds):
        self.raw.settimeout(seconds)

    def close(self):
        self.raw.close()

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.close()


class Target:
    """Where connections go. `source`: the address they come from; `tls`: an ssl.SSLContext."""

    def __init__(self, port, source=None, tls=None):
        self.port, self.source, self.tls = port, source, tls

    def dial(self, timeout=20):
        """A connection that has said nothing of HTTP/2."""
        source = (self.source, 0) if self.source else None
        client = socket.create_connection(("127.0.0.1", self.port), timeout=timeout, source_address=source)
        return TlsClient(client, self.tls) if self.tls else client

    def connect(self, timeout=20, settings=b""):
        """One that has said its preface and SETTINGS."""
        client = self.dial(timeout)
        client.sendall(PREFACE + frame(SETTINGS, 0, 0, settings))
        return client


def take(client, count):
    out = b""
    while len(out) < count:
        part = client.recv(count - len(out))
        if not part:
            raise ConnectionError("closed")
        out += part
    return out


def discard(client):
    """Reads and forgets what comes, beside the caller."""

    def run():
        try:
            while client.recv(1 << 16):
                pass
        except (OSError, ValueError):
            pass

    threading.Thread(target=run, daemon=True).start()
