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
import struct
import subprocess
import sys
import tempfile
import threading
import time

import attacks
from frames import BLOCK, DATA, END_HEADERS, END_STREAM, ENTRY, HEADERS, RST, Target, frame, message, take


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


def probe(port, timeout):
    """Seconds that a whole call took, or None."""
    begin = time.monotonic()
    try:
        with Target(port).connect(timeout) as client:
            client.sendall(frame(HEADERS, END_HEADERS, 1, BLOCK) + frame(DATA, END_STREAM, 1, message(ENTRY)))
            while time.monotonic() - begin < timeout:
                head = take(client, 9)
                kind, flags, stream = head[3], head[4], struct.unpack(">I", head[5:])[0]
                take(client, int.from_bytes(head[:3], "big"))
                if stream == 1 and kind in (HEADERS, RST) and (flags & END_STREAM or kind == RST):
                    return None if kind == RST else time.monotonic() - begin
    except OSError:
        pass
    return None


def keep_records(izin, port, count=1500):
    """Answers that a replay finds different."""
    activity = {"kbliCode": "56101", "scale": "BUSINESS_SCALE_SMALL", "locations": ["LOCATION_TYPE_LAND"]}
    lines = "".join(json.dumps({"activity": activity}) + "\n" for _ in range(count))
    subprocess.run(
        [izin, "classify", "--requests", "-", "--server", f"127.0.0.1:{port}"],
        input=lines, stdout=subprocess.DEVNULL, text=True, check=True,
    )


# Those that need no edge in front; tests/chaos/edge.py has the others.
FLOODS = (
    "rapid-reset", "settings", "ping", "continuation", "empty-data", "unfinished-calls", "opened-and-closed",
    "unread-replays", "comparisons",
)


def flood(server, name, seconds):
    clients = 1 if name == "unread-replays" else 8
    sent = []
    targets = [Target(server.port)] * clients
    attack = threading.Thread(target=lambda: sent.append(attacks.run(name, targets, seconds)), daemon=True)
    attack.start()
    waits, failed = [], 0
    while attack.is_alive():
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
