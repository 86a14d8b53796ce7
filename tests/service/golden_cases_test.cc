// Runs the cases of tests/golden/cases: a situation, a request and what must come out.

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/cases.pb.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::CodesOf;
using ::izin::testing::FromText;
using ::izin::testing::ReadFile;

// Collects what differs, in words.
class Difference {
 public:
  void Check(const std::string& what, const std::string& wanted, const std::string& got) {
    if (wanted != got)
      absl::StrAppend(&text_, "\n  ", what, ": want ", wanted, "\n  ", what, ":  got ", got);
  }
  template <typename Wanted>
  void CheckList(const std::string& what, const Wanted& wanted, bool is_empty,
                 const std::vector<std::string>& got) {
    if (wanted.empty() && !is_empty) return;
    Check(what, absl::StrCat("[", absl::StrJoin(wanted, ", "), "]"),
          absl::StrCat("[", absl::StrJoin(got, ", "), "]"));
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// "AUTHORITY_KIND_MINISTER" -> "MINISTER"
std::string Without(const std::string& prefix, const std::string& name) {
  return name.substr(std::min(prefix.size(), name.size()));
}

std::vector<std::string> CandidatesOf(const v1::Classification& answer) {
  std::vector<std::string> candidates;
  for (const v1::Scope& scope : answer.candidates()) {
    candidates.push_back(absl::StrCat(
        scope.id(), " ", Without("RISK_LEVEL_", v1::RiskLevel_Name(scope.risk_level()))));
  }
  return candidates;
}

std::string DifferenceOf(const internal::Expectation& expect, const v1::Classification& answer) {
  Difference difference;
  difference.Check("outcome", v1::Outcome_Name(expect.outcome()),
                   v1::Outcome_Name(answer.outcome()));
  difference.Check("risk level", v1::RiskLevel_Name(expect.risk_level()),
                   v1::RiskLevel_Name(answer.risk_level()));
  difference.Check("scope", expect.scope_id(), answer.scope().id());
  difference.CheckList("permits", expect.permits(), expect.no_permits(), CodesOf(answer.permits()));
  difference.CheckList("warnings", expect.warnings(), expect.no_warnings(),
                       CodesOf(answer.warnings()));
  difference.CheckList("candidates", expect.candidates(), false, CandidatesOf(answer));
  const std::vector<std::string> commitments = CodesOf(answer.commitments());
  for (const std::string& code : expect.commitments()) {
    const bool stands =
        std::find(commitments.begin(), commitments.end(), code) != commitments.end();
    if (!stands) difference.Check("commitments", code, absl::StrJoin(commitments, ", "));
  }
  if (!expect.authority().empty()) {
    difference.Check("authority", expect.authority(),
                     Without("AUTHORITY_KIND_", v1::AuthorityKind_Name(answer.authority().kind())));
  }
  if (!expect.kbli_code().empty())
    difference.Check("kbli code", expect.kbli_code(), answer.kbli_code());
  const auto& blocking = answer.stages().blocking_permits();
  difference.CheckList("blocking", expect.blocking(), false, {blocking.begin(), blocking.end()});
  return difference.text();
}

std::vector<internal::Case> Cases() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/golden/cases")) {
    paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<internal::Case> cases;
  for (const std::string& path : paths) {
    const auto file = FromText<internal::CaseFile>(ReadFile(path));
    EXPECT_GT(file.case__size(), 0) << path;
    cases.insert(cases.end(), file.case_().begin(), file.case_().end());
  }
  return cases;
}

TEST(GoldenCases, ComeOutAsExpected) {
  const std::vector<internal::Case> cases = Cases();
  EXPECT_GE(cases.size(), 30U);
  for (const internal::Case& item : cases) {
    const auto answer = Answer(item.request());
    if (!answer.ok()) {
      ADD_FAILURE() << item.name() << ": " << answer.status();
      continue;
    }
    EXPECT_EQ(DifferenceOf(item.expect(), *answer), "") << item.name() << ": " << item.situation();
  }
}

TEST(GoldenCases, AreToldInASentenceOfTheirOwn) {
  std::set<std::string> names;
  for (const internal::Case& item : Cases()) {
    EXPECT_TRUE(names.insert(item.name()).second) << item.name() << " stands twice";
    EXPECT_FALSE(item.source().empty()) << item.name();
    EXPECT_TRUE(!item.situation().empty() && item.situation().back() == '.') << item.name();
  }
}

// The runner itself: a case that expects something else is told apart.
TEST(GoldenCases, AWrongExpectationIsReported) {
  const v1::Classification answer = *Answer(testing::SoundRequest());
  internal::Expectation expect;
  expect.set_outcome(v1::OUTCOME_DECIDED);
  expect.set_risk_level(v1::RISK_LEVEL_MEDIUM_LOW);
  EXPECT_EQ(DifferenceOf(expect, answer), "");
  expect.add_permits("NIB");
  EXPECT_THAT(DifferenceOf(expect, answer), ::testing::HasSubstr("permits: want [NIB]"));
  expect.clear_permits();
  expect.set_no_permits(true);
  EXPECT_THAT(DifferenceOf(expect, answer), ::testing::HasSubstr("permits: want []"));
  expect.set_no_permits(false);
  expect.add_commitments("NOTHING");
  EXPECT_THAT(DifferenceOf(expect, answer), ::testing::HasSubstr("commitments: want NOTHING"));
}

}  // namespace
}  // namespace izin
