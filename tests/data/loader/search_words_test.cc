#include "data/loader/search_words.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A category, a division, a class and two codes.
const KbliCatalogue& Kbli() {
  static const auto* const kbli =
      new KbliCatalogue(KbliEdition::k2025, {{"I", "", "AKOMODASI"},
                                             {"56", "I", "MAKANAN DAN MINUMAN"},
                                             {"563", "56", "MINUMAN"},
                                             {"5630", "563", "MINUMAN"},
                                             {"56303", "5630", "KAFE"},
                                             {"56304", "5630", "KEDAI MINUMAN"}});
  return *kbli;
}

std::string FaultsOfWords(const std::string& content) {
  RuleIssues issues;
  ParseSearchWords("w.tsv", content, Kbli(), issues);
  return issues.ToString();
}

std::string FaultsOfQuestions(const std::string& content) {
  RuleIssues issues;
  ParseSearchQuestions("q.tsv", content, Kbli(), issues);
  return issues.ToString();
}

TEST(SearchWordsTest, ReadsPhrasesWithTheirCodesInOrder) {
  RuleIssues issues;
  const auto words = ParseSearchWords(
      "w.tsv", "phrase\tcodes\nkedai kopi\t56304|56303\nminum\t56\ntempat\tI\n", Kbli(), issues);
  EXPECT_EQ(issues.ToString(), "");
  ASSERT_EQ(words.size(), 3U);
  EXPECT_EQ(words[0].phrase, "kedai kopi");
  EXPECT_THAT(words[0].codes, ElementsAre("56304", "56303"));
  EXPECT_THAT(words[1].codes, ElementsAre("56"));
  EXPECT_THAT(words[2].codes, ElementsAre("I"));
}

struct FaultCase {
  std::string name;
  std::string lines;
  std::string fault;
};
class WordFaultTest : public ::testing::TestWithParam<FaultCase> {};

TEST_P(WordFaultTest, IsToldWithItsPlace) {
  EXPECT_THAT(FaultsOfWords("phrase\tcodes\n" + GetParam().lines), HasSubstr(GetParam().fault));
}

INSTANTIATE_TEST_SUITE_P(
    SearchWords, WordFaultTest,
    ::testing::Values(
        FaultCase{"UnknownCode", "kopi\t56303|56309\n", "w.tsv:2:12: error: code \"56309\""},
        FaultCase{"NoCode", "kopi\t\n", "w.tsv:2:6: error: code \"\""},
        FaultCase{"OldCode", "kopi\t56101\n", "w.tsv:2:6: error: code \"56101\""},
        FaultCase{"CodeTwice", "kopi\t56303|56303\n", "w.tsv:2:12: error: code \"56303\" stands"},
        FaultCase{"PhraseTwice", "kopi\t56303\nkopi\t56304\n", "w.tsv:3:1: error: \"kopi\" has"},
        FaultCase{"Unsorted", "teh\t56303\nkopi\t56304\n", "w.tsv:3:1: error: \"kopi\" stands"},
        FaultCase{"UpperCase", "Kopi\t56303\n", "w.tsv:2:1: error: want words of lower case"},
        FaultCase{"TwoBlanks", "es  teh\t56303\n", "w.tsv:2:1: error: want words of lower case"},
        FaultCase{"LeadingBlank", " teh\t56303\n", "w.tsv:2:1: error: want words of lower case"},
        FaultCase{"Empty", "\t56303\n", "w.tsv:2:1: error: want words of lower case"},
        FaultCase{"OneField", "kopi\n", "w.tsv:2:1: error: 1 fields: want 2"}),
    [](const auto& test) { return test.param.name; });

TEST(SearchWordsTest, EveryFaultIsTold) {
  EXPECT_EQ(FaultsOfWords("phrase\tcodes\na\t1\nb\t2\n"),
            "w.tsv:2:3: error: code \"1\": want a code of KBLI 2025\n"
            "w.tsv:3:3: error: code \"2\": want a code of KBLI 2025\n");
}

TEST(SearchQuestionsTest, ReadsBothHalves) {
  RuleIssues issues;
  const auto questions = ParseSearchQuestions(
      "q.tsv", "half\tquery\tcodes\ntuning\tKopi?\t56303\nheld-out\tteh\t56304|56303\n", Kbli(),
      issues);
  EXPECT_EQ(issues.ToString(), "");
  ASSERT_EQ(questions.size(), 2U);
  EXPECT_FALSE(questions[0].is_held_out);
  EXPECT_EQ(questions[0].query, "Kopi?");
  EXPECT_TRUE(questions[1].is_held_out);
  EXPECT_THAT(questions[1].codes, ElementsAre("56304", "56303"));
}

TEST(SearchQuestionsTest, TellsTheirFaults) {
  EXPECT_EQ(FaultsOfQuestions("half\tquery\tcodes\nthird\tkopi\t56303\n"),
            "q.tsv:2:1: error: half \"third\": want tuning or held-out\n");
  EXPECT_EQ(FaultsOfQuestions("half\tquery\tcodes\ntuning\tkopi\t5630\n"),
            "q.tsv:2:13: error: code \"5630\": want a five-digit code of KBLI 2025\n");
  EXPECT_THAT(FaultsOfQuestions("half\tquery\tcodes\ntuning\ta\t56303\nheld-out\ta\t56303\n"),
              HasSubstr("q.tsv:3:10: error: \"a\" has a line already"));
}

TEST(SearchWordsTest, AFolderMayDoWithout) {
  const std::string folder = ::testing::TempDir() + "/izin_no_words";
  std::filesystem::create_directories(folder + "/kbli");
  const auto words = ReadSearchWords(folder, Kbli());
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_THAT(*words, IsEmpty());
  std::filesystem::remove_all(folder);
}

TEST(SearchWordsTest, AFaultyFileOfAFolderIsRefused) {
  const std::string folder = ::testing::TempDir() + "/izin_faulty_words";
  std::filesystem::create_directories(folder + "/kbli");
  std::ofstream(folder + "/kbli/synonyms.tsv") << "phrase\tcodes\nkopi\t1";
  const auto words = ReadSearchWords(folder, Kbli());
  EXPECT_TRUE(absl::IsFailedPrecondition(words.status()));
  EXPECT_THAT(std::string(words.status().message()),
              HasSubstr("kbli/synonyms.tsv:2:6: error: code \"1\""));
  EXPECT_THAT(std::string(words.status().message()), HasSubstr("the last line has no end"));
  std::filesystem::remove_all(folder);
}

// The files that ship: what izin-index and `izin rules check` say of them, with real codes.
TEST(SearchWordsTest, TheFilesThatShipAreManyAndSound) {
  std::ifstream in("data/kbli/2025.tsv");
  std::vector<KbliEntry> entries;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    entries.push_back({.code = line.substr(0, first),
                       .parent = line.substr(first + 1, second - first - 1),
                       .title = line.substr(second + 1)});
  }
  const KbliCatalogue kbli(KbliEdition::k2025, entries);
  const auto words = ReadSearchWords("data", kbli);
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_GE(words->size(), 800U);
  const auto questions = ReadSearchQuestions("data", kbli);
  ASSERT_TRUE(questions.ok()) << questions.status();
  EXPECT_GE(questions->size(), 500U);
}

}  // namespace
}  // namespace izin
