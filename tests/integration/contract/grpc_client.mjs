// @grpc/grpc-js: asks every case over gRPC. grpc_client.mjs ADDRESS CASES DESCRIPTORS
import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, anyUnpack } from "@bufbuild/protobuf/wkt";
import * as grpc from "@grpc/grpc-js";

const [address, casesFile, descriptors] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const client = new grpc.Client(address, grpc.credentials.createInsecure());

function errorOf(error) {
  const fields = [];
  for (const bytes of error.metadata.get("grpc-status-details-bin")) {
    for (const detail of fromBinary(registry.getMessage("google.rpc.Status"), bytes).details) {
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
