#include "service/request/typed_values.h"

#include <cstdint>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "izin/v1/activity.pb.h"
#include "service/render/api_words.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

struct RupiahCase {
  std::string name;
  std::string text;
  std::optional<std::int64_t> wanted;
};

class Rupiah : public ::testing::TestWithParam<RupiahCase> {};

TEST_P(Rupiah, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(ParseRupiah(GetParam().text), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Amounts, Rupiah,
    ::testing::Values(
        RupiahCase{"Plain", "12000000000", 12'000'000'000}, RupiahCase{"Zero", "0", 0},
        RupiahCase{"BelowZero", "-5", -5}, RupiahCase{"Dots", "12.000.000.000", 12'000'000'000},
        RupiahCase{"Commas", "12,000,000,000", 12'000'000'000},
        RupiahCase{"Miliar", "12 miliar", 12'000'000'000},
        RupiahCase{"MiliarWithoutBlank", "12miliar", 12'000'000'000},
        RupiahCase{"Milyar", "1 Milyar", 1'000'000'000},
        RupiahCase{"Juta", "500 juta", 500'000'000}, RupiahCase{"Jt", "500jt", 500'000'000},
        RupiahCase{"Ribu", "750 ribu", 750'000},
        RupiahCase{"Triliun", "2 triliun", 2'000'000'000'000},
        RupiahCase{"English", "3 billion", 3'000'000'000},
        RupiahCase{"DecimalComma", "1,5 miliar", 1'500'000'000},
        RupiahCase{"DecimalDot", "1.5 miliar", 1'500'000'000},
        RupiahCase{"ThousandsOfAUnit", "1.500 juta", 1'500'000'000},
        RupiahCase{"Both", "1.250,75 juta", 1'250'750'000},
        RupiahCase{"Rp", "Rp12.000.000", 12'000'000}, RupiahCase{"RpDot", "Rp. 5 juta", 5'000'000},
        RupiahCase{"Idr", "IDR 5000", 5'000}, RupiahCase{"TwoReadings", "1,500 juta", std::nullopt},
        RupiahCase{"BrokenThousands", "12.00.000", std::nullopt},
        RupiahCase{"MixedMarks", "1.000,000", std::nullopt},
        RupiahCase{"FractionOfRupiah", "1,5", std::nullopt},
        RupiahCase{"TooFine", "1,1234 ribu", std::nullopt},
        RupiahCase{"TooLarge", "99999999999 miliar", std::nullopt},
        RupiahCase{"Word", "banyak", std::nullopt}, RupiahCase{"UnitAlone", "juta", std::nullopt},
        RupiahCase{"UnknownUnit", "5 m", std::nullopt}, RupiahCase{"Empty", "", std::nullopt}),
    [](const auto& test) { return test.param.name; });

struct WordCase {
  std::string name;
  const google::protobuf::EnumDescriptor* descriptor;
  std::string text;
  std::optional<int> wanted;
};

class EnumWord : public ::testing::TestWithParam<WordCase> {};

TEST_P(EnumWord, IsItsValue) {
  EXPECT_EQ(ParseEnumWord(*GetParam().descriptor, GetParam().text), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Words, EnumWord,
    ::testing::Values(
        WordCase{"Name", v1::BusinessScale_descriptor(), "micro", v1::BUSINESS_SCALE_MICRO},
        WordCase{"Indonesian", v1::BusinessScale_descriptor(), "Menengah",
                 v1::BUSINESS_SCALE_MEDIUM},
        WordCase{"OssCode", v1::BusinessScale_descriptor(), "02", v1::BUSINESS_SCALE_SMALL},
        WordCase{"ZoneCode", v1::Zone_descriptor(), "01", v1::ZONE_INDUSTRIAL_ESTATE},
        WordCase{"ZoneCodeTooHigh", v1::Zone_descriptor(), "04", std::nullopt},
        WordCase{"NoCodes", v1::RdtrStatus_descriptor(), "01", std::nullopt},
        WordCase{"Kek", v1::Zone_descriptor(), "KEK", v1::ZONE_SPECIAL_ECONOMIC_ZONE},
        WordCase{"NoneOfOneKind", v1::Zone_descriptor(), "tidak-ada", v1::ZONE_NONE},
        WordCase{"NoneOfAnother", v1::RdtrStatus_descriptor(), "tidak ada", v1::RDTR_STATUS_NONE},
        WordCase{"Underscore", v1::RdtrStatus_descriptor(), "not_integrated",
                 v1::RDTR_STATUS_NOT_INTEGRATED},
        WordCase{"SecondWord", v1::ForestFunction_descriptor(), "produksi-konversi",
                 v1::FOREST_FUNCTION_CONVERTIBLE_PRODUCTION},
        WordCase{"OfAnotherEnum", v1::LocationType_descriptor(), "mikro", std::nullopt},
        WordCase{"Unspecified", v1::LocationType_descriptor(), "unspecified", std::nullopt},
        WordCase{"Edition", v1::KbliEdition_descriptor(), "2020", v1::KBLI_EDITION_2020},
        WordCase{"Empty", v1::LocationType_descriptor(), "", std::nullopt}),
    [](const auto& test) { return test.param.name; });

// Whatever the help offers is taken.
TEST(EnumWordsTest, AreAllTaken) {
  for (const auto* descriptor :
       {v1::BusinessScale_descriptor(), v1::LocationType_descriptor(), v1::RdtrStatus_descriptor(),
        v1::LandCondition_descriptor(), v1::ForestFunction_descriptor(), v1::ForestUse_descriptor(),
        v1::Zone_descriptor(), v1::AdministrativeExtent_descriptor(), v1::Construction_descriptor(),
        v1::EnvironmentalScreening_descriptor(), v1::ActorType_descriptor()}) {
    for (const bool is_english : {false, true}) {
      const std::string words = EnumWords(*descriptor, is_english);
      std::string word;
      int value = 1;
      for (const char c : words + ",") {
        if (c != ',') {
          if (c != ' ') word += c;
          continue;
        }
        EXPECT_EQ(ParseEnumWord(*descriptor, word), value) << word;
        word.clear();
        ++value;
      }
      EXPECT_EQ(value, descriptor->value_count()) << descriptor->name();
    }
  }
}

TEST(EnumWordsTest, AreOfTheLanguage) {
  EXPECT_EQ(EnumWords(*v1::BusinessScale_descriptor(), false), "mikro, kecil, menengah, besar");
  EXPECT_EQ(EnumWords(*v1::BusinessScale_descriptor(), true), "micro, small, medium, large");
  EXPECT_EQ(EnumWords(*v1::EnvironmentalScreening_descriptor(), false), "sppl, ukl-upl, amdal");
}

TEST(WordOfTest, IsWhatTheFlagTakes) {
  EXPECT_EQ(WordOf("ZONE_SPECIAL_ECONOMIC_ZONE", false), "kek");
  EXPECT_EQ(WordOf("ZONE_SPECIAL_ECONOMIC_ZONE", true), "special-economic-zone");
  EXPECT_EQ(WordOf("ENVIRONMENTAL_SCREENING_SPPL", false), "sppl");
  EXPECT_EQ(WordOf("30", false), "30");
  EXPECT_EQ(WordOf("56101-1", true), "56101-1");
}

TEST(WithFlagWordsTest, ChangesNamesOfValuesAlone) {
  EXPECT_EQ(WithFlagWords("want ZONE_NONE or ZONE_FREE_TRADE_ZONE, not \"ZONE_X\" (ZONE)", true),
            "want none or free-trade-zone, not \"ZONE_X\" (ZONE)");
  EXPECT_EQ(WithFlagWords("CLASSIFICATION_VIEW_BASIC: BUSINESS_SCALE_MICRO", false),
            "ringkas: mikro");
  EXPECT_EQ(WithFlagWords("BUSINESS_SCALE_UNSPECIFIED \xC3\xA9", true),
            "BUSINESS_SCALE_UNSPECIFIED \xC3\xA9");
  EXPECT_EQ(WithFlagWords("", true), "");
}

// The CLI and the reference values tell the same codes of the guide.
TEST(EnumWordTest, KnowsTheCodesOfTheReferenceValues) {
  const struct {
    std::string kind;
    const google::protobuf::EnumDescriptor* values;
    int codes;
  } kinds[] = {
      {"scale", v1::BusinessScale_descriptor(), 4},
      {"location", v1::LocationType_descriptor(), 3},
      {"zone-kind", v1::Zone_descriptor(), 3},
      {"actor-type", v1::ActorType_descriptor(), 4},
  };
  for (const auto& kind : kinds) {
    int codes = 0;
    for (const ReferenceValue& value : testing::Library()->latest().data().references) {
      if (value.kind != kind.kind || value.oss_code.empty()) continue;
      ++codes;
      const std::optional<int> number = ParseEnumWord(*kind.values, value.oss_code);
      ASSERT_TRUE(number.has_value()) << kind.kind << " " << value.oss_code;
      EXPECT_EQ(ApiWord(*kind.values, *number), value.code);
    }
    EXPECT_EQ(codes, kind.codes) << kind.kind;
  }
}

TEST(EnumWordTest, ACodeOfTheGuideHasTwoDigits) {
  for (const char* text : {"00", "04", "1", "001", "-1", "+1"})
    EXPECT_EQ(ParseEnumWord(*v1::Zone_descriptor(), text), std::nullopt) << text;
  EXPECT_EQ(ParseEnumWord(*v1::BusinessScale_descriptor(), "05"), std::nullopt);
  EXPECT_EQ(ParseEnumWord(*v1::KbliEdition_descriptor(), "01"), std::nullopt);
}

TEST(FlagValueTest, IsWhatAPersonTypes) {
  EXPECT_EQ(FlagValue("SPECIAL_ECONOMIC_ZONE"), "special-economic-zone");
  EXPECT_EQ(FlagValue("2020"), "2020");
}

}  // namespace
}  // namespace izin
