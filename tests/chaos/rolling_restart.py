#!/usr/bin/python3
"""Restarts two izind behind HAProxy (deploy/haproxy/izin.cfg), each after each, again and again, beside clients that go on.

    tests/chaos/rolling_restart.py [--calls 100000] [--clients 16]

Exit 1 if one call of theirs failed, if they were fewer, or if an izind did not end with 0. Loopback only. The interpreter
is Debian's, for python3-grpcio.
"""

import argparse
import collections
import sys
import tempfile
import threading
import time

import grpc

from frames import ENTRY
from processes import Edge, Izind


class Callers:
    """Clients that call, each after each, until `calls` are made."""

    def __init__(self, edge, calls, clients):
        self.lock = threading.Lock()
        self.left, self.outcomes, self.waits = calls, collections.Counter(), []
        certificate = (edge.folder / "edge.crt").read_bytes()
        options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0), ("grpc.enable_retries", 0)]
        self.threads = []
        for _ in range(clients):
            channel = grpc.secure_channel(f"localhost:{edge.port}", grpc.ssl_channel_credentials(certificate), options)
            self.threads.append(threading.Thread(target=self.call, args=(channel,), daemon=True))
        for thread in self.threads:
            thread.start()

    def call(self, channel):
        method = channel.unary_unary("/izin.v1.KbliService/GetKbliEntry")
        while True:
            with self.lock:
                if self.left == 0:
                    return
                self.left -= 1
            begin = time.monotonic()
            try:
                outcome = "answered" if b"56101" in method(ENTRY, timeout=20) else "another answer"
            except grpc.RpcError as error:
                outcome = f"{error.code().name} {error.details()}"
            with self.lock:
                self.outcomes[outcome] += 1
                self.waits.append(time.monotonic() - begin)

    def are_done(self):
        return not any(thread.is_alive() for thread in self.threads)


def restart(servers, at, edge):
    """Ends one as systemd does, and starts it anew on its port. Its exit code."""
    old = servers[at]
    code = old.end()
    servers[at] = Izind(port=old.port)
    said = f"izind/izind{at + 1} is UP"
    ups = edge.said().count(said)
    edge.wait_until(lambda: edge.said().count(said) > ups or f"{said[:-5]} is DOWN" not in edge.said())
    return code


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=100000)
    parser.add_argument("--clients", type=int, default=16)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="izin-edge-") as folder:
        servers = [Izind(), Izind()]
        edge = Edge(folder, [server.port for server in servers], CALLS_PER_10S=1000000)
        begin = time.monotonic()
        callers = Callers(edge, args.calls, args.clients)
        codes, at = [], 0
        while not callers.are_done() or len(codes) < 2:
            time.sleep(0.5)
            codes.append(restart(servers, at, edge))
            time.sleep(2.5)  # HAProxy looks every second
            at = 1 - at
        seconds = time.monotonic() - begin
        ends = [server.end() for server in servers]
        edge.end()
    waits = sorted(callers.waits)
    print(
        f"{args.calls} calls of {args.clients} clients in {seconds:.0f} s beside {len(codes)} restarts: "
        f"{dict(callers.outcomes)}; p50 {waits[len(waits) // 2] * 1000:.1f} ms, "
        f"p99 {waits[int(len(waits) * 0.99)] * 1000:.1f} ms, most {waits[-1] * 1000:.0f} ms"
    )
    wrong = callers.outcomes != {"answered": args.calls} or set(codes + ends) != {0}
    if set(codes + ends) != {0}:
        print(f"izind ended with {codes} {ends}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
