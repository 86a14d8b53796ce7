#include "service/review/cases.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/cells.h"
#include "classifier/enum_names.h"
#include "data/loader/textproto.h"
#include "service/answer/pipeline.h"
#include "service/render/api_words.h"
#include "service/review/as_answered.h"
#include "service/review/case_parts.h"

namespace izin {
namespace {

// Cases are answered on one day, whenever they are run.
class CaseClock final : public Clock {
 public:
  absl::Time Now() const override {
    return absl::FromCivil(absl::CivilHour(2026, 11, 24, 5), absl::UTCTimeZone());
  }
};

// Collects what differs, in words.
class Difference {
 public:
  template <typename Value>
  void Check(absl::string_view what, const Value& wanted, const Value& got) {
    if (wanted == got) return;
    absl::StrAppend(&text_, what, ": want ", wanted, ", got ", got, "\n");
  }
  template <typename Wanted>
  void CheckList(absl::string_view what, const Wanted& wanted, bool is_empty,
                 const std::vector<std::string>& got) {
    if (wanted.empty() && !is_empty) return;
    Check(what, absl::StrCat("[", absl::StrJoin(wanted, ", "), "]"),
          absl::StrCat("[", absl::StrJoin(got, ", "), "]"));
  }
  template <typename Codes>
  void CheckAmong(absl::string_view what, const Codes& codes, const std::vector<std::string>& got,
                  bool must_stand) {
    for (const std::string& code : codes) {
      const bool stands = std::find(got.begin(), got.end(), code) != got.end();
      if (stands == must_stand) continue;
      absl::StrAppend(&text_, what, ": want ", must_stand ? "" : "no ", code, ", got ",
                      absl::StrJoin(got, ", "), "\n");
    }
  }
  void CheckPart(absl::string_view what, const std::string& part, const std::string& whole) {
    if (absl::StrContains(whole, part)) return;
    absl::StrAppend(&text_, what, ": want ...", part, "..., got ", whole, "\n");
  }
  void Missing(absl::string_view what) { absl::StrAppend(&text_, what, " is missing\n"); }

  std::string Text() && { return std::move(text_); }

 private:
  std::string text_;
};

void CheckPermit(const internal::ExpectedPermit& wanted, const v1::Classification& answer,
                 Difference& difference) {
  const auto it =
      std::find_if(answer.permits().begin(), answer.permits().end(),
                   [&wanted](const v1::Permit& permit) { return permit.code() == wanted.code(); });
  if (it == answer.permits().end()) return difference.Missing(wanted.code());
  const v1::Processing& processing = it->processing();
  difference.Check(absl::StrCat(wanted.code(), " flag"), v1::CommitmentFlag_Name(wanted.flag()),
                   v1::CommitmentFlag_Name(it->flag()));
  difference.Check(absl::StrCat(wanted.code(), " working_days"), wanted.working_days(),
                   processing.working_days());
  difference.Check(absl::StrCat(wanted.code(), " working_days_with_repairs"),
                   wanted.working_days_with_repairs(), processing.working_days_with_repairs());
  difference.Check(absl::StrCat(wanted.code(), " automatic"), wanted.automatic(),
                   processing.automatic());
  difference.Check(absl::StrCat(wanted.code(), " deemed_approved"), wanted.deemed_approved(),
                   processing.deemed_approved());
  if (!wanted.authority().empty()) {
    difference.Check(absl::StrCat(wanted.code(), " authority"), wanted.authority(),
                     ApiWord(it->authority().kind()));
  }
  difference.CheckPart(absl::StrCat(wanted.code(), " office"), wanted.authority_name_has(),
                       it->authority().name());
}

void CheckCodes(const internal::Expectation& expect, const v1::Classification& answer,
                Difference& difference) {
  const PermitCodes permits = PermitCodesOf(answer);
  difference.CheckList("permits", expect.permits(), expect.no_permits(), permits.required);
  difference.CheckList("supporting permits", expect.supporting(), false, permits.supporting);
  const std::vector<std::string> warnings = CodesOf(answer.warnings());
  difference.CheckList("warnings", expect.warnings(), expect.no_warnings(), warnings);
  difference.CheckAmong("warnings", expect.has_warnings(), warnings, true);
  difference.CheckAmong("warnings", expect.lacks_warnings(), warnings, false);
  const std::vector<std::string> commitments = CodesOf(answer.commitments());
  difference.CheckAmong("commitments", expect.commitments(), commitments, true);
  difference.CheckAmong("commitments", expect.lacks_commitments(), commitments, false);
  difference.CheckList("candidates", expect.candidates(), false, CandidatesOf(answer));
  const auto& blocking = answer.stages().blocking_permits();
  difference.CheckList("blocking permits", expect.blocking(), false,
                       {blocking.begin(), blocking.end()});
  difference.CheckList("questions", expect.questions(), false, QuestionPathsOf(answer));
}

// The cases of one file, with the faults of what makes a case count.
void CheckCase(const internal::Case& read, const Position& position,
               absl::flat_hash_set<std::string>& names, RuleIssues& issues) {
  if (read.name().empty()) position.AddError(issues, "missing name");
  if (!names.insert(read.name()).second)
    position.AddError(issues, absl::StrCat("a second case \"", read.name(), "\""));
  if (read.source().empty()) {
    position.AddError(issues, absl::StrCat("case ", read.name(), ": missing source: say where the ",
                                           "expected values come from"));
  }
  if (absl::StartsWithIgnoreCase(read.source(), "generated")) {
    position.AddError(issues, absl::StrCat("case ", read.name(), " is generated: expected values ",
                                           "come from the law or a page, not from the ruleset"));
  }
}

}  // namespace

std::vector<internal::Case> ReadCases(const SourceTree& sources, RuleIssues& issues) {
  PositionIndex positions;
  internal::CaseFile all;
  absl::flat_hash_set<std::string> names;
  for (const auto& [path, content] : sources) {
    if (!absl::StrContains(path, "/cases/")) continue;
    const int first = all.case__size();
    positions.Parse(path, content, all, issues);
    for (int i = first; i < all.case__size(); ++i) {
      const Position position = positions.Of(all.case_(i), path);
      CheckCase(all.case_(i), position, names, issues);
      all.mutable_case_(i)->set_where(
          absl::StrCat(position.file(), ":", position.line(), ":", position.column()));
    }
  }
  return {all.case_().begin(), all.case_().end()};
}

std::string DifferenceOf(const internal::Case& expected, const v1::Classification& answer) {
  const internal::Expectation& expect = expected.expect();
  Difference difference;
  difference.Check("outcome", v1::Outcome_Name(expect.outcome()),
                   v1::Outcome_Name(answer.outcome()));
  difference.Check("risk level", v1::RiskLevel_Name(expect.risk_level()),
                   v1::RiskLevel_Name(answer.risk_level()));
  difference.Check("scope", expect.scope_id(), answer.scope().id());
  CheckCodes(expect, answer, difference);
  if (!expect.authority().empty())
    difference.Check("authority", expect.authority(), ApiWord(answer.authority().kind()));
  difference.CheckPart("office", expect.authority_name_has(), answer.authority().name());
  if (!expect.kbli_code().empty()) difference.Check("code", expect.kbli_code(), answer.kbli_code());
  for (const internal::ExpectedPermit& permit : expect.permit())
    CheckPermit(permit, answer, difference);
  return std::move(difference).Text();
}

namespace {

// The answer to a case; adds the rows that it rests on.
absl::StatusOr<v1::Classification> AnswerOf(const internal::Case& tested,
                                            const std::string& ruleset,
                                            const std::shared_ptr<const RulesetLibrary>& library,
                                            RowsReached* reached) {
  const CaseClock clock;
  v1::ClassifyActivityRequest request = tested.request();
  if (request.ruleset().empty() && request.as_of().empty()) request.set_ruleset(ruleset);
  request.set_explain(reached != nullptr && request.view() != v1::CLASSIFICATION_VIEW_BASIC);
  const RulesetHolder rulesets(library);
  absl::StatusOr<v1::Classification> answer = Pipeline(rulesets, clock).Classify(request);
  if (answer.ok() && reached != nullptr) {
    for (const v1::TraceStep& step : answer->trace()) {
      if (step.matched()) reached->insert(step.row());
    }
  }
  return answer;
}

// Of an answer that may have been refused.
std::string MissOf(const internal::Case& expected,
                   const absl::StatusOr<v1::Classification>& answer) {
  if (answer.ok()) return DifferenceOf(expected, *answer);
  return absl::StrCat("answer: want one, got refused: ", answer.status().message(), "\n");
}

}  // namespace

std::string RunCase(const internal::Case& tested, const std::string& ruleset,
                    const std::shared_ptr<const RulesetLibrary>& library, RowsReached* reached) {
  return MissOf(tested, AnswerOf(tested, ruleset, library, reached));
}

std::vector<CaseMiss> RunCases(const std::vector<internal::Case>& cases, const std::string& ruleset,
                               const std::shared_ptr<const RulesetLibrary>& library,
                               RowsReached* reached) {
  std::vector<CaseMiss> misses;
  for (const internal::Case& tested : cases) {
    const absl::StatusOr<v1::Classification> answer = AnswerOf(tested, ruleset, library, reached);
    std::string difference = MissOf(tested, answer);
    if (difference.empty()) continue;
    misses.push_back({.name = tested.name(),
                      .where = tested.where(),
                      .difference = std::move(difference),
                      .as_answered = answer.ok() ? AsAnswered(tested, *answer) : ""});
  }
  return misses;
}

namespace {

// What the table of licences gives last at a level where nothing else is known; -1: nothing.
int LicenceAt(const Ruleset& ruleset, RiskLevel level) {
  const DecisionTable* table = ruleset.table(TableRole::kLicences);
  if (table == nullptr || level == RiskLevel::kUnspecified) return -1;
  Facts facts;
  facts.SetEnum(Input::kRisk, level);
  const std::vector<RowPermit>& permits =
      table->rows[static_cast<std::size_t>(table->index.Find(facts))].permits;
  return permits.empty() ? -1 : permits.back().permit;
}

}  // namespace

std::vector<std::string> RowsAgainstLevel(const Ruleset& ruleset) {
  std::vector<std::string> rows;
  ForEachOfficialRow(ruleset,
                     [&](const Scope& scope, BusinessScale scale, const OfficialRow& page) {
                       const RiskLevel level = scope.level_at[static_cast<std::size_t>(scale)];
                       if (page.permit != LicenceAt(ruleset, level))
                         rows.push_back(absl::StrCat(scope.id, " ", NameOf(scale)));
                     });
  return rows;
}

}  // namespace izin
