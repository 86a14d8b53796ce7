#include "classifier/internal/questions.h"

#include <algorithm>
#include <array>
#include <memory>

#include "classifier/internal/offices.h"
#include "classifier/internal/official_page.h"
#include "classifier/internal/permits.h"
#include "classifier/internal/run.h"

namespace izin::internal {
namespace {

// The fields that are inputs of tables, in the order of field numbers.
struct Leaf {
  QuestionField field;
  Input input;
};
constexpr Leaf kLeaves[] = {
    {QuestionField::kZone, Input::kZone},
    {QuestionField::kExtent, Input::kExtent},
    {QuestionField::kRdtr, Input::kRdtr},
    {QuestionField::kLandCondition, Input::kLandCondition},
    {QuestionField::kSettledDays, Input::kSettled},
    {QuestionField::kDistance, Input::kSeaDistance},
    {QuestionField::kForestFunction, Input::kForestFunction},
    {QuestionField::kForestUse, Input::kForestUse},
    {QuestionField::kConstruction, Input::kConstruction},
    {QuestionField::kEnvironment, Input::kEnvironment},
    {QuestionField::kLegalForm, Input::kLegalForm},
    {QuestionField::kLandArea, Input::kLandArea},
};

class Asker {
 public:
  Asker(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision)
      : ruleset_(ruleset), activity_(activity), decision_(decision) {}

  void Run() {
    switch (decision_.outcome) {
      case Outcome::kCodeReviewRequired:
        return AskForReview();
      case Outcome::kDecided:
      case Outcome::kScopeRequired:
      case Outcome::kRefused:
        AskForScope();
        AskForInputs();
        AskForParameters();
        return;
      default:
        return;  // nothing that the activity leaves open would change it
    }
  }

 private:
  void Begin(QuestionField field) {
    decision_.questions.push_back(
        {.field = field, .first = static_cast<std::uint32_t>(decision_.question_values.size())});
  }
  void AddValue(std::size_t value) {
    decision_.question_values.push_back(static_cast<std::uint16_t>(value));
    ++decision_.questions.back().count;
  }
  // Drops a question without values.
  void End() {
    if (decision_.questions.back().count == 0) decision_.questions.pop_back();
  }

  // Which of the code's counterparts in the ruleset's edition is meant.
  void AskForReview() {
    if (!ruleset_.data().has_risk_levels) {
      Begin(QuestionField::kKbliCode);
      const absl::Span<const KbliCode> codes = ruleset_.data().conversion.CounterpartsOf(
          activity_.code, activity_.edition, ruleset_.data().edition);
      for (std::size_t i = 0; i < codes.size(); ++i) AddValue(i);
      return End();
    }
    if (activity_.scope.has_value()) return;
    Begin(QuestionField::kScopeId);
    for (std::size_t i = 0; i < decision_.candidates.size(); ++i) {
      if (decision_.candidates[i].scope != nullptr) AddValue(i);
    }
    End();
  }

  // Scopes that share the level are asked for where their pages differ in what the answer shows.
  void AskForScope() {
    if (decision_.scope != nullptr || !ruleset_.data().has_risk_levels) return;
    const bool is_required = decision_.outcome == Outcome::kScopeRequired;
    if (!is_required && !ScopesDiffer()) return;
    Begin(QuestionField::kScopeId);
    const absl::Span<const Scope> scopes = ruleset_.scopes_of(decision_.code_index);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
      if (activity_.foreign || !scopes[i].only_foreign) AddValue(i);
    }
    End();
  }

  bool ScopesDiffer() const {
    if (decision_.outcome == Outcome::kRefused) return false;
    const TableRow* authority = AuthorityRow();
    const OfficialRow* first = nullptr;
    const Office* office = nullptr;
    bool is_first = true;
    bool differ = false;
    ForEachScope(decision_, [&](const Scope& scope, std::size_t) {
      const OfficialRow* page = ruleset_.official_row(scope, decision_.scale);
      const Office* issuer =
          authority != nullptr && authority->yields_to_page
              ? OfficeOfScope(decision_, scope, Query(), *authority).choice.office
              : nullptr;
      if (is_first) {
        first = page;
        office = issuer;
        is_first = false;
      }
      differ = differ || issuer != office || !SameText(first, page);
    });
    return differ;
  }

  static bool SameText(const OfficialRow* a, const OfficialRow* b) {
    if (a == nullptr || b == nullptr) return a == b;
    return a->text == b->text;
  }

  PageQuery Query() const { return {activity_, decision_.facts}; }

  const TableRow* AuthorityRow() const {
    for (const Evaluation& evaluation : decision_.evaluations) {
      if (evaluation.table->role == TableRole::kAuthority)
        return evaluation.table->RowAt(evaluation.cell);
    }
    return nullptr;
  }

  void AskForInputs() {
    const bool was_refused = decision_.outcome == Outcome::kRefused;
    if (!was_refused) GatherChanges();
    for (const Leaf& leaf : kLeaves) {
      if (!IsUnknown(leaf.input)) continue;
      if (was_refused && !ruleset_.MayRefuseBy(leaf.input)) continue;
      const std::uint64_t candidates = Candidates(leaf.input, was_refused);
      if (candidates == 0) continue;
      Begin(leaf.field);
      for (std::uint64_t left = candidates; left != 0; left &= left - 1) {
        const int value = __builtin_ctzll(left);
        if (IsContradiction(leaf.input, value)) continue;
        if (was_refused ? Differs(leaf.input, value) : Changes(leaf.input, value))
          AddValue(static_cast<std::size_t>(value));
      }
      End();
    }
  }

  // The values worth a look, as bits; the rest cannot change anything.
  std::uint64_t Candidates(Input input, bool was_refused) const {
    const bool is_open =
        was_refused || input == Input::kLegalForm ||
        ((input == Input::kForestFunction || input == Input::kForestUse) && forest_ != nullptr);
    if (!is_open) return changes_[static_cast<std::size_t>(input)];
    if (input == Input::kLegalForm && !ruleset_.RefusesByLegalForm(decision_.facts)) return 0;
    return BitOf(static_cast<int>(ValueCount(input))) - 1;  // of 64 values or more: all bits
  }

  bool IsUnknown(Input input) const {
    if (input == Input::kSeaDistance) return IsDistanceUnknown();
    // An unknown form is refused nowhere, so that only another form can be.
    if (input == Input::kLegalForm && decision_.outcome == Outcome::kRefused) return false;
    return decision_.given.bits(input) == 1;
  }

  std::size_t ValueCount(Input input) const {
    return input == Input::kLegalForm ? ruleset_.data().legal_forms.size()
                                      : ValueNames(input).size();
  }

  bool IsDistanceUnknown() const {
    return activity_.distance_nm <= 0 &&
           std::find(activity_.locations.begin(), activity_.locations.end(), LocationType::kSea) !=
               activity_.locations.end();
  }

  // Values that the activity cannot have beside what it says.
  bool IsContradiction(Input input, int value) const {
    if (input == Input::kZone) {
      return value == static_cast<int>(Zone::kNone) &&
             activity_.land_condition == LandCondition::kRegisteredEstate;
    }
    if (input == Input::kLandCondition) {
      return value == static_cast<int>(LandCondition::kRegisteredEstate) &&
             activity_.zone == Zone::kNone;
    }
    if (input == Input::kSettled) return activity_.moving_vessel;
    if (input == Input::kSeaDistance) return value <= 1;  // NOT_SEA
    return value == 0;
  }

  // What the tables that were read say of other values, one read of each.
  void GatherChanges() {
    changes_.fill(0);
    int land_tables = 0;
    for (const Evaluation& evaluation : decision_.evaluations) {
      const TableRow* row = evaluation.table->RowAt(evaluation.cell);
      if (row == nullptr) continue;  // a table that collects
      const TableRole role = evaluation.table->role;
      if (role == TableRole::kForest) forest_ = row;
      land_tables += role == TableRole::kLand ? 1 : 0;
      const bool yields = role == TableRole::kAuthority && row->yields_to_page;
      const bool asks_pages =
          yields && decision_.given.bits(Input::kExtent) == 1 && MayReadExtent(decision_);
      if (asks_pages) GatherExtentsOfPages(*evaluation.table);
      evaluation.table->index.ForEachChange(
          evaluation.cell, [&](Input input, std::uint16_t values) {
            if ((yields && input == Input::kExtent) || evaluation.overridden == input) return;
            changes_[static_cast<std::size_t>(input)] |= values;
          });
    }
    // Two readings of the land may give one permit between them: what changes must be tried.
    is_land_read_twice_ = land_tables > 1;
  }

  // The office that the law gives yields to a page, whose pairs read the extent.
  void GatherExtentsOfPages(const DecisionTable& table) {
    for (int extent = 1; extent <= static_cast<int>(AdministrativeExtent::kCrossProvince);
         ++extent) {
      Facts facts = decision_.facts;
      facts.Set(Input::kExtent, extent);
      const TableRow* general = table.RowAt(table.index.CellOf(facts));
      if (general == nullptr) continue;
      const LicenceOffice office = OfficeByPage(decision_, {activity_, facts}, *general);
      if (office.choice.office == decision_.authority.office) continue;
      changes_[static_cast<std::size_t>(Input::kExtent)] |=
          static_cast<std::uint16_t>(1U << extent);
    }
  }

  bool Changes(Input input, int value) {
    if (input == Input::kLegalForm) return IsRefusedFor(value);
    if (input == Input::kForestFunction || input == Input::kForestUse)
      return ForestChanges(input, value);
    if (!IsChange(input, value)) return false;
    if (is_land_read_twice_) return Differs(input, value);
    return !ruleset_.IsReadByAdjust(input) || ChangesAsRead(input, value);
  }

  // True if a table that was read gives something else at `value`.
  bool IsChange(Input input, int value) const {
    return (changes_[static_cast<std::size_t>(input)] & BitOf(value)) != 0;
  }

  // A value that is read as another one answers as that one does.
  bool ChangesAsRead(Input input, int value) {
    Facts facts = decision_.given;
    facts.Set(input, value);
    AdjustInputs(ruleset_, facts);
    const int read = facts.value(input);
    facts.SetBits(input, decision_.facts.bits(input));
    facts.SetBits(Input::kPermit, decision_.facts.bits(Input::kPermit));
    if (facts != decision_.facts) return Differs(input, value);  // it bears on other inputs too
    return read != decision_.facts.value(input) && IsChange(input, read);
  }

  // What a forest is, or is used for, may change its own row and what counts as protected.
  bool ForestChanges(Input input, int value) {
    if (forest_ == nullptr) return false;
    Facts facts = decision_.given;
    facts.Set(input, value);
    AdjustInputs(ruleset_, facts);
    const DecisionTable& table = *ruleset_.table(TableRole::kForest);
    const TableRow* row = table.RowAt(table.index.CellOf(facts));
    if (row == nullptr) return false;
    if (row->outline != forest_->outline) {
      // Another permit of the row may yet stand on the answer anyway, as the licences give it.
      const bool is_certain =
          row->refused || row->then_land != forest_->then_land || GivesAnother(*row);
      return is_certain || Differs(input, value);
    }
    const std::uint64_t is_protected = facts.bits(Input::kProtectedArea);
    if (is_protected == decision_.facts.bits(Input::kProtectedArea)) return false;
    const std::uint16_t changes = changes_[static_cast<std::size_t>(Input::kProtectedArea)];
    return (changes & is_protected) != 0;
  }

  // True if `row` gives a permit that is not on the answer.
  bool GivesAnother(const TableRow& row) const {
    const std::uint64_t permits = decision_.facts.bits(Input::kPermit);
    return std::any_of(row.permits.begin(), row.permits.end(), [permits](const RowPermit& line) {
      return (permits & BitOf(line.permit)) == 0;
    });
  }

  // Legal forms matter to rows that refuse, and to nothing else.
  bool IsRefusedFor(int legal_form) const {
    const DecisionTable* table = ruleset_.table(TableRole::kNotes);
    if (table == nullptr) return false;
    Facts facts = decision_.facts;
    facts.Set(Input::kLegalForm, legal_form);
    return std::any_of(table->rows.begin(), table->rows.end(), [&facts](const TableRow& row) {
      return row.refused && row.conditions.Match(facts);
    });
  }

  // Decides again with one input read as `value`, and compares.
  bool Differs(Input input, int value) {
    if (decision_.scratch == nullptr) decision_.scratch = std::make_unique<Decision>();
    Decision& other = *decision_.scratch;
    other.Clear();
    other.ruleset = decision_.ruleset;
    other.code = decision_.code;
    other.code_index = decision_.code_index;
    other.entry = decision_.entry;
    other.scale = decision_.scale;
    other.scope = decision_.scope;
    other.risk_level = decision_.risk_level;
    other.given = decision_.given;
    other.given.Set(input, value);
    other.facts = other.given;
    internal::Run run{.ruleset = ruleset_, .activity = activity_, .decision = other};
    const PermitsFound found = FindPermits(run);
    if (found == PermitsFound::kUnknown) return false;
    const bool was_refused = decision_.outcome == Outcome::kRefused;
    if (was_refused || found != PermitsFound::kRequired)
      return was_refused != (found == PermitsFound::kRefused);
    ReadLicencePage(run);
    ChooseOffices(run);
    return !AnswerAlike(decision_, other);
  }

  static bool AnswerAlike(const Decision& a, const Decision& b) {
    std::size_t required = 0;  // supporting permits come after, and depend on the code alone
    while (required < a.permits.size() && a.permits[required].row != nullptr) ++required;
    return a.authority.office == b.authority.office && required == b.permits.size() &&
           std::equal(b.permits.begin(), b.permits.end(), a.permits.begin(),
                      [](const PermitDecision& x, const PermitDecision& y) {
                        return x.permit == y.permit && x.flag == y.flag &&
                               x.office.office == y.office.office;
                      });
  }

  // A parameter that only the applicant can judge, where naming it would change the office.
  void AskForParameters() {
    const TableRow* row = AuthorityRow();
    if (row == nullptr || !row->yields_to_page || IsExtentAsked()) return;
    Begin(QuestionField::kAuthorityParameters);
    ForEachScope(decision_, [&](const Scope& scope, std::size_t) {
      const OfficialRow* page = ruleset_.official_row(scope, decision_.scale);
      if (page == nullptr || IsAnswered(*page)) return;
      for (const AuthorityPair& pair : page->pairs) AskForPair(pair, *row);
    });
    SortLastValues();
    End();
  }

  bool IsExtentAsked() const {
    return std::any_of(
        decision_.questions.begin(), decision_.questions.end(),
        [](const QuestionDecision& asked) { return asked.field == QuestionField::kExtent; });
  }

  bool IsAnswered(const OfficialRow& page) const {
    return std::any_of(page.pairs.begin(), page.pairs.end(), [this](const AuthorityPair& pair) {
      return IsNamed(ruleset_, pair, Query());
    });
  }

  void AskForPair(const AuthorityPair& pair, const TableRow& row) {
    if (pair.condition.kind != AuthorityCondition::Kind::kAsk) return;
    const QuestionDecision& question = decision_.questions.back();
    const auto first = decision_.question_values.begin() + question.first;
    const auto value = static_cast<std::uint16_t>(pair.parameter);
    if (std::find(first, decision_.question_values.end(), value) != decision_.question_values.end())
      return;
    const LicenceOffice office =
        OfficeByPage(decision_, {activity_, decision_.facts, pair.parameter}, row);
    if (office.choice.office != decision_.authority.office) AddValue(value);
  }

  void SortLastValues() {
    std::sort(decision_.question_values.begin() + decision_.questions.back().first,
              decision_.question_values.end());
  }

  const Ruleset& ruleset_;
  const BusinessActivity& activity_;
  Decision& decision_;
  std::array<std::uint16_t, kInputCount> changes_{};
  const TableRow* forest_ = nullptr;  // null: no forest
  bool is_land_read_twice_ = false;
};

}  // namespace

void Ask(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision) {
  Asker(ruleset, activity, decision).Run();
}

}  // namespace izin::internal
