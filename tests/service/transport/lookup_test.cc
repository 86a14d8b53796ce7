// ConvertKbliCode and AssessRisk.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/lookup/kbli_handler.h"
#include "service/lookup/risk_handler.h"
#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(const std::string& request) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  return KbliHandler(Rulesets(), clock).Convert(FromText<v1::ConvertKbliCodeRequest>(request));
}

std::vector<std::string> CandidatesOf(const v1::ConvertKbliCodeResponse& response) {
  std::vector<std::string> codes;
  for (const v1::KbliEntry& entry : response.candidates()) codes.push_back(entry.code());
  return codes;
}

TEST(ConvertTest, UraniumFuelIsNotButtons) {
  const auto response = Convert(R"(code: "32907" from: KBLI_EDITION_2020)");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_MERGED);
  EXPECT_THAT(CandidatesOf(*response), ElementsAre("24206"));
  EXPECT_EQ(response->candidates(0).edition(), v1::KBLI_EDITION_2025);
  EXPECT_EQ(response->legal_basis().verification(), v1::VERIFICATION_OFFICIAL_SNAPSHOT);
}

TEST(ConvertTest, ARestaurantSplitsTheOwnNumberFirst) {
  const auto response = Convert(R"(code: "56101")");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_SPLIT);
  EXPECT_THAT(CandidatesOf(*response), ElementsAre("56101", "56400"));
}

TEST(ConvertTest, ACodeWithoutARowNeedsReview) {
  const auto response = Convert(R"(code: "61925" from: KBLI_EDITION_2020)");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_REVIEW);
  EXPECT_THAT(CandidatesOf(*response), IsEmpty());
}

TEST(ConvertTest, GoesBackToo) {
  const auto response = Convert(R"(code: "01138" to: KBLI_EDITION_2020)");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_RENUMBERED);
  EXPECT_THAT(CandidatesOf(*response), ElementsAre("01283"));
}

TEST(ConvertTest, RefusesWhatIsNoQuestion) {
  EXPECT_TRUE(absl::IsInvalidArgument(Convert(R"(code: "5610")").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(
      Convert(R"(code: "56101" from: KBLI_EDITION_2025 to: KBLI_EDITION_2025)").status()));
  EXPECT_TRUE(absl::IsNotFound(Convert(R"(code: "99999")").status()));
}

absl::StatusOr<v1::AssessRiskResponse> Assess(const std::string& request) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  return RiskHandler(Rulesets(), clock).Assess(FromText<v1::AssessRiskRequest>(request));
}

struct Cell {
  int hazard;
  int likelihood;
  v1::RiskLevel level;
};

class MatrixOfLampiranIII : public ::testing::TestWithParam<Cell> {};

// Gambar I.2: the level is the cell's; the product 4 is Menengah Rendah at (2,2) only.
TEST_P(MatrixOfLampiranIII, GivesTheCellsLevel) {
  v1::AssessRiskRequest request;
  v1::HazardAssessment& aspect = *request.add_aspects();
  aspect.set_aspect("health");
  aspect.set_hazard(GetParam().hazard);
  aspect.set_likelihood(GetParam().likelihood);
  const auto response = Assess(request.DebugString());
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->risk_level(), GetParam().level);
  EXPECT_EQ(response->aspects(0).score(), GetParam().hazard * GetParam().likelihood);
  EXPECT_GT(response->legal_basis_size(), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Cells, MatrixOfLampiranIII,
    ::testing::Values(Cell{1, 1, v1::RISK_LEVEL_LOW}, Cell{1, 2, v1::RISK_LEVEL_LOW},
                      Cell{1, 3, v1::RISK_LEVEL_MEDIUM_LOW}, Cell{1, 4, v1::RISK_LEVEL_MEDIUM_HIGH},
                      Cell{2, 1, v1::RISK_LEVEL_LOW}, Cell{2, 2, v1::RISK_LEVEL_MEDIUM_LOW},
                      Cell{2, 3, v1::RISK_LEVEL_MEDIUM_HIGH},
                      Cell{2, 4, v1::RISK_LEVEL_MEDIUM_HIGH}, Cell{3, 1, v1::RISK_LEVEL_MEDIUM_LOW},
                      Cell{3, 2, v1::RISK_LEVEL_MEDIUM_HIGH},
                      Cell{3, 3, v1::RISK_LEVEL_MEDIUM_HIGH}, Cell{3, 4, v1::RISK_LEVEL_HIGH},
                      Cell{4, 1, v1::RISK_LEVEL_MEDIUM_HIGH},
                      Cell{4, 2, v1::RISK_LEVEL_MEDIUM_HIGH}, Cell{4, 3, v1::RISK_LEVEL_HIGH},
                      Cell{4, 4, v1::RISK_LEVEL_HIGH}));

TEST(AssessTest, TheHighestAspectDecides) {
  const auto response = Assess(R"(aspects { aspect: "health" hazard: 2 likelihood: 2 }
                                  aspects { aspect: "safety" hazard: 1 likelihood: 4 })");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->risk_level(), v1::RISK_LEVEL_MEDIUM_HIGH);
  EXPECT_THAT(response->licences(), ElementsAre("NIB", "SS_TERVERIFIKASI"));
}

TEST(AssessTest, EveryFaultIsTold) {
  EXPECT_TRUE(absl::IsInvalidArgument(Assess("").status()));
  const auto response = Assess(R"(aspects { aspect: "health" hazard: 5 likelihood: 0 }
                                  aspects { aspect: "health" hazard: 1 likelihood: 1 })");
  ASSERT_TRUE(absl::IsInvalidArgument(response.status()));
  std::vector<std::string> paths;
  const auto details = BadRequestOf(response.status());
  ASSERT_TRUE(details.has_value());
  for (const auto& violation : details->field_violations()) {
    paths.push_back(violation.field());
  }
  EXPECT_THAT(paths,
              ElementsAre("aspects[0].hazard", "aspects[0].likelihood", "aspects[1].aspect"));
}

}  // namespace
}  // namespace izin::testing
