#include "service/lifecycle/imports/scope_numbers.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lifecycle/imports/page_writer.h"

namespace izin {
namespace {

using ::izin::testing::ShippedTables;
using ::testing::ElementsAre;
using ::testing::SizeIs;

PageScope ScopeOf(const std::string& id, const std::string& label,
                  RiskLevel micro = RiskLevel::kLow) {
  PageScope scope{.id = id, .label = label};
  scope.cells.push_back({.scale = BusinessScale::kMicro, .level = micro});
  return scope;
}

class ScopeNumbersTest : public ::testing::Test {
 protected:
  ScopeNumbersTest() {
    tables_.at(kMatrixFile).EraseOf("56101");
    Hold("1", "restoran", "R");
    Hold("2", "warung", "R");
    Hold("4", "katering", "MR");
  }
  void Hold(const std::string& number, const std::string& label, const std::string& micro) {
    tables_.at(kMatrixFile).Put({"56101", number, label, micro, "", "", "", "", ""});
  }
  std::vector<int> Number(std::vector<PageScope> scopes) {
    OfficialPage page{.path = "p.json", .code = "56101"};
    page.scopes = std::move(scopes);
    return NumberScopes(page, tables_, findings_);
  }

  RuleTables tables_ = ShippedTables();
  Findings findings_;
};

TEST_F(ScopeNumbersTest, ByKeyBeforeLabel) {
  tables_.at(kScopesFile).Put({"56101", "1", "a", "restoran"});
  tables_.at(kScopesFile).Put({"56101", "2", "b", "warung"});
  EXPECT_THAT(Number({ScopeOf("b", "restoran"), ScopeOf("a", "apa saja")}), ElementsAre(2, 1));
  EXPECT_THAT(findings_.all(), SizeIs(0));
}

TEST_F(ScopeNumbersTest, ByLabelAndANewOneGetsANewNumber) {
  EXPECT_THAT(Number({ScopeOf("x", "Warung."), ScopeOf("y", "kedai", RiskLevel::kHigh),
                      ScopeOf("z", "Katering")}),
              ElementsAre(2, 5, 4));
  EXPECT_THAT(findings_.all(), SizeIs(0));
}

TEST_F(ScopeNumbersTest, ByPlaceWhereLevelsAreAlikeAndSaysSo) {
  EXPECT_THAT(Number({ScopeOf("x", "rumah makan"), ScopeOf("y", "warung"),
                      ScopeOf("z", "jasa boga", RiskLevel::kMediumLow)}),
              ElementsAre(1, 2, 4));
  EXPECT_THAT(findings_.all(), SizeIs(2));
}

TEST_F(ScopeNumbersTest, LabelsThatRepeatGoByTheirOrder) {
  tables_.at(kMatrixFile).EraseOf("56101");
  Hold("1", "Seluruh", "R");
  Hold("2", "Seluruh", "MR");
  EXPECT_THAT(Number({ScopeOf("x", "Seluruh"), ScopeOf("y", "Seluruh"), ScopeOf("z", "Seluruh")}),
              ElementsAre(1, 2, 3));
}

TEST_F(ScopeNumbersTest, OfACodeThatWasNotHeldTheyCountFromOne) {
  tables_.at(kMatrixFile).EraseOf("56101");
  EXPECT_THAT(Number({ScopeOf("x", "a"), ScopeOf("y", "b")}), ElementsAre(1, 2));
}

}  // namespace
}  // namespace izin
