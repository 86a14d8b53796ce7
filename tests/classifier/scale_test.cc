#include "classifier/scale.h"

#include <optional>
#include <vector>

#include <gtest/gtest.h>

namespace izin {
namespace {

// PP 7/2021 art 35.
const std::vector<ScaleTier> kTiers = {{BusinessScale::kMicro, 1'000'000'000, 2'000'000'000},
                                       {BusinessScale::kSmall, 5'000'000'000, 15'000'000'000},
                                       {BusinessScale::kMedium, 10'000'000'000, 50'000'000'000}};

struct Case {
  const char* name;
  Investment investment;
  std::optional<BusinessScale> expected;
};

class ScaleByAmount : public ::testing::TestWithParam<Case> {};

TEST_P(ScaleByAmount, Follows) {
  EXPECT_EQ(DeriveScale(kTiers, GetParam().investment), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Pp7, ScaleByAmount,
    ::testing::Values(
        Case{"Nothing", {}, std::nullopt},
        Case{"OneRupiah", {.capital_idr = 1}, BusinessScale::kMicro},
        Case{"TopOfMicro", {.capital_idr = 1'000'000'000}, BusinessScale::kMicro},
        Case{"OverMicro", {.capital_idr = 1'000'000'001}, BusinessScale::kSmall},
        Case{"TopOfSmall", {.capital_idr = 5'000'000'000}, BusinessScale::kSmall},
        Case{"OverSmall", {.capital_idr = 5'000'000'001}, BusinessScale::kMedium},
        Case{"TopOfMedium", {.capital_idr = 10'000'000'000}, BusinessScale::kMedium},
        Case{"OverMedium", {.capital_idr = 10'000'000'001}, BusinessScale::kLarge},
        Case{"SalesTopOfMicro", {.annual_sales_idr = 2'000'000'000}, BusinessScale::kMicro},
        Case{"SalesOverMicro", {.annual_sales_idr = 2'000'000'001}, BusinessScale::kSmall},
        Case{"SalesTopOfSmall", {.annual_sales_idr = 15'000'000'000}, BusinessScale::kSmall},
        Case{"SalesTopOfMedium", {.annual_sales_idr = 50'000'000'000}, BusinessScale::kMedium},
        Case{"SalesOverMedium", {.annual_sales_idr = 50'000'000'001}, BusinessScale::kLarge},
        Case{"TheHigherOfBoth",
             {.capital_idr = 1, .annual_sales_idr = 50'000'000'000},
             BusinessScale::kMedium},
        Case{"TheHigherOfBothIsCapital",
             {.capital_idr = 20'000'000'000, .annual_sales_idr = 1},
             BusinessScale::kLarge},
        Case{"ForeignIsLarge", {.capital_idr = 1, .foreign = true}, BusinessScale::kLarge}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace izin
