// An activity that no published row covers, by the matrix of Lampiran III.

#include "service/lookup/risk_handler.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;

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

TEST(AssessTest, FaultsAreToldInIndonesianToo) {
  const auto told = [](const std::string& request) {
    std::vector<std::string> texts;
    const auto details = BadRequestOf(Assess(request).status());
    if (!details.has_value()) return texts;
    for (const auto& violation : details->field_violations())
      texts.push_back(violation.localized_message().message());
    return texts;
  };
  EXPECT_THAT(told(""), ElementsAre("belum diisi: tulis sedikitnya satu aspek"));
  EXPECT_THAT(
      told(R"(aspects { aspect: "health" hazard: 9 likelihood: 1 }
                      aspects { aspect: "health" hazard: 1 likelihood: -1 }
                      aspects { hazard: 1 likelihood: 1 })"),
      ElementsAre("9: tulis 1 sampai 4", "\"health\" disebut dua kali", "-1: tulis 1 sampai 4",
                  "belum diisi: tulis nama aspek, misalnya health"));
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
