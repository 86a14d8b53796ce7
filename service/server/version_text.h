// What `izin --version` and `izind --version` print.

#ifndef IZIN_SERVICE_SERVER_VERSION_TEXT_H_
#define IZIN_SERVICE_SERVER_VERSION_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "service/rulesets/ruleset_library.h"

namespace izin {

// "0.1.0".
std::string SoftwareVersion();

// The version of the software, the rulesets of `library` with their fingerprints and the days on
// which they hold, and the libraries that the program is linked to, a line each:
//
//   izin 0.1.0
//   rulesets/pp24-2018@<fingerprint>, 2018-06-21 to 2021-02-01
//   answers by code <revision>
//   gRPC 1.51.1, Protobuf 3.21.12, ...
//
// `more` are libraries that only this program has: "CLI11 2.1.2". Without an end of line.
std::string VersionText(absl::string_view program, const RulesetLibrary& library,
                        const std::vector<std::string>& more);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_VERSION_TEXT_H_
