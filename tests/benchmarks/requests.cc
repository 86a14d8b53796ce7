#include "tests/benchmarks/requests.h"

#include <cstdint>
#include <random>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "izin/v1/registry_service.pb.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

ClassifyRequests DrawRequests(v1::ClassificationView view) {
  std::mt19937 random(20261124);
  const auto library = *RulesetLibrary::Embedded();
  const Ruleset& ruleset = library->latest();
  ClassifyRequests requests;
  requests.reserve(kRequests);
  while (requests.size() < kRequests) {
    const Scope& scope = ruleset.data().scopes[random() % ruleset.data().scopes.size()];
    const auto scale = 1 + random() % 4;
    if (scope.level_at[scale] == RiskLevel::kUnspecified || scope.only_foreign) continue;
    v1::ClassifyActivityRequest request;
    request.set_view(view);
    v1::BusinessActivity& activity = *request.mutable_activity();
    activity.set_kbli_code(ruleset.kbli().CodeAt(scope.code_index).ToString());
    activity.set_scope_id(scope.id);
    activity.set_scale(static_cast<v1::BusinessScale>(scale));
    activity.add_locations(v1::LOCATION_TYPE_LAND);
    activity.set_zone(v1::ZONE_NONE);
    activity.set_extent(v1::ADMINISTRATIVE_EXTENT_WITHIN_REGENCY);
    activity.set_rdtr(static_cast<v1::RdtrStatus>(1 + random() % 3));
    activity.set_land_condition(v1::LAND_CONDITION_ORDINARY);
    activity.set_construction(static_cast<v1::Construction>(1 + random() % 4));
    activity.set_environment(static_cast<v1::EnvironmentalScreening>(1 + random() % 3));
    requests.push_back(std::move(request));
  }
  return requests;
}

grpc::ByteBuffer Encoded(const google::protobuf::Message& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

std::vector<grpc::ByteBuffer> Encoded(const ClassifyRequests& requests) {
  std::vector<grpc::ByteBuffer> encoded;
  encoded.reserve(requests.size());
  for (const auto& request : requests) encoded.push_back(Encoded(request));
  return encoded;
}

std::vector<grpc::ByteBuffer> EncodedBatches(const ClassifyRequests& requests) {
  std::vector<grpc::ByteBuffer> batches;
  batches.reserve(requests.size() / kBatchItems);
  for (std::size_t first = 0; first + kBatchItems <= requests.size(); first += kBatchItems) {
    v1::BatchClassifyActivitiesRequest batch;
    for (std::size_t i = first; i < first + kBatchItems; ++i) *batch.add_requests() = requests[i];
    batches.push_back(Encoded(batch));
  }
  return batches;
}

grpc::ByteBuffer EncodedColumns(const ClassifyRequests& requests) {
  v1::ClassifyActivityColumnsRequest columns;
  for (std::size_t i = 0; i < kColumnItems; ++i) {
    const v1::BusinessActivity& activity = requests[i % requests.size()].activity();
    std::uint32_t code = 0;
    if (!absl::SimpleAtoi(activity.kbli_code(), &code)) continue;
    columns.add_kbli_codes(code);
    columns.mutable_scales()->push_back(static_cast<char>(activity.scale()));
    columns.mutable_locations()->push_back(static_cast<char>(1 << activity.locations(0)));
  }
  return Encoded(columns);
}

std::vector<grpc::ByteBuffer> EncodedMessages(const ClassifyRequests& requests) {
  std::vector<grpc::ByteBuffer> messages;
  messages.reserve(requests.size());
  for (const auto& request : requests) {
    v1::StreamClassifyActivitiesRequest message;
    message.set_correlation_id(absl::StrCat(messages.size()));
    *message.mutable_request() = request;
    messages.push_back(Encoded(message));
  }
  return messages;
}

std::string KeyOf(const v1::ClassifyActivityRequest& request) {
  const v1::BusinessActivity& activity = request.activity();
  const std::vector<int> rest = {activity.scale(), activity.rdtr(), activity.construction(),
                                 activity.environment()};
  return absl::StrCat(activity.scope_id(), "/", absl::StrJoin(rest, "/"));
}

}  // namespace izin
