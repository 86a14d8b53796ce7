#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kEntry[] =
    "old_document { of_ruleset: \"old\" held: \"A\" action: \"KEEP\" title { id: \"a\" en: \"b\" "
    "} ";

TEST(AssembleOldDocumentsTest, PermitsAndLevelsAreKnown) {
  ExpectRefused("thresholds.textproto",
                std::string(kEntry) + "stands_for: \"PKKPRX\"" + kCited + "}",
                "unknown permit \"PKKPRX\": want one of permits.textproto");
  ExpectRefused("thresholds.textproto", std::string(kEntry) + "risk: \"R\"" + kCited + "}",
                "risk \"R\": want one of LOW, MEDIUM_LOW, MEDIUM_HIGH, HIGH");
}

TEST(AssembleOldDocumentsTest, CitesItsProvisionAndSpeaksBothLanguages) {
  ExpectRefused("thresholds.textproto", std::string(kEntry) + "}", "missing legal_basis");
  ExpectRefused("thresholds.textproto",
                "old_document { of_ruleset: \"old\" held: \"A\" action: \"KEEP\" title { id: "
                "\"a\" } " +
                    std::string(kCited) + "}",
                "title");
}

}  // namespace
}  // namespace izin
