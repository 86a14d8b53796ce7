// The client of izind for browsers and Node 18 or later.
//
//   const izin = createIzin({ baseUrl: "https://izin.example.go.id" });
//   const { classification } = await izin.permits.classifyActivity({
//     activity: { kbliCode: "56101", scale: BusinessScale.MICRO, locations: [LocationType.LAND] },
//   });
//
// A page needs its origin among those of `izind --cors-origin`.
import { Code, ConnectError, createClient, type Client, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { MethodOptions_IdempotencyLevel as Idempotency } from "@bufbuild/protobuf/wkt";
import { BadRequestSchema } from "./gen/google/rpc/error_details_pb.js";
import { DecisionService } from "./gen/izin/v1/decision_pb.js";
import { KbliService } from "./gen/izin/v1/kbli_pb.js";
import { PermitClassificationService } from "./gen/izin/v1/permit_classification_service_pb.js";
import { ReferenceService } from "./gen/izin/v1/reference_pb.js";
import { RulesetService } from "./gen/izin/v1/ruleset_pb.js";

export * from "./gen/izin/v1/activity_pb.js";
export * from "./gen/izin/v1/classification_pb.js";
export * from "./gen/izin/v1/decision_pb.js";
export * from "./gen/izin/v1/item_error_pb.js";
export * from "./gen/izin/v1/kbli_pb.js";
export * from "./gen/izin/v1/legal_pb.js";
export * from "./gen/izin/v1/permit_pb.js";
export * from "./gen/izin/v1/permit_classification_service_pb.js";
export * from "./gen/izin/v1/reference_pb.js";
export * from "./gen/izin/v1/ruleset_pb.js";
export * from "./gen/izin/v1/ruleset_change_pb.js";

export interface IzinOptions {
  /** Where izind's HTTP is: "https://izin.example.go.id". */
  baseUrl: string;
  /** Of a call with all its attempts; 10 s if not given. A call may say another. */
  timeoutMs?: number;
  /** Attempts of a call without side effects, which is sent again after UNAVAILABLE; 4 if not given. */
  attempts?: number;
}

/** The services that are served over HTTP. */
export interface Izin {
  permits: Client<typeof PermitClassificationService>;
  kbli: Client<typeof KbliService>;
  references: Client<typeof ReferenceService>;
  rulesets: Client<typeof RulesetService>;
  decisions: Client<typeof DecisionService>;
}

export function createIzin({ baseUrl, timeoutMs = 10_000, attempts = 4 }: IzinOptions): Izin {
  const transport = createConnectTransport({
    baseUrl,
    useHttpGet: true, // of calls without side effects, whose answers a browser may keep by their ETag
    defaultTimeoutMs: timeoutMs,
    interceptors: [againIfSafe(attempts)],
  });
  return {
    permits: createClient(PermitClassificationService, transport),
    kbli: createClient(KbliService, transport),
    references: createClient(ReferenceService, transport),
    rulesets: createClient(RulesetService, transport),
    decisions: createClient(DecisionService, transport),
  };
}

/** What is wrong with one field of a request. */
export interface FieldFault {
  /** Path in proto names: "activity.kbli_code". */
  field: string;
  en: string;
  /** Indonesian; empty if the service has none. */
  id: string;
}

/** The faults that the service found, in its order; empty for every other error. */
export function faultsOf(thrown: unknown): FieldFault[] {
  return ConnectError.from(thrown)
    .findDetails(BadRequestSchema)
    .flatMap((detail) => detail.fieldViolations)
    .map(({ field, description, localizedMessage }) => ({
      field,
      en: description,
      id: localizedMessage?.locale === "id" ? localizedMessage.message : "",
    }));
}

/** A server that is not there shows as a failed fetch, whose kind is all that a browser tells. */
function isUnavailable(thrown: unknown): boolean {
  const error = ConnectError.from(thrown);
  return error.code === Code.Unavailable || error.cause instanceof TypeError;
}

/** Never a classification: a decision may have been noted before its answer was lost. */
function againIfSafe(attempts: number): Interceptor {
  return (next) => async (request) => {
    const isSafe = !request.stream && request.method.idempotency === Idempotency.NO_SIDE_EFFECTS;
    for (let attempt = 1; ; ++attempt) {
      try {
        return await next(request);
      } catch (thrown) {
        if (!isSafe || attempt >= attempts || request.signal.aborted || !isUnavailable(thrown)) throw thrown;
        await new Promise((resolve) => setTimeout(resolve, 100 * 3 ** (attempt - 1)));
      }
    }
  };
}
