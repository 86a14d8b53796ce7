#include "service/server/version_text.h"

#include <memory>
#include <optional>

#include "absl/base/config.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "google/protobuf/stubs/common.h"
#include <grpcpp/grpcpp.h>
#include <sodium.h>

#include "service/answer/answers_revision.h"
#include "service/store/store_library.h"

namespace izin {
namespace {

std::string DaysOf(const RulesetData& data) {
  const std::string from = absl::FormatCivilTime(data.effective_from);
  return data.effective_to.has_value()
             ? absl::StrCat(from, " to ", absl::FormatCivilTime(*data.effective_to))
             : absl::StrCat("from ", from);
}

}  // namespace

std::string SoftwareVersion() { return IZIN_VERSION; }

std::string VersionText(absl::string_view program, const RulesetLibrary& library,
                        const std::vector<std::string>& more) {
  std::string text = absl::StrCat(program, " ", SoftwareVersion(), "\n");
  for (const std::shared_ptr<const Ruleset>& ruleset : library.rulesets())
    absl::StrAppend(&text, ruleset->versioned_name(), ", ", DaysOf(ruleset->data()), "\n");
  std::vector<std::string> libraries = {
      absl::StrCat("gRPC ", grpc::Version()),
      absl::StrCat("Protobuf ", google::protobuf::internal::VersionString(GOOGLE_PROTOBUF_VERSION)),
      absl::StrCat("Abseil ", ABSL_LTS_RELEASE_VERSION, ".", ABSL_LTS_RELEASE_PATCH_LEVEL),
      StoreLibrary(), absl::StrCat("libsodium ", sodium_version_string())};
  libraries.insert(libraries.end(), more.begin(), more.end());
  absl::StrAppend(&text, "answers by code ", AnswersRevision(), "\n",
                  absl::StrJoin(libraries, ", "));
  return text;
}

}  // namespace izin
