// Which permit an item of a checklist means by its nama_izin. The guide lists neither names nor,
// save by a method of OSS, the codes of kd_izin: what is known here are the titles of the ruleset
// and how the regulations and portals call them.

#ifndef IZIN_SERVICE_ANSWER_OSS_PERMIT_NAMES_H_
#define IZIN_SERVICE_ANSWER_OSS_PERMIT_NAMES_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"

namespace izin {

// A name without case, marks and double blanks: "UKL-UPL" -> "ukl upl".
std::string FoldedName(absl::string_view name);

// Codes of the permits that `name` may stand for: one for a title of the ruleset; several for a
// name that permits share ("KKPR"). Empty for a name that is not known.
std::vector<std::string> PermitsNamed(absl::string_view name, const Ruleset& ruleset);

// The same, each name looked up once. Single-threaded. The ruleset must outlive it.
class PermitNames {
 public:
  explicit PermitNames(const Ruleset& ruleset) : ruleset_(ruleset) {}

  const Ruleset& ruleset() const { return ruleset_; }
  const std::vector<std::string>& Of(const std::string& name);

 private:
  const Ruleset& ruleset_;
  absl::flat_hash_map<std::string, std::vector<std::string>> known_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_PERMIT_NAMES_H_
