// The codes of the guide's Lampiran for the values of the API. They are data of the ruleset: its
// reference values name the code of each (ReferenceValue.oss_code).

#ifndef IZIN_SERVICE_ANSWER_OSS_GUIDE_CODES_H_
#define IZIN_SERVICE_ANSWER_OSS_GUIDE_CODES_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"
#include "service/render/api_words.h"
#include "service/request/request_faults.h"

namespace izin {

// Immutable. The ruleset must outlive it.
class GuideCodes {
 public:
  explicit GuideCodes(const Ruleset& ruleset);

  // "01" of kind "scale" and MICRO; empty where the guide has no code for the value.
  std::string CodeOf(absl::string_view kind, absl::string_view value) const;
  template <typename Enum>
  std::string CodeOfEnum(absl::string_view kind, Enum value) const {
    return CodeOf(kind, ApiWord(value));
  }

  // "MICRO" of kind "scale" and "01"; empty for what is no code of the kind.
  std::string ValueOf(absl::string_view kind, absl::string_view code) const;

  // All codes of a kind with what they stand for: "01 Micro business, 02 Small business or ...".
  FaultText Choices(absl::string_view kind) const;

 private:
  absl::flat_hash_map<std::string, std::vector<const ReferenceValue*>> by_kind_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_GUIDE_CODES_H_
