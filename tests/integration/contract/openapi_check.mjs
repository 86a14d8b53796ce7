// openapi.json is OpenAPI 3.1, says nothing but what its schemas say, and takes the requests of the cases.
// openapi_check.mjs OPENAPI CASES
import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [file, casesFile] = process.argv.slice(2);
const document = JSON.parse(readFileSync(file, "utf8"));
const faults = [];

const validator = new Validator();
const checked = await validator.validate(structuredClone(document));
if (!checked.valid) faults.push(JSON.stringify(checked.errors));
if (validator.version !== "3.1") faults.push(`version ${validator.version}`);

// Each $ref leads somewhere.
(function follow(node) {
  if (typeof node !== "object" || node === null) return;
  if (typeof node.$ref === "string") {
    const found = node.$ref.slice(2).split("/").reduce((at, part) => at?.[part], document);
    if (found === undefined) faults.push(`${node.$ref}: leads nowhere`);
  }
  Object.values(node).forEach(follow);
})(document);

// What the server takes, the schema takes; a member of another type it does not.
const ajv = new Ajv2020.default({ strict: false });
addFormats.default(ajv);
["int32", "int64", "uint64", "double", "float"].forEach((name) => ajv.addFormat(name, true));
ajv.addSchema({ $id: "doc", ...document });
for (const one of JSON.parse(readFileSync(casesFile, "utf8"))) {
  const item = document.paths["/" + one.method];
  const { $ref } = item.post.requestBody.content["application/json"].schema;
  const fits = ajv.getSchema("doc" + $ref);
  if (!fits(one.request)) faults.push(`${one.name}: ${ajv.errorsText(fits.errors)}`);
  if (fits({ ...one.request, [Object.keys(document.components.schemas[$ref.split("/").pop()].properties)[0]]: 1.5 }))
    faults.push(`${one.name}: takes any value`);
  if (Boolean(item.get) !== Boolean(one.get)) faults.push(`${one.method}: GET ${Boolean(item.get)}`);
}

// Everything is explained.
for (const [name, schema] of Object.entries(document.components.schemas)) {
  if (!schema.description) faults.push(`${name}: no description`);
  for (const [member, its] of Object.entries(schema.properties ?? {})) {
    if (!its.description && !name.startsWith("connect.")) faults.push(`${name}.${member}: no description`);
  }
}

console.log(faults.join("\n") || `${Object.keys(document.paths).length} paths`);
process.exit(faults.length > 0 ? 1 : 0);
