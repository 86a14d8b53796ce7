// The package under Node against a real izind, whose address is in IZIND, and against servers that fail as they are told.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { Code, ConnectError } from "@connectrpc/connect";
import { BusinessScale, LocationType, RiskLevel, createIzin, faultsOf } from "@izin/client";

const izin = createIzin({ baseUrl: process.env.IZIND });
const restaurant = { kbliCode: "56101", scale: BusinessScale.MICRO, locations: [LocationType.LAND] };

/** Counts requests; the first `failures` end with UNAVAILABLE, the others with {} after `delay` ms. */
async function failing({ failures, delay = 0 }, work) {
  let asked = 0;
  const server = createServer((request, response) => {
    const fails = ++asked <= failures;
    request.resume();
    setTimeout(() => {
      response.writeHead(fails ? 503 : 200, { "Content-Type": "application/json" });
      response.end(fails ? '{"code":"unavailable","message":"for now"}' : "{}");
    }, delay);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await work(`http://127.0.0.1:${server.address().port}`, () => asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("classifies", async () => {
  const { classification } = await izin.permits.classifyActivity({ activity: restaurant });
  assert.equal(classification.riskLevel, RiskLevel.MEDIUM_LOW);
  assert.equal(classification.permits[0].code, "NIB");
  assert.match(classification.ruleset, /^rulesets\/pp28-2025@[0-9a-f]{64}$/);
});

test("tells every fault in both languages", async () => {
  const faults = await izin.permits.classifyActivity({ activity: { kbliCode: "5610" } }).catch(faultsOf);
  assert.deepEqual(faults.map(({ field }) => field).sort(), ["activity.kbli_code", "activity.locations", "activity.scale"]);
  const code = faults.find(({ field }) => field === "activity.kbli_code");
  assert.match(code.en, /want 5 digits/);
  assert.match(code.id, /tulis 5 angka/);
});

test("serves every service over HTTP", async () => {
  assert.equal((await izin.kbli.getKbliEntry({ code: "56303" })).entry.code, "56303");
  assert.ok((await izin.references.listReferenceValues({ kind: "scale" })).values.length >= 4);
  assert.equal((await izin.rulesets.listRulesets({})).rulesets.length, 2);
  await assert.rejects(izin.decisions.getDecision({ id: "0".repeat(32) }), ConnectError);
});

test("asks again what has no side effects", () =>
  failing({ failures: 2 }, async (baseUrl, asked) => {
    await createIzin({ baseUrl }).kbli.getKbliEntry({ code: "56101" });
    assert.equal(asked(), 3);
  }));

test("gives up after the last attempt", () =>
  failing({ failures: 9 }, async (baseUrl, asked) => {
    const call = createIzin({ baseUrl, attempts: 2 }).kbli.getKbliEntry({ code: "56101" });
    await assert.rejects(call, (error) => error.code === Code.Unavailable);
    assert.equal(asked(), 2);
  }));

test("never repeats a classification", () =>
  failing({ failures: 1 }, async (baseUrl, asked) => {
    await assert.rejects(createIzin({ baseUrl }).permits.classifyActivity({ activity: restaurant }), ConnectError);
    assert.equal(asked(), 1);
  }));

test("has a deadline, for all attempts together", () =>
  failing({ failures: 0, delay: 2_000 }, async (baseUrl) => {
    const call = createIzin({ baseUrl, timeoutMs: 100 }).kbli.getKbliEntry({ code: "56101" });
    await assert.rejects(call, (error) => error.code === Code.DeadlineExceeded);
  }));

test("says that nobody is there", async () => {
  const before = Date.now();
  await assert.rejects(createIzin({ baseUrl: "http://127.0.0.1:1" }).kbli.getKbliEntry({ code: "56101" }), ConnectError);
  assert.ok(Date.now() - before >= 1_000, "three more attempts take 100, 300 and 900 ms");
});
