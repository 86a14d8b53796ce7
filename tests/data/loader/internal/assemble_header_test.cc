#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kHeader[] = "rulesets/pp28-2025/ruleset.textproto";

void ExpectHeaderFault(const std::string& from, const std::string& to, const std::string& told) {
  EXPECT_THAT(FaultsOf(Replace(kHeader, from, to)),
              Tells(std::string(kHeader), LineOf(RealTree(), kHeader, from), told));
}

TEST(AssembleHeaderTest, DatesMustExist) {
  ExpectHeaderFault("effective_from: \"2025-06-05\"", "effective_from: \"2025-02-30\"",
                    "effective_from \"2025-02-30\": want a date that exists, as YYYY-MM-DD");
}

TEST(AssembleHeaderTest, TheEditionIsOneOfTwo) {
  ExpectHeaderFault("kbli_edition: \"2025\"", "kbli_edition: \"2015\"",
                    "kbli_edition \"2015\": want one of 2020, 2025");
}

TEST(AssembleHeaderTest, ThereIsExactlyOne) {
  EXPECT_THAT(FaultsOf(Append(kHeader, "ruleset { id: \"x\" }\n")),
              Tells(std::string(kHeader), 1, "2 headers: want exactly one `ruleset`"));
}

}  // namespace
}  // namespace izin
