// What a change of rules amounts to, field by field, in the kinds of a reform.

#ifndef IZIN_SERVICE_RENDER_REFORMS_H_
#define IZIN_SERVICE_RENDER_REFORMS_H_

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"

#include "izin/v1/ruleset_change.pb.h"

namespace izin {

// Kinds, each once, by number.
class Reforms {
 public:
  void Add(v1::ReformKind kind) { has_[static_cast<std::size_t>(kind)] = true; }
  void Add(std::optional<v1::ReformKind> kind) {
    if (kind.has_value()) Add(*kind);
  }
  std::vector<v1::ReformKind> kinds() const;

 private:
  std::array<bool, v1::ReformKind_ARRAYSIZE> has_{};
};

// What it amounts to that `field` of a permit, a commitment, a row or another entry of the rules
// changed, both values as the rules write them; nothing where only the answers can tell.
//
//   SIMPLIFIED  a shorter term of an office; automatic, deemed approved or only possible where it
//               was not; a longer or no term of a duty; a lower level; needed at a later stage
//   TIGHTENED   the same the other way: PKKPR in 30 days instead of 25, LKPM every 3 months instead
//               of 6, no deemed approval any more
//   DELEGATED   another office
//   ADDED, REMOVED  a scale that is offered now, or no longer
//
// A term that is not known, 0, compares with none.
std::optional<v1::ReformKind> ReformOfField(absl::string_view field, absl::string_view from,
                                            absl::string_view to);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_REFORMS_H_
