// Numbers that are no value of an enum of the API.

#include "service/request/checked_enum.h"

#include <gtest/gtest.h>

#include "classifier/enums.h"
#include "izin/v1/activity.pb.h"
#include "izin/v1/permit_classification_service.pb.h"

namespace izin {
namespace {

TEST(CheckedEnumTest, TakesEveryValue) {
  RequestFaults faults;
  for (int number = 0; number <= 4; ++number) {
    const auto value = static_cast<v1::BusinessScale>(number);
    EXPECT_EQ(
        static_cast<int>(CheckedEnum<BusinessScale>("x", value, v1::BusinessScale_IsValid, faults)),
        number);
  }
  EXPECT_TRUE(faults.empty());
}

TEST(CheckedEnumTest, NamesTheValuesThatThereAre) {
  RequestFaults faults;
  EXPECT_EQ(CheckedEnum<BusinessScale>("activity.scale", static_cast<v1::BusinessScale>(9),
                                       v1::BusinessScale_IsValid, faults),
            BusinessScale::kUnspecified);
  EXPECT_EQ(faults.ToStatus().message(),
            "activity.scale: 9: want BUSINESS_SCALE_MICRO, BUSINESS_SCALE_SMALL, "
            "BUSINESS_SCALE_MEDIUM or BUSINESS_SCALE_LARGE");
}

TEST(EnumChoicesTest, AreSpeltAsTheProtocolDoes) {
  EXPECT_EQ(EnumChoices(*v1::LocationType_descriptor()),
            "LOCATION_TYPE_LAND, LOCATION_TYPE_SEA or LOCATION_TYPE_FOREST");
  EXPECT_EQ(EnumChoices(*v1::ClassificationView_descriptor(), "atau"),
            "CLASSIFICATION_VIEW_BASIC atau CLASSIFICATION_VIEW_FULL");
}

}  // namespace
}  // namespace izin
