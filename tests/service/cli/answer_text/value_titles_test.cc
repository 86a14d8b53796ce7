#include "service/cli/answer_text/value_titles.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/service/answering.h"
#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::izin::testing::LocalAnswers;

struct Case {
  std::string path;
  std::string value;
  std::string id;
  std::string en;
};

class ValueTitle : public ::testing::TestWithParam<Case> {};

TEST_P(ValueTitle, IsTheOneOfTheReference) {
  LocalAnswers backend;
  auto answer = FromText<v1::Classification>(
      R"pb(candidates { id: "01262-2" label: "budi daya kelapa sawit" })pb");
  answer.add_questions()->set_field_path(GetParam().path);
  const auto id = ValueTitlesOf(backend, answer, false);
  const auto en = ValueTitlesOf(backend, answer, true);
  const std::pair<std::string, std::string> key = {GetParam().path, GetParam().value};
  ASSERT_EQ(id.count(key), 1u);
  EXPECT_EQ(id.at(key), GetParam().id);
  EXPECT_EQ(en.at(key), GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Values, ValueTitle,
    ::testing::Values(
        Case{"activity.rdtr", "RDTR_STATUS_NONE", "RDTR belum ada", "No RDTR"},
        Case{"activity.zone", "ZONE_INDUSTRIAL_ESTATE", "Kawasan industri", "Industrial estate"},
        Case{"activity.extent", "ADMINISTRATIVE_EXTENT_CROSS_PROVINCE", "Lintas provinsi",
             "Across provinces"},
        Case{"activity.land_condition", "LAND_CONDITION_SMALL_ISLAND", "Pulau kecil",
             "Small island"},
        Case{"activity.forest.function", "FOREST_FUNCTION_PROTECTION", "Hutan Lindung",
             "Protection forest"},
        Case{"activity.forest.use", "FOREST_USE_PLANTATION", "Perkebunan", "Plantation"},
        Case{"activity.construction", "CONSTRUCTION_NEW_BUILDING", "Membangun gedung baru",
             "New building"},
        Case{"activity.environment", "ENVIRONMENTAL_SCREENING_AMDAL",
             "Analisis Mengenai Dampak Lingkungan Hidup (Amdal)",
             "Environmental impact assessment (Amdal)"},
        Case{"activity.sea.settled_days", "30", "menetap 30 hari atau lebih",
             "30 days or more at one place"},
        Case{"activity.scope_id", "01262-2", "01262-2 budi daya kelapa sawit",
             "01262-2 budi daya kelapa sawit"}));

}  // namespace
}  // namespace izin::cli
