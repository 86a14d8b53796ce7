#include "service/cli/answer_text/way.h"

#include <algorithm>
#include <string>

namespace izin::cli {
namespace {

// The release of a forest comes before every other permit of the land that it makes: PP 23/2021
// arts 58, 63-64.
constexpr char kRelease[] = "PELEPASAN_KAWASAN_HUTAN";
constexpr char kNib[] = "NIB";

bool IsMissing(const v1::Permit& permit) {
  return !permit.held() && !permit.may_apply() && permit.required_before() != v1::STAGE_UNSPECIFIED;
}

void Extend(Duration& longest, const v1::Permit& permit) {
  const v1::Processing& term = permit.processing();
  if (!term.automatic() && term.working_days() == 0) longest.is_whole = false;
  longest.days = std::max(longest.days, term.working_days());
  longest.days_with_repairs = std::max(
      longest.days_with_repairs, std::max(term.working_days(), term.working_days_with_repairs()));
}

Duration After(const Duration& first, const Duration& second) {
  return {.days = first.days + second.days,
          .days_with_repairs = first.days_with_repairs + second.days_with_repairs,
          .is_whole = first.is_whole && second.is_whole};
}

}  // namespace

Way WayOf(const v1::Classification& classification) {
  Way way;
  for (const v1::Stage stage : {v1::STAGE_START, v1::STAGE_CONSTRUCTION, v1::STAGE_OPERATION}) {
    std::vector<const v1::Permit*> missing;
    for (const v1::Permit& permit : classification.permits()) {
      if (IsMissing(permit) && permit.required_before() == stage) missing.push_back(&permit);
    }
    const bool has_release =
        std::any_of(missing.begin(), missing.end(),
                    [](const v1::Permit* permit) { return permit->code() == kRelease; });
    const bool is_first = way.now.empty();
    Duration first;
    Duration second;
    for (const v1::Permit* permit : missing) {
      const bool waits = has_release && permit->code() != kRelease && permit->code() != kNib;
      Extend(waits ? second : first, *permit);
      if (is_first) (waits ? way.after_them : way.now).push_back(permit);
    }
    way.whole = After(way.whole, After(first, second));
  }
  return way;
}

}  // namespace izin::cli
