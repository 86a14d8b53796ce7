#include "service/render/reforms.h"

#include <cstdint>
#include <initializer_list>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"

namespace izin {
namespace {

enum class Meaning : std::uint8_t {
  kOfficeTerm,    // a number of days that an office has; 0: not known
  kDutyTerm,      // the time that a business has, or after which a duty comes again; 0: no term
  kEase,          // true is easier
  kBurden,        // true is harder
  kMoreIsHarder,  // an amount
  kMoreIsEasier,  // an amount; empty: no limit
  kStage,         // the earlier the harder
  kLevel,         // of risk; empty: not offered
  kFlag,          // COMMITMENT or not
  kDay,           // from which something binds: the earlier the harder
  kOnly,          // a closed circle; empty: open to all
  kOffice,        // who decides
};

std::optional<Meaning> MeaningOf(absl::string_view field) {
  static const auto* const meanings = new absl::flat_hash_map<absl::string_view, Meaning>{
      {"working_days", Meaning::kOfficeTerm},
      {"working_days_with_repairs", Meaning::kOfficeTerm},
      {"term_days", Meaning::kOfficeTerm},
      {"due_working_days", Meaning::kDutyTerm},
      {"due_calendar_days", Meaning::kDutyTerm},
      {"due_months", Meaning::kDutyTerm},
      {"every_months", Meaning::kDutyTerm},
      {"automatic", Meaning::kEase},
      {"deemed_approved", Meaning::kEase},
      {"may_apply", Meaning::kEase},
      {"blocks_stage", Meaning::kBurden},
      {"refused", Meaning::kBurden},
      {"foreign_capital_idr_above", Meaning::kMoreIsHarder},
      {"hectares_at_most", Meaning::kMoreIsEasier},
      {"max_foreign_percent", Meaning::kMoreIsEasier},
      {"required_before", Meaning::kStage},
      {"due_before", Meaning::kStage},
      {"micro", Meaning::kLevel},
      {"small", Meaning::kLevel},
      {"medium", Meaning::kLevel},
      {"large", Meaning::kLevel},
      {"risk", Meaning::kLevel},
      {"flag", Meaning::kFlag},
      {"binding_from", Meaning::kDay},
      {"only", Meaning::kOnly},
      {"office", Meaning::kOffice},
      {"authority", Meaning::kOffice},
      {"authority_as", Meaning::kOffice},
      {"pattern", Meaning::kOffice},
  };
  const auto found = meanings->find(field);
  return found == meanings->end() ? std::optional<Meaning>() : found->second;
}

v1::ReformKind Harder(bool is_harder) {
  return is_harder ? v1::REFORM_KIND_TIGHTENED : v1::REFORM_KIND_SIMPLIFIED;
}

double Number(absl::string_view text) {
  double number = 0;
  return absl::SimpleAtod(text, &number) ? number : 0;
}

// By the order of the words; -1 for none of them.
int RankOf(absl::string_view word, std::initializer_list<absl::string_view> words) {
  int rank = 0;
  for (absl::string_view one : words) {
    if (one == word) return rank;
    ++rank;
  }
  return -1;
}

int StageRank(absl::string_view stage) {
  return RankOf(stage, {"START", "PREPARATION", "CONSTRUCTION", "OPERATION"});
}

int LevelRank(absl::string_view level) {
  const int rank = RankOf(level, {"R", "MR", "MT", "T"});
  return rank >= 0 ? rank : RankOf(level, {"LOW", "MEDIUM_LOW", "MEDIUM_HIGH", "HIGH"});
}

std::optional<v1::ReformKind> ReformOfTerm(bool is_of_office, double from, double to) {
  if (is_of_office) {
    if (from == 0 || to == 0) return std::nullopt;
    return Harder(to > from);
  }
  if (from == 0 || to == 0) return Harder(from == 0);
  return Harder(to < from);
}

std::optional<v1::ReformKind> ReformOfLevel(absl::string_view from, absl::string_view to) {
  if (from.empty()) return v1::REFORM_KIND_ADDED;
  if (to.empty()) return v1::REFORM_KIND_REMOVED;
  if (LevelRank(from) < 0 || LevelRank(to) < 0) return std::nullopt;
  return Harder(LevelRank(to) > LevelRank(from));
}

std::optional<v1::ReformKind> ReformOfStage(absl::string_view from, absl::string_view to) {
  if (StageRank(from) < 0 && StageRank(to) < 0) return std::nullopt;
  if (StageRank(from) < 0 || StageRank(to) < 0) return Harder(StageRank(from) < 0);
  return Harder(StageRank(to) < StageRank(from));
}

}  // namespace

std::vector<v1::ReformKind> Reforms::kinds() const {
  std::vector<v1::ReformKind> kinds;
  for (std::size_t kind = 1; kind < has_.size(); ++kind) {
    if (has_[kind]) kinds.push_back(static_cast<v1::ReformKind>(kind));
  }
  return kinds;
}

std::optional<v1::ReformKind> ReformOfField(absl::string_view field, absl::string_view from,
                                            absl::string_view to) {
  const std::optional<Meaning> meaning = MeaningOf(field);
  if (!meaning.has_value() || from == to) return std::nullopt;
  switch (*meaning) {
    case Meaning::kOfficeTerm:
      return ReformOfTerm(/*is_of_office=*/true, Number(from), Number(to));
    case Meaning::kDutyTerm:
      return ReformOfTerm(/*is_of_office=*/false, Number(from), Number(to));
    case Meaning::kEase:
      return Harder(to != "true");
    case Meaning::kBurden:
      return Harder(to == "true");
    case Meaning::kMoreIsHarder:
      return Harder(Number(to) > Number(from));
    case Meaning::kMoreIsEasier:
      if (from.empty() || to.empty()) return Harder(from.empty());  // from or to no limit
      return Harder(Number(to) < Number(from));
    case Meaning::kStage:
      return ReformOfStage(from, to);
    case Meaning::kLevel:
      return ReformOfLevel(from, to);
    case Meaning::kFlag:
      if (from.empty() || to.empty() || (from != "COMMITMENT" && to != "COMMITMENT"))
        return std::nullopt;
      return Harder(to == "COMMITMENT");
    case Meaning::kDay:
      return Harder(!to.empty() && (from.empty() || to < from));
    case Meaning::kOnly:
      return Harder(!to.empty());
    case Meaning::kOffice:
      return v1::REFORM_KIND_DELEGATED;
  }
  return std::nullopt;
}

}  // namespace izin
