// Node 18: what does a micro restaurant on land need? node classify.mjs http://127.0.0.1:8981 56101
// (../typescript is a client with types for Node and browsers.)
const [base, kbliCode] = process.argv.slice(2);
const response = await fetch(`${base}/izin.v1.PermitClassificationService/ClassifyActivity`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    activity: { kbliCode, scale: "BUSINESS_SCALE_MICRO", locations: ["LOCATION_TYPE_LAND"] },
  }),
  signal: AbortSignal.timeout(10_000),
});
const answer = await response.json();
if (!response.ok) {
  console.error(answer.message);
  process.exit(1);
}
const { riskLevel, permits } = answer.classification;
console.log(kbliCode, riskLevel, ...permits.map((permit) => permit.code));
