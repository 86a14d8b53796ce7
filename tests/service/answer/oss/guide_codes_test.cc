// The codes of the guide are those of the ruleset's reference values.

#include "service/answer/oss/guide_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/permit.pb.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::StartsWith;

TEST(GuideCodesTest, GoBothWays) {
  const GuideCodes codes(Library()->latest());
  EXPECT_EQ(codes.CodeOf("scale", "LARGE"), "04");
  EXPECT_EQ(codes.ValueOf("scale", "04"), "LARGE");
  EXPECT_EQ(codes.ValueOf("legal-form", "01"), "PT");
  EXPECT_EQ(codes.ValueOf("scale", "05"), "");
  EXPECT_EQ(codes.ValueOf("no-kind", "01"), "");
}

TEST(GuideCodesTest, AreThoseOfTheChecklist) {
  const GuideCodes codes(Library()->latest());
  EXPECT_EQ(codes.CodeOfEnum("permit-category", v1::PERMIT_CATEGORY_STANDARD_CERTIFICATE), "04");
  EXPECT_EQ(codes.CodeOfEnum("permit-category", v1::PERMIT_CATEGORY_SUPPORTING), "K03");
  EXPECT_EQ(codes.CodeOfEnum("permit-category", v1::PERMIT_CATEGORY_IDENTITY), "");
  EXPECT_EQ(codes.CodeOfEnum("commitment-flag", v1::COMMITMENT_FLAG_COPY_ONLY), "T");
  EXPECT_EQ(codes.CodeOfEnum("authority-kind", v1::AUTHORITY_KIND_MINISTER), "00");
  EXPECT_EQ(codes.CodeOfEnum("authority-kind", v1::AUTHORITY_KIND_GOVERNOR), "01");
  EXPECT_EQ(codes.CodeOfEnum("authority-kind", v1::AUTHORITY_KIND_KEK_ADMINISTRATOR), "");
}

TEST(GuideCodesTest, AreListedInWords) {
  const GuideCodes codes(Library()->latest());
  EXPECT_EQ(codes.Choices("location").en, "01 Land, 02 Sea or 03 Forest area");
  EXPECT_THAT(codes.Choices("authority-kind").id,
              StartsWith("00 Lembaga OSS/Menteri atau kepala lembaga, 01 Gubernur atau 02 "));
  EXPECT_EQ(codes.Choices("no-kind").en, "");
}

}  // namespace
}  // namespace izin::testing
