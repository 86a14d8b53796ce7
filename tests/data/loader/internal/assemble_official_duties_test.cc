#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kDuties[] = "rulesets/pp28-2025/official_commitments.tsv";

TEST(AssembleOfficialDutiesTest, APeriodIsANumber) {
  const std::string& text = RealTree().at(kDuties);
  const std::size_t begin = text.find('\n') + 1;
  const std::string line = text.substr(begin, text.find('\n', begin) - begin);
  std::vector<std::string> columns = absl::StrSplit(line, '\t');
  columns[2] = "often";
  EXPECT_THAT(FaultsOf(Replace(kDuties, line, absl::StrJoin(columns, "\t"))),
              Tells(std::string(kDuties), 2, "every_months \"often\": want a number"));
}

TEST(AssembleOfficialDutiesTest, ADutyIsOfACatalogueWithATermThatCanBeRead) {
  const std::string file = "rulesets/pp28-2025/possible_rows.tsv";
  const auto with = [&](const std::string& duties) {
    return FaultsOf([&](SourceTree& tree) {
      tree[file] += "99999\t99999\t" + duties + "\t\n";
      absl::StrAppend(&tree[kDuties], "zz-duty\t\t0\t\ta\ta\n");
    });
  };
  const int line = EndOf(RealTree(), file);
  EXPECT_THAT(with("none"), Tells(file, line, "unknown code \"99999\""));
  const auto of_known_code = [&](const std::string& duties) {
    return FaultsOf(
        [&](SourceTree& tree) { absl::StrAppend(&tree[file], "56101\t99999\t", duties, "\t\n"); });
  };
  EXPECT_THAT(of_known_code("none"), Tells(file, line, "unknown commitment \"none\""));
  EXPECT_THAT(of_known_code("none:0"), Tells(file, line, "\"none:0\": want ID, ID:<days>"));
  EXPECT_THAT(of_known_code("none:soon"), Tells(file, line, "\"none:soon\": want ID, ID:<days>"));
}

}  // namespace
}  // namespace izin
