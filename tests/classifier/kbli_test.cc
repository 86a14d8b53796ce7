// KbliCode, KbliCatalogue and KbliConversion.

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/kbli_catalogue.h"
#include "classifier/kbli_code.h"
#include "classifier/kbli_conversion.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

KbliCode Code(const char* digits) { return *KbliCode::Parse(digits); }

class BadCode : public ::testing::TestWithParam<const char*> {};

TEST_P(BadCode, IsRefusedWithTheValue) {
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(GetParam());
  ASSERT_FALSE(code.ok());
  EXPECT_EQ(code.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(code.status().message()), HasSubstr("want 5 digits"));
  EXPECT_THAT(std::string(code.status().message()), HasSubstr(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Forms, BadCode,
                         ::testing::Values("", "1", "5610", "561011", "5610a", " 5610", "-1234",
                                           "56.01"));

TEST(KbliCodeTest, PrintsWhatItParsed) {
  for (const char* digits : {"00000", "01111", "56101", "99999"}) {
    EXPECT_EQ(Code(digits).ToString(), digits);
  }
  std::ostringstream out;
  out << Code("01111");
  EXPECT_EQ(out.str(), "01111");
}

TEST(KbliCodeTest, KnowsItsPrefixes) {
  EXPECT_TRUE(Code("01111").HasPrefix("01"));
  EXPECT_TRUE(Code("01111").HasPrefix("01111"));
  EXPECT_FALSE(Code("01111").HasPrefix("11"));
}

KbliCatalogue SmallCatalogue() {
  return KbliCatalogue(KbliEdition::k2025, {{"01111", "0111", "Jagung"},
                                            {"011", "01", "Tanaman semusim"},
                                            {"A", "", "Pertanian"},
                                            {"0111", "011", "Serealia"},
                                            {"01", "A", "Tanaman"},
                                            {"C", "", "Industri"},
                                            {"10", "C", "Makanan"},
                                            {"101", "10", "Daging"},
                                            {"1010", "101", "Daging"},
                                            {"10101", "1010", "Rumah potong"}});
}

TEST(KbliCatalogueTest, FindsEveryLevel) {
  const KbliCatalogue kbli = SmallCatalogue();
  EXPECT_EQ(kbli.edition(), KbliEdition::k2025);
  ASSERT_NE(kbli.Find("A"), nullptr);
  EXPECT_EQ(kbli.Find("A")->title, "Pertanian");
  EXPECT_EQ(kbli.Find("0111")->parent, "011");
  EXPECT_EQ(kbli.Find("02"), nullptr);
  EXPECT_EQ(kbli.entries().front().code, "A");
}

TEST(KbliCatalogueTest, NumbersSubclassesByCode) {
  const KbliCatalogue kbli = SmallCatalogue();
  ASSERT_EQ(kbli.subclass_count(), 2);
  EXPECT_EQ(kbli.IndexOf(Code("01111")), 0);
  EXPECT_EQ(kbli.IndexOf(Code("10101")), 1);
  EXPECT_EQ(kbli.IndexOf(Code("10102")), std::nullopt);
  EXPECT_EQ(kbli.CodeAt(1), Code("10101"));
  EXPECT_EQ(kbli.EntryAt(1).title, "Rumah potong");
  EXPECT_EQ(kbli.CategoryOf(0), 'A');
  EXPECT_EQ(kbli.CategoryOf(1), 'C');
}

TEST(KbliCatalogueTest, TellsWhatLiesUnderAPrefix) {
  const KbliCatalogue kbli = SmallCatalogue();
  EXPECT_TRUE(kbli.IsUnder(1, "C"));
  EXPECT_FALSE(kbli.IsUnder(1, "A"));
  EXPECT_TRUE(kbli.IsUnder(1, "101"));
  EXPECT_FALSE(kbli.IsUnder(0, "10"));
  EXPECT_TRUE(kbli.IsUnder(0, "A"));
  EXPECT_FALSE(kbli.IsUnder(0, "C"));
  EXPECT_TRUE(kbli.IsUnder(1, "1"));  // a digit is no category
  EXPECT_FALSE(kbli.IsUnder(0, "1"));
}

TEST(KbliCatalogueTest, ReadsEveryLetterAsACategory) {
  const KbliCatalogue kbli(KbliEdition::k2025, {{"Z", "", "Terakhir"},
                                                {"99", "Z", "Lainnya"},
                                                {"99999", "99", "Lainnya"},
                                                {"88888", "", "Tanpa induk"},
                                                {"77777", "77", "Induknya hilang"}});
  const int last = *kbli.IndexOf(Code("99999"));
  EXPECT_EQ(kbli.CategoryOf(last), 'Z');
  EXPECT_TRUE(kbli.IsUnder(last, "Z"));
  EXPECT_FALSE(kbli.IsUnder(last, "A"));
  EXPECT_EQ(kbli.CategoryOf(*kbli.IndexOf(Code("88888"))), '8');
  EXPECT_EQ(kbli.CategoryOf(*kbli.IndexOf(Code("77777"))), '7');
}

TEST(KbliCatalogueTest, SuggestsTheFirstCodeOfAPrefix) {
  const KbliCatalogue kbli = SmallCatalogue();
  ASSERT_NE(kbli.Suggest("101"), nullptr);
  EXPECT_EQ(kbli.Suggest("101")->code, "10101");
  EXPECT_EQ(kbli.Suggest("101019")->code, "10101");
  EXPECT_EQ(kbli.Suggest("99"), nullptr);
  EXPECT_EQ(kbli.Suggest(""), nullptr);
}

KbliConversion SmallTable() {
  return KbliConversion({{Code("11111"), Code("11111"), ConversionKind::kUnchanged},
                         {Code("22222"), Code("33333"), ConversionKind::kRenumbered},
                         {Code("44444"), Code("55555"), ConversionKind::kSplit},
                         {Code("44444"), Code("44444"), ConversionKind::kSplit},
                         {Code("66666"), Code("77777"), ConversionKind::kMerged},
                         {Code("77777"), Code("77777"), ConversionKind::kMerged}});
}

TEST(KbliConversionTest, GivesSuccessorsTheOwnNumberFirst) {
  const KbliConversion table = SmallTable();
  EXPECT_EQ(table.edge_count(), 6);
  EXPECT_THAT(table.SuccessorsOf(Code("44444")), ElementsAre(Code("44444"), Code("55555")));
  EXPECT_THAT(table.PredecessorsOf(Code("77777")), ElementsAre(Code("77777"), Code("66666")));
  EXPECT_THAT(table.SuccessorsOf(Code("00001")), IsEmpty());
  EXPECT_THAT(table.PredecessorsOf(Code("00001")), IsEmpty());
}

TEST(KbliConversionTest, TellsTheKindFromBothSides) {
  const KbliConversion table = SmallTable();
  EXPECT_EQ(table.KindOf(Code("22222")), ConversionKind::kRenumbered);
  EXPECT_EQ(table.KindOf(Code("00001")), ConversionKind::kReview);
  EXPECT_TRUE(table.IsMerged(Code("66666")));
  EXPECT_FALSE(table.IsMerged(Code("22222")));
  EXPECT_EQ(table.KindBackOf(Code("11111")), ConversionKind::kUnchanged);
  EXPECT_EQ(table.KindBackOf(Code("33333")), ConversionKind::kRenumbered);
  EXPECT_EQ(table.KindBackOf(Code("55555")), ConversionKind::kMerged);
  EXPECT_EQ(table.KindBackOf(Code("77777")), ConversionKind::kSplit);
  EXPECT_EQ(table.KindBackOf(Code("00001")), ConversionKind::kReview);
}

}  // namespace
}  // namespace izin
