// The words of a comparison.

#include "service/cli/diff_text/diff_words.h"

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;

const v1::DiffRulesetsResponse& Named() {
  static const auto* const named =
      new v1::DiffRulesetsResponse(FromText<v1::DiffRulesetsResponse>(R"pb(
        names { list: "permit" code: "PKKPR" title: "Persetujuan KKPR (PKKPR)" }
        names { list: "permit" code: "SS" title: "Sertifikat Standar" }
        names { list: "office" code: "GUB" title: "Gubernur" }
        names { list: "notice" code: "X" title: "Awas" }
      )pb"));
  return *named;
}

TEST(DiffWordsTest, NamesBearTheirCodeOnce) {
  const DiffWords words(Named(), /*is_english=*/false);
  EXPECT_EQ(words.Name("permit", "PKKPR"), "Persetujuan KKPR (PKKPR)");
  EXPECT_EQ(words.Name("permit", "SS"), "Sertifikat Standar (SS)");
  EXPECT_EQ(words.Name("office", "GUB"), "Gubernur");
  EXPECT_EQ(words.Name("permit", "NIB"), "NIB");
  EXPECT_EQ(words.Subject("warning/X"), "Awas (X)");
  EXPECT_EQ(words.Subject("authority"), "Perizinan berusaha");
}

TEST(DiffWordsTest, NumbersAreGrouped) {
  EXPECT_EQ(DiffWords(Named(), false).Number(1234567), "1.234.567");
  EXPECT_EQ(DiffWords(Named(), true).Number(12345), "12,345");
  EXPECT_EQ(DiffWords(Named(), true).Number(123), "123");
}

TEST(DiffWordsTest, FieldsAndValuesAreInTheLanguage) {
  const DiffWords indonesian(Named(), false);
  const DiffWords english(Named(), true);
  EXPECT_EQ(indonesian.Field("then.permit[PKKPR].working_days"), "jangka waktu (hari kerja)");
  EXPECT_EQ(english.Field("detail.en"), "explanation (English)");
  EXPECT_EQ(english.Field("when.kbli[]"), "condition kbli");
  EXPECT_EQ(english.Field("something.new"), "something.new");
  EXPECT_EQ(indonesian.Value("then.permit[A].deemed_approved", "false"), "tidak");
  EXPECT_EQ(indonesian.Value("office", "GUB"), "Gubernur");
  EXPECT_EQ(english.Value("large", "MT"), "medium high");
  EXPECT_EQ(english.Value("office", ""), "(none)");
}

TEST(DiffWordsTest, PathsAreTakenApart) {
  EXPECT_EQ(LastField("then.permit[PKKPR].working_days"), "working_days");
  EXPECT_EQ(LastField("title.id"), "title.id");
  EXPECT_EQ(LastField("then.permit[PKKPR].note.id"), "note.id");
  EXPECT_EQ(LastField("legal_basis[PP 28/2025 art. 1].url"), "url");
  EXPECT_EQ(LastField("when.kbli[]"), "kbli");
  EXPECT_EQ(KeysIn("then.permit[PKKPR].working_days"), "PKKPR");
  EXPECT_EQ(KeysIn("legal_basis[PP 28/2025 art. 1].url"), "PP 28/2025 art. 1");
  EXPECT_EQ(KeysIn("when.kbli[]"), "");
}

}  // namespace
}  // namespace izin::cli
