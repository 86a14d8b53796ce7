#include "classifier/enum_names.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/inputs.h"
#include "izin/v1/activity.pb.h"
#include "izin/v1/classification.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/legal.pb.h"
#include "izin/v1/permit.pb.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

TEST(EnumNamesTest, NameAValue) {
  EXPECT_EQ(NameOf(RiskLevel::kMediumLow), "MEDIUM_LOW");
  EXPECT_EQ(NameOf(KbliEdition::k2020), "2020");
  EXPECT_EQ(NameOf(AuthorityKind::kEstateManager), "ESTATE_MANAGER");
  EXPECT_EQ(NameOf(RiskLevel::kUnspecified), "");
  EXPECT_EQ(NameOf(static_cast<RiskLevel>(5)), "");
  EXPECT_EQ(NameOf(static_cast<RiskLevel>(255)), "");
}

struct ApiEnum {
  const char* prefix;
  const google::protobuf::EnumDescriptor* values;
  std::vector<absl::string_view> names;
};

template <typename Enum>
ApiEnum Of(const char* prefix, const google::protobuf::EnumDescriptor* values) {
  return {prefix, values, {kEnumNames<Enum>.begin(), kEnumNames<Enum>.end()}};
}

class ApiEnumTest : public ::testing::TestWithParam<ApiEnum> {};

TEST_P(ApiEnumTest, HasTheSameNamesByTheSameNumbers) {
  const google::protobuf::EnumDescriptor& values = *GetParam().values;
  const std::string prefix = GetParam().prefix;
  std::vector<std::string> expected;
  for (absl::string_view name : GetParam().names)
    expected.push_back(prefix + (name.empty() ? "UNSPECIFIED" : std::string(name)));
  std::vector<std::string> names;
  for (int i = 0; i < values.value_count(); ++i) {
    EXPECT_EQ(values.value(i)->number(), i);
    names.push_back(values.value(i)->name());
  }
  EXPECT_THAT(names, ElementsAreArray(expected));
}

INSTANTIATE_TEST_SUITE_P(
    All, ApiEnumTest,
    ::testing::Values(Of<ActorType>("ACTOR_TYPE_", v1::ActorType_descriptor()),
                      Of<AdministrativeExtent>("ADMINISTRATIVE_EXTENT_",
                                               v1::AdministrativeExtent_descriptor()),
                      Of<AuthorityKind>("AUTHORITY_KIND_", v1::AuthorityKind_descriptor()),
                      Of<BusinessScale>("BUSINESS_SCALE_", v1::BusinessScale_descriptor()),
                      Of<CommitmentFlag>("COMMITMENT_FLAG_", v1::CommitmentFlag_descriptor()),
                      Of<CommitmentKind>("COMMITMENT_KIND_", v1::CommitmentKind_descriptor()),
                      Of<Construction>("CONSTRUCTION_", v1::Construction_descriptor()),
                      Of<ConversionKind>("CONVERSION_KIND_", v1::ConversionKind_descriptor()),
                      Of<EnvironmentalScreening>("ENVIRONMENTAL_SCREENING_",
                                                 v1::EnvironmentalScreening_descriptor()),
                      Of<ForestFunction>("FOREST_FUNCTION_", v1::ForestFunction_descriptor()),
                      Of<ForestUse>("FOREST_USE_", v1::ForestUse_descriptor()),
                      Of<KbliEdition>("KBLI_EDITION_", v1::KbliEdition_descriptor()),
                      Of<LandCondition>("LAND_CONDITION_", v1::LandCondition_descriptor()),
                      Of<LocationType>("LOCATION_TYPE_", v1::LocationType_descriptor()),
                      Of<Outcome>("OUTCOME_", v1::Outcome_descriptor()),
                      Of<PermitCategory>("PERMIT_CATEGORY_", v1::PermitCategory_descriptor()),
                      Of<RdtrStatus>("RDTR_STATUS_", v1::RdtrStatus_descriptor()),
                      Of<RiskLevel>("RISK_LEVEL_", v1::RiskLevel_descriptor()),
                      Of<Stage>("STAGE_", v1::Stage_descriptor()),
                      Of<Verification>("VERIFICATION_", v1::Verification_descriptor()),
                      Of<Zone>("ZONE_", v1::Zone_descriptor())),
    [](const auto& tested) { return tested.param.values->name(); });

// What rule files may say of an input.
TEST(ValueNamesTest, AreThoseOfTheEnumWithNotKnownFirst) {
  EXPECT_THAT(ValueNames(Input::kScale), ElementsAre("", "MICRO", "SMALL", "MEDIUM", "LARGE"));
  EXPECT_THAT(ValueNames(Input::kZone), ElementsAre("?", "NONE", "INDUSTRIAL_ESTATE",
                                                    "SPECIAL_ECONOMIC_ZONE", "FREE_TRADE_ZONE"));
  EXPECT_THAT(ValueNames(Input::kRdtr), ElementsAre("?", "NONE", "NOT_INTEGRATED", "INTEGRATED"));
  EXPECT_THAT(ValueNames(Input::kLicenceOffice),
              ElementsAre("", "OSS_INSTITUTION", "MINISTER", "GOVERNOR", "REGENT_OR_MAYOR",
                          "KEK_ADMINISTRATOR", "KPBPB_AGENCY"));
  EXPECT_THAT(ValueNames(Input::kForeign), ElementsAre("no", "yes"));
  EXPECT_TRUE(ValueNames(Input::kPermit).empty());
}

}  // namespace
}  // namespace izin
