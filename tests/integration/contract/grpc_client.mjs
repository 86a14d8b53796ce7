// @grpc/grpc-js: asks every case over gRPC. grpc_client.mjs ADDRESS CASES DESCRIPTORS
import { readFileSync } from "node:fs";
import { create, createFileRegistry, fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, anyUnpack } from "@bufbuild/protobuf/wkt";
import * as grpc from "@grpc/grpc-js";

const [address, casesFile, descriptors] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const client = new grpc.Client(address, grpc.credentials.createInsecure());

// google.rpc.Status, which is not among the descriptors: code = 1, message = 2, details = 3 of Any.
function detailsOf(bytes) {
  const any = registry.getMessage("google.protobuf.Any");
  const details = [];
  for (let at = 0; at < bytes.length; ) {
    const varint = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[at++];
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    const tag = varint();
    if (tag >> 3 === 1) {
      varint();
      continue;
    }
    const size = varint();
    if (tag >> 3 === 3) details.push(fromBinary(any, bytes.subarray(at, at + size)));
    at += size;
  }
  return details;
}

function errorOf(error) {
  const fields = [];
  for (const bytes of error.metadata.get("grpc-status-details-bin")) {
    for (const detail of detailsOf(bytes)) {
      const message = anyUnpack(detail, registry);
      for (const violation of message?.fieldViolations ?? []) fields.push(violation.field);
    }
  }
  return { code: grpc.status[error.code].toLowerCase(), message: error.details, fields };
}

function ask({ method, request }) {
  const [service, name] = method.split("/");
  const { input, output } = registry.getService(service).methods.find((m) => m.name === name);
  return new Promise((resolve) => {
    client.makeUnaryRequest(
      "/" + method,
      (message) => Buffer.from(toBinary(input, message)),
      (bytes) => toJson(output, fromBinary(output, bytes), { registry }),
      fromJson(input, request, { registry }),
      (error, answer) => resolve(error ? { error: errorOf(error) } : { answer }),
    );
  });
}

for (const one of JSON.parse(readFileSync(casesFile, "utf8"))) {
  console.log(JSON.stringify({ name: one.name, ...(await ask(one)) }));
}
client.close();
