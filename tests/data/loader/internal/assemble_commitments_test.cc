#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

std::string Commitment(const std::string& fields) {
  return "commitment { code: \"ZZ\" title { id: \"t\" en: \"t\" }" + std::string(kCited) + fields +
         " }";
}

TEST(AssembleCommitmentsTest, HasOneTermAtMost) {
  ExpectRefused("commitments.textproto",
                Commitment(R"(kind: "REPORT" permit: "NIB" due_months: 1 due_working_days: 1)"),
                "more than one term");
}

TEST(AssembleCommitmentsTest, BelongsToAPermitOfTheCatalogue) {
  ExpectRefused("commitments.textproto", Commitment(R"(kind: "REPORT" permit: "NIP")"),
                "unknown permit \"NIP\": want one of permits.textproto");
}

TEST(AssembleCommitmentsTest, KindAndStageAreKnown) {
  ExpectRefused("commitments.textproto", Commitment(R"(kind: "HM" permit: "NIB")"),
                "kind \"HM\": want one of REQUIREMENT, OBLIGATION, REPORT");
  ExpectRefused("commitments.textproto",
                Commitment(R"(kind: "REPORT" permit: "NIB" due_before: "EVER")"),
                "stage \"EVER\": want one of START, PREPARATION, CONSTRUCTION, OPERATION");
}

}  // namespace
}  // namespace izin
