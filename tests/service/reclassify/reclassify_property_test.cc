// Whatever a registry says, each of its lines is what two questions through the pipeline and their
// comparison give.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "service/render/api_words.h"
#include "service/render/change.h"
#include "service/review/diff.h"
#include "tests/service/random_requests.h"
#include "tests/service/reclassify/registry_files.h"
#include "tests/service/review/all_changes.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;

constexpr int kRows = 1500;

// The members of a line, as protobuf reads them behind the ids.
internal::ReclassifiedActivity ParseLine(const std::string& line) {
  internal::ReclassifiedActivity activity;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line, &activity, options).ok()) << line;
  return activity;
}

std::string BusinessJson(int number, const v1::BusinessActivity& activity) {
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(activity, &json).ok());
  return absl::StrCat("{\"businessId\":\"B", number, "\",\"activity\":", json, "}\n");
}

// Of one ruleset, asked through the pipeline; nothing if it refuses.
bool AskOne(const v1::BusinessActivity& activity, const std::string& ruleset,
            DecidedUnder& decided) {
  const testing::FakeClock clock(testing::FakeClock::NoonInJakarta(testing::kToday));
  const Pipeline pipeline(testing::Rulesets(), clock);
  v1::ClassifyActivityRequest request;
  *request.mutable_activity() = activity;
  request.set_ruleset(ruleset);
  return pipeline.Answer(Question{.request = &request, .decided = &decided}).ok();
}

// What changes between the rulesets, or nothing where one of them refuses the activity.
std::optional<v1::RulesetChange> Expected(v1::BusinessActivity activity, const std::string& from,
                                          const std::string& to) {
  const auto earlier = Library()->Find(from);
  if (activity.kbli_edition() == v1::KBLI_EDITION_UNSPECIFIED)
    activity.set_kbli_edition(static_cast<v1::KbliEdition>((*earlier)->data().edition));
  v1::BusinessActivity before = activity;
  if (from != to) {  // the older one knows neither scopes nor parameters
    before.clear_scope_id();
    before.clear_authority_parameters();
  }
  DecidedUnder then;
  DecidedUnder now;
  if (!AskOne(activity, to, now) || !AskOne(before, from, then)) return std::nullopt;
  // Of a code to be reviewed nothing can be compared.
  if (now.decision.outcome == Outcome::kCodeReviewRequired) return v1::RulesetChange();
  return RenderChange(CompareAnswers(then.decision, now.decision));
}

// Few codes and few amounts, so that rows share keys that differ in what no rule tells apart.
v1::BusinessActivity Narrowed(v1::BusinessActivity activity, testing::RandomRequests& random) {
  constexpr const char* kCodes[] = {"56101", "47111", "68122", "01111", "55101", "86105", "20111"};
  activity.set_kbli_code(kCodes[random.Below(7)]);
  activity.set_kbli_edition(random.Below(2) == 0 ? v1::KBLI_EDITION_2025 : v1::KBLI_EDITION_2020);
  if (random.Below(3) != 0) activity.clear_scope_id();
  if (random.Below(2) == 0)
    activity.mutable_investment()->set_capital_idr((1 + random.Below(40)) * 500'000'000LL);
  activity.set_land_area_ha(random.Below(5) * 0.7);
  return activity;
}

class EveryRow : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(EveryRow, IsTheComparisonOfTwoAnswers) {
  const auto& [from, to] = GetParam();
  testing::RandomRequests random(17);
  std::vector<v1::BusinessActivity> activities;
  std::string registry;
  for (int i = 0; i < kRows; ++i) {
    v1::BusinessActivity activity = random.Next().activity();
    if (i % 2 == 0) activity = Narrowed(activity, random);
    registry += BusinessJson(i, activity);
    activities.push_back(activity);
  }
  RegistryFolder folder;
  folder.names() = {.from = from, .to = to, .from_day = "", .to_day = ""};
  folder.options().outputs.format = RegistryFormat::kNdjson;
  folder.options().outputs.notifications.clear();  // so that keys are as wide as they may be
  const RegistryOutcome outcome = folder.Run(registry);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  std::vector<std::string> lines = absl::StrSplit(outcome.changes, '\n', absl::SkipEmpty());
  std::size_t next = 0;
  for (int i = 0; i < kRows; ++i) {
    const std::optional<v1::RulesetChange> expected =
        Expected(activities[static_cast<std::size_t>(i)], from, to);
    if (!expected.has_value()) continue;
    ASSERT_LT(next, lines.size()) << outcome.rejects.substr(0, 2000);
    const std::string& line = lines[next++];
    ASSERT_EQ(line.rfind(absl::StrCat("{\"businessId\":\"B", i, "\","), 0), 0U)
        << line << "\n"
        << registry.substr(0, 1000);
    v1::RulesetChange change = ParseLine(line).change();
    change.clear_kbli_code();
    change.clear_sector();
    change.clear_scope_id();
    change.clear_scale();
    change.clear_location();
    EXPECT_EQ(change.ShortDebugString(), expected->ShortDebugString())
        << activities[static_cast<std::size_t>(i)].ShortDebugString() << line;
  }
  EXPECT_EQ(next, lines.size());
  EXPECT_GT(next, 200U);
}

INSTANTIATE_TEST_SUITE_P(Pairs, EveryRow,
                         ::testing::Values(std::pair("pp24-2018", "pp28-2025"),
                                           std::pair("pp28-2025", "pp28-2025")));

// Without the warnings that a code was converted: the diff asks each ruleset in its own edition.
v1::RulesetChange WithoutConversion(v1::RulesetChange change) {
  change.clear_sector();  // stands beside the comparison
  auto& all = *change.mutable_differences();
  all.erase(std::remove_if(all.begin(), all.end(),
                           [](const v1::AnswerDifference& difference) {
                             return difference.subject().rfind("warning/CODE_", 0) == 0;
                           }),
            all.end());
  return change;
}

// What the code of a cell of the diff was before: asked as DiffRulesets asks.
std::optional<KbliCode> EarlierOf(const Ruleset& from, const Ruleset& to, KbliCode code) {
  const KbliConversion& table = to.data().conversion;
  for (KbliCode earlier : table.CounterpartsOf(code, to.data().edition, from.data().edition)) {
    if (table.CounterpartsOf(earlier, from.data().edition, to.data().edition).size() == 1)
      return earlier;
  }
  return std::nullopt;
}

TEST(Registry, ChangesAsTheDiffOfTheRulesetsSays) {
  const Ruleset& from = **Library()->Find("pp24-2018");
  const Ruleset& to = **Library()->Find("pp28-2025");
  std::string registry;
  std::vector<v1::RulesetChange> cells;
  for (const v1::RulesetChange& cell : AllChanges(DiffRulesets(from, to))) {
    if (cell.scale() == v1::BUSINESS_SCALE_UNSPECIFIED || cells.size() > 6'000) continue;
    const std::optional<KbliCode> earlier = EarlierOf(from, to, *KbliCode::Parse(cell.kbli_code()));
    ASSERT_TRUE(earlier.has_value()) << cell.kbli_code();
    v1::BusinessActivity activity;
    activity.set_kbli_code(earlier->ToString());
    activity.set_kbli_edition(v1::KBLI_EDITION_2020);
    activity.set_scope_id(cell.scope_id());
    activity.set_scale(cell.scale());
    activity.add_locations(cell.location());
    // A scope for foreign capital alone cannot be asked for without it.
    if (cell.scope_id() == "86105-1") continue;
    registry += BusinessJson(static_cast<int>(cells.size()), activity);
    cells.push_back(cell);
  }
  RegistryFolder folder;
  folder.names() = {.from = "pp24-2018", .to = "pp28-2025", .from_day = "", .to_day = ""};
  folder.options().outputs.format = RegistryFormat::kNdjson;
  const RegistryOutcome outcome = folder.Run(registry);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  const std::vector<std::string> lines = absl::StrSplit(outcome.changes, '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), cells.size()) << outcome.rejects.substr(0, 1000);
  int to_review = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // Of a code that a person has to choose first the registry says just that.
    if (absl::StrContains(lines[i], "\"toOutcome\":\"OUTCOME_CODE_REVIEW_REQUIRED\"")) {
      EXPECT_THAT(lines[i], ::testing::HasSubstr("\"reason\":\"CODE_REVIEW\""));
      ++to_review;
      continue;
    }
    EXPECT_EQ(WithoutConversion(ParseLine(lines[i]).change()).ShortDebugString(),
              WithoutConversion(cells[i]).ShortDebugString())
        << lines[i];
  }
  EXPECT_LT(to_review, static_cast<int>(lines.size()) / 10);
}

}  // namespace
}  // namespace izin
