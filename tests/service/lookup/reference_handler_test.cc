// Reference values: every value of the API explained, page by page.

#include "service/lookup/reference_handler.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/activity.pb.h"
#include "izin/v1/classification.pb.h"
#include "izin/v1/legal.pb.h"
#include "izin/v1/permit.pb.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::CodesOf;
using ::izin::testing::FromText;
using ::izin::testing::Library;
using ::izin::testing::Rulesets;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

absl::StatusOr<v1::ListReferenceValuesResponse> List(const std::string& request) {
  return ReferenceHandler(Rulesets()).List(FromText<v1::ListReferenceValuesRequest>(request));
}

TEST(ReferenceTest, WithoutAKindTheKindsAreListed) {
  EXPECT_THAT(
      CodesOf(List("")->values()),
      IsSupersetOf({"scale", "location", "risk", "permit", "commitment", "authority", "actor-type",
                    "legal-form", "zone", "region", "authority-parameter", "note"}));
}

struct EnumKind {
  std::string kind;
  const google::protobuf::EnumDescriptor* values;
};

class ReferenceEnumTest : public ::testing::TestWithParam<EnumKind> {};
INSTANTIATE_TEST_SUITE_P(
    Kinds, ReferenceEnumTest,
    ::testing::Values(EnumKind{"scale", v1::BusinessScale_descriptor()},
                      EnumKind{"location", v1::LocationType_descriptor()},
                      EnumKind{"rdtr", v1::RdtrStatus_descriptor()},
                      EnumKind{"land-condition", v1::LandCondition_descriptor()},
                      EnumKind{"forest-function", v1::ForestFunction_descriptor()},
                      EnumKind{"forest-use", v1::ForestUse_descriptor()},
                      EnumKind{"zone-kind", v1::Zone_descriptor()},
                      EnumKind{"extent", v1::AdministrativeExtent_descriptor()},
                      EnumKind{"construction", v1::Construction_descriptor()},
                      EnumKind{"environment", v1::EnvironmentalScreening_descriptor()},
                      EnumKind{"actor-type", v1::ActorType_descriptor()},
                      EnumKind{"risk", v1::RiskLevel_descriptor()},
                      EnumKind{"outcome", v1::Outcome_descriptor()},
                      EnumKind{"permit-category", v1::PermitCategory_descriptor()},
                      EnumKind{"commitment-flag", v1::CommitmentFlag_descriptor()},
                      EnumKind{"stage", v1::Stage_descriptor()},
                      EnumKind{"authority-kind", v1::AuthorityKind_descriptor()},
                      EnumKind{"commitment-kind", v1::CommitmentKind_descriptor()},
                      EnumKind{"verification", v1::Verification_descriptor()}),
    [](const auto& tested) { return "Kind" + std::to_string(tested.index); });

TEST_P(ReferenceEnumTest, ExplainsEveryValueOfTheApi) {
  const auto values = List("kind: '" + GetParam().kind + "'");
  ASSERT_TRUE(values.ok()) << values.status();
  // "BUSINESS_SCALE_UNSPECIFIED" without its last word is the prefix of all.
  const std::string first = GetParam().values->value(0)->name();
  const std::string prefix = first.substr(0, first.size() - std::string("UNSPECIFIED").size());
  const std::vector<std::string> codes = CodesOf(values->values());
  EXPECT_EQ(codes.size(), static_cast<std::size_t>(GetParam().values->value_count() - 1));
  for (int i = 1; i < GetParam().values->value_count(); ++i)
    EXPECT_THAT(codes, Contains(GetParam().values->value(i)->name().substr(prefix.size())));
}

TEST(ReferenceTest, EveryKindHasBothLanguages) {
  const auto kinds = List("");
  ASSERT_TRUE(kinds.ok()) << kinds.status();
  for (const v1::ReferenceValue& kind : kinds->values()) {
    for (const std::string language : {"id", "en"}) {
      const auto values = List("kind: '" + kind.code() + "' language_code: '" + language + "'");
      ASSERT_TRUE(values.ok()) << kind.code() << ": " << values.status();
      std::set<std::string> codes;
      for (const v1::ReferenceValue& value : values->values()) {
        EXPECT_FALSE(value.text().title().empty()) << kind.code() << " " << value.code();
        EXPECT_FALSE(value.text().detail().empty()) << kind.code() << " " << value.code();
        EXPECT_TRUE(codes.insert(value.code()).second) << kind.code() << " " << value.code();
      }
    }
  }
}

TEST(ReferenceTest, AListIsReadPageByPage) {
  std::set<std::string> codes;
  v1::ListReferenceValuesRequest request;
  request.set_kind("region");
  request.set_page_size(100);
  int pages = 0;
  do {
    const auto page = ReferenceHandler(Rulesets()).List(request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const v1::ReferenceValue& value : page->values()) codes.insert(value.code());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 6);
  EXPECT_EQ(codes.size(), 552U);  // 38 provinces, 416 kabupaten, 98 kota
}

TEST(ReferenceTest, BadInputIsToldApart) {
  EXPECT_EQ(List("kind: 'colour'").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(List("kind: 'colour'").status().message()),
              HasSubstr("no such kind; there are scale, location,"));
  for (const char* bad : {"kind: 'scale' language_code: 'fr'", "kind: 'scale' page_size: -1",
                          "kind: 'scale' page_token: '3'", "kind: 'scale' page_token: 'x-y'"}) {
    EXPECT_EQ(List(bad).status().code(), absl::StatusCode::kInvalidArgument) << bad;
  }
  // A token is good for its own list alone.
  const std::string token = List("kind: 'region' page_size: 1")->next_page_token();
  const std::string next = " page_token: '" + token + "'";
  EXPECT_TRUE(List("kind: 'region'" + next).ok());
  EXPECT_TRUE(List("kind: 'region' language_code: 'id'" + next).ok());
  EXPECT_EQ(List("kind: 'permit'" + next).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(List("kind: 'region' language_code: 'en'" + next).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace izin
