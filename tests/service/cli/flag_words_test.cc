#include "service/cli/flag_words.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/activity.pb.h"
#include "izin/v1/permit.pb.h"
#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::testing::ElementsAre;

TEST(FlagWordTest, IsWhatAPersonTypes) {
  EXPECT_EQ(FlagWord(v1::ZONE_SPECIAL_ECONOMIC_ZONE), "special-economic-zone");
  EXPECT_EQ(FlagWord(v1::KBLI_EDITION_2020), "2020");
  EXPECT_EQ(FlagWord(v1::ENVIRONMENTAL_SCREENING_UKL_UPL), "ukl-upl");
  EXPECT_EQ(FlagWord(static_cast<v1::Zone>(99)), "99");
}

TEST(FlagWordTest, TheValueNotGivenHasNone) {
  EXPECT_THAT(FlagWords(*v1::BusinessScale_descriptor()),
              ElementsAre("micro", "small", "medium", "large"));
  EXPECT_EQ(NumberOfWord(*v1::BusinessScale_descriptor(), "unspecified"), std::nullopt);
  EXPECT_EQ(NumberOfWord(*v1::BusinessScale_descriptor(), ""), std::nullopt);
}

TEST(NumberOfWordTest, ReadsBackEveryWord) {
  for (const auto* values :
       {v1::Zone_descriptor(), v1::LandCondition_descriptor(), v1::KbliEdition_descriptor(),
        v1::LocationType_descriptor(), v1::ActorType_descriptor()}) {
    for (int i = 1; i < values->value_count(); ++i) {
      const int number = values->value(i)->number();
      EXPECT_EQ(NumberOfWord(*values, Dashed(ApiWord(*values, number))), number);
    }
  }
}

TEST(NumberOfWordTest, TakesCodesOfTheGuideWhereItHasThem) {
  EXPECT_EQ(NumberOfWord(*v1::Zone_descriptor(), "03"), v1::ZONE_FREE_TRADE_ZONE);
  for (const char* text : {"00", "04", "1", "001", "-1", " 1"})
    EXPECT_EQ(NumberOfWord(*v1::Zone_descriptor(), text), std::nullopt) << text;
  EXPECT_EQ(NumberOfWord(*v1::BusinessScale_descriptor(), "05"), std::nullopt);
  EXPECT_EQ(NumberOfWord(*v1::RdtrStatus_descriptor(), "01"), std::nullopt);
  EXPECT_EQ(NumberOfWord(*v1::KbliEdition_descriptor(), "01"), std::nullopt);
}

// The CLI and the reference values tell the same codes of the guide.
TEST(NumberOfWordTest, KnowsTheCodesOfTheReferenceValues) {
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
      const std::optional<int> number = NumberOfWord(*kind.values, value.oss_code);
      ASSERT_TRUE(number.has_value()) << kind.kind << " " << value.oss_code;
      EXPECT_EQ(ApiWord(*kind.values, *number), value.code);
    }
    EXPECT_EQ(codes, kind.codes) << kind.kind;
  }
}

}  // namespace
}  // namespace izin::cli
