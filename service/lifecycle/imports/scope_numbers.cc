#include "service/lifecycle/imports/scope_numbers.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "service/lifecycle/imports/plain_text.h"

namespace izin {
namespace {

constexpr absl::string_view kLevels[] = {"", "R", "MR", "MT", "T"};
constexpr BusinessScale kScales[] = {BusinessScale::kMicro, BusinessScale::kSmall,
                                     BusinessScale::kMedium, BusinessScale::kLarge};

// A scope that the tables hold.
struct HeldScope {
  int number = 0;
  std::string official_id;
  std::string label;           // of the matrix
  std::string official_label;  // as the page had it
  std::vector<std::string> levels;
  bool is_taken = false;
};

class Numbering {
 public:
  Numbering(const OfficialPage& page, RuleTables& tables, Findings& findings)
      : page_(page), findings_(findings), numbers_(page.scopes.size(), 0) {
    RuleTable& matrix = tables.at(kMatrixFile);
    for (const TableLine* line : matrix.Of(page.code)) {
      HeldScope held{.label = matrix.Field(*line, "label")};
      if (!absl::SimpleAtoi(matrix.Field(*line, "scope"), &held.number)) continue;
      for (absl::string_view column : {"micro", "small", "medium", "large"})
        held.levels.push_back(matrix.Field(*line, column));
      RuleTable& scopes = tables.at(kScopesFile);
      const TableLine* kept = scopes.Find({page.code, matrix.Field(*line, "scope")});
      if (kept != nullptr) {
        held.official_id = scopes.Field(*kept, "official_id");
        held.official_label = scopes.Field(*kept, "label");
      }
      held_.push_back(std::move(held));
    }
  }

  std::vector<int> Run() {
    Take(
        [](const PageScope& scope, const HeldScope& held) { return held.official_id == scope.id; });
    Take([](const PageScope& scope, const HeldScope& held) {
      return held.official_id.empty() && Normalised(held.label) == Normalised(scope.label);
    });
    TakeByPlace();
    int last = 0;
    for (const HeldScope& held : held_) last = std::max(last, held.number);
    for (int& number : numbers_) {
      if (number == 0) number = ++last;
    }
    return std::move(numbers_);
  }

 private:
  // Gives each scope without a number that of the first held one that it is.
  template <typename IsIt>
  void Take(const IsIt& is_it) {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (numbers_[i] != 0) continue;
      const auto held = std::find_if(held_.begin(), held_.end(), [&](const HeldScope& one) {
        return !one.is_taken && is_it(page_.scopes[i], one);
      });
      if (held == held_.end()) continue;
      held->is_taken = true;
      numbers_[i] = held->number;
    }
  }

  static bool AreAlike(const PageScope& scope, const HeldScope& held) {
    for (std::size_t i = 0; i < std::size(kScales); ++i) {
      if (LevelOn(scope, kScales[i]) != held.levels[i]) return false;
    }
    return held.official_id.empty();
  }

  void TakeByPlace() {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (numbers_[i] == 0) open.push_back(i);
    }
    std::vector<HeldScope*> left;
    for (HeldScope& held : held_) {
      if (!held.is_taken) left.push_back(&held);
    }
    if (open.empty() || open.size() != left.size()) return;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!AreAlike(page_.scopes[open[i]], *left[i])) return;
    }
    for (std::size_t i = 0; i < open.size(); ++i) {
      left[i]->is_taken = true;
      numbers_[open[i]] = left[i]->number;
      TellPlace(page_.scopes[open[i]], *left[i]);
    }
  }

  void TellPlace(const PageScope& scope, const HeldScope& held) {
    const std::string id = absl::StrCat(page_.code, "-", held.number);
    findings_.Add(
        {.path = page_.path,
         .where = scope.where,
         .text = {absl::StrCat("\"", scope.label, "\" dicocokkan menurut urutan dengan ", id, " \"",
                               held.label, "\": tingkat risikonya sama; harap diperiksa"),
                  absl::StrCat("\"", scope.label, "\" was matched by place to ", id, " \"",
                               held.label, "\": their levels are alike; please check")}});
  }

  const OfficialPage& page_;
  Findings& findings_;
  std::vector<int> numbers_;
  std::vector<HeldScope> held_;
};

}  // namespace

std::vector<int> NumberScopes(const OfficialPage& page, RuleTables& tables, Findings& findings) {
  return Numbering(page, tables, findings).Run();
}

std::string LevelOn(const PageScope& scope, BusinessScale scale) {
  for (const PageCell& cell : scope.cells) {
    if (cell.scale == scale) return std::string(kLevels[static_cast<std::size_t>(cell.level)]);
  }
  return "";
}

}  // namespace izin
