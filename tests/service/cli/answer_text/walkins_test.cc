// Ten people who walk in, from their flags to the page that they read.

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <gtest/gtest.h>

#include "service/cli/answer_text/answer_context.h"
#include "service/cli/answer_text/answer_text.h"
#include "service/cli/answer_text/basic_titles.h"
#include "service/cli/answer_text/page.h"
#include "service/cli/classify_flags.h"
#include "service/cli/region_names.h"
#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

using ::izin::testing::LocalAnswers;
using ::izin::testing::ReadFile;

constexpr std::size_t kLongestOfLowRiskMicro = 40;

// The words of a command line; quotes keep blanks.
std::vector<std::string> WordsOf(const std::string& command) {
  std::vector<std::string> words(1);
  bool is_quoted = false;
  for (const char c : command) {
    if (c == '"') {
      is_quoted = !is_quoted;
    } else if (c == ' ' && !is_quoted) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

struct Printed {
  v1::ClassifyActivityRequest request;
  v1::Classification answer;
  std::string text;
};

// What `command`, "izin classify --kbli ...", prints.
Printed PageOf(const std::string& command) {
  std::vector<std::string> words = WordsOf(command);
  EXPECT_GT(words.size(), 2u) << command;
  words.erase(words.begin(), words.begin() + 2);
  std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
  CLI::App app("izin classify");
  ClassifyFlags flags(app);
  AnswerTextOptions options;
  app.add_flag("--all", options.shows_all);
  app.parse(words);
  EXPECT_TRUE(flags.faults().empty()) << command;

  LocalAnswers backend;
  Printed page;
  page.request = flags.request();
  const auto faults = ResolveRegions(backend, *page.request.mutable_activity());
  EXPECT_TRUE(faults.ok() && faults->empty()) << command;
  auto answer = backend.Classify(page.request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  if (!answer.ok()) return page;
  page.answer = *std::move(answer);
  options.is_english = page.request.language_code() == "en";
  FillTitles(backend, options.is_english, page.answer);
  std::ostringstream out;
  PrintAnswer(page.answer, ContextOf(backend, page.request, page.answer, JointLeave::kSkipped),
              options, out);
  page.text = out.str();
  return page;
}

class WalkIn : public ::testing::TestWithParam<std::string> {};

TEST_P(WalkIn, ReadsThePageOfTheGoldenFile) {
  for (const char* language : {"id", "en"}) {
    const std::string path =
        absl::StrCat("tests/golden/walkins/", GetParam(), ".", language, ".txt");
    const std::string golden = ReadFile(path);
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(golden, absl::MaxSplits('\n', 1));
    absl::string_view command = parts.first;
    ASSERT_TRUE(absl::ConsumePrefix(&command, "# izin classify ")) << path;
    const Printed page = PageOf(absl::StrCat("izin classify ", command));
    EXPECT_EQ(page.request.language_code(), language == std::string("en") ? "en" : "");
    EXPECT_TRUE(page.text == parts.second) << path << " differs; the page is now:\n"
                                           << page.text << "--- end of page";
  }
}

INSTANTIATE_TEST_SUITE_P(Ten, WalkIn,
                         ::testing::Values("apotek", "bengkel-motor", "katering-kecil",
                                           "kebun-sawit-hpk", "klinik", "kost-20-kamar",
                                           "minimarket-menengah", "penginapan-hutan-lindung",
                                           "tambak-udang", "warung-kopi"),
                         [](const auto& test) {
                           std::string name = test.param;
                           name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
                           return name;
                         });

TEST(WalkInsTest, AreAllTested) {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator("tests/golden/walkins"))
    files += file.is_regular_file() ? 1 : 0;
  EXPECT_EQ(files, 20u);
}

struct Low {
  std::string kbli;
  std::string more;
};

class LowRiskMicro : public ::testing::TestWithParam<Low> {};

TEST_P(LowRiskMicro, FitsFortyLines) {
  for (const char* language : {"id", "en"}) {
    const Printed page =
        PageOf(absl::StrCat("izin classify --kbli ", GetParam().kbli,
                            " --scale mikro --location darat --lang ", language, GetParam().more));
    ASSERT_EQ(page.answer.risk_level(), v1::RISK_LEVEL_LOW);
    const auto lines =
        static_cast<std::size_t>(std::count(page.text.begin(), page.text.end(), '\n'));
    EXPECT_GT(lines, 10u);
    EXPECT_LE(lines, kLongestOfLowRiskMicro) << page.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Businesses, LowRiskMicro,
                         ::testing::Values(Low{"55909", ""}, Low{"47111", " --scope 47111-3"},
                                           Low{"47111", ""}, Low{"01262", " --scope 01262-2"},
                                           Low{"13911", ""}, Low{"10710", ""}, Low{"01463", ""}));

// A word that only programs write has no place on a page that people read.
TEST(WalkInsTest, HoldNoNamesOfPrograms) {
  for (const auto& file : std::filesystem::directory_iterator("tests/golden/walkins")) {
    std::string text = ReadFile(file.path().string());
    text.erase(0, text.find('\n'));
    for (const char* word : {"_", "sejauh terbaca", "for-1", "lan-1", "activity."})
      EXPECT_EQ(text.find(word), std::string::npos) << file.path() << ": " << word;
    for (const absl::string_view line : absl::StrSplit(text, '\n'))
      EXPECT_LE(Columns(line), 100u) << file.path() << ": " << line;
  }
}

// Dates come with --filed-on, in words.
TEST(WalkInsTest, GiveDatesFromTheFiling) {
  const std::string command =
      "izin classify --kbli 56303 --scale mikro --location darat --filed-on 2026-11-24";
  EXPECT_NE(PageOf(command).text.find("Paling lambat"), std::string::npos);
  EXPECT_NE(PageOf(command).text.find("paling lambat terbit"), std::string::npos);
}

// Limits on capital from abroad are folded for who brings none, and spelled out for who does.
TEST(WalkInsTest, FoldWhatIsForForeignCapitalOnly) {
  const std::string domestic =
      PageOf("izin classify --kbli 56303 --scale besar --location darat").text;
  EXPECT_NE(domestic.find("hanya bagi penanaman modal asing (--all)"), std::string::npos);
  EXPECT_EQ(domestic.find("Investasi PMA"), std::string::npos);
  const std::string foreign =
      PageOf("izin classify --kbli 56303 --scale besar --location darat --foreign").text;
  EXPECT_EQ(foreign.find("hanya bagi penanaman modal asing (--all)"), std::string::npos);
  EXPECT_NE(foreign.find("Investasi PMA"), std::string::npos);
}

// The basic view has no terms and no texts; the page has names for the permits all the same.
TEST(WalkInsTest, ReadInTheBasicView) {
  const std::string text =
      PageOf("izin classify --kbli 56303 --scale mikro --location darat --view ringkas").text;
  EXPECT_NE(text.find("- Nomor Induk Berusaha (NIB): Lembaga OSS.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("--view lengkap"), std::string::npos) << text;
  EXPECT_EQ(text.find("hari kerja"), std::string::npos) << text;
  EXPECT_EQ(text.find("_"), std::string::npos) << text;
}

}  // namespace
}  // namespace izin::cli
