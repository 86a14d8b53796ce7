// A page of a portal: asks izind of another origin, and shows what it says.
import { BusinessScale, LocationType, RiskLevel, createIzin, faultsOf } from "@izin/client";

async function show(): Promise<string> {
  const baseUrl = new URLSearchParams(location.search).get("izind") ?? "";
  const izin = createIzin({ baseUrl, timeoutMs: 5_000, attempts: 2 });
  const found = await izin.kbli.searchKbliEntries({ query: "mau buka kedai kopi", pageSize: 1 });
  const kbliCode = found.matches[0]?.entry?.code ?? "";
  const { classification } = await izin.permits.classifyActivity({
    activity: { kbliCode, scale: BusinessScale.MICRO, locations: [LocationType.LAND] },
  });
  if (classification === undefined) throw new Error("no classification");
  const level: RiskLevel = classification.riskLevel;
  const permits = classification.permits.map((permit) => permit.code);
  const refused = await izin.permits.classifyActivity({}).catch(faultsOf);
  if (!Array.isArray(refused)) throw new Error("an empty question was answered");
  return `${kbliCode} ${RiskLevel[level]} ${permits.join(",")} ${refused.map(({ field }) => field).join(",")}`;
}

show().then(
  (text) => (document.body.textContent = `ANSWER ${text} END`),
  (error: unknown) => (document.body.textContent = `ERROR ${String(error)} END`),
);
