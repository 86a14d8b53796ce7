#!/usr/bin/python3
"""How soon izind stops to work on a call that its caller left: python3 tests/chaos/left_calls.py [--times N]

Each long call is made N times and left in its midst. izind's own line about it (`event=call`) says how long it was at it;
what that is longer than the caller stayed, on the way there and back, is told. A call that ended by itself before tells
nothing and is not counted. Ends with 1 where half of the others took more than 5 ms to stop.
"""

import argparse
import re
import statistics
import sys
import tempfile
import time

import grpc

from processes import Izind

PERMITS = "/izin.v1.PermitClassificationService/"
LINE = re.compile(r"event=call method=(\w+) code=(\w+) seconds=([\d.]+).* parent_id=([0-9a-f]{16})")
MOST_MS = 5


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def field(number, content):
    """A field of bytes, or of a number."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def batch(number):
    """1,000 activities that nobody asked for before: micro, on land, of as many amounts of capital."""
    items = b""
    for i in range(1000):
        capital = field(6, field(1, 1_000_000 + number * 1000 + i))
        activity = field(1, b"56101") + field(4, 1) + field(5, b"\x01") + capital
        items += field(1, field(1, activity) + field(4, 1))  # in the basic view
    return items


def calls(number):
    """Method, path, message and seconds after which it is left."""
    stay = 0.003 + 0.001 * (number % 10)
    yield "BatchClassifyActivities", PERMITS + "BatchClassifyActivities", batch(number), stay
    names = field(1, b"rulesets/pp24-2018") + field(2, b"rulesets/pp28-2025")
    yield "DiffRulesets", "/izin.v1.RulesetService/DiffRulesets", names, 0.05 + 0.02 * (number % 20)
    yield "ListDecisions", "/izin.v1.DecisionService/ListDecisions", field(3, b"01111"), stay + 0.02


def leave(channel, path, message, stay, parent):
    """The seconds that a caller stayed."""
    call = channel.unary_unary(path)
    begun = time.monotonic()
    future = call.future(message, timeout=60, metadata=[("traceparent", f"00-{'1' * 32}-{parent}-01")])
    time.sleep(stay)
    future.cancel()
    return time.monotonic() - begun


def line_about(izind, parent):
    for _ in range(3000):
        for match in LINE.finditer(izind.said()):
            if match.group(4) == parent:
                return match
        time.sleep(0.01)
    raise RuntimeError(f"no line about {parent}: {izind.said()[-500:]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=30)
    options = parser.parse_args()
    late = {}
    with tempfile.TemporaryDirectory() as folder:
        izind = Izind("--data-dir", f"{folder}/data", "--answer-cache-mib", "-1")
        channel = grpc.insecure_channel(f"127.0.0.1:{izind.port}")
        for number in range(30):  # a log that takes a while to read
            channel.unary_unary(PERMITS + "BatchClassifyActivities")(batch(1000 + number), timeout=60)
        for number in range(options.times):
            for place, (method, path, message, stay) in enumerate(calls(number)):
                parent = f"{number * 16 + place + 1:016x}"
                stayed = leave(channel, path, message, stay, parent)
                match = line_about(izind, parent)
                if match.group(2) != "OK":
                    late.setdefault(method, []).append(1000 * (float(match.group(3)) - stayed))
        izind.end()
    status = 0
    print("| left | times | ms until it stopped, half of them | nine of ten | most |\n|---|---:|---:|---:|---:|")
    for method, all_ms in late.items():
        all_ms = sorted(max(ms, 0.0) for ms in all_ms)
        half = statistics.median(all_ms)
        print(f"| {method} | {len(all_ms)} | {half:.1f} | {all_ms[len(all_ms) * 9 // 10]:.1f} | {all_ms[-1]:.1f} |")
        status |= half > MOST_MS
    return status if len(late) == 3 else 1


if __name__ == "__main__":
    sys.exit(main())
