#include "service/render/render_classification.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/ruleset.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::CodesOf;
using ::izin::testing::FromText;
using ::izin::testing::Library;
using ::izin::testing::SoundRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kHotel[] = R"pb(
  activity {
    kbli_code: "55101"
    scope_id: "55101-2"
    scale: BUSINESS_SCALE_LARGE
    construction: CONSTRUCTION_NEW_BUILDING
    investment { foreign: true capital_idr: 200000000000 }
    locations: LOCATION_TYPE_SEA
    sea { settled_days: 40 }
  }
)pb";

// Names of every message type that occurs in `message`, with its fields that hold something.
void Walk(const google::protobuf::Message& message, std::set<std::string>& seen) {
  const auto* reflection = message.GetReflection();
  std::vector<const google::protobuf::FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  seen.insert(message.GetDescriptor()->name());
  for (const auto* field : fields) {
    seen.insert(absl::StrCat(message.GetDescriptor()->name(), ".", field->name()));
    if (field->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      Walk(reflection->GetMessage(message, field), seen);
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      Walk(reflection->GetRepeatedMessage(message, field, i), seen);
    }
  }
}

std::set<std::string> PartsOf(const v1::Classification& answer) {
  std::set<std::string> parts;
  Walk(answer, parts);
  return parts;
}

TEST(RenderClassification, BasicLeavesOutTextsBasisNamesTermsAndTrace) {
  const std::set<std::string> full = PartsOf(*Answer(SoundRequest(kHotel)));
  const std::set<std::string> basic =
      PartsOf(*Answer(SoundRequest(absl::StrCat(kHotel, "view: CLASSIFICATION_VIEW_BASIC"))));
  for (const char* part : {"Text", "LegalBasis", "Authority.name", "Permit.processing"}) {
    EXPECT_EQ(full.count(part), 1U) << part;
    EXPECT_EQ(basic.count(part), 0U) << part;
  }
  EXPECT_EQ(basic.count("TraceStep"), 0U);
  for (const char* part :
       {"Classification.name", "Classification.kbli_title", "Scope.label", "Permit.authority",
        "Permit.flag", "Permit.required_before", "Commitment.permit_code",
        "StageAssessment.blocking_permits", "Authority.kind"}) {
    EXPECT_EQ(basic.count(part), 1U) << part;
  }
}

// BASIC is FULL with those parts taken away, and nothing else.
TEST(RenderClassification, BasicKeepsTheRest) {
  v1::Classification full = *Answer(SoundRequest(kHotel));
  const v1::Classification basic =
      *Answer(SoundRequest(absl::StrCat(kHotel, "view: CLASSIFICATION_VIEW_BASIC")));
  full.clear_legal_basis();
  full.mutable_authority()->clear_name();
  full.mutable_authority()->clear_legal_basis();
  for (auto& permit : *full.mutable_permits()) {
    permit.clear_text();
    permit.clear_processing();
    permit.clear_legal_basis();
    if (!permit.has_authority()) continue;  // it only may apply
    permit.mutable_authority()->clear_name();
    permit.mutable_authority()->clear_legal_basis();
  }
  for (auto& question : *full.mutable_questions()) question.clear_text();
  for (auto& commitment : *full.mutable_commitments()) {
    commitment.clear_text();
    commitment.clear_legal_basis();
    commitment.clear_due_after();  // told apart below
  }
  for (auto& warning : *full.mutable_warnings()) {
    warning.clear_text();
    warning.clear_legal_basis();
  }
  v1::Classification rest = basic;
  for (auto& commitment : *rest.mutable_commitments()) commitment.clear_due_after();
  EXPECT_EQ(rest.DebugString(), full.DebugString());
}

void ExpectBasis(const v1::LegalBasis& basis, const std::string& where) {
  EXPECT_FALSE(basis.regulation().empty()) << where;
  EXPECT_FALSE(basis.provision().empty()) << where;
  EXPECT_NE(basis.verification(), v1::VERIFICATION_UNSPECIFIED) << where;
}

void ExpectComplete(const v1::Classification& answer, const std::string& where) {
  EXPECT_FALSE(answer.kbli_title().empty()) << where;
  const bool has_permits =
      answer.outcome() == v1::OUTCOME_DECIDED || answer.outcome() == v1::OUTCOME_SCOPE_REQUIRED;
  EXPECT_EQ(answer.permits_size() > 0, has_permits) << where;
  EXPECT_EQ(answer.has_authority(), has_permits) << where;
  for (const v1::Permit& permit : answer.permits()) {
    const std::string at = absl::StrCat(where, " ", permit.code());
    EXPECT_FALSE(permit.text().title().empty()) << at;
    EXPECT_FALSE(permit.text().detail().empty()) << at;
    EXPECT_EQ(permit.has_authority(), !permit.may_apply()) << at;
    EXPECT_EQ(permit.authority().name().empty(), permit.may_apply()) << at;
    EXPECT_NE(permit.category(), v1::PERMIT_CATEGORY_UNSPECIFIED) << at;
    EXPECT_NE(permit.flag(), v1::COMMITMENT_FLAG_UNSPECIFIED) << at;
    EXPECT_GT(permit.legal_basis_size(), 0) << at;
    for (const v1::LegalBasis& basis : permit.legal_basis()) ExpectBasis(basis, at);
    if (!permit.may_apply()) ExpectBasis(permit.authority().legal_basis(), at + " authority");
  }
  for (const v1::Commitment& commitment : answer.commitments()) {
    const std::string at = absl::StrCat(where, " ", commitment.code());
    EXPECT_FALSE(commitment.text().title().empty()) << at;
    EXPECT_NE(commitment.kind(), v1::COMMITMENT_KIND_UNSPECIFIED) << at;
    EXPECT_GT(commitment.legal_basis_size(), 0) << at;
    for (const v1::LegalBasis& basis : commitment.legal_basis()) ExpectBasis(basis, at);
  }
  for (const v1::Question& question : answer.questions()) {
    EXPECT_FALSE(question.text().title().empty()) << where << " " << question.field_path();
    EXPECT_GT(question.values_size(), 0) << where << " " << question.field_path();
  }
  for (const v1::Warning& warning : answer.warnings()) {
    EXPECT_FALSE(warning.text().title().empty()) << where << " " << warning.code();
    EXPECT_FALSE(absl::StrContains(warning.text().detail(), "{"))
        << where << " " << warning.text().detail();
  }
}

// The detail of the first warning of a code; empty if there is none.
std::string WarningDetail(const v1::Classification& answer, const std::string& code) {
  for (const v1::Warning& warning : answer.warnings()) {
    if (warning.code() == code) return warning.text().detail();
  }
  return "";
}

v1::Classification AnswerTo(const std::string& request) {
  const auto answer =
      Answer(FromText<v1::ClassifyActivityRequest>(request + " language_code: 'en'"));
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *answer : v1::Classification();
}

TEST(RenderClassification, AWarningSaysWhatItsCaseIs) {
  EXPECT_THAT(
      WarningDetail(AnswerTo("activity { kbli_code: '22209' scale: BUSINESS_SCALE_LARGE locations: "
                             "LOCATION_TYPE_LAND }"),
                    "AUTHORITY_NOT_CONFIRMED"),
      HasSubstr("from the official pages of 60 other codes under KBLI C"));
  EXPECT_THAT(
      WarningDetail(AnswerTo("activity { kbli_code: '85593' scale: BUSINESS_SCALE_SMALL locations: "
                             "LOCATION_TYPE_LAND region_codes: '1271' }"),
                    "AUTHORITY_NOT_CONFIRMED"),
      HasSubstr("the issuing offices of the scopes differ: "));
  const v1::Classification refused = AnswerTo(
      "activity { kbli_code: '01262' scope_id: '01262-2' scale: BUSINESS_SCALE_LARGE "
      "locations: LOCATION_TYPE_FOREST forest { function: FOREST_FUNCTION_PRODUCTION use: "
      "FOREST_USE_PLANTATION } }");
  EXPECT_THAT(WarningDetail(refused, "UNVERIFIED_RULE"), HasSubstr("The rule behind this refusal"));
  const std::string forbidden = WarningDetail(refused, "FORBIDDEN_HERE");
  EXPECT_THAT(forbidden, HasSubstr("release of forest area in convertible production forest"));
  EXPECT_THAT(forbidden, HasSubstr("land outside forest area"));
}

TEST(RenderClassification, AnUnknownScreeningOfASmallBusinessOffersTheSppl) {
  const auto detail = [](const std::string& more) {
    const v1::Classification answer = AnswerTo(
        "activity { kbli_code: '56101' scope_id: '56101-1' locations: LOCATION_TYPE_LAND " + more +
        " }");
    for (const v1::Permit& permit : answer.permits()) {
      if (permit.code() == "UKL_UPL") return permit.text().detail();
    }
    return std::string();
  };
  const auto offers_sppl = HasSubstr("an SPPL instead, if the screening says so");
  EXPECT_THAT(detail("scale: BUSINESS_SCALE_MICRO"), offers_sppl);
  EXPECT_THAT(detail("scale: BUSINESS_SCALE_SMALL"), offers_sppl);
  EXPECT_THAT(detail("scale: BUSINESS_SCALE_LARGE"), Not(offers_sppl));
  EXPECT_THAT(detail("scale: BUSINESS_SCALE_SMALL environment: ENVIRONMENTAL_SCREENING_UKL_UPL"),
              Not(offers_sppl));
}

TEST(RenderClassification, TheHalalDutySaysUntilWhenItDoesNotBind) {
  const auto duty = [](const std::string& scale, const std::string& more) {
    const v1::Classification answer =
        AnswerTo("activity { kbli_code: '56303' locations: LOCATION_TYPE_LAND scale: " + scale +
                 " } " + more);
    for (const v1::Commitment& commitment : answer.commitments()) {
      if (commitment.code() == "SERTIFIKAT_HALAL") return commitment;
    }
    return v1::Commitment();
  };
  const std::string micro = "BUSINESS_SCALE_MICRO";
  EXPECT_EQ(duty(micro, "").permit_code(), "SS");
  EXPECT_TRUE(duty(micro, "").may_apply());
  const auto binds = HasSubstr("must since 17 October 2026");
  const auto binds_later = HasSubstr("need not until 16 October 2026");
  EXPECT_THAT(duty(micro, "").text().detail(), binds);
  EXPECT_THAT(duty(micro, "as_of: '2026-10-17'").text().detail(), binds);
  EXPECT_THAT(duty(micro, "as_of: '2026-10-16'").text().detail(), binds_later);
  // A pinned ruleset beats the day.
  EXPECT_THAT(duty(micro, "as_of: '2026-10-16' ruleset: 'pp28-2025'").text().detail(), binds);
  EXPECT_THAT(duty("BUSINESS_SCALE_LARGE", "as_of: '2026-10-16'").text().detail(),
              HasSubstr("must since 17 October 2024"));
}

// Codes of all divisions, places and scales: no answer may lack a text or a citation in either
// language.
TEST(RenderClassification, FullHasTextAndCitationForEverything) {
  int asked = 0;
  std::set<std::string> permits;
  const auto& entries = Library()->latest().data().scopes;
  for (std::size_t i = 0; i < entries.size(); i += 13) {
    v1::ClassifyActivityRequest request = SoundRequest();
    v1::BusinessActivity& activity = *request.mutable_activity();
    activity.set_kbli_code(entries[i].id.substr(0, 5));
    activity.set_scope_id(entries[i].id);
    activity.set_scale(static_cast<v1::BusinessScale>(1 + asked % 4));
    activity.set_construction(static_cast<v1::Construction>(asked % 5));
    activity.set_land_condition(static_cast<v1::LandCondition>(asked % 8));
    activity.set_rdtr(static_cast<v1::RdtrStatus>(asked % 3));
    activity.set_adjoins_protected_area(asked % 3 == 0);
    if (asked % 2 == 0) activity.add_locations(v1::LOCATION_TYPE_SEA);
    if (asked % 3 == 0) {
      activity.add_locations(v1::LOCATION_TYPE_FOREST);
      activity.mutable_forest()->set_function(static_cast<v1::ForestFunction>(asked % 5));
      activity.mutable_forest()->set_use(static_cast<v1::ForestUse>(asked % 7));
    }
    for (const char* language : {"id", "en"}) {
      request.set_language_code(language);
      const auto answer = Answer(request);
      ASSERT_TRUE(answer.ok()) << answer.status();
      ExpectComplete(*answer, absl::StrCat(entries[i].id, " ", language));
      for (const std::string& code : CodesOf(answer->permits())) permits.insert(code);
    }
    ++asked;
  }
  EXPECT_GT(asked, 150);
  EXPECT_GT(permits.size(), 15U);
}

TEST(RenderClassification, LanguagesDifferInTextsOnly) {
  const v1::Classification indonesian = *Answer(SoundRequest(kHotel));
  const v1::Classification english =
      *Answer(SoundRequest(absl::StrCat(kHotel, "language_code: 'en'")));
  EXPECT_EQ(CodesOf(indonesian.permits()), CodesOf(english.permits()));
  EXPECT_EQ(CodesOf(indonesian.commitments()), CodesOf(english.commitments()));
  EXPECT_NE(indonesian.permits(1).text().title(), english.permits(1).text().title());
}

TEST(RenderClassification, ExplainHasOneMatchedRowForEachUniqueTable) {
  const v1::Classification answer = *Answer(SoundRequest(absl::StrCat(kHotel, "explain: true")));
  std::map<std::string, std::set<std::string>> rows;
  std::map<std::string, int> matched;
  for (const v1::TraceStep& step : answer.trace()) {
    EXPECT_FALSE(step.where().empty());
    rows[step.table()].insert(step.row());
    if (step.matched()) ++matched[step.table()];
  }
  for (const char* table : {"licences", "land", "sea", "environment", "building", "authority"}) {
    EXPECT_EQ(matched[table], 1) << table;
  }
  EXPECT_EQ(matched.count("forest"), 0U);
  EXPECT_GT(rows["land"].size(), 15U);
}

TEST(RenderClassification, TraceSaysWhyARowHeld) {
  const v1::Classification answer =
      *Answer(SoundRequest("activity { rdtr: RDTR_STATUS_INTEGRATED } explain: true"));
  for (const v1::TraceStep& step : answer.trace()) {
    if (step.row() != "land-11b") continue;
    EXPECT_TRUE(step.matched());
    EXPECT_THAT(step.where(), StartsWith("land.textproto:"));
    EXPECT_THAT(step.conditions(), ::testing::Contains("rdtr = INTEGRATED: yes"));
    return;
  }
  FAIL() << "land-11b is not in the trace";
}

TEST(RenderClassification, WithoutExplainThereIsNoTrace) {
  EXPECT_EQ(Answer(SoundRequest())->trace_size(), 0);
}

TEST(RenderClassification, AutomaticUklUplIsTheSystemsOwn) {
  const v1::Classification answer = *Answer(SoundRequest());
  for (const v1::Permit& permit : answer.permits()) {
    if (permit.code() != "UKL_UPL") continue;
    EXPECT_TRUE(permit.processing().automatic());
    EXPECT_EQ(permit.processing().working_days(), 0);
    EXPECT_EQ(permit.flag(), v1::COMMITMENT_FLAG_AUTOMATIC);
    EXPECT_EQ(permit.authority().kind(), v1::AUTHORITY_KIND_OSS_INSTITUTION);
    return;
  }
  FAIL() << "no UKL_UPL";
}

std::string NameWith(const std::string& changes) { return Answer(SoundRequest(changes))->name(); }

TEST(Name, IsOfTheFormInTheContract) {
  EXPECT_THAT(NameWith(""), ::testing::MatchesRegex("classifications/[0-9a-f]+"));
}

TEST(Name, IsTheSameForAnyViewLanguageAndFiling) {
  const std::string name = NameWith("");
  for (const char* changes :
       {"view: CLASSIFICATION_VIEW_BASIC", "language_code: 'en'", "explain: true",
        "activity { filed_on: '2026-11-24' }", "ruleset: 'pp28-2025'", "as_of: '2026-11-24'",
        "activity { kbli_edition: KBLI_EDITION_2025 }"}) {
    EXPECT_EQ(NameWith(changes), name) << changes;
  }
}

TEST(Name, DoesNotDependOnTheOrderOfLists) {
  EXPECT_EQ(NameWith("activity { held_permits: 'NIB' held_permits: 'SS' region_codes: '1271' "
                     "region_codes: '1275' }"),
            NameWith("activity { held_permits: 'SS' held_permits: 'NIB' region_codes: '1275' "
                     "region_codes: '1271' }"));
}

TEST(Name, DiffersWithTheActivity) {
  std::set<std::string> names = {NameWith("")};
  const std::vector<std::string> changes = {"activity { kbli_code: '47112' }",
                                            "activity { scale: BUSINESS_SCALE_SMALL }",
                                            "activity { scope_id: '56101-1' }",
                                            "activity { rdtr: RDTR_STATUS_NONE }",
                                            "activity { zone: ZONE_NONE }",
                                            "activity { legal_form: 'PT' }",
                                            "activity { held_permits: 'NIB' }",
                                            "activity { region_codes: '1271' }",
                                            "activity { land_area_ha: 1 }",
                                            "activity { investment { capital_idr: 1 } }",
                                            "activity { adjoins_protected_area: true }",
                                            "activity { kbli_edition: KBLI_EDITION_2020 }"};
  for (const std::string& change : changes) names.insert(NameWith(change));
  EXPECT_EQ(names.size(), changes.size() + 1);
}

}  // namespace
}  // namespace izin
