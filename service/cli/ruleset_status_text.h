// Bundles, and what became of them on a server, as people read it.

#ifndef IZIN_SERVICE_CLI_RULESET_STATUS_TEXT_H_
#define IZIN_SERVICE_CLI_RULESET_STATUS_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

#include "izin/internal/bundle.pb.h"
#include "izin/v1/ruleset.pb.h"

namespace izin::cli {

// What a bundle says of itself. `bytes` are its file.
std::string BundleText(const izin::internal::Bundle& bundle, absl::string_view bytes,
                       bool is_english);

// A path or a name out of a file that nobody vouches for, without what a terminal obeys.
std::string ShownPath(absl::string_view path);

// A ruleset that answers, and since when.
std::string RulesetText(const izin::v1::Ruleset& ruleset, bool is_english);

// All that answer, and what became of the attempts to change them.
std::string StatusText(const izin::v1::ListRulesetsResponse& list, bool is_english);

// What an activation did, or with --validate-only would do.
std::string ActivationText(const izin::v1::ActivateRulesetResponse& response, bool validate_only,
                           bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_RULESET_STATUS_TEXT_H_
