#!/usr/bin/python3
"""Attacks HAProxy, by deploy/haproxy/izin.cfg, in front of izind, and tells what a client beside it notices.

    tests/chaos/edge.py [--seconds 10] [--only NAME]

One line for each attack: how much was sent, what izind spent of the processor and how much it grew, how many calls the
client made, how many failed, how long they took. Floods run at nice 10: an attacker has machines of its own. Exit 1 if a call failed, the 99th percentile is above 400 ms, izind grew
by more than 64 MiB or spent more than a second (comparisons of rulesets: two seconds). Loopback only. The interpreter is Debian's, for python3-grpcio.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

import grpc

import attacks
from frames import ENTRY
from processes import ROOT, Edge, Izind

MOST_MS, MOST_MIB, MOST_SECONDS = 400, 64, 1.0
# A comparison of the two regimes is made once for each direction, takes a second, and is held for later pages.
MOST_SECONDS_OF = {"comparisons": 2.0}
# Those that hold connections come from ten addresses and hold 2,000; the others from one, over eight connections.
HOLDERS = {"idle-connections", "silent-connections", "half-open-calls"}


class Client:
    """Asks every 10 ms over one connection, and once a second over a new one."""

    def __init__(self, edge):
        self.address = f"localhost:{edge.port}"
        self.credentials = grpc.ssl_channel_credentials((edge.folder / "edge.crt").read_bytes())
        self.waits, self.failures = [], []
        self.channel = self.connect()

    def connect(self):
        # A connection of its own, and no proxy of the environment.
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0)]
        return grpc.secure_channel(self.address, self.credentials, options)

    def ask(self, channel):
        begin = time.monotonic()
        try:
            answer = channel.unary_unary("/izin.v1.KbliService/GetKbliEntry")(ENTRY, timeout=10)
            if b"56101" not in answer:
                self.failures.append(f"another answer: {answer[:40]}")
        except grpc.RpcError as error:
            self.failures.append(f"{error.code()} {error.details()}")
        self.waits.append((time.monotonic() - begin) * 1000)

    def ask_until(self, is_over):
        number = 0
        while not is_over():
            if number % 100 == 99:
                with self.connect() as channel:
                    self.ask(channel)
            else:
                self.ask(self.channel)
            number += 1
            time.sleep(0.01)
        self.waits.sort()

    def at(self, share):
        return self.waits[min(len(self.waits) - 1, int(len(self.waits) * share))]


def attack(name, seconds, folder, slack):
    """The line of one attack, and what is wrong with it."""
    izind = Izind()
    edge = Edge(folder, [izind.port])
    client = Client(edge)
    for _ in range(20):
        client.ask(client.channel)
    client.waits.clear()
    izind.forget_peak()
    cpu, memory = izind.seconds(), izind.mib()
    clients, sources = (10, 10) if name in HOLDERS else (8, 1)
    attacker = subprocess.Popen(
        ["python3", ROOT / "tests/chaos/attacks.py", name, "--port", str(edge.port), "--tls"]
        + ["--seconds", str(seconds), "--clients", str(clients), "--sources", str(sources)]
        + ["--nice", "0" if name in HOLDERS else "10"],
        stdout=subprocess.PIPE,
        text=True,
    )
    client.ask_until(lambda: attacker.poll() is not None)
    sent = int(attacker.stdout.read() or 0)
    cpu, memory = izind.seconds() - cpu, izind.mib("VmHWM") - memory
    edge_cpu, edge_memory = edge.seconds(), edge.mib("VmHWM")
    wrong = [f"failed: {failure}" for failure in client.failures[:3]]
    if attacker.returncode != 0:
        wrong.append(f"the attacker ended with {attacker.returncode}")
    if sent == 0:
        wrong.append("nothing was sent")
    if client.at(0.99) > MOST_MS * slack:
        wrong.append(f"p99 is {client.at(0.99):.0f} ms: want at most {MOST_MS * slack:.0f}")
    if memory > MOST_MIB:
        wrong.append(f"izind grew by {memory:.0f} MiB: want at most {MOST_MIB}")
    most_seconds = MOST_SECONDS_OF.get(name, MOST_SECONDS) * slack
    if cpu > most_seconds:
        wrong.append(f"izind spent {cpu:.1f} s: want at most {most_seconds}")
    if edge.process.poll() is not None:
        wrong.append(f"HAProxy ended with {edge.process.poll()}: {edge.said()[-500:]}")
    edge.end()
    if (code := izind.end()) != 0:
        wrong.append(f"izind ended with {code}: {izind.said()[-500:]}")
    line = (
        f"{name:<20}{sent:>9}{cpu:>8.2f}{memory:>7.0f}{len(client.waits):>8}{len(client.failures):>8}"
        f"{client.at(0.5):>8.1f}{client.at(0.99):>8.1f}{client.waits[-1]:>9.1f}{edge_cpu:>8.1f}{edge_memory:>6.0f}"
    )
    return line, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--slack", type=float, default=1, help="of the limits of time, for machines that do other work")
    parser.add_argument("--only", choices=sorted(attacks.ATTACKS))
    args = parser.parse_args()
    print(
        f"{'attack':<20}{'sent':>9}{'cpu s':>8}{'+MiB':>7}{'calls':>8}{'failed':>8}"
        f"{'p50 ms':>8}{'p99 ms':>8}{'most ms':>9}{'edge s':>8}{'MiB':>6}"
    )
    failed = False
    with tempfile.TemporaryDirectory(prefix="izin-edge-") as folder:
        for name in [args.only] if args.only else attacks.ATTACKS:
            line, wrong = attack(name, args.seconds, folder, args.slack)
            print(line, flush=True)
            for fault in wrong:
                print(f"  {fault}", flush=True)
            failed = failed or bool(wrong)
    print(f"{os.cpu_count()} cores; cpu s and MiB of izind, its own start left out; edge: HAProxy")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
