#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

TEST(AssembleThresholdsTest, ACellIsOfFourByFour) {
  ExpectRefused("thresholds.textproto",
                std::string("scoring { hazard: 5 likelihood: 1 risk: \"LOW\"") + kCited + "}",
                "hazard and likelihood: want 1 to 4");
}

TEST(AssembleThresholdsTest, LevelsAndScalesAreKnown) {
  ExpectRefused("thresholds.textproto",
                std::string("scoring { hazard: 1 likelihood: 1 risk: \"R\"") + kCited + "}",
                "risk \"R\": want one of LOW, MEDIUM_LOW, MEDIUM_HIGH, HIGH");
  ExpectRefused("thresholds.textproto", std::string("scale_tier { scale: \"TINY\"") + kCited + "}",
                "scale \"TINY\": want one of MICRO, SMALL, MEDIUM, LARGE");
}

TEST(AssembleThresholdsTest, AmountsCiteTheirProvision) {
  ExpectRefused("thresholds.textproto", "scale_tier { scale: \"LARGE\" }", "missing legal_basis");
}

}  // namespace
}  // namespace izin
