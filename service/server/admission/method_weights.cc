#include "service/server/admission/method_weights.h"

namespace izin {
namespace {

// From what each takes of a processor beside a call of ClassifyActivity, transport and all.
constexpr MethodWeight kMethods[] = {
    {"ActivateRuleset", CallKind::kAdmin},
    {"AssessRisk"},
    {"BatchClassifyActivities", CallKind::kInline, 1, 1},
    {"ClassifyActivity"},
    {"ClassifyActivityColumns", CallKind::kInline, 1, 1},
    {"ClassifyOssPayload", CallKind::kInline, 5, 1},
    {"ConvertKbliCode"},
    {"DiffRulesets", CallKind::kAside, 1000},
    {"GetClassification"},
    {"GetDecision", CallKind::kInline, 2},
    {"GetKbliEntry", CallKind::kInline, 2},
    {"GetRuleset", CallKind::kAdmin},
    {"ListDecisions", CallKind::kInline, 50},
    {"ListReferenceValues", CallKind::kInline, 5},
    {"ListRulesets", CallKind::kAdmin},
    {"ReplayDecisions", CallKind::kAside, 1000},
    {"RollbackRuleset", CallKind::kAdmin},
    {"SearchKbliEntries", CallKind::kInline, 10},
    {"StreamClassifyActivities", CallKind::kStream, 1, 1},
};

}  // namespace

absl::Span<const MethodWeight> MethodWeights() { return kMethods; }

}  // namespace izin
