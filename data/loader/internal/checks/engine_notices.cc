#include "classifier/engine_notices.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

// The engine itself gives these warnings, and reads their texts without asking whether they are
// there.
void CheckEngineNotices(const Checked& in, RuleIssues& out) {
  for (absl::string_view code : kEngineNotices) {
    const bool is_held =
        std::any_of(in.out.notices.begin(), in.out.notices.end(),
                    [code](const izin::Notice& notice) { return notice.code == code; });
    if (is_held) continue;
    in.AddMissing("notices.textproto",
                  absl::StrCat("missing notice ", code, ": the engine gives it"), out);
  }
}

}  // namespace izin::internal
