// A date is one that exists, in one form alone.

#include "service/request/parse_date.h"

#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(ParseDateTest, TakesADayThatExists) {
  EXPECT_EQ(ParseDate("2026-11-24"), absl::CivilDay(2026, 11, 24));
  EXPECT_EQ(ParseDate("2028-02-29"), absl::CivilDay(2028, 2, 29));
  EXPECT_EQ(ParseDate("1000-01-01"), absl::CivilDay(1000, 1, 1));
  EXPECT_EQ(ParseDate("9999-12-31"), absl::CivilDay(9999, 12, 31));
}

TEST(ParseDateTest, TakesNothingElse) {
  for (const char* text :
       {"", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-001", " 2026-1-01",
        "2026-11-4 ", "2026/11/24", "24-11-2026", "+026-11-24", "2026-11-24T", "2026-11-240",
        "20261124", "12026-1-01", "2026-11-2x", "２０２６-1-1"})
    EXPECT_FALSE(ParseDate(text).has_value()) << text;
  EXPECT_FALSE(ParseDate(std::string("2026-11-2\0", 10)).has_value());
}

TEST(WantDateTest, ShowsWhatWasGiven) {
  EXPECT_EQ(WantDate("x\n").id, "\"x\\n\": tulis tanggal yang ada, sebagai TTTT-BB-HH");
  EXPECT_EQ(WantDate("x\n").en, "\"x\\n\": want a date that exists, as YYYY-MM-DD");
  EXPECT_EQ(WantDate(std::string(60, 'y')).en,
            "\"" + std::string(40, 'y') + "\": want a date that exists, as YYYY-MM-DD");
}

}  // namespace
}  // namespace izin
