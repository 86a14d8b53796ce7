#include "service/review/mutate.h"

#include <algorithm>
#include <functional>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"

#include "classifier/cells.h"
#include "classifier/enum_names.h"
#include "service/review/cases.h"

namespace izin {
namespace {

// A change of one row, and what it is called.
struct RowChange {
  std::string name;
  std::function<void(TableRow&)> apply;
};

// The changes that make sense for one row: one for each thing that it says.
class ChangesOfRow {
 public:
  ChangesOfRow(const RulesetData& data, const DecisionTable& table, const TableRow& row)
      : data_(data), table_(table), row_(row) {}

  std::vector<RowChange> List() {
    for (std::size_t i = 0; i < row_.permits.size(); ++i) ChangePermit(i);
    ChangeOutcome();
    if (row_.office >= 0) {
      const int other = Other(row_.office, data_.offices.size());
      Add("office", [other](TableRow& row) { row.office = other; });
    }
    for (std::size_t i = 0; i < row_.notices.size(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(i);
      Add(absl::StrCat("without warning ",
                       data_.notices[static_cast<std::size_t>(row_.notices[i])].code),
          [at](TableRow& row) { row.notices.erase(row.notices.begin() + at); });
    }
    if (!row_.commitments.empty())
      Add("without its commitments", [](TableRow& row) { row.commitments.clear(); });
    if (row_.adjusted_input.has_value())
      Add("without its adjustment", [](TableRow& row) { row.adjusted_input.reset(); });
    return std::move(changes_);
  }

 private:
  void Add(absl::string_view what, std::function<void(TableRow&)> apply) {
    changes_.push_back({absl::StrCat(row_.id, ": ", what), std::move(apply)});
  }

  // Another position of a catalogue, of one that has two at least.
  static int Other(int position, std::size_t size) {
    return position == 0 ? static_cast<int>(size) - 1 : position - 1;
  }

  // A permit that this row does not give.
  int OtherPermit() const {
    for (std::size_t i = 0; i < data_.permits.size(); ++i) {
      const auto permit = static_cast<int>(i);
      const bool is_given =
          std::any_of(row_.permits.begin(), row_.permits.end(),
                      [permit](const RowPermit& line) { return line.permit == permit; });
      if (!is_given && data_.permits[i].category == PermitCategory::kBaseRequirement) return permit;
    }
    return 0;
  }

  void ChangePermit(std::size_t i) {
    const RowPermit& line = row_.permits[i];
    const std::string& code = data_.permits[static_cast<std::size_t>(line.permit)].code;
    const auto at = static_cast<std::ptrdiff_t>(i);
    const int other = OtherPermit();
    Add(absl::StrCat("another permit than ", code),
        [i, other](TableRow& row) { row.permits[i].permit = other; });
    Add(absl::StrCat("without ", code),
        [at](TableRow& row) { row.permits.erase(row.permits.begin() + at); });
    if (!line.term_from_official_row) {
      Add(absl::StrCat(code, " working_days"),
          [i](TableRow& row) { ++row.permits[i].working_days; });
      Add(absl::StrCat(code, " working_days_with_repairs"),
          [i](TableRow& row) { ++row.permits[i].working_days_with_repairs; });
    }
    Add(absl::StrCat(code, " automatic"),
        [i](TableRow& row) { row.permits[i].automatic = !row.permits[i].automatic; });
    Add(absl::StrCat(code, " deemed_approved"),
        [i](TableRow& row) { row.permits[i].deemed_approved = !row.permits[i].deemed_approved; });
    Add(absl::StrCat(code, " flag"), [i](TableRow& row) {
      CommitmentFlag& flag = row.permits[i].flag;
      flag = flag == CommitmentFlag::kNone ? CommitmentFlag::kCommitment : CommitmentFlag::kNone;
    });
    if (line.held_with >= 0)
      Add(absl::StrCat(code, " held_with"), [i](TableRow& row) { row.permits[i].held_with = -1; });
    if (line.office < 0) return;
    const int office = Other(line.office, data_.offices.size());
    Add(absl::StrCat(code, " office"),
        [i, office](TableRow& row) { row.permits[i].office = office; });
  }

  void ChangeOutcome() {
    const bool is_of_places =
        table_.role != TableRole::kAuthority && table_.role != TableRole::kAuthorityBase &&
        table_.role != TableRole::kAuthorityEnvironment && table_.role != TableRole::kReporting &&
        table_.role != TableRole::kAdjust && table_.role != TableRole::kLicences;
    if (is_of_places)
      Add(row_.refused ? "not refused" : "refused",
          [](TableRow& row) { row.refused = !row.refused; });
    if (table_.role == TableRole::kLicences)
      Add(row_.not_licensed ? "licensed" : "not licensed",
          [](TableRow& row) { row.not_licensed = !row.not_licensed; });
    if (row_.then_land) Add("without land", [](TableRow& row) { row.then_land = false; });
    if (table_.role == TableRole::kAuthority)
      Add("yields_to_page", [](TableRow& row) { row.yields_to_page = !row.yields_to_page; });
    const bool says_none =
        is_of_places && table_.role != TableRole::kNotes && row_.permits.empty() && !row_.refused;
    if (says_none) {
      const int permit = OtherPermit();
      Add("a permit too",
          [permit](TableRow& row) { row.permits.push_back(RowPermit{.permit = permit}); });
    }
  }

  const RulesetData& data_;
  const DecisionTable& table_;
  const TableRow& row_;
  std::vector<RowChange> changes_;
};

class Mutator {
 public:
  Mutator(const Ruleset& ruleset, const std::vector<std::shared_ptr<const Ruleset>>& others,
          const std::vector<internal::Case>& cases)
      : ruleset_(ruleset), others_(others), cases_(cases) {}

  MutationReport Run(const MutationPlan& plan) {
    MutateRows();
    MutateCells(plan);
    return std::move(report_);
  }

 private:
  void MutateRows() {
    const RulesetData& data = ruleset_.data();
    for (std::size_t t = 0; t < data.tables.size(); ++t) {
      const DecisionTable& table = data.tables[t];
      for (std::size_t r = 0; r < table.rows.size(); ++r) {
        for (const RowChange& change : ChangesOfRow(data, table, table.rows[r]).List()) {
          RulesetData mutant = data;
          change.apply(mutant.tables[t].rows[r]);
          ++report_.row_mutants;
          Judge(change.name, IsNoticed(std::move(mutant)));
        }
      }
    }
  }

  bool IsNoticed(RulesetData mutant) const {
    std::vector<std::shared_ptr<const Ruleset>> rulesets = others_;
    rulesets.push_back(std::make_shared<const Ruleset>(std::move(mutant)));
    const auto library = std::make_shared<const RulesetLibrary>(std::move(rulesets));
    return std::any_of(cases_.begin(), cases_.end(), [&](const internal::Case& tested) {
      return !RunCase(tested, ruleset_.name(), library, nullptr).empty();
    });
  }

  // Seeded cells of the matrix that have an official row, each set one level off.
  void MutateCells(const MutationPlan& plan) {
    std::vector<std::pair<std::size_t, BusinessScale>> cells;  // by place of the scope
    ForEachOfficialRow(ruleset_, [&](const Scope& scope, BusinessScale scale, const OfficialRow&) {
      cells.emplace_back(&scope - ruleset_.data().scopes.data(), scale);
    });
    std::mt19937_64 random(plan.seed);
    std::shuffle(cells.begin(), cells.end(), random);
    cells.resize(std::min(cells.size(), static_cast<std::size_t>(plan.cells)));
    const std::size_t known = RowsAgainstLevel(ruleset_).size();
    RulesetData mutant = ruleset_.data();
    for (const auto& [at, scale] : cells) {
      Scope& scope = mutant.scopes[at];
      RiskLevel& level = scope.level_at[static_cast<std::size_t>(scale)];
      const RiskLevel published = level;
      level = published == RiskLevel::kLow ? RiskLevel::kMediumLow
                                           : static_cast<RiskLevel>(static_cast<int>(level) - 1);
      ++report_.cell_mutants;
      Judge(absl::StrCat("risk_matrix: ", scope.id, " ", NameOf(scale)),
            RowsAgainstLevel(Ruleset(mutant)).size() != known);
      level = published;
    }
  }

  void Judge(const std::string& name, bool is_noticed) {
    if (is_noticed) {
      ++report_.killed;
    } else {
      report_.survivors.push_back(name);
    }
  }

  const Ruleset& ruleset_;
  const std::vector<std::shared_ptr<const Ruleset>>& others_;
  const std::vector<internal::Case>& cases_;
  MutationReport report_;
};

}  // namespace

MutationReport Mutate(const std::shared_ptr<const Ruleset>& ruleset,
                      const std::vector<std::shared_ptr<const Ruleset>>& others,
                      const std::vector<internal::Case>& cases, const MutationPlan& plan) {
  return Mutator(*ruleset, others, cases).Run(plan);
}

}  // namespace izin
