// Bytes as a payload of OSS, as anybody may send it. What is taken is an answer for each location;
// what is refused is refused with paths and words that a client can read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "absl/time/time.h"

#include "service/answer/oss/oss_handler.h"
#include "service/request/request_faults.h"
#include "tests/testing/fake_clock.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

bool IsNever() { return false; }

// Of the whole run.
struct Fixture {
  Fixture()
      : rulesets(*izin::RulesetLibrary::Embedded()),
        clock(izin::testing::FakeClock::NoonInJakarta(absl::CivilDay(2026, 11, 24))),
        pipeline(rulesets, clock),
        handler(pipeline) {}

  const izin::RulesetHolder rulesets;
  const izin::testing::FakeClock clock;
  const izin::Pipeline pipeline;
  const izin::OssHandler handler;
};

void RequireReadable(const absl::Status& status) {
  if (absl::IsResourceExhausted(status)) return;
  const auto details = izin::BadRequestOf(status);
  Require(details.has_value() && details->field_violations_size() > 0);
  for (const auto& violation : details->field_violations()) {
    Require(!violation.description().empty());
    for (const char c : violation.field() + violation.description())
      Require(static_cast<unsigned char>(c) >= ' ');
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto* const fixture = new Fixture();
  izin::v1::ClassifyOssPayloadRequest request;
  request.set_payload_json(std::string(reinterpret_cast<const char*>(data), size));
  const auto answer = fixture->handler.Classify(request, {.is_cancelled = IsNever});
  if (!answer.ok()) {
    RequireReadable(answer.status());
    return 0;
  }
  Require(answer->locations_size() > 0);
  for (const auto& place : answer->locations()) Require(place.has_classification());
  izin::v1::ClassifyOssPayloadResponse again;
  Require(again.ParseFromString(answer->SerializeAsString()));
  return 0;
}
