#!/usr/bin/python3
"""deploy/haproxy/izin.cfg in front of izind: what passes, what is refused, and with which status of gRPC.

The interpreter is Debian's, for python3-grpcio.
"""

import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

import grpc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "chaos"))
import frames  # noqa: E402
from processes import ROOT, Edge, Izind, free_port  # noqa: E402

ENTRY_METHOD = "/izin.v1.KbliService/GetKbliEntry"
LOG_METHOD = "/izin.v1.DecisionService/ListDecisions"


def channel(edge, certificate=None):
    key = chain = None
    if certificate:
        key = (edge.folder / f"{certificate}.key").read_bytes()
        chain = (edge.folder / f"{certificate}.crt").read_bytes()
    trusted = (edge.folder / "edge.crt").read_bytes()
    options = [("grpc.use_local_subchannel_pool", 1), ("grpc.enable_http_proxy", 0)]
    credentials = grpc.ssl_channel_credentials(trusted, key, chain)
    return grpc.secure_channel(f"localhost:{edge.port}", credentials, options)


def ask(to, method=ENTRY_METHOD, body=frames.ENTRY):
    """The name of the status, and its message or the answer."""
    try:
        return "OK", to.unary_unary(method)(body, timeout=20)
    except grpc.RpcError as error:
        return error.code().name, error.details()


class EdgeTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.izind = Izind()
        cls.temporary = tempfile.TemporaryDirectory(prefix="izin-edge-")
        cls.folder = pathlib.Path(cls.temporary.name)

    @classmethod
    def tearDownClass(cls):
        cls.izind.end()
        cls.temporary.cleanup()

    def edge(self, servers=None, **settings):
        edge = Edge(self.folder, [self.izind.port] if servers is None else servers, **settings)
        self.addCleanup(edge.end)
        return edge

    def test_the_configuration_has_no_warning(self):
        edge = self.edge()
        environment = dict(os.environ, IZIN_EDGE_CERTIFICATE=str(self.folder / "edge.pem"))
        checked = subprocess.run(
            ["haproxy", "-c", "-q", "-f", ROOT / "deploy/haproxy/izin.cfg"],
            env=environment, capture_output=True, text=True,
        )
        self.assertEqual((checked.returncode, checked.stdout, checked.stderr), (0, "", ""))
        self.assertNotIn("WARNING", edge.said())

    def test_calls_and_health_pass(self):
        with channel(self.edge()) as to:
            status, answer = ask(to)
            self.assertEqual(status, "OK", answer)
            self.assertIn(b"56101", answer)
            self.assertEqual(ask(to, "/grpc.health.v1.Health/Check", b""), ("OK", b"\x08\x01"))

    def test_refusals_of_izind_come_as_they_are(self):
        with channel(self.edge()) as to:
            self.assertEqual(ask(to, body=b"\x0a\x051234"), (
                "INVALID_ARGUMENT", "the bytes are no izin.v1.GetKbliEntryRequest"))

    def test_what_is_no_method_is_unimplemented(self):
        with channel(self.edge()) as to:
            reflection = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo"
            for method in ("/izin.internal.X/Y", reflection):
                self.assertEqual(ask(to, method), ("UNIMPLEMENTED", "edge: not a method of izin.v1"))

    def test_a_client_above_its_rate_is_told_so(self):
        with channel(self.edge(CALLS_PER_10S=50)) as to:
            outcomes = [ask(to) for _ in range(60)]
        self.assertEqual([status for status, _ in outcomes[:50]], ["OK"] * 50)
        self.assertEqual(
            set(outcomes[50:]), {("RESOURCE_EXHAUSTED", "edge: more than 50 calls within 10 s; wait a little")})

    def test_a_client_that_does_not_heed_it_is_dropped(self):
        edge = self.edge(CALLS_PER_10S=20)
        with channel(edge) as to:
            statuses = [ask(to)[0] for _ in range(45)]
            self.assertEqual(statuses[:42], ["OK"] * 20 + ["RESOURCE_EXHAUSTED"] * 21 + ["UNAVAILABLE"], statuses)
        with self.assertRaises(ConnectionResetError), frames.Target(edge.port).dial(5) as again:
            again.recv(1)  # before TLS

    def test_one_address_holds_so_many_connections(self):
        edge = self.edge(CONNECTIONS=5)
        held = [frames.Target(edge.port, "127.0.0.9").dial() for _ in range(5)]
        time.sleep(0.2)
        # The reset may come before the connection is known to be there, or after.
        with self.assertRaises(ConnectionResetError), frames.Target(edge.port, "127.0.0.9").dial(5) as sixth:
            sixth.recv(1)
        with channel(edge) as to:
            self.assertEqual(ask(to)[0], "OK")  # from another address
        for client in held:
            client.close()

    def test_the_log_of_decisions_is_for_officers(self):
        with channel(self.edge()) as to:
            refused = ("PERMISSION_DENIED", "edge: for officers only")
            self.assertEqual(ask(to, LOG_METHOD, b""), refused)
            self.assertEqual(ask(to, "/izin.v1.RulesetService/ActivateRuleset", b""), refused)

    def test_certificates_of_clients(self):
        maker = self.edge()
        for name in ("officer", "portal", "stranger"):
            maker.certify(name, f"/CN={name}")
        authorities = self.folder / "authorities.pem"
        authorities.write_bytes(b"".join((self.folder / f"{n}.crt").read_bytes() for n in ("officer", "portal")))
        officers = self.folder / "officers"
        officers.write_text("officer\n")
        edge = self.edge(CLIENT_CA=authorities, OFFICERS=officers)
        with channel(edge) as without, channel(edge, "stranger") as stranger:
            self.assertEqual(ask(without)[0], "UNAVAILABLE")
            self.assertEqual(ask(stranger)[0], "UNAVAILABLE")
        with channel(edge, "portal") as portal:
            self.assertEqual(ask(portal)[0], "OK")
            self.assertEqual(ask(portal, LOG_METHOD, b"")[0], "PERMISSION_DENIED")
        with channel(edge, "officer") as officer:
            self.assertEqual(ask(officer, LOG_METHOD, b""), ("OK", b""))  # izind's: it keeps no log

    def test_probes_of_health_pass_in_plain_text_and_nothing_else_does(self):
        port = free_port()
        edge = self.edge(PROBE=f"127.0.0.1:{port}")
        self.assertNotEqual(port, edge.port)
        with grpc.insecure_channel(f"127.0.0.1:{port}", [("grpc.enable_http_proxy", 0)]) as to:
            self.assertEqual(ask(to, "/grpc.health.v1.Health/Check", b""), ("OK", b"\x08\x01"))
            self.assertEqual(ask(to), ("UNIMPLEMENTED", "edge: for probes of health only"))

    def test_without_izind_calls_are_unavailable(self):
        other = Izind()
        edge = self.edge([other.port])
        other.end()
        with channel(edge) as to:
            self.assertEqual(ask(to), ("UNAVAILABLE", "edge: no izind is free; ask again"))

    def test_a_call_that_does_not_come_is_ended(self):
        edge = self.edge()
        tls = ssl.create_default_context(cafile=self.folder / "edge.crt")
        tls.set_alpn_protocols(["h2"])
        with frames.Target(edge.port, tls=tls).connect() as client:
            client.sendall(frames.frame(frames.HEADERS, frames.END_HEADERS, 1, frames.block(b"https")))
            begin = time.monotonic()
            while True:
                head = frames.take(client, 9)
                body = frames.take(client, int.from_bytes(head[:3], "big"))
                if head[3] == frames.HEADERS:
                    break
        self.assertGreater(time.monotonic() - begin, 4)
        self.assertIn(b"edge: the request did not come within 5 s", body)


if __name__ == "__main__":
    unittest.main()
