#include "service/render/local_words.h"

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::FromText;

TEST(LocalWordsTest, ALineSaysWhatItTells) {
  const auto fee = FromText<v1::LocalLine>(R"pb(kind: LOCAL_LINE_KIND_FEE
                                                text { title: "Rp1" detail: "tunai" })pb");
  EXPECT_EQ(LocalLineText(fee, false), "Biaya: Rp1; tunai");
  EXPECT_EQ(LocalLineText(fee, true), "Fee: Rp1; tunai");
  const auto link = FromText<v1::LocalLine>(R"pb(kind: LOCAL_LINE_KIND_LINK url: "https://a")pb");
  EXPECT_EQ(LocalLineText(link, true), "More: https://a");
}

// Every kind has words of its own.
TEST(LocalWordsTest, EveryKindHasAName) {
  for (int kind = v1::LocalLineKind_MIN + 1; kind <= v1::LocalLineKind_MAX; ++kind) {
    v1::LocalLine line;
    line.set_kind(static_cast<v1::LocalLineKind>(kind));
    for (const bool is_english : {false, true})
      EXPECT_NE(LocalLineText(line, is_english), LocalLineText({}, is_english)) << kind;
  }
}

TEST(LocalWordsTest, TheMarkNamesSourceAndDayAndWhatIsInvented) {
  auto line = FromText<v1::LocalLine>(R"pb(source: "Perwali 1/2026" as_of: "2026-01-15")pb");
  EXPECT_EQ(LocalMark(line, false), "setempat, bukan hukum nasional: Perwali 1/2026, 2026-01-15");
  line.set_example(true);
  EXPECT_EQ(LocalMark(line, true),
            "invented example; local, not national law: Perwali 1/2026, 2026-01-15");
}

}  // namespace
}  // namespace izin
