// What the tests of the service have in common: the embedded rulesets, answered on 2026-11-24.

#ifndef IZIN_TESTS_SERVICE_ANSWERING_H_
#define IZIN_TESTS_SERVICE_ANSWERING_H_

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/text_format.h"
#include <gtest/gtest.h>

#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/pipeline.h"
#include "service/rulesets/ruleset_holder.h"
#include "tests/testing/fake_clock.h"

namespace izin::testing {

constexpr absl::CivilDay kToday(2026, 11, 24);

// Ends the program if the embedded rulesets do not load. Loaded once: the tests only read them.
inline const std::shared_ptr<const RulesetLibrary>& Library() {
  static const auto* const library = [] {
    auto loaded = RulesetLibrary::Embedded();
    if (!loaded.ok()) {
      std::cerr << loaded.status() << "\n";
      std::abort();
    }
    return new std::shared_ptr<const RulesetLibrary>(*std::move(loaded));
  }();
  return *library;
}

// The same, as a server holds them.
inline const RulesetHolder& Rulesets() {
  static const auto* const holder = new RulesetHolder(Library());
  return *holder;
}

// A message from text format; a fault in it fails the test.
template <typename Message>
Message FromText(const std::string& text, Message message = {}) {
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &message)) << text;
  return message;
}

// A sound request with `changes` in text format over it.
inline v1::ClassifyActivityRequest SoundRequest(const std::string& changes = "") {
  return FromText(
      changes, FromText<v1::ClassifyActivityRequest>(R"pb(
        activity { kbli_code: "56101" scale: BUSINESS_SCALE_MICRO locations: LOCATION_TYPE_LAND }
      )pb"));
}

// The answer on kToday.
inline absl::StatusOr<v1::Classification> Answer(const v1::ClassifyActivityRequest& request) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  return Pipeline(Rulesets(), clock).Classify(request);
}

// The codes of permits, warnings or commitments.
template <typename Items>
std::vector<std::string> CodesOf(const Items& items) {
  std::vector<std::string> codes;
  for (const auto& item : items) codes.push_back(item.code());
  return codes;
}

// A file below the root of the tree; a file that cannot be read fails the test.
inline std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_TRUE(in.good()) << path << ": cannot be read";
  return text.str();
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_ANSWERING_H_
