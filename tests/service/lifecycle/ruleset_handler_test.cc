// The rulesets held, as the API describes them.

#include "service/lifecycle/ruleset_handler.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::FromText;
using ::izin::testing::Library;
using ::izin::testing::Rulesets;
using ::testing::HasSubstr;
using ::testing::SizeIs;

RulesetHandler Handler() { return RulesetHandler(Rulesets()); }

TEST(RulesetsTest, AreListedByDate) {
  const auto list = Handler().List({});
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_THAT(list->rulesets(), SizeIs(2));
  EXPECT_EQ(list->rulesets(0).name(), "rulesets/pp24-2018");
  EXPECT_EQ(list->rulesets(0).effective_to(), "2021-02-01");
  EXPECT_EQ(list->rulesets(0).kbli_edition(), v1::KBLI_EDITION_2020);
  EXPECT_EQ(list->rulesets(1).name(), "rulesets/pp28-2025");
  EXPECT_EQ(list->rulesets(1).effective_from(), "2025-06-05");
  EXPECT_EQ(list->rulesets(1).data_as_of(), "2026-09-30");
  for (const v1::Ruleset& ruleset : list->rulesets()) {
    EXPECT_THAT(ruleset.fingerprint(), SizeIs(64));
    EXPECT_GT(ruleset.rows(), 0);
    EXPECT_FALSE(ruleset.sources().empty());
  }
}

TEST(RulesetsTest, AreListedPageByPage) {
  const auto first = Handler().List(FromText<v1::ListRulesetsRequest>("page_size: 1"));
  ASSERT_THAT(first->rulesets(), SizeIs(1));
  v1::ListRulesetsRequest next;
  next.set_page_token(first->next_page_token());
  const auto second = Handler().List(next);
  ASSERT_THAT(second->rulesets(), SizeIs(1));
  EXPECT_EQ(second->rulesets(0).name(), "rulesets/pp28-2025");
  EXPECT_EQ(second->next_page_token(), "");
}

// At whatever step its caller leaves: it ends there, and asks no more.
TEST(RulesetsTest, AComparisonThatNobodyWaitsForEnds) {
  for (int step : {1, 2, 100, 10'000}) {
    int asked = 0;
    const auto is_cancelled = [&asked, step] { return ++asked >= step; };
    const absl::Status status =
        Handler()
            .Diff(FromText<v1::DiffRulesetsRequest>("from: 'pp24-2018' to: 'pp28-2025'"),
                  is_cancelled)
            .status();
    EXPECT_EQ(status.code(), absl::StatusCode::kCancelled) << status;
    EXPECT_EQ(asked, step);
  }
}

TEST(RulesetsTest, ATokenIsGoodForItsOwnComparisonAlone) {
  const auto diff = [](const std::string& request) {
    return Handler().Diff(FromText<v1::DiffRulesetsRequest>(request));
  };
  const auto first = diff("from: 'pp24-2018' to: 'pp28-2025' page_size: 1");
  ASSERT_THAT(first->changes(), SizeIs(1));
  const std::string next = " page_token: '" + first->next_page_token() + "'";
  EXPECT_TRUE(diff("from: 'pp24-2018' to: 'pp28-2025' page_size: 3" + next).ok());
  // The same rulesets by other forms of their names.
  EXPECT_TRUE(diff("from: 'rulesets/pp24-2018' to: '" + Library()->latest().versioned_name() +
                   "' page_size: 1" + next)
                  .ok());
  for (const std::string& other :
       {diff("from: 'pp28-2025' to: 'pp24-2018'" + next).status().ToString(),
        Handler()
            .List(FromText<v1::ListRulesetsRequest>("page_size: 1" + next))
            .status()
            .ToString()}) {
    EXPECT_THAT(other, HasSubstr("INVALID_ARGUMENT: page_token"));
  }
}

// Changes first, then the rules; names on the first page. A client reads at most 4 MiB.
TEST(RulesetsTest, PagesOfAComparisonFitAMessageAndGiveAllOfIt) {
  const RulesetHandler handler(Rulesets());
  auto request =
      FromText<v1::DiffRulesetsRequest>("from: 'pp24-2018' to: 'pp28-2025' language_code: 'en'");
  v1::DiffRulesetsResponse all;
  int pages = 0;
  do {
    const auto page = handler.Diff(request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_LT(page->ByteSizeLong(), std::size_t{4} << 20) << "page " << pages;
    EXPECT_EQ(page->names_size() > 0, pages == 0);
    EXPECT_TRUE(page->rule_changes().empty() ||
                all.changes_size() + page->changes_size() == page->total_changes());
    all.MergeFrom(*page);
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty() && pages < 100);
  EXPECT_EQ(all.changes_size(), all.total_changes());
  EXPECT_GT(all.rule_changes_size(), 4000);
  EXPECT_GT(pages, 2);
}

TEST(RulesetsTest, AComparisonNamesThingsInTheLanguageAskedFor) {
  const auto name_of = [](const std::string& language) {
    const auto page = Handler().Diff(FromText<v1::DiffRulesetsRequest>(
        "from: 'pp24-2018' to: 'pp28-2025' page_size: 1 language_code: '" + language + "'"));
    for (const v1::DiffName& name : page->names()) {
      if (name.list() == "permit" && name.code() == "PKKPR") return name.title();
    }
    return std::string();
  };
  EXPECT_EQ(name_of("id"), "Persetujuan KKPR darat (PKKPR)");
  EXPECT_EQ(name_of(""), name_of("id"));
  EXPECT_EQ(name_of("en"), "Approval of space use on land (PKKPR)");
  const auto refused = Handler().Diff(
      FromText<v1::DiffRulesetsRequest>("from: 'pp24-2018' to: 'pp28-2025' language_code: 'fr'"));
  EXPECT_THAT(refused.status().ToString(),
              HasSubstr("INVALID_ARGUMENT: language_code: \"fr\": want id or en"));
}

TEST(RulesetsTest, OneIsFoundByEachFormOfItsName) {
  const std::string name = Library()->latest().versioned_name();
  for (const std::string& form :
       {std::string("pp28-2025"), std::string("rulesets/pp28-2025"), name}) {
    v1::GetRulesetRequest request;
    request.set_name(form);
    const auto ruleset = Handler().Get(request);
    ASSERT_TRUE(ruleset.ok()) << form << ": " << ruleset.status();
    EXPECT_EQ(ruleset->name(), "rulesets/pp28-2025");
  }
}

TEST(RulesetsTest, BadNamesAreToldApart) {
  const auto get = [](const std::string& name) {
    v1::GetRulesetRequest request;
    request.set_name(name);
    return Handler().Get(request).status().code();
  };
  EXPECT_EQ(get(""), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(get("rulesets/!"), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(get("pp5-2021"), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace izin
