#!/usr/bin/env python3
"""python3-grpcio: asks every case over gRPC. grpc_client.py ADDRESS CASES DESCRIPTORS"""
import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory


def main(address, cases, descriptors):
    pool = descriptor_pool.DescriptorPool()
    files = descriptor_pb2.FileDescriptorSet()
    with open(descriptors, "rb") as file:
        files.ParseFromString(file.read())
    for proto in files.file:
        pool.Add(proto)
    factory = message_factory.MessageFactory(pool)
    status = factory.GetPrototype(pool.FindMessageTypeByName("google.rpc.Status"))
    bad_request = factory.GetPrototype(pool.FindMessageTypeByName("google.rpc.BadRequest"))

    def fields_of(error):
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                return [violation.field for detail in status.FromString(value).details
                        if detail.type_url.endswith("/google.rpc.BadRequest")
                        for violation in bad_request.FromString(detail.value).field_violations]
        return []

    def ask(channel, case):
        service, name = case["method"].split("/")
        method = pool.FindServiceByName(service).FindMethodByName(name)
        request = json_format.ParseDict(case["request"], factory.GetPrototype(method.input_type)())
        call = channel.unary_unary("/" + case["method"],
                                   request_serializer=lambda message: message.SerializeToString(),
                                   response_deserializer=factory.GetPrototype(method.output_type).FromString)
        try:
            return {"answer": json_format.MessageToDict(call(request, timeout=30))}
        except grpc.RpcError as error:
            return {"error": {"code": error.code().name.lower(), "message": error.details(), "fields": fields_of(error)}}

    with grpc.insecure_channel(address) as channel, open(cases, encoding="utf-8") as file:
        for case in json.load(file):
            print(json.dumps({"name": case["name"], **ask(channel, case)}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
