// Bytes as a ClassifyActivityRequest, in the wire format and in JSON. Every request that parses is
// answered with an outcome, or refused with faults that each name a field.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/protobuf/util/json_util.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/pipeline.h"
#include "service/request/request_faults.h"
#include "service/rulesets/ruleset_holder.h"
#include "tests/testing/fake_clock.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void RequireFaults(const absl::Status& status) {
  Require(status.code() == absl::StatusCode::kInvalidArgument ||
          status.code() == absl::StatusCode::kNotFound ||
          status.code() == absl::StatusCode::kFailedPrecondition);
  const std::optional<google::rpc::BadRequest> details = izin::BadRequestOf(status);
  Require(details.has_value() && details->field_violations_size() > 0);
  for (const auto& violation : details->field_violations()) {
    Require(!violation.field().empty() && !violation.description().empty());
  }
}

void Answer(const izin::Pipeline& pipeline, const izin::v1::ClassifyActivityRequest& request) {
  const auto classification = pipeline.Classify(request);
  if (!classification.ok()) return RequireFaults(classification.status());
  Require(classification->outcome() != izin::v1::OUTCOME_UNSPECIFIED);
  Require(!classification->name().empty() && !classification->ruleset().empty());
  // What is answered can be sent and read: all of its texts are UTF-8.
  izin::v1::Classification copy;
  Require(copy.ParseFromString(classification->SerializeAsString()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using izin::testing::FakeClock;
  static const auto* const clock =
      new FakeClock(FakeClock::NoonInJakarta(absl::CivilDay(2026, 11, 24)));
  static const auto* const rulesets =
      new izin::RulesetHolder(izin::RulesetLibrary::Embedded().value());
  static const auto* const pipeline = new izin::Pipeline(*rulesets, *clock);

  izin::v1::ClassifyActivityRequest request;
  if (request.ParseFromArray(data, static_cast<int>(size))) Answer(*pipeline, request);
  request.Clear();
  const std::string json(reinterpret_cast<const char*>(data), size);
  if (google::protobuf::util::JsonStringToMessage(json, &request).ok()) Answer(*pipeline, request);
  return 0;
}
