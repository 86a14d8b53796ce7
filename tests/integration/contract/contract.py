#!/usr/bin/env python3
"""One client asks one izind all of cases.json; what it gets is what cases.json says and what the command line says.

    contract.py CLIENT...

CLIENT is a program with its flags, run with the address, the file of cases and that of the descriptors. It prints one
line of JSON for each case, in order: {"name", "answer"}, {"name", "error": {"code", "message", "fields"}} or, where it
knows nothing of protobuf, {"name", "status", "body"}: an answer of that kind has the bytes that `izin --server` prints.
{"name", "printed"} is of `izin` without a server, and the same bytes too.

Reads IZIN_BINARY_DIR. Says what differs, and exits with 1 if anything does.
"""
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("IZIN_BINARY_DIR", "build/release"))
CASES = HERE / "cases.json"
DESCRIPTORS = BUILD / "gen" / "izin_v1.binpb"
HTTP_STATUS = {
    "invalid_argument": 400, "failed_precondition": 400, "not_found": 404, "unavailable": 503, "unimplemented": 501,
    "resource_exhausted": 429,
}


def start_server():
    """The process, and its addresses for gRPC and HTTP."""
    server = subprocess.Popen(
        [BUILD / "bin" / "izind", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--log-level", "warning"],
        stdout=subprocess.PIPE, text=True)
    addresses = []
    for prefix in ("izind listening on ", "izind http "):
        line = server.stdout.readline().rstrip("\n")
        if not line.startswith(prefix):
            server.kill()
            sys.exit(f"izind said {line!r} and not {prefix!r}")
        addresses.append(line.removeprefix(prefix))
    return server, *addresses


EDGE = """
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend portals
  bind fd@{listener} proto h2
  default_backend izind
backend izind
  server izind {address}
"""


def start_edge(address):
    """HAProxy in front of izind, which takes HTTP/2 without TLS; and its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener, tempfile.NamedTemporaryFile("w", suffix=".cfg") as file:
        file.write(EDGE.format(listener=listener.fileno(), address=address))
        file.flush()
        edge = subprocess.Popen(["/usr/sbin/haproxy", "-q", "-db", "-f", file.name], pass_fds=[listener.fileno()])
        port = listener.getsockname()[1]
        # Connections wait in the socket until it accepts; the file is read by then.
        with socket.create_connection(("127.0.0.1", port)) as probe:
            probe.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0")
            probe.settimeout(30)
            if not probe.recv(1):
                sys.exit("HAProxy does not answer")
    return edge, f"127.0.0.1:{port}"


def of_command_line(case, grpc_address):
    """What izin prints for the case, without the end of the line."""
    request = json.dumps(case["request"])
    arguments = [*case.get("cli", ["call", case["method"], request]), "--server", grpc_address]
    ran = subprocess.run([BUILD / "bin" / "izin", *arguments], input=request + "\n", capture_output=True, text=True,
                         check=False)
    if ran.returncode not in (0, 1, 3) or not ran.stdout.endswith("\n"):
        sys.exit(f"{case['name']}: izin {arguments} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout[:-1]


def holds(part, whole):
    """Every member of `part` stands in `whole`; lists are of one length."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and holds(value, whole[key]) for key, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(part) == len(whole) and all(map(holds, part, whole))
    return part == whole


def error_of_body(body):
    fields = [violation["field"] for detail in body.get("details", []) if detail["type"] == "google.rpc.BadRequest"
              for violation in detail["debug"]["fieldViolations"]]
    return {"code": body["code"], "message": body["message"], "fields": fields}


def faults_of_error(case, error, printed):
    wanted = case["error"]
    if (error["code"], error["fields"]) != (wanted["code"], wanted["fields"]):
        yield f"want {wanted}, got {error}"
    said = json.loads(printed)["error"]
    if (error["code"].upper(), error["message"]) != (said["code"], said["message"]):
        yield f"izin says {said}, the client {error}"


def faults_of(case, got, printed):
    """What is wrong with the client's line for the case."""
    if got["name"] != case["name"]:
        yield f"the client answers {got['name']!r} here"
    elif "printed" in got:
        if got["printed"] != printed:
            yield f"with a server izin prints otherwise:\n  {got['printed']}\n  {printed}"
    elif "status" in got and ("error" in case) != (got["status"] != 200):
        yield f"HTTP {got['status']}: {got['body']}"
    elif "error" in case:
        error = error_of_body(json.loads(got["body"])) if "status" in got else got.get("error")
        if error is None:
            yield f"want an error, got {got}"
            return
        if "status" in got and got["status"] != HTTP_STATUS[error["code"]]:
            yield f"HTTP {got['status']} for {error['code']}"
        yield from faults_of_error(case, error, printed)
    elif "status" not in got and "answer" not in got:
        yield f"want an answer, got {got}"
    else:
        if "status" in got and got["body"] != printed:
            yield f"not the bytes of izin:\n  {got['body']}\n  {printed}"
        answer = json.loads(got["body"]) if "status" in got else got["answer"]
        if answer != json.loads(printed):
            yield f"not the answer of izin:\n  {json.dumps(answer)}\n  {printed}"
        if not holds(case["answer"], answer):
            yield f"want at least {case['answer']}, got {json.dumps(answer)}"


def main(client):
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    if "--get" in client and client[1].endswith("curl_client.py"):
        cases = [case for case in cases if case.get("get")]
    if client[1].endswith("cli_client.py"):
        cases = [case for case in cases if "cli" in case]
    server, grpc_address, http_address = start_server()
    edge = None
    try:
        if "--http2" in client:
            edge, http_address = start_edge(http_address)
        address = grpc_address if "grpc_client" in " ".join(client) else http_address
        at = next(i for i, part in enumerate(client) if part.startswith(str(HERE)))
        ran = subprocess.run([*client[: at + 1], address, CASES, DESCRIPTORS, *client[at + 1:]], capture_output=True,
                             text=True, check=False)
        if ran.returncode != 0:
            sys.exit(f"{client} ended with {ran.returncode}: {ran.stderr}")
        lines = [json.loads(line) for line in ran.stdout.splitlines()]
        faults = [f"{case['name']}: {fault}" for case, got in zip(cases, lines)
                  for fault in faults_of(case, got, of_command_line(case, grpc_address))]
        if len(lines) != len(cases):
            faults.append(f"{len(lines)} answers to {len(cases)} cases")
    finally:
        if edge is not None:
            edge.kill()
            edge.wait()
        server.terminate()
        if server.wait(timeout=30) != 0:
            sys.exit(f"izind ended with {server.returncode}")
    print("\n".join(faults) or f"{len(cases)} cases")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
