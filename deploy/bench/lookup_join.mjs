// The plain form of a registry joined by DuckDB, in one thread: node lookup_join.mjs ANSWERS IN OUT
// The table of answers is the build side, which the optimiser would choose the other way round.
import { DuckDBInstance } from "@duckdb/node-api";

const [answers, input, output] = process.argv.slice(2);
const text = (path) => `'${path.replaceAll("'", "''")}'`;
const columns = (names) => `{${names.map((name) => `'${name}':'VARCHAR'`).join(",")}}`;
const plain = "header=true,delim=',',quote='',escape='',auto_detect=false";

const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
await connection.run("set disabled_optimizers='join_order,build_side_probe_side'");
await connection.run(
  `create table answers as select split_part(key,':',1) code, split_part(key,':',2) scale, split_part(key,':',3) place,
     outcome, risk_level, permits
   from read_csv(${text(answers)},${plain},columns=${columns(["key", "outcome", "risk_level", "permits"])})`,
);
await connection.run(
  `copy (select r.business_id, coalesce(a.outcome,'INVALID') outcome, a.risk_level, a.permits
         from read_csv(${text(input)},${plain},columns=${columns(["business_id", "code", "scale", "place"])}) r
         left join answers a on r.code=a.code and r.scale=a.scale and r.place=a.place)
   to ${text(output)} (header true)`,
);
process.exit(0);
