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

constexpr KbliEdition k2020 = KbliEdition::k2020;
constexpr KbliEdition k2025 = KbliEdition::k2025;

// 44444 was split, and a part of it went to what 66666 became too.
KbliConversion SmallTable() {
  return KbliConversion({{Code("11111"), Code("11111")},
                         {Code("22222"), Code("33333")},
                         {Code("44444"), Code("77777")},
                         {Code("44444"), Code("44444")},
                         {Code("66666"), Code("77777")},
                         {Code("88888"), Code("88881")},
                         {Code("88888"), Code("88888")}});
}

TEST(KbliConversionTest, GivesCounterpartsTheOwnNumberFirst) {
  const KbliConversion table = SmallTable();
  EXPECT_EQ(table.edge_count(), 7);
  EXPECT_THAT(table.CounterpartsOf(Code("44444"), k2020, k2025),
              ElementsAre(Code("44444"), Code("77777")));
  EXPECT_THAT(table.CounterpartsOf(Code("88888"), k2020, k2025),
              ElementsAre(Code("88888"), Code("88881")));
  EXPECT_THAT(table.CounterpartsOf(Code("77777"), k2025, k2020),
              ElementsAre(Code("44444"), Code("66666")));
}

TEST(KbliConversionTest, NeverReadsANumberInTheOtherEdition) {
  const KbliConversion table = SmallTable();
  EXPECT_THAT(table.CounterpartsOf(Code("33333"), k2020, k2025), IsEmpty());
  EXPECT_THAT(table.CounterpartsOf(Code("22222"), k2025, k2020), IsEmpty());
  EXPECT_THAT(table.CounterpartsOf(Code("22222"), k2020, k2025), ElementsAre(Code("33333")));
  EXPECT_THAT(table.CounterpartsOf(Code("33333"), k2025, k2020), ElementsAre(Code("22222")));
}

TEST(KbliConversionTest, HasNoRowWithinAnEdition) {
  const KbliConversion table = SmallTable();
  for (const KbliEdition edition : {KbliEdition::kUnspecified, k2020, k2025}) {
    EXPECT_THAT(table.CounterpartsOf(Code("11111"), edition, edition), IsEmpty());
    EXPECT_EQ(table.KindOf(Code("11111"), edition, edition), ConversionKind::kReview);
  }
  EXPECT_THAT(table.CounterpartsOf(Code("11111"), KbliEdition::kUnspecified, k2025), IsEmpty());
  EXPECT_THAT(table.CounterpartsOf(Code("11111"), k2020, KbliEdition::kUnspecified), IsEmpty());
}

struct KindCase {
  const char* name;
  const char* code;
  KbliEdition from;
  KbliEdition to;
  ConversionKind kind;
};

class KindOfACode : public ::testing::TestWithParam<KindCase> {};

TEST_P(KindOfACode, IsToldFromEitherSide) {
  const KindCase& expected = GetParam();
  EXPECT_EQ(SmallTable().KindOf(Code(expected.code), expected.from, expected.to), expected.kind);
}

INSTANTIATE_TEST_SUITE_P(
    Sides, KindOfACode,
    ::testing::Values(KindCase{"Unchanged", "11111", k2020, k2025, ConversionKind::kUnchanged},
                      KindCase{"UnchangedBack", "11111", k2025, k2020, ConversionKind::kUnchanged},
                      KindCase{"Renumbered", "22222", k2020, k2025, ConversionKind::kRenumbered},
                      KindCase{"RenumberedBack", "33333", k2025, k2020,
                               ConversionKind::kRenumbered},
                      KindCase{"Split", "44444", k2020, k2025, ConversionKind::kSplit},
                      KindCase{"PartOfASplitCode", "44444", k2025, k2020, ConversionKind::kMerged},
                      KindCase{"RenumberedPart", "88881", k2025, k2020, ConversionKind::kMerged},
                      KindCase{"Merged", "66666", k2020, k2025, ConversionKind::kMerged},
                      KindCase{"OfSeveral", "77777", k2025, k2020, ConversionKind::kSplit},
                      KindCase{"NoRow", "00001", k2020, k2025, ConversionKind::kReview},
                      KindCase{"NoRowBack", "00001", k2025, k2020, ConversionKind::kReview}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace izin
