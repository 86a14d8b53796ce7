// izin search in this process.

#include <cstdlib>
#include <string>

#include "google/protobuf/util/json_util.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/kbli.pb.h"
#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunCommand;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

v1::SearchKbliEntriesResponse Parsed(const CommandRun& ran) {
  v1::SearchKbliEntriesResponse response;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ran.out, &response).ok()) << ran.out;
  return response;
}

TEST(SearchCommandTest, LeadsToTheCodeOfACoffeeShop) {
  const CommandRun ran = RunCommand(AddSearchCommand, {"search", "mau buka kedai kopi"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, AnyOf(StartsWith("56303"), StartsWith("56304")));
  EXPECT_THAT(ran.out, HasSubstr("Berikutnya: izin classify --kbli 5630"));
}

TEST(SearchCommandTest, TakesWordsWithoutQuotes) {
  EXPECT_EQ(RunCommand(AddSearchCommand, {"search", "mau", "buka", "kedai", "kopi"}).out,
            RunCommand(AddSearchCommand, {"search", "mau buka kedai kopi"}).out);
}

TEST(SearchCommandTest, PrintsTheResponseAsJson) {
  const CommandRun ran = RunCommand(AddSearchCommand, {"search", "kedai kopi", "--format", "json"});
  const v1::SearchKbliEntriesResponse response = Parsed(ran);
  EXPECT_EQ(response.matches_size(), 10);
  EXPECT_EQ(response.matches(0).entry().code(), "56303");
  EXPECT_EQ(ran.out.find('\n'), ran.out.size() - 1);
  const v1::SearchKbliEntriesResponse next =
      Parsed(RunCommand(AddSearchCommand, {"search", "kedai kopi", "--format", "json",
                                           "--page-token", response.next_page_token()}));
  EXPECT_NE(next.matches(0).entry().code(), "56303");
}

TEST(SearchCommandTest, SearchesTheOldEdition) {
  const CommandRun ran =
      RunCommand(AddSearchCommand, {"search", "bengkel motor", "--edition", "2020"});
  EXPECT_THAT(ran.out, StartsWith("45407"));
}

TEST(SearchCommandTest, NoMatchIsAnAnswer) {
  const CommandRun ran = RunCommand(AddSearchCommand, {"search", "xqzjwvk", "--lang", "en"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, StartsWith("Nothing matches \"xqzjwvk\""));
}

TEST(SearchCommandTest, SpeaksTheLanguageOfTheEnvironmentUnlessAsked) {
  const std::string before = std::getenv("LC_ALL") == nullptr ? "" : std::getenv("LC_ALL");
  setenv("LC_ALL", "en_US.UTF-8", 1);
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", "xqzjwvk"}).out, StartsWith("Nothing"));
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", "xqzjwvk", "--lang", "id"}).out,
              StartsWith("Tidak ada yang cocok"));
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", "xqzjwvk", "--format", "json"}).out,
              HasSubstr("Tidak ada yang cocok"))
      << "JSON is the same bytes everywhere";
  setenv("LC_ALL", "id_ID.UTF-8", 1);
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", "xqzjwvk"}).out, StartsWith("Tidak ada"));
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", "", "--lang", "en"}).err,
              HasSubstr("query missing"));
  EXPECT_THAT(RunCommand(AddSearchCommand, {"search", ""}).err, HasSubstr("query belum diisi"));
  setenv("LC_ALL", before.c_str(), 1);
}

TEST(SearchCommandTest, RefusesWhatIsNoSearch) {
  const CommandRun empty = RunCommand(AddSearchCommand, {"search"});
  EXPECT_EQ(empty.exit_code, 1);
  EXPECT_THAT(empty.err, HasSubstr("query missing"));
  EXPECT_EQ(RunCommand(AddSearchCommand, {"search", std::string(10240, 'k')}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddSearchCommand, {"search", "kopi", "--edition", "2015"}).exit_code, 2);
  EXPECT_EQ(RunCommand(AddSearchCommand, {"search", "kopi", "--page-size", "-2"}).exit_code, 1);
  EXPECT_EQ(RunCommand(AddSearchCommand, {"search", "kopi", "--lang", "jv"}).exit_code, 1);
}

}  // namespace
}  // namespace izin::cli
