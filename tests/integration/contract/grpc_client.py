#!/usr/bin/env python3
"""python3-grpcio: asks every case over gRPC. grpc_client.py ADDRESS CASES DESCRIPTORS"""
import json
import sys

import grpc
from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool, json_format, message_factory


def main(address, cases, descriptors):
    pool = descriptor_pool.DescriptorPool()
    files = descriptor_pb2.FileDescriptorSet()
    with open(descriptors, "rb") as file:
        files.ParseFromString(file.read())
    for proto in files.file:
        pool.Add(proto)
    factory = message_factory.MessageFactory(pool)
    bad_request = factory.GetPrototype(pool.FindMessageTypeByName("google.rpc.BadRequest"))

    def fields_of(error):
        for key, value in error.trailing_metadata() or ():
            if key == "grpc-status-details-bin":
                return [v.field for detail in details_of(value) if detail.Is(bad_request.DESCRIPTOR)
                        for v in bad_request.FromString(detail.value).field_violations]
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


def details_of(status):
    """The Any messages of a google.rpc.Status: its field 3. ListValue happens to have a repeated message too, but of
    number 1; so one is described here."""
    proto = descriptor_pb2.FileDescriptorProto(name="status.proto", package="contract", syntax="proto3",
                                               dependency=["google/protobuf/any.proto"])
    message = proto.message_type.add(name="Status")
    message.field.add(name="details", number=3, type=11, label=3, type_name=".google.protobuf.Any")
    pool = descriptor_pool.DescriptorPool()
    any_file = descriptor_pb2.FileDescriptorProto()
    any_pb2.DESCRIPTOR.CopyToProto(any_file)
    pool.Add(any_file)
    pool.Add(proto)
    kind = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("contract.Status"))
    return [any_pb2.Any.FromString(detail.SerializeToString()) for detail in kind.FromString(status).details]


if __name__ == "__main__":
    main(*sys.argv[1:4])
