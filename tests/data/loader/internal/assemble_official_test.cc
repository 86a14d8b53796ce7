#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kRows[] = "rulesets/pp28-2025/official_rows.tsv";
constexpr char kCodes[] = "rulesets/pp28-2025/official_codes.tsv";

// The first line of a table below its header.
std::string FirstLine(const std::string& file) {
  const std::string& text = RealTree().at(file);
  const std::size_t begin = text.find('\n') + 1;
  return text.substr(begin, text.find('\n', begin) + 1 - begin);
}

// The line with its column `at`, from 0, made `value`.
std::string With(const std::string& line, std::size_t at, const std::string& value) {
  std::vector<std::string> columns = absl::StrSplit(line, '\t');
  columns[at] = value;
  return absl::StrJoin(columns, "\t");
}

void ExpectFault(const std::string& file, std::size_t column, const std::string& value,
                 const std::string& told) {
  const std::string line = FirstLine(file);
  EXPECT_THAT(FaultsOf(Replace(file, line, With(line, column, value))), Tells(file, 2, told));
}

TEST(AssembleOfficialTest, ARowIsOfAScopeAtAScaleThatItOffers) {
  ExpectFault(kRows, 1, "999", "unknown scope");
  ExpectFault(kRows, 2, "HUGE", "scale \"HUGE\": want one of MICRO, SMALL, MEDIUM, LARGE");
  const std::string line = FirstLine(kRows);
  EXPECT_THAT(FaultsOf(Replace(kRows, line, line + line)),
              Tells(std::string(kRows), 3, "a second row for "));
}

TEST(AssembleOfficialTest, ARowNamesWhatTheCataloguesHold) {
  ExpectFault(kRows, 3, "NIP", "unknown licence \"NIP\"");
  ExpectFault(kRows, 5, "soon", "term_days \"soon\": want a number");
  ExpectFault(kRows, 5, "-3", "term_days -3: want 0 to 10000");
  ExpectFault(kRows, 6, "ap-none", "unknown authority parameter \"ap-none\"");
}

TEST(AssembleOfficialTest, ACodeNamesWhatTheCataloguesHold) {
  ExpectFault(kCodes, 0, "00000", "unknown code \"00000\"");
  ExpectFault(kCodes, 1, "UMKU_NONE", "unknown supporting permit \"UMKU_NONE\"");
  ExpectFault(kCodes, 3, "none\n", "unknown condition \"none\"");
}

}  // namespace
}  // namespace izin
