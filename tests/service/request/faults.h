// Faults of requests: what is expected of one, and their paths.

#ifndef IZIN_TESTS_SERVICE_REQUEST_FAULTS_H_
#define IZIN_TESTS_SERVICE_REQUEST_FAULTS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin::testing {

// The paths of all faults of a status, in its order.
inline std::vector<std::string> PathsOf(const absl::Status& status) {
  std::vector<std::string> paths;
  const auto details = BadRequestOf(status);
  if (!details.has_value()) return paths;
  for (const auto& violation : details->field_violations()) paths.push_back(violation.field());
  return paths;
}

struct Fault {
  std::string name;
  std::string changes;  // to a sound request
  absl::StatusCode code;
  std::string path;
  std::vector<std::string> says = {};  // what the message must name
};

// That one fault and no other, with path, value and what is wanted.
inline void ExpectRefused(const Fault& fault) {
  const absl::Status status = Answer(SoundRequest(fault.changes)).status();
  EXPECT_EQ(status.code(), fault.code) << status;
  EXPECT_THAT(PathsOf(status), ::testing::ElementsAre(fault.path)) << status;
  EXPECT_THAT(std::string(status.message()), ::testing::StartsWith(fault.path + ": "));
  for (const std::string& part : fault.says)
    EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr(part));
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_REQUEST_FAULTS_H_
