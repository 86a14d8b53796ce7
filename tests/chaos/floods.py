#!/usr/bin/env python3
"""Floods a server of its own with frames that cost a client little, and tells what they cost the server.

    tests/chaos/floods.py [--izind build/release/bin/izind] [--seconds 5] [--only NAME]

One line for each flood: how much was sent, the processor time and the peak memory of the server, how long a second
client waited (median, 99 of 100, most), threads at the end, and how long after the flood the server answers again. Exit 1 if it does not
within 60 s, or ends. Loopback only; needs nothing but Python.
"""

import argparse
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST, SETTINGS, PING, WINDOW, CONTINUATION = 0, 1, 3, 4, 6, 8, 9
END_STREAM, END_HEADERS, ACK = 1, 4, 1
ENTRY = b"\x0a\x0556101"  # GetKbliEntryRequest


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def literal(name, value):
    """A header in HPACK that needs no table; both parts shorter than 127 bytes."""
    return b"\x00" + bytes([len(name)]) + name + bytes([len(value)]) + value


def block(path):
    """The headers of a call."""
    return b"".join(
        literal(name, value)
        for name, value in (
            (b":method", b"POST"),
            (b":scheme", b"http"),
            (b":path", path),
            (b":authority", b"x"),
            (b"content-type", b"application/grpc"),
            (b"te", b"trailers"),
        )
    )


BLOCK = block(b"/izin.v1.KbliService/GetKbliEntry")


def call(stream, path, fields):
    """A whole call, `fields` being the strings 1, 2, ... of its message."""
    body = b"".join(bytes([8 * (i + 1) + 2, len(text)]) + text for i, text in enumerate(fields))
    message = b"\0" + struct.pack(">I", len(body)) + body
    return frame(HEADERS, END_HEADERS, stream, block(path)) + frame(DATA, END_STREAM, stream, message)


class Server:
    def __init__(self, izind, folder):
        self.process = subprocess.Popen(
            [izind, "--listen", "127.0.0.1:0", "--data-dir", folder],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        line = self.process.stdout.readline()
        if not line.startswith("izind listening on "):
            sys.exit("floods: the server did not start")
        self.port = int(line.rsplit(":", 1)[1])

    def seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_mib(self):
        for line in open(f"/proc/{self.process.pid}/status"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
        return -1

    def threads(self):
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "killed"


def connect(port, timeout=20):
    client = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    client.sendall(PREFACE + frame(SETTINGS, 0, 0))
    return client


def take(client, count):
    out = b""
    while len(out) < count:
        part = client.recv(count - len(out))
        if not part:
            raise ConnectionError("closed")
        out += part
    return out


def probe(port, timeout):
    """Seconds that a whole call took, or None."""
    begin = time.monotonic()
    try:
        with connect(port, timeout) as client:
            message = b"\0" + struct.pack(">I", len(ENTRY)) + ENTRY
            client.sendall(frame(HEADERS, END_HEADERS, 1, BLOCK) + frame(DATA, END_STREAM, 1, message))
            while time.monotonic() - begin < timeout:
                head = take(client, 9)
                kind, flags, stream = head[3], head[4], struct.unpack(">I", head[5:])[0]
                take(client, int.from_bytes(head[:3], "big"))
                if stream == 1 and kind in (HEADERS, RST) and (flags & END_STREAM or kind == RST):
                    return None if kind == RST else time.monotonic() - begin
    except OSError:
        pass
    return None


def discard(client):
    def run():
        try:
            while client.recv(1 << 16):
                pass
        except OSError:
            pass

    threading.Thread(target=run, daemon=True).start()


def resets(port):
    client = connect(port)
    discard(client)
    stream = 1
    while True:
        out = b""
        for _ in range(100):
            out += frame(HEADERS, END_HEADERS, stream, BLOCK) + frame(RST, 0, stream, b"\0\0\0\x08")
            stream += 2
        client.sendall(out)
        yield 100


def repeated(make, count=400):
    def run(port):
        client = connect(port)
        discard(client)
        out = make() * count
        while True:
            client.sendall(out)
            yield count

    return run


def continuations(port):
    """A header block that never ends."""
    client = connect(port)
    discard(client)
    client.sendall(frame(HEADERS, 0, 1, BLOCK))
    part = literal(b"a", b"b") * 1000
    while True:
        client.sendall(frame(CONTINUATION, 0, 1, part))
        yield 1


def empty_data(port):
    client = connect(port)
    discard(client)
    client.sendall(frame(HEADERS, END_HEADERS, 1, BLOCK))
    out = frame(DATA, 0, 1) * 1000
    while True:
        client.sendall(out)
        yield 1000


def unfinished(port):
    """Calls that never send their message, on as many streams as the server lets."""
    client = connect(port)
    discard(client)
    stream = 1
    while True:
        client.sendall(b"".join(frame(HEADERS, END_HEADERS, stream + 2 * i, BLOCK) for i in range(100)))
        stream += 200
        yield 100


def connections(port):
    """Connections that say nothing, closed again when 2,000 are open."""
    held = []
    while True:
        for _ in range(50):
            held.append(socket.create_connection(("127.0.0.1", port), timeout=20))
        if len(held) >= 2000:
            for client in held:
                client.close()
            held = []
        yield 50


REPLAY = b"/izin.v1.DecisionService/ReplayDecisions"


def unread_replays(port):
    """4,000 replays on 40 connections with no room for what they find, held; what is refused is asked again."""
    held = []
    for _ in range(40):
        client = connect(port)
        client.sendall(frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 0)))
        client.sendall(b"".join(call(1 + 2 * i, REPLAY, [b"pp24-2018"]) for i in range(100)))
        discard(client)
        held.append(client)
        yield 100
    while True:
        time.sleep(0.1)
        yield 0


def comparisons(port):
    """Comparisons of rulesets, there and back, as fast as they are answered or refused."""
    client = connect(port)
    discard(client)
    pair = [b"pp24-2018", b"pp28-2025"]
    stream = 1
    while True:
        path = b"/izin.v1.RulesetService/DiffRulesets"
        client.sendall(call(stream, path, pair) + call(stream + 2, path, pair[::-1]))
        client.sendall(frame(WINDOW, 0, 0, struct.pack(">I", 1 << 20)))
        stream += 4
        time.sleep(0.02)
        yield 2


def keep_records(izin, port, count=1500):
    """Answers that a replay finds different."""
    activity = {"kbliCode": "56101", "scale": "BUSINESS_SCALE_SMALL", "locations": ["LOCATION_TYPE_LAND"]}
    lines = "".join(json.dumps({"activity": activity}) + "\n" for _ in range(count))
    subprocess.run(
        [izin, "classify", "--requests", "-", "--server", f"127.0.0.1:{port}"],
        input=lines, stdout=subprocess.DEVNULL, text=True, check=True,
    )


FLOODS = {
    "rapid-reset": resets,
    "settings": repeated(lambda: frame(SETTINGS, 0, 0, struct.pack(">HI", 4, 65535))),
    "ping": repeated(lambda: frame(PING, 0, 0, b"12345678")),
    "continuation": continuations,
    "empty-data": empty_data,
    "unfinished-calls": unfinished,
    "idle-connections": connections,
    "unread-replays": unread_replays,
    "comparisons": comparisons,
}


def flood(server, name, seconds):
    clients = 1 if name == "unread-replays" else 8
    sent = [0] * clients
    stop = time.monotonic() + seconds

    def run(at):
        while time.monotonic() < stop:
            try:
                for count in FLOODS[name](server.port):
                    sent[at] += count
                    if time.monotonic() >= stop:
                        return
            except OSError:
                time.sleep(0.01)  # the server sent it away: it comes again

    threads = [threading.Thread(target=run, args=(at,), daemon=True) for at in range(clients)]
    for thread in threads:
        thread.start()
    waits, failed = [], 0
    while any(thread.is_alive() for thread in threads):
        wait = probe(server.port, 5)
        waits.append(5.0 if wait is None else wait)
        failed += wait is None
        time.sleep(0.05)
    begin = time.monotonic()
    while probe(server.port, 5) is None and time.monotonic() - begin < 60:
        time.sleep(0.1)
    waits.sort()
    return sum(sent), waits, failed, time.monotonic() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--izind", default="build/release/bin/izind")
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--only", choices=sorted(FLOODS))
    args = parser.parse_args()
    failures = 0
    print(f"{'flood':<18}{'sent':>10}{'cpu s':>8}{'peak MiB':>10}{'median ms':>11}{'p99 ms':>9}{'most ms':>9}{'threads':>9}{'failed':>9}{'back s':>8}")
    for name in [args.only] if args.only else FLOODS:
        folder = tempfile.TemporaryDirectory(prefix="izin-floods-")
        server = Server(args.izind, folder.name)
        probe(server.port, 10)
        if name == "unread-replays":
            keep_records(os.path.join(os.path.dirname(args.izind), "izin"), server.port)
        before = server.seconds()
        try:
            sent, waits, failed, back = flood(server, name, args.seconds)
            cpu, peak, threads = server.seconds() - before, server.peak_mib(), server.threads()
        except (OSError, ValueError):
            print(f"{name:<18} the server ended with {server.end()}")
            failures += 1
            continue
        code = server.end()
        middle, late = waits[len(waits) // 2] * 1000, waits[len(waits) * 99 // 100] * 1000
        print(
            f"{name:<18}{sent:>10}{cpu:>8.1f}{peak:>10}{middle:>11.1f}{late:>9.0f}{waits[-1] * 1000:>9.0f}"
            f"{threads:>9}{failed:>5}/{len(waits):<3}{back:>8.1f}",
            flush=True,
        )
        if back >= 60 or code != 0:
            print(f"{name}: answered after {back:.0f} s, ended with {code}")
            failures += 1
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
