// The sheets as a browser prints them: Chromium makes the PDF, poppler reads it back.

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin {
namespace {

using ::izin::testing::FileText;
using ::izin::testing::Ran;
using ::izin::testing::RunIzin;
using ::izin::testing::TempFolder;
using ::testing::EndsWith;
using ::testing::HasSubstr;

constexpr char kOffice[] = "(DPMPTSP) Kota Medan";

// Runs a shell command; its output, or a failure that tells it.
std::string OutputOf(const TempFolder& folder, const std::string& command) {
  const std::string out = folder / "command.out";
  const int status = std::system(absl::StrCat(command, " > ", out, " 2>&1").c_str());
  EXPECT_EQ(status, 0) << command << "\n" << FileText(out);
  return FileText(out);
}

// A sheet of Medan's office, as page and as printed.
class PrintedSheet {
 public:
  explicit PrintedSheet(const std::string& subject) {
    const Ran ran = RunIzin({"rules", "sheet", subject, "--region", "1271", "--format", "html"});
    EXPECT_EQ(ran.exit_code, 0) << ran.err;
    html_ = ran.out;
    std::ofstream(folder_ / "sheet.html") << html_;
    // As root a sandbox cannot be had; nothing is fetched, so it may ask no server of Google's.
    OutputOf(
        folder_,
        absl::StrCat("timeout 60 chromium --headless --no-sandbox --disable-gpu --no-first-run "
                     "--disable-background-networking --disable-component-update "
                     "--disable-sync --no-pdf-header-footer --user-data-dir=",
                     folder_ / "profile", " --print-to-pdf=", Pdf(), " file://",
                     folder_ / "sheet.html"));
  }

  const std::string& html() const { return html_; }

  int Pages() const {
    for (absl::string_view line : absl::StrSplit(OutputOf(folder_, "pdfinfo " + Pdf()), '\n')) {
      int pages = 0;
      if (absl::ConsumePrefix(&line, "Pages:") && absl::SimpleAtoi(line, &pages)) return pages;
    }
    return 0;
  }

  // The words of a page, from 1; of all without one.
  std::string Text(int page = 0) const {
    const std::string only = page == 0 ? "" : absl::StrCat(" -f ", page, " -l ", page);
    return OutputOf(folder_, absl::StrCat("pdftotext", only, " ", Pdf(), " -"));
  }

  std::string Info() const { return OutputOf(folder_, "pdfinfo " + Pdf()); }

 private:
  std::string Pdf() const { return folder_ / "sheet.pdf"; }

  TempFolder folder_;
  std::string html_;
};

// How often each word stands in a text, a word being what stands between blanks.
std::map<std::string, int> WordsOf(absl::string_view text) {
  std::map<std::string, int> words;
  for (absl::string_view word : absl::StrSplit(text, absl::ByAnyChar(" \n\f\t"), absl::SkipEmpty()))
    ++words[std::string(word)];
  return words;
}

// The text of a page without its tags.
std::string BodyText(const std::string& html) {
  std::string out;
  bool is_tag = false;
  for (std::size_t at = html.find("<body>"); at < html.size(); ++at) {
    if (html[at] == '<') is_tag = true;
    out += is_tag ? ' ' : html[at];
    if (html[at] == '>') is_tag = false;
  }
  return out;
}

std::vector<std::string> HeadingsOf(const std::string& html) {
  std::vector<std::string> headings;
  std::vector<std::string> parts = absl::StrSplit(html, "<th scope=\"col\">");
  for (std::size_t i = 1; i < parts.size(); ++i)
    headings.push_back(parts[i].substr(0, parts[i].find("</th>")));
  return headings;
}

class SheetPrintTest : public ::testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Subjects, SheetPrintTest,
                         ::testing::Values("PKKPR", "IZIN", "56101", "86105"));

TEST_P(SheetPrintTest, IsPagesOfPaperWithTheOfficeOnEach) {
  const PrintedSheet sheet(GetParam());
  const int pages = sheet.Pages();
  ASSERT_GE(pages, 1);
  EXPECT_LE(pages, 40);
  EXPECT_THAT(sheet.Info(), HasSubstr("(A4)"));
  for (int page = 1; page <= pages; ++page) {
    const std::string text = sheet.Text(page);
    EXPECT_THAT(text, HasSubstr(kOffice)) << "page " << page;
    EXPECT_THAT(absl::StrReplaceAll(text, {{" ", ""}, {"\n", ""}, {"\f", ""}}),
                EndsWith(absl::StrCat(page, "/", pages)));
  }
  EXPECT_THAT(sheet.Text(1), HasSubstr("Jangka waktu"));
}

// A heading that is broken within a word is printed as two words, and so is missing once.
TEST_P(SheetPrintTest, NoWordOfAHeadingIsBroken) {
  const PrintedSheet sheet(GetParam());
  const std::vector<std::string> headings = HeadingsOf(sheet.html());
  ASSERT_FALSE(headings.empty());
  const std::map<std::string, int> written = WordsOf(BodyText(sheet.html()));
  std::map<std::string, int> printed = WordsOf(sheet.Text());
  std::set<std::string> words;
  for (const std::string& heading : headings) {
    for (absl::string_view word : absl::StrSplit(heading, ' ')) words.emplace(word);
  }
  for (const std::string& word : words) EXPECT_GE(printed[word], written.at(word)) << word;
}

}  // namespace
}  // namespace izin
