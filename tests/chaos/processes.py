"""The programs under test, run by the programs of this folder."""

import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("IZIN_BINARY_DIR", ROOT / "build/release")) / "bin"


def free_port():
    """A port of loopback below those that clients get by themselves."""
    for port in random.sample(range(20000, 32000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise OSError("no free port")


class Program:
    """One that runs until `end`; what it says goes to a file."""

    def __init__(self, arguments, env=None):
        self.log = tempfile.NamedTemporaryFile(prefix="izin-", suffix=".log")
        self.process = subprocess.Popen(
            [str(a) for a in arguments], stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=env
        )

    def said(self):
        return pathlib.Path(self.log.name).read_text()

    def wait_for(self, pattern, seconds=60):
        """The first match in what it said."""
        for _ in range(int(seconds * 100)):
            match = re.search(pattern, self.said(), re.MULTILINE)
            if match:
                return match
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError(f"{self.process.args[0]} did not say {pattern}: {self.said()[-2000:]}")

    def seconds(self):
        """Of the processor, until now."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def mib(self, field="VmRSS"):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{field}:\s+(\d+)", status, re.MULTILINE).group(1)) / 1024

    def forget_peak(self):
        """VmHWM begins anew."""
        pathlib.Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def end(self, seconds=60):
        """Its exit code after SIGTERM; "killed" if it had to be."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return "killed"


class Izind(Program):
    def __init__(self, *arguments, port=0):
        super().__init__([BINARIES / "izind", "--listen", f"127.0.0.1:{port}", *arguments])
        self.port = int(self.wait_for(r"^izind listening on 127\.0\.0\.1:(\d+)$").group(1))


class Edge(Program):
    """HAProxy by deploy/haproxy/izin.cfg; `settings` are the IZIN_EDGE_ variables of its head, without that prefix."""

    def __init__(self, folder, servers, **settings):
        self.folder = pathlib.Path(folder)
        if not (self.folder / "edge.pem").exists():
            self.certify("edge", "/CN=localhost")
        self.port = free_port()
        settings = {"LISTEN": f"127.0.0.1:{self.port}", "CERTIFICATE": self.folder / "edge.pem", **settings}
        for number, port in enumerate(servers, 1):
            settings[f"SERVER_{number}"] = f"127.0.0.1:{port}"
        env = dict(os.environ, **{f"IZIN_EDGE_{name}": str(value) for name, value in settings.items()})
        super().__init__(["haproxy", "-db", "-f", ROOT / "deploy/haproxy/izin.cfg"], env)
        for number in range(1, len(servers) + 1):
            self.wait_until(lambda: f"izind/izind{number} is UP" in self.said() or "is DOWN" not in self.said())
        self.wait_until(self.is_listening)

    def is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def wait_until(self, is_true, seconds=20):
        for _ in range(int(seconds * 50)):
            if is_true():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"the edge is not ready: {self.said()[-2000:]}")

    def certify(self, name, subject):
        """A certificate of its own making, with its key, in NAME.pem; the certificate alone in NAME.crt."""
        key, certificate = self.folder / f"{name}.key", self.folder / f"{name}.crt"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
            + ["-subj", subject, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
            + ["-keyout", str(key), "-out", str(certificate)],
            check=True,
            capture_output=True,
        )
        (self.folder / f"{name}.pem").write_bytes(certificate.read_bytes() + key.read_bytes())
