// @connectrpc/connect-node: asks every case by the Connect protocol, as its flags say.
// connect_client.mjs ADDRESS CASES DESCRIPTORS [--binary] [--get] [--http2]
import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary, fromJson, toJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";

const [address, casesFile, descriptors, ...flags] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const transport = createConnectTransport({
  baseUrl: "http://" + address,
  httpVersion: flags.includes("--http2") ? "2" : "1.1",
  useBinaryFormat: flags.includes("--binary"),
  useHttpGet: flags.includes("--get"),
});

function errorOf(thrown) {
  const error = ConnectError.from(thrown);
  const fields = error
    .findDetails(registry.getMessage("google.rpc.BadRequest"))
    .flatMap((detail) => detail.fieldViolations.map((violation) => violation.field));
  const code = Code[error.code].replace(/(?<!^)[A-Z]/g, (letter) => "_" + letter).toLowerCase();
  return { code, message: error.rawMessage, fields };
}

async function ask({ method, request }) {
  const [service, name] = method.split("/");
  const called = registry.getService(service).methods.find((m) => m.name === name);
  try {
    const input = fromJson(called.input, request, { registry });
    const { message } = await transport.unary(called, undefined, 30000, undefined, input);
    return { answer: toJson(called.output, message, { registry }) };
  } catch (thrown) {
    return { error: errorOf(thrown) };
  }
}

for (const one of JSON.parse(readFileSync(casesFile, "utf8"))) {
  console.log(JSON.stringify({ name: one.name, ...(await ask(one)) }));
}
