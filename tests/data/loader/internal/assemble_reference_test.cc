#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

TEST(AssembleReferenceTest, AnEntryHasAKindACodeAndTexts) {
  ExpectRefused("reference.textproto", "reference { kind: \"note\" }", "missing kind or code");
  ExpectRefused("reference.textproto",
                R"(reference { kind: "note" code: "x" title { id: "t" en: "t" } })",
                "missing detail in Indonesian (id)");
}

TEST(AssembleReferenceTest, HolidaysAreDaysOfAKnownKind) {
  const std::string file = "reference/holidays.tsv";
  EXPECT_THAT(FaultsOf(Replace(file, "2025-01-27\t", "2025-02-29\t"), "pp24-2018"),
              Tells(file, 3, "date \"2025-02-29\": want a date that exists"));
  EXPECT_THAT(
      FaultsOf(Replace(file, "2025-01-27\tlibur_nasional", "2025-01-27\tlibur"), "pp24-2018"),
      Tells(file, 3, "kind \"libur\": want libur_nasional or cuti_bersama"));
}

}  // namespace
}  // namespace izin
