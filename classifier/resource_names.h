// How rulesets are named, in answers, pins and folders of data alike.

#ifndef IZIN_CLASSIFIER_RESOURCE_NAMES_H_
#define IZIN_CLASSIFIER_RESOURCE_NAMES_H_

#include "absl/strings/string_view.h"

namespace izin {

// "rulesets/pp28-2025": what stands before the id.
inline constexpr absl::string_view kRulesetPrefix = "rulesets/";

}  // namespace izin

#endif  // IZIN_CLASSIFIER_RESOURCE_NAMES_H_
