#!/usr/bin/env python3
"""The same answer from every door, byte for byte, for all of cases.json: what comes by gRPC is what comes over HTTP as
protobuf, and its JSON is what comes over HTTP as JSON and what izin prints. An error has the same code, message and
details by gRPC and over HTTP.

Reads IZIN_BINARY_DIR. Says what differs, and exits with 1 if anything does.
"""
import base64
import json
import sys
import urllib.error
import urllib.request

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

import contract


class Types:
    """The messages of the contract, by name."""

    def __init__(self):
        self.pool = descriptor_pool.DescriptorPool()
        files = descriptor_pb2.FileDescriptorSet()
        files.ParseFromString(contract.DESCRIPTORS.read_bytes())
        for proto in files.file:
            self.pool.Add(proto)
        self.factory = message_factory.MessageFactory(self.pool)

    def message(self, name):
        return self.factory.GetPrototype(self.pool.FindMessageTypeByName(name))

    def method(self, path):
        service, name = path.split("/")
        method = self.pool.FindServiceByName(service).FindMethodByName(name)
        return self.factory.GetPrototype(method.input_type), self.factory.GetPrototype(method.output_type)


def over_http(address, method, content_type, body):
    """Status and body of the answer."""
    request = urllib.request.Request(f"http://{address}/{method}", body, {"Content-Type": content_type})
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def faults_of_answer(case, binary, doors, types):
    _, output = types.method(case["method"])
    (proto_status, proto_body), (json_status, json_body), printed = doors
    if (proto_status, json_status) != (200, 200):
        yield f"HTTP {proto_status} and {json_status}, gRPC OK"
        return
    if proto_body != binary:
        yield f"{len(binary)} bytes by gRPC, other {len(proto_body)} over HTTP"
    if json_body.decode() != printed:
        yield f"over HTTP\n  {json_body.decode()}\nizin\n  {printed}"
    read_back = json_format.Parse(json_body, output())
    if read_back != output.FromString(binary):
        yield "the JSON is not of the bytes"


def faults_of_error(case, error, doors, types):
    (proto_status, proto_body), (json_status, json_body), printed = doors
    if proto_body != json_body or proto_status != json_status:
        yield f"an error differs by the encoding of the question:\n  {proto_body}\n  {json_body}"
    body = json.loads(json_body)
    said = json.loads(printed)["error"]
    code = error.code().name
    if not code == body["code"].upper() == said["code"] or not error.details() == body["message"] == said["message"]:
        yield f"gRPC {code} {error.details()!r}, HTTP {body}, izin {said}"
    rich = types.message("google.rpc.Status")()
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            rich.ParseFromString(value)
    by_grpc = [(detail.type_url.rpartition("/")[2], detail.value) for detail in rich.details]
    by_http = [(detail["type"], base64.b64decode(detail["value"] + "==")) for detail in body.get("details", [])]
    if by_grpc != by_http:
        yield f"details by gRPC {by_grpc}, over HTTP {by_http}"


def faults_of(case, channel, grpc_address, http_address, types):
    input_type, _ = types.method(case["method"])
    question = json_format.ParseDict(case["request"], input_type()).SerializeToString()
    call = channel.unary_unary("/" + case["method"])  # bytes in, bytes out
    doors = (over_http(http_address, case["method"], "application/proto", question),
             over_http(http_address, case["method"], "application/json", json.dumps(case["request"]).encode()),
             contract.of_command_line(case, grpc_address))
    try:
        binary = call(question, timeout=30)
    except grpc.RpcError as error:
        return list(faults_of_error(case, error, doors, types))
    return list(faults_of_answer(case, binary, doors, types))


def main():
    cases = json.loads(contract.CASES.read_text(encoding="utf-8"))
    types = Types()
    server, grpc_address, http_address = contract.start_server()
    try:
        with grpc.insecure_channel(grpc_address) as channel:
            faults = [f"{case['name']}: {fault}" for case in cases
                      for fault in faults_of(case, channel, grpc_address, http_address, types)]
    finally:
        server.terminate()
        server.wait(timeout=30)
    print("\n".join(faults) or f"{len(cases)} cases")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
