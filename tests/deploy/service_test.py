#!/usr/bin/env python3
"""What izind tells the manager of its service on a socket as systemd's: that it serves, is alive, and stops."""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import unittest

BINARIES = pathlib.Path(os.environ.get("IZIN_BINARY_DIR", "build/release")) / "bin"


class ServiceTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, "notify")
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.manager.close)
        self.manager.bind(self.path)
        self.manager.settimeout(30)

    def start(self, *arguments):
        process = subprocess.Popen(
            [BINARIES / "izind", *arguments],
            env=dict(os.environ, NOTIFY_SOCKET=self.path),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def heard(self):
        return self.manager.recv(1000).decode().split("\n")

    def test_it_tells_of_its_life(self):
        process = self.start("--listen", "127.0.0.1:0")
        ready = self.heard()
        address = process.stdout.readline().removeprefix("izind listening on ").strip()
        self.assertEqual(ready, ["READY=1", f"STATUS=serves on {address}"])
        host, port = address.rsplit(":", 1)
        socket.create_connection((host, int(port)), 5).close()  # ready is ready
        self.assertEqual([self.heard(), self.heard()], [["WATCHDOG=1"]] * 2)
        process.send_signal(signal.SIGTERM)
        last = self.heard()
        while last == ["WATCHDOG=1"]:
            last = self.heard()
        self.assertEqual(last[0], "STOPPING=1")
        self.assertEqual(process.wait(30), 0)

    def test_what_does_not_start_is_not_ready(self):
        process = self.start("--listen", "0.0.0.0:0")
        self.assertEqual(process.wait(30), 2)
        self.manager.settimeout(0.2)
        with self.assertRaises(TimeoutError):
            self.heard()


if __name__ == "__main__":
    unittest.main()
