#include "service/cli/answer_text/effects.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"
#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::FromText;
using ::izin::testing::LocalAnswers;
using ::izin::testing::SoundRequest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

struct Case {
  std::string name;
  std::string from;
  std::string to;
  std::vector<std::string> id;
  std::vector<std::string> en;
};

class Changes : public ::testing::TestWithParam<Case> {};

TEST_P(Changes, AreSaidInWords) {
  const std::string decided = "outcome: OUTCOME_DECIDED risk_level: RISK_LEVEL_LOW ";
  const auto from = FromText<v1::Classification>(decided + GetParam().from);
  auto to = FromText<v1::Classification>(decided);
  to.MergeFrom(FromText<v1::Classification>(GetParam().to));
  EXPECT_EQ(ChangesBetween(from, to, false), GetParam().id);
  EXPECT_EQ(ChangesBetween(from, to, true), GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Words, Changes,
    ::testing::Values(
        Case{"None", "permits { code: 'NIB' }", "permits { code: 'NIB' }", {}, {}},
        Case{"Replaced",
             "permits { code: 'UKL_UPL' }",
             "permits { code: 'SPPL' }",
             {"SPPL menggantikan UKL-UPL"},
             {"SPPL replaces UKL-UPL"}},
        Case{"Added",
             "",
             "permits { code: 'PBG' } permits { code: 'SLF' }",
             {"PBG dan SLF juga diperlukan"},
             {"PBG and SLF needed too"}},
        Case{"Gone", "permits { code: 'SLF' }", "", {"SLF tidak diperlukan"}, {"SLF not needed"}},
        Case{"SupportingIsNoChange", "", "permits { code: 'UMKU_X' may_apply: true }", {}, {}},
        Case{"Automatic",
             "permits { code: 'PKKPR' flag: COMMITMENT_FLAG_COMMITMENT }",
             "permits { code: 'PKKPR' flag: COMMITMENT_FLAG_AUTOMATIC }",
             {"PKKPR terbit otomatis"},
             {"PKKPR issued automatically"}},
        Case{"Assessed",
             "permits { code: 'PKKPR' flag: COMMITMENT_FLAG_AUTOMATIC }",
             "permits { code: 'PKKPR' flag: COMMITMENT_FLAG_COMMITMENT }",
             {"PKKPR dinilai dulu, tidak terbit otomatis"},
             {"PKKPR assessed, not issued automatically"}},
        Case{"Office",
             "permits { code: 'NIB' authority { name: 'A' } }",
             "permits { code: 'NIB' authority { name: 'B' } }",
             {"NIB diterbitkan oleh B"},
             {"NIB issued by B"}},
        Case{"OfficeWithoutItsWindow",
             "permits { code: 'NIB' authority { name: 'A' } }",
             "permits { code: 'NIB' authority { name: 'Gubernur, melalui DPMPTSP provinsi' } }",
             {"NIB diterbitkan oleh Gubernur"},
             {"NIB issued by Gubernur"}},
        Case{"Risk",
             "",
             "risk_level: RISK_LEVEL_HIGH",
             {"risiko menjadi Tinggi"},
             {"risk becomes high"}},
        Case{"RefusedSaysNoMore",
             "permits { code: 'NIB' }",
             "outcome: OUTCOME_REFUSED",
             {"hasilnya: Ditolak"},
             {"outcome: Refused"}}),
    [](const auto& test) { return test.param.name; });

// An ordinary kitchen on land whose screening and plan are not known.
TEST(EffectsOfTest, AsksWhatEachValueWouldChange) {
  LocalAnswers backend;
  const auto request = SoundRequest();
  const auto effects = EffectsOf(backend, request, *Answer(request), /*is_english=*/false);
  ASSERT_TRUE(effects.ok());
  EXPECT_EQ(backend.batches, 1);
  const auto of = [&effects](const std::string& path, const std::string& value) {
    for (const QuestionEffects& question : *effects) {
      if (question.field_path != path) continue;
      for (const ValueEffect& effect : question.values) {
        if (effect.value == value) return effect.changes;
      }
    }
    return std::vector<std::string>{"is not asked"};
  };
  EXPECT_THAT(of("activity.construction", "CONSTRUCTION_NEW_BUILDING"),
              ElementsAre("PBG dan SLF juga diperlukan"));
  EXPECT_THAT(of("activity.rdtr", "RDTR_STATUS_INTEGRATED"), Not(IsEmpty()));
}

TEST(EffectsOfTest, AsksNothingWithoutQuestions) {
  LocalAnswers backend;
  const auto effects = EffectsOf(backend, SoundRequest(), {}, false);
  ASSERT_TRUE(effects.ok());
  EXPECT_THAT(*effects, IsEmpty());
  EXPECT_EQ(backend.batches, 0);
}

TEST(EffectsOfTest, LeavesOutWhatALaterVersionAsks) {
  LocalAnswers backend;
  const auto answer = FromText<v1::Classification>(R"pb(
    questions { field_path: "activity.weather" values: "RAIN" }
    questions { field_path: "activity.zone" values: "ZONE_MOON" }
  )pb");
  const auto effects = EffectsOf(backend, SoundRequest(), answer, false);
  ASSERT_TRUE(effects.ok());
  ASSERT_EQ(effects->size(), 2u);
  EXPECT_EQ(effects->front().field_path, "activity.weather");
  EXPECT_THAT(effects->front().values.front().changes, IsEmpty());
  EXPECT_EQ(backend.batches, 0);
}

}  // namespace
}  // namespace izin::cli
